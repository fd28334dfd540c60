import { describe, expect, test } from 'vitest'
import type { DeviceState, MediaSource } from './capture.ts'
import { deviceProblems, problemOf } from './capture.ts'
import { createDevices } from './devices.ts'
import { words } from './words.ts'

/** A track as Node has none: live until it is stopped. */
class FakeTrack extends EventTarget {
  enabled = true
  muted = false
  contentHint = ''
  readyState = 'live'
  readonly deviceId: string
  constructor(deviceId: string) {
    super()
    this.deviceId = deviceId
  }
  getSettings = () => ({ deviceId: this.deviceId })
  stop() {
    this.readyState = 'ended'
  }
}

const named = (name: string) => Object.assign(new Error(name), { name })

/** The browser's devices. `answer` decides about each request: a device id, or an error. */
function browserWith(answer: (wish: MediaStreamConstraints) => string | Error | Promise<string>) {
  const tracks: FakeTrack[] = []
  const source = Object.assign(new EventTarget(), {
    async getUserMedia(wish: MediaStreamConstraints) {
      const given = await answer(wish)
      if (given instanceof Error) throw given
      const track = new FakeTrack(given)
      tracks.push(track)
      return { getTracks: () => [track] }
    },
    enumerateDevices: async () => [],
  }) as unknown as MediaSource
  return { tracks, devices: createDevices({ mediaDevices: source, isSecure: true, canChooseSpeaker: true }) }
}

const seen = ({ wanted, actual, problem, track }: DeviceState) => ({ wanted, actual, problem, sends: track !== null })

describe('a device that fails', () => {
  test.each([
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotFoundError', 'not-found'],
    ['OverconstrainedError', 'not-found'],
    ['NotReadableError', 'in-use'],
    ['AbortError', 'in-use'],
    ['TypeError', 'unsupported'],
    ['SomethingNew', 'other'],
  ])('with %s is called %s', async (name, problem) => {
    expect(problemOf(named(name))).toBe(problem)
    const { devices } = browserWith(() => named(name))
    await devices.turnOn('camera')
    expect(seen(devices.camera.get())).toEqual({ wanted: false, actual: 'off', problem, sends: false })
  })

  test('does not take the other one with it', async () => {
    const { devices } = browserWith(({ video }) => (video ? named('NotReadableError') : 'mic'))
    await Promise.all([devices.turnOn('camera'), devices.turnOn('microphone')])
    expect(seen(devices.microphone.get())).toEqual({ wanted: true, actual: 'on', problem: null, sends: true })
    expect(devices.camera.get().problem).toBe('in-use')
  })

  test('can be tried again', async () => {
    const answers: (string | Error)[] = [named('NotReadableError'), 'cam']
    const { devices } = browserWith(() => answers.shift()!)
    await devices.turnOn('camera')
    await devices.turnOn('camera')
    expect(seen(devices.camera.get())).toEqual({ wanted: true, actual: 'on', problem: null, sends: true })
  })

  test.each([
    [false, 'insecure'],
    [true, 'unsupported'],
  ])('because the browser has none (secure page: %s) is called %s', async (isSecure, problem) => {
    const devices = createDevices({ mediaDevices: undefined, isSecure, canChooseSpeaker: false })
    await devices.turnOn('microphone')
    expect(devices.microphone.get().problem).toBe(problem)
    expect(devices.screen.get().supported).toBe(false)
  })

  test('has its own text in both languages for each reason', () => {
    for (const language of [words.de, words.en]) {
      for (const kind of ['microphone', 'camera'] as const) {
        for (const problem of deviceProblems)
          expect(Object.values(language[kind][problem]).every((text) => text.length > 10)).toBe(true)
      }
    }
  })
})

describe('a device that works', () => {
  test('is not sent when the person changed their mind while the browser was still asking', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const asked = Promise.withResolvers<void>()
    const { devices, tracks } = browserWith(() => {
      asked.resolve()
      return promise
    })
    const on = devices.turnOn('camera')
    await asked.promise
    const off = devices.turnOff('camera')
    expect(seen(devices.camera.get())).toEqual({ wanted: false, actual: 'off', problem: null, sends: false })
    resolve('cam')
    await Promise.all([on, off])
    expect(seen(devices.camera.get())).toEqual({ wanted: false, actual: 'off', problem: null, sends: false })
    expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended'])
  })

  test('is let go of at once when the page went away while the browser was still asking', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const asked = Promise.withResolvers<void>()
    const { devices, tracks } = browserWith(() => {
      asked.resolve()
      return promise
    })
    const on = devices.turnOn('camera')
    await asked.promise
    devices.close()
    resolve('cam')
    await on
    await devices.turnOn('camera')
    expect(seen(devices.camera.get())).toEqual({ wanted: false, actual: 'off', problem: null, sends: false })
    expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended'])
  })

  test('when silent keeps the microphone ready and lets go of the camera', async () => {
    const { devices, tracks } = browserWith(({ video }) => (video ? 'cam' : 'mic'))
    for (const kind of ['microphone', 'camera'] as const) {
      await devices.turnOn(kind)
      await devices.turnOff(kind)
      expect(devices[kind].get().track).toBeNull()
    }
    expect(tracks.map(({ readyState, enabled }) => [readyState, enabled])).toEqual([
      ['live', false],
      ['ended', true],
    ])
    await devices.turnOn('microphone')
    expect(tracks.length).toBe(2)
    expect(tracks[0]?.enabled).toBe(true)
  })

  test('falls back to another one while the preferred one is missing', async () => {
    const asked: unknown[] = []
    const { devices } = browserWith(({ audio }) => {
      const { deviceId } = audio as MediaTrackConstraints
      asked.push(deviceId)
      return deviceId ? named('OverconstrainedError') : 'built-in'
    })
    await devices.choose('microphone', 'headset')
    await devices.turnOn('microphone')
    expect(asked).toEqual([{ exact: 'headset' }, undefined])
    expect(devices.microphone.get()).toMatchObject({ actual: 'on', preferred: 'headset', effective: 'built-in' })
  })

  test('waits for one tap when the system took it and gives no other', async () => {
    const answers: (string | Error)[] = ['mic', named('NotReadableError'), 'mic']
    const { devices, tracks } = browserWith(() => answers.shift()!)
    await devices.turnOn('microphone')
    tracks[0]!.readyState = 'ended'
    const interrupted = new Promise<void>((resolve) => {
      devices.microphone.subscribe(() => devices.microphone.get().problem && resolve())
    })
    tracks[0]!.dispatchEvent(new Event('ended'))
    await interrupted
    expect(seen(devices.microphone.get())).toEqual({
      wanted: true,
      actual: 'interrupted',
      problem: 'in-use',
      sends: false,
    })
    await devices.turnOn('microphone')
    expect(seen(devices.microphone.get())).toEqual({ wanted: true, actual: 'on', problem: null, sends: true })
  })
})

test('a screen chosen after the end is not captured', async () => {
  const asked: ((track: FakeTrack) => void)[] = []
  const source = Object.assign(new EventTarget(), {
    getUserMedia: () => Promise.reject(named('NotFoundError')),
    enumerateDevices: async () => [],
    getDisplayMedia: () =>
      new Promise((resolve) =>
        asked.push((track) =>
          resolve({ getTracks: () => [track], getVideoTracks: () => [track], getAudioTracks: () => [] }),
        ),
      ),
  }) as unknown as MediaSource
  const devices = createDevices({ mediaDevices: source, isSecure: true, canChooseSpeaker: true })
  const [late, wanted] = [new FakeTrack('late'), new FakeTrack('wanted')]
  const first = devices.showScreen()
  devices.hideScreen()
  const second = devices.showScreen()
  asked[0]!(late)
  await first
  expect([late.readyState, devices.screen.get().actual]).toEqual(['ended', 'starting'])
  asked[1]!(wanted)
  await second
  expect([wanted.readyState, devices.screen.get().actual]).toEqual(['live', 'on'])
  devices.close()
  expect([wanted.readyState, devices.screen.get().actual]).toEqual(['ended', 'off'])
})
