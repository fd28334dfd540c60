import type { MediaKind } from './media-engine.ts'

/** What one picture or sound may cost on the way to one other person. */
export interface SendingLimit {
  /** Bits per second. */
  maxBitrate: number
  /** Lines of the picture; absent where the captured size is kept. */
  height?: number
  maxFramerate?: number
}

const camera: readonly (SendingLimit & { people: number })[] = [
  { people: 2, height: 720, maxBitrate: 1_600_000, maxFramerate: 30 },
  { people: 3, height: 540, maxBitrate: 900_000, maxFramerate: 30 },
  { people: 4, height: 360, maxBitrate: 500_000, maxFramerate: 25 },
  { people: 5, height: 360, maxBitrate: 350_000, maxFramerate: 20 },
  { people: Number.POSITIVE_INFINITY, height: 240, maxBitrate: 200_000, maxFramerate: 20 },
]

/**
 * The limit for one kind when so many people are in the call. In a mesh everybody encodes and uploads once per other
 * person, so that pictures shrink as the round grows; speech comes first and keeps its 32 kbit/s.
 */
export function limitFor(kind: MediaKind, people: number): SendingLimit {
  if (kind === 'microphone') return { maxBitrate: 32_000 }
  if (kind === 'screen-audio') return { maxBitrate: 64_000 }
  // Letters must stay sharp; a screen changes seldom, so few pictures a second are enough.
  if (kind === 'screen') return { maxBitrate: people <= 3 ? 1_500_000 : 800_000, maxFramerate: 10 }
  const { people: _, ...limit } = camera.find((row) => people <= row.people)!
  return limit
}

/** The divisor that brings a captured picture down to the limit. Never below 1: pictures are not blown up. */
export function scaleFor(limit: SendingLimit, capturedHeight: number | undefined): number {
  return limit.height && capturedHeight ? Math.max(1, capturedHeight / limit.height) : 1
}

/** Applies the limit to a sender. A sender that cannot be limited now sends without; the next change tries again. */
export async function applyLimit(sender: RTCRtpSender, kind: MediaKind, people: number): Promise<void> {
  const parameters = sender.getParameters()
  const [encoding] = parameters.encodings
  if (!encoding) return
  const limit = limitFor(kind, people)
  encoding.maxBitrate = limit.maxBitrate
  encoding.priority = kind === 'microphone' ? 'high' : 'low'
  if (limit.maxFramerate) encoding.maxFramerate = limit.maxFramerate
  if (limit.height) encoding.scaleResolutionDownBy = scaleFor(limit, capturedHeight(sender.track))
  if (kind === 'screen') Object.assign(parameters, { degradationPreference: 'maintain-resolution' })
  await sender.setParameters(parameters).catch(() => {})
}

/** A phone held upright captures 720 × 1280; the shorter side is what the limit means. */
function capturedHeight(track: MediaStreamTrack | null): number | undefined {
  const { width, height } = track?.getSettings() ?? {}
  return width && height ? Math.min(width, height) : height
}
