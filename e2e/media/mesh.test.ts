import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium, launchFirefox } from '../browsers.ts'
import { expectCall, expectRemotes, join, meet, openStage, statsBetween, turnOn, type Caller, type Stage } from './stage.ts'

let stage: Stage
let chromium: Browser
let firefox: Browser

beforeAll(async () => {
  ;[stage, chromium, firefox] = await Promise.all([openStage(), launchChromium(), launchFirefox()])
}, 60_000)

afterEach(async () => {
  const contexts = [chromium, firefox].flatMap((browser) => browser.contexts())
  await Promise.all(contexts.flatMap((context) => context.pages()).map((page) => page.close()))
})

afterAll(async () => {
  await Promise.all([chromium?.close(), firefox?.close(), stage?.close()])
})

const everything = ['microphone', 'camera'] as const
const connected = { connection: 'connected', failure: null }

async function pair(left: Browser, right: Browser): Promise<[Caller, Caller]> {
  const callers = await Promise.all([join(left, stage, { id: 'ada' }), join(right, stage, { id: 'bob' })])
  await Promise.all(callers.map((caller) => turnOn(caller, ...everything)))
  return callers
}

describe.each([
  ['Chromium', 'Chromium'],
  ['Chromium', 'Firefox'],
  ['Firefox', 'Chromium'],
])('%s calls %s', (left, right) => {
  const browser = (name: string) => (name === 'Firefox' ? firefox : chromium)

  test('both see and hear each other after one negotiation, and neither tells a relay who speaks', { timeout: 60_000 }, async () => {
    const [ada, bob] = await pair(browser(left), browser(right))
    await meet(ada, bob)
    await expectCall(ada, bob)
    await expectRemotes(ada, [{ ...connected, on: [...everything], flowing: [...everything], quality: 'good' }])
    await expectRemotes(bob, [{ ...connected, on: [...everything], flowing: [...everything], quality: 'good' }])
    expect((await statsBetween(ada, bob)).negotiations).toBe(1)
    expect((await statsBetween(bob, ada)).negotiations).toBe(1)
    const sent = await Promise.all([ada, bob].map(({ page }) => page.evaluate(() => window.lab.sent.join())))
    expect(sent.join()).toContain('a=extmap')
    expect(sent.join()).not.toContain('audio-level')
  })
})
