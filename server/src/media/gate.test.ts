import { afterEach, beforeEach, expect, test } from 'vitest'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import { iceServers } from '@vieraugen/protocol/http/meetings.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { createTestApp, type TestApp } from '../test-app.ts'

const turn = { TURN_URLS: 'turn:turn.example.org:3478', TURN_SECRET: 'a secret of sixteen' }
let server: TestApp
const credentials = async (browser: TestBrowser) => (await browser.call(iceServers, {})).iceServers.length

beforeEach(async () => {
  server = await createTestApp({ ...turn, SECOND_FACTOR: 'required' })
})
afterEach(() => server.close())

test('an account without the second factor it needs gets no credentials for the TURN server, with it it does', async () => {
  const own = await server.signedIn()
  expect(await credentials(own)).toBe(0)
  await server.db.updateTable('session').set({ strong_at: server.clock.now() }).execute()
  expect(await credentials(own)).toBeGreaterThan(0)
})

test('neither does an account whose use is stopped, nor a stranger', async () => {
  const own = await server.signedIn()
  await server.db.updateTable('session').set({ strong_at: server.clock.now() }).execute()
  const { account } = await own.call(accounts.whoAmI, {})
  const stopped = server.db.updateTable('account').set({ restricted_at: server.clock.now() })
  await stopped.where('id', '=', account?.id ?? '').execute()
  expect([await credentials(own), await credentials(server.browser())]).toEqual([0, 0])
})
