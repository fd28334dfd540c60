import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ActId } from '@vieraugen/policy/acts.ts'
import { readKeys, renewKeys } from '@vieraugen/protocol/http/admin-keys.ts'
import { checkLog, exportLog, readLog } from '@vieraugen/protocol/http/admin-log.ts'
import { readOverview } from '@vieraugen/protocol/http/admin-overview.ts'
import { checkProofs, readProofs } from '@vieraugen/protocol/http/admin-proofs.ts'
import { askForRight } from '@vieraugen/protocol/http/rights.ts'
import { readSecurity } from '@vieraugen/protocol/http/admin-security.ts'
import { readStatistics } from '@vieraugen/protocol/http/admin-statistics.ts'
import { auditHash, operator, recordAct } from '../base/audit.ts'
import { transact } from '../base/db/database.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { anna, createTestApp, type TestApp } from '../test-app.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let server: TestApp
beforeEach(async () => {
  server = await createTestApp()
})
afterEach(() => server.close())

const act = (number: ActId, facts: { actor?: string; accountId?: string; thing?: string } = {}) =>
  transact(server.db, (tx) => recordAct(tx, server.clock, { actor: operator, act: number, ...facts }))

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  )

const idOf = async (role: 'administrator' | 'counsellor'): Promise<string> =>
  (await server.db.selectFrom('account').select('id').where('role', '=', role).executeTakeFirstOrThrow()).id

const areas: Record<string, (who: TestBrowser) => Promise<unknown>> = {
  'the overview': (who) => who.call(readOverview, {}),
  security: (who) => who.call(readSecurity, {}),
  statistics: (who) => who.call(readStatistics, {}, { range: '30-days' }),
  proofs: (who) => who.call(readProofs, {}),
  'a check of all proofs': (who) => who.call(checkProofs, {}),
  keys: (who) => who.call(readKeys, {}),
  'the log': (who) => who.call(readLog, { act: null, before: null }),
  'the chain of the log': (who) => who.call(checkLog, {}),
  'the whole log': (who) => who.call(exportLog, {}),
}

describe.each(Object.entries(areas))('%s', (_, read) => {
  test('is for the office with its second factor, and for nobody else', async () => {
    expect(await codeOf(read(server.browser()))).toBe('sign-in-needed')
    expect(await codeOf(read(await server.signedIn()))).toBe('forbidden')
    const dpo = await server.staff('dpo')
    expect(await codeOf(read(dpo))).toBe('ok')
    await server.db.updateTable('session').set({ strong_at: null }).execute()
    expect(await codeOf(read(dpo))).toBe('second-factor-missing')
    expect(await codeOf(read(await server.staff('administrator')))).toBe('ok')
  })
})

describe('the overview', () => {
  test('is calm when nothing waits', async () => {
    const told = await (await server.staff('administrator')).call(readOverview, {})
    expect(told).toMatchObject({
      pendingAccounts: 0,
      openRequests: 0,
      nextDeadline: null,
      violatedPromises: [],
      heldRules: 0,
      activeBlocks: 0,
      stuckMails: 0,
      keys: { provider: 'file', lateRenewals: 0 },
    })
  })

  test('names what waits: accounts, requests with their deadline, held rules, mails, staff without a second factor', async () => {
    const administrator = await server.staff('administrator')
    await (await server.signedIn()).call(askForRight, { kind: 'objection', text: '' })
    await server.db.updateTable('account').set({ state: 'pending' }).where('role', '=', 'counsellor').execute()
    await server.db
      .insertInto('retention_hold')
      .values({ rule: 'audit.log', reason: 'Art. 17 (3)(e)', held_at: server.clock.now() })
      .execute()
    await server.db.updateTable('outbox').set({ attempts: 3 }).execute()
    server.clock.advance(3 * 3600_000 - 1)
    await server.db.updateTable('session').set({ seen_at: server.clock.now() }).execute()
    const told = await administrator.call(readOverview, {})
    expect(told).toMatchObject({ pendingAccounts: 1, heldRules: 1, staffWithoutFactor: 1, exampleCard: true })
    expect(told).toMatchObject({ openRequests: 1, nextDeadline: expect.stringMatching(/^2026-04-0[12]T/) })
    expect(told.stuckMails).toBeGreaterThan(0)
  })

  test('says nothing about accounts to who does not see them', async () => {
    expect(await (await server.staff('dpo')).call(readOverview, {})).toMatchObject({ pendingAccounts: null })
  })
})

describe('keys', () => {
  test('are renewed by an administrator who proved the second factor just now, and the log knows', async () => {
    const administrator = await server.staff('administrator')
    expect(await codeOf((await server.staff('dpo')).call(renewKeys, {}, { level: 'index' }))).toBe('forbidden')
    const { renewals } = await administrator.call(renewKeys, {}, { level: 'index' })
    expect(renewals).toEqual([{ level: 'index', askedAt: server.clock.now().toISOString(), finishedAt: null }])
    const { entries } = await administrator.call(readLog, { act: 'keys.renewal-asked', before: null })
    expect(entries).toMatchObject([{ number: 1, act: 'keys.renewal-asked', thing: 'index' }])
    server.clock.advance(11 * 60_000)
    expect(await codeOf(administrator.call(renewKeys, {}, { level: 'index' }))).toBe('proof-needed')
    expect(await codeOf(administrator.call(renewKeys, {}, { level: 'mac' }))).toBe('proof-needed')
  })

  test('whose renewal cannot be asked for leave no entry', async () => {
    const administrator = await server.staff('administrator')
    await sql`alter table key_renewal add constraint refused check (level <> 'index') not valid`.execute(server.db)
    expect(await codeOf(administrator.call(renewKeys, {}, { level: 'index' }))).toBe('internal')
    expect((await administrator.call(checkLog, {})).entries).toBe(0)
  })

  test('under which people’s data rests are counted, new and old', async () => {
    const administrator = await server.staff('administrator')
    expect((await administrator.call(readKeys, {})).accounts).toEqual({ all: 1, old: 0, settling: 0 })
    server.clock.advance(1000)
    const asked = await administrator.call(renewKeys, {}, { level: 'accounts' })
    expect(asked.accounts).toEqual({ all: 1, old: 1, settling: 0 })
  })
})

describe('the log', () => {
  test('tells administrators names, and the data protection officer roles and marks', async () => {
    const administrator = await server.staff('administrator')
    await server.signedIn()
    const [actor, accountId] = [await idOf('administrator'), await idOf('counsellor')]
    await act('account.locked', { actor, accountId })
    await act('request.closed', { thing: '1234-5678-9012' })
    const { entries } = await administrator.call(readLog, { act: null, before: null })
    expect(entries).toMatchObject([
      { number: 2, actor: { kind: 'operator', name: null }, account: null, thing: '1234-5678-9012' },
      {
        number: 1,
        actor: { kind: 'account', mark: actor.slice(-8), role: 'administrator', name: 'Rosa Rat' },
        account: { kind: 'account', role: 'counsellor', name: `${anna.firstName} ${anna.lastName}` },
      },
    ])
    const dpo = await server.staff('dpo')
    const seen = await dpo.call(readLog, { act: null, before: null })
    expect(seen.entries[1]).toMatchObject({ actor: { mark: actor.slice(-8), role: 'administrator', name: null } })
    expect(JSON.stringify([seen, await dpo.call(exportLog, {})])).not.toMatch(/Rosa|Anna/)
  })

  test('keeps what was done by or to an account that is gone, without a name', async () => {
    const administrator = await server.staff('administrator')
    await act('account.deleted', { accountId: '01937a00-0000-7000-8000-0000deadbeef' })
    const { entries } = await administrator.call(readLog, { act: null, before: null })
    expect(entries[0]?.account).toEqual({ kind: 'deleted', mark: 'deadbeef', role: null, name: null })
  })

  test('comes newest first, page by page, and by act', async () => {
    const administrator = await server.staff('administrator')
    for (let count = 0; count < 60; count++) await act(count % 20 === 0 ? 'retention.held' : 'request.read')
    const first = await administrator.call(readLog, { act: null, before: null })
    expect([first.entries.length, first.entries[0]?.number, first.more]).toEqual([50, 60, true])
    const rest = await administrator.call(readLog, { act: null, before: 11 })
    expect([rest.entries.length, rest.entries.at(-1)?.number, rest.more]).toEqual([10, 1, false])
    const held = await administrator.call(readLog, { act: 'retention.held', before: null })
    expect(held.entries.map(({ number }) => number)).toEqual([41, 21, 1])
  })
})

describe('the chain of the log', () => {
  let administrator: TestBrowser
  beforeEach(async () => {
    administrator = await server.staff('administrator')
    for (const one of ['request.read', 'retention.held', 'request.read', 'card.published', 'request.closed'] as const)
      await act(one)
  })
  const faults = async () => (await administrator.call(checkLog, {})).faults
  const entries = () => server.db.selectFrom('audit_entry').selectAll().orderBy('number').execute()

  test('holds while nobody touched it, and its file can be checked anywhere', async () => {
    expect(await administrator.call(checkLog, {})).toMatchObject({ entries: 5, head: { number: 5 }, faults: [] })
    const { entries: told } = await administrator.call(exportLog, {})
    expect(told.map(({ previousHash }) => previousHash).slice(1)).toEqual(told.map(({ hash }) => hash).slice(0, -1))
  })

  test('shows a changed entry', async () => {
    await server.db.updateTable('audit_entry').set({ act: 'request.closed' }).where('number', '=', 3).execute()
    expect(await faults()).toEqual([{ kind: 'changed', number: 3 }])
  })

  test.each([1, 2, 4])('shows that entry %i was taken out', async (number) => {
    await server.db.deleteFrom('audit_entry').where('number', '=', number).execute()
    expect(await faults()).toEqual([{ kind: 'missing', number: number + 1 }])
  })

  test('shows two swapped entries', async () => {
    await sql`update audit_entry set number = case number when 2 then 103 else 102 end where number in (2, 3)`.execute(
      server.db,
    )
    await sql`update audit_entry set number = number - 100 where number > 100`.execute(server.db)
    expect((await faults()).map(({ kind, number }) => `${kind} ${number}`)).toEqual([
      'changed 2',
      'changed 3',
      'misplaced 4',
    ])
  })

  test('shows an entry that was written anew with a hash of its own', async () => {
    const [, second] = await entries()
    await server.db.deleteFrom('audit_entry').where('number', '=', 2).execute()
    await server.db
      .insertInto('audit_entry')
      .values({ ...second!, act: 'request.closed' })
      .execute()
    expect(await faults()).toEqual([{ kind: 'changed', number: 2 }])
    const forged = { ...second!, act: 'request.closed' }
    const hash = auditHash(second!.previous_hash, forged)
    await server.db.updateTable('audit_entry').set({ hash }).where('number', '=', 2).execute()
    expect(await faults()).toEqual([{ kind: 'misplaced', number: 3 }])
  })

  test('holds when the oldest entries passed their period and the deletion log knows of them', async () => {
    await server.db.deleteFrom('audit_entry').where('number', '<', 3).execute()
    const at = server.clock.now()
    const hash = Buffer.alloc(32)
    const evidence = { class: 'audit.log', count: 2, method: 'rows', result: 'verified', receipt: 'AAAA-AAAA' }
    const times = { due_at: at, started_at: at, finished_at: at, previous_hash: hash, hash }
    await server.db
      .insertInto('deletion_log')
      .values({ number: 1, ...evidence, ...times })
      .execute()
    expect(await faults()).toEqual([])
  })
})
