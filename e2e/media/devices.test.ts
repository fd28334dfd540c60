import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchChromium, launchFirefox } from '../browsers.ts'
import {
  expectCall,
  expectMorePictures,
  expectRemotes,
  join,
  meet,
  openStage,
  statsBetween,
  turnOn,
  type Caller,
  type Stage,
} from './stage.ts'

let stage: Stage
let chromium: Browser
let strict: Browser
let firefox: Browser

beforeAll(async () => {
  // The second fake camera gives depth pictures, which no call can send; the third an ordinary one.
  const threeCameras = '--use-fake-device-for-media-stream=device-count=3,fps=30'
  ;[stage, chromium, strict, firefox] = await Promise.all([
    openStage(),
    launchChromium([threeCameras, '--auto-select-tab-capture-source-by-title=Medien']),
    launchChromium(['--use-fake-ui-for-media-stream=deny']),
    launchFirefox(),
  ])
})

afterEach(async () => {
  const contexts = [chromium, strict, firefox].flatMap((browser) => browser.contexts())
  await Promise.all(contexts.flatMap((context) => context.pages()).map((page) => page.close()))
})

afterAll(async () => {
  await Promise.all([chromium?.close(), strict?.close(), firefox?.close(), stage?.close()])
})

const device = ({ page }: Caller, kind: 'microphone' | 'camera') =>
  page.evaluate((one) => {
    const { track, ...state } = window.lab.devices[one].get()
    return { ...state, live: track?.readyState ?? null }
  }, kind)

test('a refused permission is said so, for each device alone, and nothing is sent', async () => {
  const ada = await join(strict, stage, { id: 'ada' })
  await turnOn(ada, 'camera')
  expect(await device(ada, 'camera')).toMatchObject({ wanted: false, actual: 'off', problem: 'denied', live: null })
  expect(await device(ada, 'microphone')).toMatchObject({ problem: null })
})

test('another camera and another microphone are taken in the middle of the call', async () => {
  const [ada, bob] = await Promise.all([join(chromium, stage, { id: 'ada' }), join(chromium, stage, { id: 'bob' })])
  for (const caller of [ada, bob]) await turnOn(caller, 'microphone', 'camera')
  await meet(ada, bob)
  await expectCall(ada, bob)
  for (const kind of ['microphone', 'camera'] as const) {
    await expect.poll(async () => (await device(ada, kind)).choices.length, { timeout: 40_000 }).toBeGreaterThan(1)
    const before = await device(ada, kind)
    const other = before.choices.findLast(
      ({ id }) => id !== before.effective && id !== 'default' && id !== 'communications',
    )
    expect(other?.label).toBeTruthy()
    await ada.page.evaluate(([one, id]) => window.lab.devices.choose(one, id), [kind, other!.id] as const)
    expect(await device(ada, kind)).toMatchObject({
      actual: 'on',
      preferred: other!.id,
      effective: other!.id,
      live: 'live',
    })
  }
  await expectMorePictures(bob, ada)
  await expectRemotes(bob, [{ flowing: ['microphone', 'camera'] }])
  expect((await statsBetween(bob, ada)).negotiations).toBe(1)
})

test('switching the camera off lets go of it, so that its light goes out', async () => {
  const { page } = await join(firefox, stage, { id: 'ada' })
  const states = await page.evaluate(async () => {
    const { devices } = window.lab
    await devices.turnOn('camera')
    const { track } = devices.camera.get()
    const before = track?.readyState
    await devices.turnOff('camera')
    return [before, track?.readyState, devices.camera.get().actual]
  })
  expect(states).toEqual(['live', 'ended', 'off'])
})

test('a device that the system takes away is taken back, or shown as interrupted', async () => {
  const ada = await join(chromium, stage, { id: 'ada' })
  await turnOn(ada, 'microphone')
  // The browser gives no way to unplug a fake device: the events are those it sends when that happens.
  const during = await ada.page.evaluate(() => {
    const { track } = window.lab.devices.microphone.get()
    track?.dispatchEvent(new Event('mute'))
    const { actual } = window.lab.devices.microphone.get()
    track?.dispatchEvent(new Event('unmute'))
    return actual
  })
  expect(during).toBe('interrupted')
  expect(await device(ada, 'microphone')).toMatchObject({ actual: 'on', live: 'live' })
  await ada.page.evaluate(() => {
    const { track } = window.lab.devices.microphone.get()
    track?.stop()
    track?.dispatchEvent(new Event('ended'))
  })
  await expect.poll(() => device(ada, 'microphone'), { timeout: 40_000 }).toMatchObject({ actual: 'on', live: 'live' })
})

test('the screen is seen by the other, beside the camera, until it is hidden', async () => {
  const [ada, bob] = await Promise.all([join(chromium, stage, { id: 'ada' }), join(firefox, stage, { id: 'bob' })])
  await turnOn(ada, 'camera')
  await meet(ada, bob)
  await ada.page.evaluate(() => window.lab.devices.showScreen())
  expect(await ada.page.evaluate(() => window.lab.devices.screen.get().actual)).toBe('on')
  await expect
    .poll(async () => (await statsBetween(bob, ada)).framesDecoded.screen, { timeout: 40_000 })
    .toBeGreaterThan(0)
  await expectMorePictures(bob, ada)
  await ada.page.evaluate(() => window.lab.devices.hideScreen())
  await expectRemotes(bob, [{ on: ['camera'] }])
  expect((await statsBetween(bob, ada)).negotiations).toBe(1)
})

test('who speaks is marked, and who is silent is not', async () => {
  const [ada, bob] = await Promise.all([join(chromium, stage, { id: 'ada' }), join(chromium, stage, { id: 'bob' })])
  await turnOn(ada, 'microphone')
  await meet(ada, bob)
  await expectRemotes(bob, [{ flowing: ['microphone'] }])
  await bob.page.evaluate(() => window.lab.listen())
  await expectRemotes(bob, [{ speaking: true }])
  await expectRemotes(ada, [{ speaking: false, connection: 'connected' }])
  await ada.page.evaluate(() => window.lab.devices.turnOff('microphone'))
  await expectRemotes(bob, [{ speaking: false, on: [] }])
})

test('the meter shows the own microphone, and says so where the browser cannot measure', async () => {
  const loudest = async (browser: Browser) => {
    const ada = await join(browser, stage, { id: 'ada' })
    await turnOn(ada, 'microphone')
    return ada.page.evaluate(
      () =>
        new Promise<number | null>((resolve) => {
          const meter = window.lab.meter()
          meter.level.subscribe(() => (meter.level.get() ?? 0) > 0.3 && resolve(meter.level.get()))
          setTimeout(() => resolve(null), 4_000)
        }),
    )
  }
  expect(await loudest(chromium)).toBeGreaterThan(0.3)
  // Firefox without an output device leaves the audio clock suspended; the meter must not hang or throw.
  expect(await loudest(firefox)).toSatisfy((level: number | null) => level === null || level > 0.3)
})

test('sound that the browser blocks is noticed and begins with a click', async () => {
  const careful = await launchChromium(['--autoplay-policy=document-user-activation-required'])
  try {
    const page = await careful.newPage()
    // When the page is loaded, because whatever a test does later in the page counts as a click.
    await page.addInitScript(() => {
      document.addEventListener('DOMContentLoaded', () => {
        const { stream } = new AudioContext().createMediaStreamDestination()
        window.lab.playback.attach(document.body.appendChild(new Audio()), stream)
        const button = document.body.appendChild(document.createElement('button'))
        button.textContent = 'Ton einschalten'
        button.addEventListener('click', () => void window.lab.playback.unlock())
      })
    })
    await page.goto(stage.url)
    const blocked = () => page.evaluate(() => window.lab.playback.blocked.get())
    await expect.poll(blocked, { timeout: 40_000 }).toBe(true)
    await page.getByRole('button', { name: 'Ton einschalten' }).click()
    await expect.poll(blocked, { timeout: 40_000 }).toBe(false)
    expect(await page.evaluate(() => document.querySelector('audio')?.paused)).toBe(false)
  } finally {
    await careful.close()
  }
})
