import { createStore, type Store } from '../../lib/store.ts'
import {
  Capture,
  choicesOf,
  type DeviceChoice,
  type DeviceKind,
  type DeviceState,
  type MediaSource,
} from './capture.ts'
import type { MediaEngine } from './media-engine.ts'
import { ScreenCapture, type ScreenState } from './screen-capture.ts'

export interface SpeakerState {
  /** False where the browser leaves the output to the system (Safari). */
  supported: boolean
  choices: readonly DeviceChoice[]
  /** Empty for what the system uses. */
  chosen: string
}

/** Microphone, camera, screen and speaker of this page. Each fails for itself and never takes another one with it. */
export interface Devices {
  readonly microphone: Store<DeviceState>
  readonly camera: Store<DeviceState>
  readonly screen: Store<ScreenState>
  readonly speaker: Store<SpeakerState>
  /** Asks for the device where needed; also the way back from `interrupted` or a problem. Never rejects: see `problem`. */
  turnOn(kind: DeviceKind): Promise<void>
  turnOff(kind: DeviceKind): Promise<void>
  choose(kind: DeviceKind, deviceId: string): Promise<void>
  chooseSpeaker(deviceId: string): void
  /** From a click only. */
  showScreen(): Promise<void>
  hideScreen(): void
  /** Lets go of everything: all lights go out. */
  close(): void
}

export interface DevicesOptions {
  /** Undefined on pages that are not secure, and in browsers without media. */
  mediaDevices: MediaSource | undefined
  isSecure: boolean
  canChooseSpeaker: boolean
}

/** What this browser offers. */
export function browserDevices(): DevicesOptions {
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices }
  return { mediaDevices, isSecure: isSecureContext, canChooseSpeaker: 'setSinkId' in HTMLMediaElement.prototype }
}

export function createDevices({ mediaDevices, isSecure, canChooseSpeaker }: DevicesOptions): Devices {
  const source = typeof mediaDevices?.getUserMedia === 'function' ? mediaDevices : null
  const missing = isSecure ? 'unsupported' : 'insecure'
  const captures = {
    microphone: new Capture('microphone', source, missing),
    camera: new Capture('camera', source, missing),
  }
  const screen = new ScreenCapture(source)
  const speaker = createStore<SpeakerState>({ supported: canChooseSpeaker, choices: [], chosen: '' })

  const list = async () => {
    const devices = await source?.enumerateDevices().catch(() => [])
    if (!devices) return
    captures.microphone.list(devices)
    captures.camera.list(devices)
    speaker.update((before) => ({ ...before, choices: canChooseSpeaker ? choicesOf(devices, 'audiooutput') : [] }))
  }
  const onDeviceChange = () => void list()
  source?.addEventListener('devicechange', onDeviceChange)
  void list()

  // Only after a permission do devices have names. Not waited for: Firefox lists nothing while the page is in the background.
  const listed = (change: Promise<void>) => change.then(onDeviceChange)

  return {
    microphone: captures.microphone.state,
    camera: captures.camera.state,
    screen: screen.state,
    speaker,
    turnOn: (kind) => listed(captures[kind].turnOn()),
    turnOff: (kind) => captures[kind].turnOff(),
    choose: (kind, deviceId) => listed(captures[kind].choose(deviceId)),
    chooseSpeaker: (chosen) => speaker.update((before) => ({ ...before, chosen })),
    showScreen: () => screen.show(),
    hideScreen: () => screen.hide(),
    close() {
      source?.removeEventListener('devicechange', onDeviceChange)
      captures.microphone.close()
      captures.camera.close()
      screen.hide()
    },
  }
}

/** Sends what the devices give, from now until the returned function is called. Then nothing is sent any more. */
export function publishDevices(devices: Devices, engine: MediaEngine): () => void {
  const publish = () => {
    void engine.publish('microphone', devices.microphone.get().track)
    void engine.publish('camera', devices.camera.get().track)
    void engine.publish('screen', devices.screen.get().picture)
    void engine.publish('screen-audio', devices.screen.get().sound)
  }
  const ends = [devices.microphone, devices.camera, devices.screen].map((store) => store.subscribe(publish))
  publish()
  return () => {
    for (const end of ends) end()
    for (const kind of ['microphone', 'camera', 'screen', 'screen-audio'] as const) void engine.publish(kind, null)
  }
}
