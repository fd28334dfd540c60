import { execFileSync } from 'node:child_process'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium, launchFirefox } from '../browsers.ts'
import { startTurn, type Turn } from '../turn.ts'
import {
  expectCall,
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
let firefox: Browser
let turn: Turn

beforeAll(async () => {
  ;[stage, chromium, firefox, turn] = await Promise.all([openStage(), launchChromium(), launchFirefox(), startTurn()])
})

afterEach(async () => {
  const contexts = [chromium, firefox].flatMap((browser) => browser.contexts())
  await Promise.all(contexts.flatMap((context) => context.pages()).map((page) => page.close()))
})

afterAll(async () => {
  await Promise.all([chromium?.close(), firefox?.close(), stage?.close(), turn?.stop()])
})

async function enter(browser: Browser, id: string, hideAddress: boolean): Promise<Caller> {
  const caller = await join(browser, stage, { id, hideAddress, iceServers: turn.iceServers() })
  await turnOn(caller, 'microphone', 'camera')
  return caller
}

const relayed = { local: 'relay', remote: 'relay' }
const sentBy = ({ page }: Caller) => page.evaluate(() => window.lab.sent.join('\n'))

test('who hides the address talks over the relay and never names another address', async () => {
  const [ada, bob] = await Promise.all([enter(chromium, 'ada', true), enter(firefox, 'bob', true)])
  await meet(ada, bob)
  await expectCall(ada, bob)
  expect((await statsBetween(ada, bob)).path).toEqual(relayed)
  for (const caller of [ada, bob]) {
    const candidates = (await sentBy(caller)).match(/candidate:\S+ \d \S+ \d+ [^"\\]*/g) ?? []
    expect(candidates.length).toBeGreaterThan(0)
    expect(candidates.filter((one) => !one.includes(' typ relay') || /raddr (?!0\.0\.0\.0)/.test(one))).toEqual([])
    expect(await sentBy(caller)).not.toContain('10.99.0.1')
  }
})

test('the address can be hidden in the middle of the call, and shown again', async () => {
  const [ada, bob] = await Promise.all([enter(chromium, 'ada', false), enter(chromium, 'bob', false)])
  await meet(ada, bob)
  await expectCall(ada, bob)
  await ada.page.evaluate(() => window.lab.engine.hideAddress(true))
  await expect.poll(async () => (await statsBetween(ada, bob)).path?.local, { timeout: 40_000 }).toBe('relay')
  await expectCall(ada, bob)
  await ada.page.evaluate(() => window.lab.engine.hideAddress(false))
  await expect.poll(async () => (await statsBetween(ada, bob)).path?.local, { timeout: 40_000 }).not.toBe('relay')
  await expectCall(ada, bob)
})

test('finds new paths when the relay dies and comes back', async () => {
  const [ada, bob] = await Promise.all([enter(chromium, 'ada', true), enter(chromium, 'bob', true)])
  await meet(ada, bob)
  await expectCall(ada, bob)
  await turn.restart()
  await expect.poll(async () => (await statsBetween(ada, bob)).path, { timeout: 40_000 }).toEqual(relayed)
  await expectRemotes(ada, [{ connection: 'connected' }])
  await expectCall(ada, bob)
})

describe.skipIf(!process.env['PRIVATE_NETWORK'])('when the device gets another address', () => {
  const cable = process.env['PRIVATE_NETWORK'] ?? ''
  const address = (action: 'add' | 'del', value: string) => execFileSync('ip', ['address', action, value, 'dev', cable])

  afterEach(() => {
    address('add', '10.99.0.1/24')
    address('del', '10.98.0.1/24')
    execFileSync('ip', ['route', 'replace', 'default', 'dev', cable])
  })

  test('the call goes on over the new one', async () => {
    const callers = await Promise.all(['ada', 'bob'].map((id) => join(chromium, stage, { id })))
    const [ada, bob] = callers as [Caller, Caller]
    for (const caller of callers) await turnOn(caller, 'microphone', 'camera')
    await meet(ada, bob)
    await expectCall(ada, bob)
    const before = await statsBetween(ada, bob)
    address('add', '10.98.0.1/24')
    address('del', '10.99.0.1/24')
    execFileSync('ip', ['route', 'replace', 'default', 'dev', cable])
    await Promise.all(callers.map(({ page }) => page.evaluate(() => window.dispatchEvent(new Event('online')))))
    await expect.poll(async () => (await statsBetween(ada, bob)).iceUser, { timeout: 40_000 }).not.toBe(before.iceUser)
    await expectCall(ada, bob)
    await expectRemotes(ada, [{ connection: 'connected' }])
  })
})

describe('the technique check', () => {
  test('finds that a call is possible, with a relay and without one', async () => {
    const { page } = await join(chromium, stage, { id: 'ada' })
    const withRelay = await page.evaluate((servers) => window.lab.checkConnection(servers), turn.iceServers())
    expect(withRelay).toMatchObject({ verdict: 'good', direct: 'works', relay: 'works' })
    const without = await page.evaluate(() => window.lab.checkConnection([]))
    expect(without).toMatchObject({ verdict: 'good', direct: 'works', relay: 'not-offered' })
  })

  test('finds that the relay does not let this person through', async () => {
    const { page } = await join(firefox, stage, { id: 'ada' })
    const wrong = turn.iceServers().map((server) => ({ ...server, credential: 'wrong' }))
    const check = await page.evaluate((servers) => window.lab.checkConnection(servers), wrong)
    expect(check).toMatchObject({ verdict: 'limited', direct: 'works', relay: 'blocked' })
  })
})
