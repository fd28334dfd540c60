import { renameSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import WebSocket from 'ws'
import { health } from '@vieraugen/protocol/http/site.ts'
import { type App, createApp } from './app.ts'
import { checkSeconds } from './base/custody.ts'
import { TestBrowser } from './base/http/test-browser.ts'
import { createTestCustody, type TestCustody } from './base/test-custody.ts'
import { plantMeeting } from './retention/test-deletion.ts'

let held: TestCustody
let app: App
beforeEach(async () => {
  held = await createTestCustody()
  app = await createApp(held.base, undefined, held.custody)
})
afterEach(async () => {
  await app.close()
  await held.close()
})

const withdraw = () => renameSync(held.file, `${held.file}.kept`)
const giveBack = () => renameSync(`${held.file}.kept`, held.file)
/** The check that comes round every five minutes, `seconds` from now. */
async function nextCheck(seconds = checkSeconds): Promise<void> {
  const before = held.base.keys.isDark
  held.base.clock.advance(seconds * 1000)
  await expect.poll(() => held.base.keys.isDark).toBe(!before)
}

test('five minutes after the key was withdrawn every page says so in plain German, and every call by its code', async () => {
  withdraw()
  await nextCheck()
  const browser = new TestBrowser(app.http)
  for (const url of ['/', '/anmelden', '/nachweis', '/assets/main.js']) {
    const page = await browser.send({ method: 'GET', url })
    expect([page.statusCode, page.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8'])
    expect(page.headers).toMatchObject({ 'retry-after': '300', 'cache-control': 'no-store' })
    expect(page.headers['content-security-policy']).toContain('default-src')
    expect(page.body).toContain('Die Anwendung ist gesperrt')
    expect(page.body).toContain('lang="de"')
    expect(page.body).not.toMatch(/<script|<style|style=|src=/)
  }
  await expect(browser.call(health, {})).rejects.toThrow('key-withdrawn')
  for (const url of ['/api/site', '/api/unknown']) {
    const answer = await browser.send({ method: 'POST', url, payload: {} })
    expect([answer.statusCode, answer.json()]).toEqual([503, { code: 'key-withdrawn' }])
  }
})

test('comes back by itself once the key is back', async () => {
  withdraw()
  await nextCheck()
  giveBack()
  await nextCheck()
  const page = await new TestBrowser(app.http).send({ method: 'GET', url: '/api/site' })
  expect(page.statusCode).toBe(200)
})

test('goes on deleting meetings that ended, and keeps their evidence', async () => {
  const { id } = await plantMeeting(held.base)
  withdraw()
  await nextCheck()
  const ended = { state: 'ended', ended_at: held.base.clock.now(), ended_by: 'moderator', empty_since: null } as const
  await held.base.db.updateTable('meeting').set(ended).where('id', '=', id).execute()
  // A sweep that is still at work is not started twice: the clock here is faster than the disk.
  const stateOf = async () => {
    held.base.clock.advance(30_000)
    return (await held.base.db.selectFrom('meeting').select('state').where('id', '=', id).executeTakeFirstOrThrow())
      .state
  }
  await expect.poll(stateOf, { timeout: 5_000 }).toBe('verified')
  expect(await held.base.contentKeys.load(id)).toBeNull()
  expect(await held.base.db.selectFrom('deletion_log').selectAll().execute()).toHaveLength(1)
  expect(held.base.keys.isDark).toBe(true)
})

test('ends the sockets that are open, and opens no other', async () => {
  held.base.clock.advance((checkSeconds - 5) * 1000)
  await app.http.server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.http.server.server.address() as AddressInfo
  const { origin } = held.base.config.publicUrl
  const open = () => new WebSocket(`ws://127.0.0.1:${port}/api/relay`, { origin })
  const socket = open()
  await new Promise((resolve) => socket.once('open', resolve))
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  withdraw()
  await nextCheck(5)
  expect(await closed).toBe(1013)
  const refused = open()
  const error = await new Promise<Error>((resolve) => refused.once('error', resolve))
  expect(error.message).toContain('503')
})
