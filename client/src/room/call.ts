import { follow } from './follow.ts'
import type { Member } from './e2ee/conference.ts'
import { publishDevices, type Devices } from './media/devices.ts'
import type { MediaEngine, RemoteMedia } from './media/media-engine.ts'
import { createPlayback, type Playback } from './media/playback.ts'
import { createStore, type Store } from '../lib/store.ts'

export interface CallOptions {
  readonly engine: MediaEngine
  readonly devices: Devices
  readonly roster: Store<readonly Member[]>
  /** Somebody in the room is short of data. */
  readonly lean: () => boolean
  /** What the engine was made with. */
  readonly hideAddress: boolean
}

/** Sound and pictures of the conversation: who is connected, what is sent, what is played. */
export interface Call {
  readonly remotes: Store<readonly RemoteMedia[]>
  readonly playback: Playback
  readonly addressHidden: Store<boolean>
  /** Set-up from a member who has been authenticated. */
  onSignal(from: string, bytes: Uint8Array): void
  hideAddress(hide: boolean): void
  /** Applies the wish to save data to the camera. */
  adapt(): void
  stats: MediaEngine['stats']
  close(): void
}

/** Pictures for a thin line: about 150 kbit/s with the codecs in use. */
const leanPicture = { width: { ideal: 320 }, height: { ideal: 180 }, frameRate: { ideal: 12, max: 15 } }
const fullPicture = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } }

export function createCall({ engine, devices, roster, lean, hideAddress }: CallOptions): Call {
  const playback = createPlayback()
  const addressHidden = createStore(hideAddress)
  let applied: { track: MediaStreamTrack | null; lean: boolean } = { track: null, lean: false }

  const adapt = () => {
    const { track } = devices.camera.get()
    const isLean = lean()
    if (!track || (applied.track === track && applied.lean === isLean)) return
    if (applied.track === track || isLean)
      void track.applyConstraints(isLean ? leanPicture : fullPicture).catch(() => undefined)
    applied = { track, lean: isLean }
  }
  const ends = [
    publishDevices(devices, engine),
    follow(roster, (members) => engine.setMembers(members)),
    follow(devices.camera, adapt),
    follow(devices.speaker, ({ chosen }) => playback.useSpeaker(chosen)),
  ]
  return {
    remotes: engine.remotes,
    playback,
    addressHidden,
    onSignal: (from, bytes) => engine.onSignal(from, bytes),
    hideAddress(hide) {
      addressHidden.set(hide)
      engine.hideAddress(hide)
    },
    adapt,
    stats: () => engine.stats(),
    close() {
      for (const end of ends) end()
      engine.close()
    },
  }
}
