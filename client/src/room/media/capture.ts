import { createStore } from '../../lib/store.ts'

export type DeviceKind = 'microphone' | 'camera'

/** Why a device cannot be used; each has its own text in `words.ts`. */
export const deviceProblems = ['denied', 'not-found', 'in-use', 'unsupported', 'insecure', 'other'] as const
export type DeviceProblem = (typeof deviceProblems)[number]

export interface DeviceChoice {
  id: string
  label: string
}

export interface DeviceState {
  /** What the person chose. */
  wanted: boolean
  /** What is so. `interrupted`: the system took the device (a phone call, an unplugged cable); one tap on `turnOn` tries again. */
  actual: 'off' | 'starting' | 'on' | 'interrupted'
  /** To publish and to show to oneself; null unless `actual` is `on`. */
  track: MediaStreamTrack | null
  problem: DeviceProblem | null
  /** Empty until the browser names devices, which it does after the first permission. */
  choices: readonly DeviceChoice[]
  /** The device that the person chose, and the one in use: they differ while the chosen one is missing. */
  preferred: string | null
  effective: string | null
}

/** The parts of `navigator.mediaDevices` that are used. */
export type MediaSource = Pick<
  MediaDevices,
  'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'
> &
  Partial<Pick<MediaDevices, 'getDisplayMedia'>>

/** The reason behind an error of getUserMedia or getDisplayMedia (W3C mediacapture-streams §10.2). */
export function problemOf(error: unknown): DeviceProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'not-found'
  if (name === 'NotReadableError' || name === 'AbortError') return 'in-use'
  if (name === 'NotSupportedError' || name === 'TypeError') return 'unsupported'
  return 'other'
}

const constraints: Record<DeviceKind, MediaTrackConstraints> = {
  microphone: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
  camera: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 }, facingMode: 'user' },
}

/** One microphone or camera: what the person wants, and what is so. */
export class Capture {
  readonly state = createStore<DeviceState>({
    wanted: false,
    actual: 'off',
    track: null,
    problem: null,
    choices: [],
    preferred: null,
    effective: null,
  })
  readonly #kind: DeviceKind
  readonly #source: MediaSource | null
  readonly #missing: DeviceProblem
  #track: MediaStreamTrack | null = null
  #work: Promise<void> = Promise.resolve()
  #closed = false

  /** Without a source every try fails with `missing`. */
  constructor(kind: DeviceKind, source: MediaSource | null, missing: DeviceProblem) {
    this.#kind = kind
    this.#source = source
    this.#missing = missing
  }

  turnOn(): Promise<void> {
    if (this.#closed) return Promise.resolve()
    this.#change({ wanted: true, problem: null })
    return this.#settle()
  }

  turnOff(): Promise<void> {
    // At once, although a question of the browser may still be open: its answer will find that nobody wants it.
    this.#change({ wanted: false, actual: 'off', track: null, problem: null })
    return this.#settle()
  }

  choose(preferred: string): Promise<void> {
    if (preferred === this.state.get().preferred) return Promise.resolve()
    this.#change({ preferred })
    if (preferred === this.state.get().effective) return Promise.resolve()
    return this.#settle({ anew: true })
  }

  /** Takes over what the browser lists now. */
  list(devices: readonly MediaDeviceInfo[]): void {
    const type = this.#kind === 'microphone' ? 'audioinput' : 'videoinput'
    const choices = choicesOf(devices, type)
    // Without permission the browser names none; that says nothing about what is there.
    if (choices.length === 0 && devices.some(({ kind }) => kind === type)) return
    const { choices: before, preferred, effective, wanted } = this.state.get()
    if (JSON.stringify(choices) !== JSON.stringify(before)) this.#change({ choices })
    const isBack = choices.some(({ id }) => id === preferred) && !before.some(({ id }) => id === preferred)
    if (wanted && isBack && preferred !== effective) void this.#settle({ anew: true })
  }

  /** For good. The answer to a question that is still open is let go of as soon as it comes. */
  close(): void {
    this.#closed = true
    this.#change({ wanted: false, actual: 'off', track: null })
    this.#release()
  }

  #settle({ anew = false, taken = false } = {}): Promise<void> {
    this.#work = this.#work.then(() => this.#reconcile(anew, taken))
    return this.#work
  }

  async #reconcile(anew: boolean, taken: boolean): Promise<void> {
    if (!this.state.get().wanted) return this.#rest()
    const usable = this.#track?.readyState === 'live' && !this.#track.muted
    if (usable && !anew) return this.#use(this.#track!)
    this.#change({ actual: 'starting', track: null })
    // Before the new one is asked for: many cameras open only once.
    this.#release()
    try {
      const track = await this.#open()
      if (this.state.get().wanted) this.#use(this.#watch(track))
      else track.stop()
    } catch (error) {
      if (!this.state.get().wanted) return
      const rest = taken ? { actual: 'interrupted' as const } : { wanted: false, actual: 'off' as const }
      this.#change({ ...rest, effective: null, problem: this.#reason(error) })
    }
  }

  /** The preferred device, or any while that one is missing. */
  async #open(): Promise<MediaStreamTrack> {
    const { preferred } = this.state.get()
    if (!preferred) return this.#ask({})
    try {
      // Chromium 156 takes the default microphone when another one is only „ideal“.
      return await this.#ask({ deviceId: { exact: preferred } })
    } catch (error) {
      if (problemOf(error) !== 'not-found') throw error
      return this.#ask({})
    }
  }

  async #ask(wish: MediaTrackConstraints): Promise<MediaStreamTrack> {
    if (!this.#source) throw new Error('No media source')
    const all = { ...constraints[this.#kind], ...wish }
    const stream = await this.#source.getUserMedia(this.#kind === 'microphone' ? { audio: all } : { video: all })
    const [track] = stream.getTracks()
    if (!track) throw new Error('No track')
    track.contentHint = this.#kind === 'microphone' ? 'speech' : 'motion'
    return track
  }

  #reason(error: unknown): DeviceProblem {
    return this.#source ? problemOf(error) : this.#missing
  }

  #watch(track: MediaStreamTrack): MediaStreamTrack {
    this.#track = track
    track.addEventListener('mute', () => this.#interrupt(track))
    track.addEventListener('unmute', () => this.#isInUse(track) && this.#use(track))
    track.addEventListener('ended', () => this.#onEnded(track))
    return track
  }

  #isInUse(track: MediaStreamTrack): boolean {
    return track === this.#track && this.state.get().wanted
  }

  #interrupt(track: MediaStreamTrack): void {
    if (this.#isInUse(track)) this.#change({ actual: 'interrupted', track: null })
  }

  /** Unplugged, or taken away for good: tries once whether there is another device. */
  #onEnded(track: MediaStreamTrack): void {
    if (!this.#isInUse(track)) return
    this.#interrupt(track)
    void this.#settle({ anew: true, taken: true })
  }

  #use(track: MediaStreamTrack): void {
    track.enabled = true
    this.#change({ actual: 'on', track, problem: null, effective: track.getSettings().deviceId ?? null })
  }

  /** A silent microphone stays open, so that speaking again needs no time; the camera is let go, so that its light goes out. */
  #rest(): void {
    if (this.#kind === 'camera') this.#release()
    else if (this.#track) this.#track.enabled = false
    this.#change({ actual: 'off', track: null })
  }

  #release(): void {
    this.#track?.stop()
    this.#track = null
  }

  #change(patch: Partial<DeviceState>): void {
    this.state.update((before) => ({ ...before, ...patch }))
  }
}

export function choicesOf(devices: readonly MediaDeviceInfo[], type: MediaDeviceKind): DeviceChoice[] {
  return devices
    .filter(({ kind, deviceId }) => kind === type && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, label }))
}
