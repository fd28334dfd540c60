import type { MediaKind, Quality } from './media-engine.ts'
import { mediaKinds } from './media-engine.ts'

/** What the statistics of one connection say at one moment. Counts run from the beginning of the connection. */
export interface Reading {
  packetsReceived: Record<MediaKind, number>
  packetsLost: Record<MediaKind, number>
  framesDecoded: Record<MediaKind, number>
  /** Sum of squared levels times seconds (W3C webrtc-stats, totalAudioEnergy), and the seconds. */
  voice: { energy: number; seconds: number }
  /** Seconds for the way there and back; null before it was measured. */
  roundTrip: number | null
  path: { local: string; remote: string } | null
}

const perKind = (): Record<MediaKind, number> => ({ microphone: 0, camera: 0, screen: 0, 'screen-audio': 0 })

export function emptyReading(): Reading {
  return {
    packetsReceived: perKind(),
    packetsLost: perKind(),
    framesDecoded: perKind(),
    voice: { energy: 0, seconds: 0 },
    roundTrip: null,
    path: null,
  }
}

/** The entries of a report that are read here; browsers leave out what they do not know. */
interface Entry {
  id: string
  type: string
  mid?: string
  trackIdentifier?: string
  packetsReceived?: number
  packetsLost?: number
  framesDecoded?: number
  totalAudioEnergy?: number
  totalSamplesDuration?: number
  selectedCandidatePairId?: string
  selected?: boolean
  currentRoundTripTime?: number
  localCandidateId?: string
  remoteCandidateId?: string
  candidateType?: string
}

/** Reads a report; `kindOf` finds the kind by the id of the received track. */
export function readReport(report: RTCStatsReport, kindOf: (trackId: string) => MediaKind | undefined): Reading {
  const entries = new Map<string, Entry>()
  report.forEach((entry: Entry, id: string) => entries.set(id, entry))
  const reading = { ...emptyReading(), ...readPath(entries) }
  for (const entry of entries.values()) {
    const kind = entry.type === 'inbound-rtp' ? kindOf(entry.trackIdentifier ?? '') : undefined
    if (kind) count(reading, kind, entry)
  }
  return reading
}

function count(reading: Reading, kind: MediaKind, entry: Entry): void {
  const {
    packetsReceived = 0,
    packetsLost = 0,
    framesDecoded = 0,
    totalAudioEnergy = 0,
    totalSamplesDuration = 0,
  } = entry
  reading.packetsReceived[kind] += packetsReceived
  reading.packetsLost[kind] += packetsLost
  reading.framesDecoded[kind] += framesDecoded
  if (kind === 'microphone') reading.voice = { energy: totalAudioEnergy, seconds: totalSamplesDuration }
}

function readPath(entries: Map<string, Entry>): Pick<Reading, 'path' | 'roundTrip'> {
  const pair = selectedPair(entries)
  const local = entries.get(pair?.localCandidateId ?? '')?.candidateType
  const remote = entries.get(pair?.remoteCandidateId ?? '')?.candidateType
  return { path: local && remote ? { local, remote } : null, roundTrip: pair?.currentRoundTripTime ?? null }
}

function selectedPair(entries: Map<string, Entry>): Entry | undefined {
  const all = [...entries.values()]
  const named = all.find((entry) => entry.type === 'transport' && entry.selectedCandidatePairId)
  // Firefox marks the pair itself.
  return named
    ? entries.get(named.selectedCandidatePairId ?? '')
    : all.find((entry) => entry.type === 'candidate-pair' && entry.selected)
}

/** Shares of lost packets and seconds of delay up to which a conversation is pleasant, and up to which it is bearable. */
const bounds = { good: { loss: 0.02, roundTrip: 0.25 }, fair: { loss: 0.08, roundTrip: 0.5 } }

/** The connection in one word, from two readings a few seconds apart. */
export function judge(before: Reading, now: Reading): Quality {
  const sum = (counts: Record<MediaKind, number>) => mediaKinds.reduce((total, kind) => total + counts[kind], 0)
  const received = sum(now.packetsReceived) - sum(before.packetsReceived)
  // Negative when packets that were counted as lost came late (RFC 3550 §6.4.1): then nothing was lost now.
  const lost = sum(now.packetsLost) - sum(before.packetsLost)
  if (now.path === null && received <= 0) return 'none'
  const loss = received + lost > 0 ? lost / (received + lost) : 0
  const roundTrip = now.roundTrip ?? 0
  if (loss <= bounds.good.loss && roundTrip <= bounds.good.roundTrip) return 'good'
  return loss <= bounds.fair.loss && roundTrip <= bounds.fair.roundTrip ? 'fair' : 'poor'
}
