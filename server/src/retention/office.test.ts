import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as office from '@vieraugen/protocol/http/admin-deletion.ts'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { createTestApp, type TestApp } from '../test-app.ts'
import { holdRule, noteRuns } from './commands.ts'

let server: TestApp
let dpo: TestBrowser
beforeEach(async () => {
  server = await createTestApp()
  dpo = await server.staff('dpo')
})
afterEach(() => server.close())

const reason = '§ 35 Abs. 3 BDSG'
const acts = async () =>
  (await server.db.selectFrom('audit_entry').selectAll().orderBy('number').execute()).map(({ act, thing }) => [
    act,
    thing,
  ])
const ruleOf = async (id: string) => (await dpo.call(office.deletionState, {})).rules.find((rule) => rule.id === id)!

/** So many meetings, each deleted and verified. */
async function deleteMeetings(count: number): Promise<void> {
  const counsellor = await server.signedIn()
  for (let at = 0; at < count; at++) {
    const beginsAt = server.clock.now().toISOString()
    const { id } = await counsellor.call(meetings.planMeeting, { beginsAt, minutes: 50, note: '' })
    await counsellor.call(meetings.cancelMeeting, {}, { id })
    const deleted = async () => (await server.browser().call(meetings.deletionOf, {}, { id })).verifiedAt
    await expect.poll(deleted).not.toBeNull()
  }
}

describe('the log of deletions', () => {
  test('is read page by page, the newest entry first, with the hashes by which anybody can check it', async () => {
    await deleteMeetings(3)
    const first = await dpo.call(office.deletionLog, { before: null, most: 2 })
    const rest = await dpo.call(office.deletionLog, { before: first.entries.at(-1)?.number ?? 0, most: 2 })
    expect([first.more, rest.more]).toEqual([true, false])
    const entries = [...first.entries, ...rest.entries]
    expect(entries.map(({ number, class: kind, result }) => [number, kind, result])).toEqual(
      [3, 2, 1].map((number) => [number, 'meeting', 'verified']),
    )
    expect(entries.map(({ previousHash }) => previousHash)).toEqual([
      entries[1]?.hash,
      entries[2]?.hash,
      '0'.repeat(64),
    ])
  })

  test('is checked on the server: what was changed or taken out is named, what is over is not missed', async () => {
    await deleteMeetings(4)
    const chain = async () => (await dpo.call(office.deletionState, {})).chain
    expect(await chain()).toEqual({ entries: 4, brokenAt: null })
    await server.db.deleteFrom('deletion_log').where('number', '=', 1).execute()
    expect(await chain()).toEqual({ entries: 3, brokenAt: null })
    await server.db.updateTable('deletion_log').set({ count: 99 }).where('number', '=', 4).execute()
    expect(await chain()).toEqual({ entries: 3, brokenAt: 4 })
    await server.db.deleteFrom('deletion_log').where('number', '=', 3).execute()
    expect(await chain()).toEqual({ entries: 2, brokenAt: 4 })
  })
})

describe('a rule', () => {
  test('says what its next run deletes, and is late once its runs stay away', async () => {
    await server.browser().call(accounts.whoAmI, {})
    expect(await ruleOf('session.idle')).toMatchObject({ next: { count: 0, oldest: null }, run: { late: false } })
    expect(await ruleOf('meeting.content')).toMatchObject({ holdable: false, next: null, run: { late: false } })
    expect(await ruleOf('meeting.invitation')).toMatchObject({ run: { late: false } })
    expect(await ruleOf('session.cookie')).toMatchObject({ run: null, next: null })
    const before = (seconds: number) => new Date(server.clock.now().getTime() - seconds * 1000)
    const rows = server.db.updateTable('retention_run')
    await rows.set({ run_at: before(121) }).execute()
    expect([(await ruleOf('meeting.content')).run?.late, (await ruleOf('session.idle')).run?.late]).toEqual([
      true,
      false,
    ])
    await rows.set({ run_at: before(15 * 60 + 1) }).execute()
    expect((await ruleOf('session.idle')).run?.late).toBe(true)
    await noteRuns(server, [{ rule: 'session.idle', count: 0 }])
    expect((await ruleOf('session.idle')).run?.late).toBe(false)
  })

  test('is held for a law and resumed, each with its entry in the log', async () => {
    await dpo.call(office.holdRule, { rule: 'consent.client', reason })
    const since = server.clock.now().toISOString()
    expect(await ruleOf('consent.client')).toMatchObject({ hold: { reason, since } })
    await dpo.call(office.releaseRule, { rule: 'consent.client' })
    expect((await ruleOf('consent.client')).hold).toBeNull()
    expect(await acts()).toEqual([
      ['retention.held', 'consent.client'],
      ['retention.released', 'consent.client'],
    ])
  })

  test('that somebody holds keeps their reason, and what is not held cannot be resumed', async () => {
    await dpo.call(office.holdRule, { rule: 'audit.log', reason })
    const again = dpo.call(office.holdRule, { rule: 'audit.log', reason: 'something else' })
    await expect(again).rejects.toThrow('outdated')
    expect((await ruleOf('audit.log')).hold?.reason).toBe(reason)
    await expect(dpo.call(office.releaseRule, { rule: 'deletion.log' })).rejects.toThrow('outdated')
    expect(await acts()).toEqual([['retention.held', 'audit.log']])
  })

  test('is not held when the act cannot be recorded', async () => {
    await expect(holdRule(server, { rule: 'audit.log', reason, by: 'nobody' })).rejects.toThrow()
    expect((await ruleOf('audit.log')).hold).toBeNull()
  })

  test('that deletes what a law never asks to keep cannot be held', async () => {
    for (const rule of ['meeting.content', 'meeting.stub', 'attack.address', 'rights.request']) {
      const request = { method: 'POST', url: office.holdRule.path, payload: { rule, reason } } as const
      expect((await dpo.send(request)).json()).toEqual({ code: 'invalid-input' })
    }
  })

  test('that the register does not call holdable cannot even be written', () => {
    // @ts-expect-error what is left of a meeting
    const stub = () => holdRule(server, { rule: 'meeting.stub', reason, by: '' })
    // @ts-expect-error content of a meeting
    const content = () => holdRule(server, { rule: 'meeting.content', reason, by: '' })
    expect([stub, content]).toHaveLength(2)
  })

  test('is held and resumed only by somebody who has just proven the second factor', async () => {
    server.clock.advance(10 * 60 * 1000)
    await expect(dpo.call(office.holdRule, { rule: 'audit.log', reason })).rejects.toThrow('proof-needed')
    await expect(dpo.call(office.releaseRule, { rule: 'audit.log' })).rejects.toThrow('proof-needed')
  })
})
