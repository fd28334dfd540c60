import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium, launchFirefox } from '../browsers.ts'
import {
  expectCall,
  expectMorePictures,
  expectRemotes,
  join,
  meet,
  remotesOf,
  openStage,
  statsBetween,
  turnOn,
  type Caller,
  type Stage,
} from './stage.ts'

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
  for (const caller of callers) await turnOn(caller, ...everything)
  return callers
}

describe.each([
  ['Chromium', 'Chromium'],
  ['Chromium', 'Firefox'],
  ['Firefox', 'Chromium'],
  ['Firefox', 'Firefox'],
])('%s calls %s', (left, right) => {
  const browser = (name: string) => (name === 'Firefox' ? firefox : chromium)

  test('both see and hear each other after one negotiation, and neither tells a relay who speaks', async () => {
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

describe('a call between two', () => {
  test('switches the camera off and on again without a negotiation, and the other side is told at once', async () => {
    const [ada, bob] = await pair(chromium, firefox)
    await meet(ada, bob)
    await expectCall(ada, bob)
    await ada.page.evaluate(() => window.lab.devices.turnOff('camera'))
    await expectRemotes(bob, [{ ...connected, on: ['microphone'], flowing: ['microphone'] }])
    await turnOn(ada, 'camera')
    await expectRemotes(bob, [{ ...connected, on: [...everything], flowing: [...everything] }])
    await expectMorePictures(bob, ada)
    expect((await statsBetween(bob, ada)).negotiations).toBe(1)
    expect((await statsBetween(bob, ada)).round).toBe(0)
  })

  test('connects to somebody who brings neither camera nor microphone', async () => {
    const [ada, bob] = await Promise.all([join(chromium, stage, { id: 'ada' }), join(chromium, stage, { id: 'bob' })])
    await turnOn(bob, ...everything)
    await meet(ada, bob)
    await expectMorePictures(ada, bob)
    await expectRemotes(bob, [{ ...connected, on: [], flowing: [] }])
  })

  test('is refused and never shows a picture when the certificate is not the one of the roster', async () => {
    const [ada, bob] = await pair(chromium, chromium)
    const forged = { ...bob, member: { ...bob.member, fingerprint: bob.member.fingerprint.map((byte) => byte ^ 1) } }
    await meet(ada, forged)
    await expectRemotes(ada, [{ connection: 'failed', failure: 'identity', flowing: [] }])
    expect((await statsBetween(ada, bob)).framesDecoded.camera).toBe(0)
    expect((await statsBetween(bob, ada)).framesDecoded.camera).toBe(0)
  })

  test('is refused by the handshake itself when somebody in the middle forges the descriptions', async () => {
    const [ada, bob] = await pair(chromium, firefox)
    const stranger = await bob.page.evaluate(() => window.lab.anotherFingerprint())
    // Bob claims a certificate that he does not have, in the roster and in his descriptions alike.
    await bob.page.evaluate((fingerprint) => window.lab.claim(fingerprint), stranger)
    await meet(ada, { ...bob, member: { ...bob.member, fingerprint: stranger } })
    await expectRemotes(ada, [{ connection: 'failed', failure: 'identity', flowing: [] }])
    expect((await statsBetween(ada, bob)).framesDecoded.camera).toBe(0)
    expect((await statsBetween(bob, ada)).framesDecoded.camera).toBe(0)
  })

  test('survives that both sides ask for new paths at the same time', async () => {
    const [ada, bob] = await pair(chromium, chromium)
    await meet(ada, bob)
    await expectCall(ada, bob)
    const before = await Promise.all([statsBetween(ada, bob), statsBetween(bob, ada)])
    await Promise.all([ada, bob].map(({ page }) => page.evaluate(() => window.dispatchEvent(new Event('online')))))
    await expect
      .poll(async () => (await statsBetween(ada, bob)).iceUser, { timeout: 40_000 })
      .not.toBe(before[0].iceUser)
    await expect
      .poll(async () => (await statsBetween(bob, ada)).iceUser, { timeout: 40_000 })
      .not.toBe(before[1].iceUser)
    await expectCall(ada, bob)
    await expectRemotes(ada, [connected])
    expect((await statsBetween(ada, bob)).round).toBe(0)
  })

  test('goes on in Firefox, too, when new paths are looked for', async () => {
    const [ada, bob] = await pair(chromium, firefox)
    await meet(ada, bob)
    await expectCall(ada, bob)
    const before = await statsBetween(bob, ada)
    await Promise.all([ada, bob].map(({ page }) => page.evaluate(() => window.dispatchEvent(new Event('online')))))
    await expect.poll(async () => (await statsBetween(bob, ada)).iceUser, { timeout: 40_000 }).not.toBe(before.iceUser)
    await expectRemotes(bob, [{ ...connected, flowing: [...everything] }])
    await expectCall(ada, bob)
    await expectRemotes(bob, [{ ...connected, flowing: [...everything] }])
  })

  test('comes together when both throw the connection away at the same time', async () => {
    const [ada, bob] = await pair(chromium, chromium)
    await meet(ada, bob)
    await expectCall(ada, bob)
    const forget = (caller: Caller) => caller.page.evaluate(() => window.lab.engine.hideAddress(true))
    const turnBack = (caller: Caller) => caller.page.evaluate(() => window.lab.engine.hideAddress(false))
    await Promise.all([ada, bob].flatMap((caller) => [forget(caller), turnBack(caller)]))
    await expectCall(ada, bob)
    expect((await statsBetween(ada, bob)).round).toBe((await statsBetween(bob, ada)).round)
  })

  test('is built anew when one page is loaded anew', async () => {
    const [ada, bob] = await pair(chromium, chromium)
    await meet(ada, bob)
    await expectCall(ada, bob)
    await bob.page.close()
    const again = await join(chromium, stage, { id: 'bob', instance: 'bob-2' })
    await turnOn(again, ...everything)
    await meet(ada, again)
    await expectCall(ada, again)
  })
})

test('three see and hear each other, and who leaves the roster is gone at once', async () => {
  const callers = await Promise.all([
    join(chromium, stage, { id: 'ada' }),
    join(chromium, stage, { id: 'bob' }),
    join(firefox, stage, { id: 'cem' }),
  ])
  const [ada, bob, cem] = callers
  for (const caller of callers) await turnOn(caller, ...everything)
  await meet(...callers)
  await expectCall(...callers)
  await Promise.all(
    [ada, bob].map(({ page }) => page.evaluate((all) => window.lab.setMembers(all), [ada.member, bob.member])),
  )
  await expectRemotes(ada, [{ ...connected, member: 'bob' }])
  // Cem still believes that everybody is here, and gets nothing any more.
  await expect
    .poll(async () => (await remotesOf(cem)).flatMap(({ flowing }) => flowing), { timeout: 40_000 })
    .toEqual([])
  await expectCall(ada, bob)
})
