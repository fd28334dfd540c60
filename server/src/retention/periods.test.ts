import { CompiledQuery, sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { usual } from '@vieraugen/policy/configured.ts'
import { rowsPastPeriodSql, silences } from '@vieraugen/policy/proof-sql.ts'
import type { EngineRuleId } from '@vieraugen/policy/retention.ts'
import type { EngineRule } from '@vieraugen/policy/retention-rule.ts'
import { engineRulesOf } from '@vieraugen/policy/retention-sql.ts'
import { ownersOfRows } from '../app.ts'
import { keysOf } from '../base/keys.ts'
import { waitingMails } from '../base/mail.ts'
import { Passwords } from '../base/passwords.ts'
import { Pending } from '../base/pending.ts'
import { createTestBase, type TestBase } from '../base/test-base.ts'
import { signIn, type Ticket } from '../sign-in/commands.ts'
import { anna, createTestApp } from '../test-app.ts'
import { createDeletion, endMeetingsOf, holdRule, noteRuns, releaseRule } from './commands.ts'
import { enforce, sweep } from './jobs.ts'
import { carryOut, type OwnersOfRows } from './personal-data.ts'
import { heldRules, lastRuns, preview } from './queries.ts'
import { evidenceHash } from './rules.ts'
import { type Cells, plantRow } from './test-rows.ts'

const second = 1000
const hour = 3600 * second
const day = 24 * hour
const engineRules = engineRulesOf(usual)
const farAway = new Date('2200-01-01')

let base: TestBase
let owners: OwnersOfRows
beforeEach(async () => {
  base = await createTestBase()
  owners = ownersOfRows(base, { end: endMeetingsOf, finish: () => undefined })
})
afterEach(() => base.close())

const run = () => enforce(base, owners)
const evidence = () => base.db.selectFrom('deletion_log').selectAll().orderBy('number').execute()
const due = async (id: EngineRuleId) => (await preview(base)).find(({ rule }) => rule === id)!
const inBase = async (table: string, id: string) =>
  (await sql`select from ${sql.table(table)} where to_jsonb(${sql.table(table)}) ->> 'id' = ${id}`.execute(base.db))
    .rows.length

const plant = (table: string, own?: Cells) => plantRow(base, table, own)

interface Case {
  /** The row, its period beginning at `now`. */
  readonly row?: (now: Date) => Promise<Cells> | Cells
  /** When it must be gone, by the promise: milliseconds from now, or the instant. Without it, what the register says. */
  readonly gone?: number | Date
}

const account = async () => ({ account_id: await plant('account', { state: 'active', seen_at: farAway }) })

const cases: Partial<Record<EngineRuleId, Case>> = {
  'meeting.stub': { row: (now) => ({ state: 'verified', ended_at: now, verified_at: now }), gone: 30 * day },
  'session.idle': { row: () => ({ expires_at: farAway }), gone: hour / 2 },
  'session.absolute': {
    row: (now) => ({ seen_at: farAway, expires_at: new Date(now.getTime() + 12 * hour) }),
    gone: 12 * hour,
  },
  'account.unconfirmed': { row: () => ({ state: 'unconfirmed' }), gone: 48 * hour },
  'account.pending': { row: () => ({ state: 'pending', confirmed_at: null }), gone: 30 * day },
  'audit.log': { gone: 365 * day },
  'account.link': {
    row: async (now) => ({ ...(await account()), expires_at: new Date(now.getTime() + hour / 2) }),
    gone: hour / 2,
  },
  'mail.waiting': { gone: 24 * hour },
  // Begun in March 2026: the year ends in Germany an hour before it does in Greenwich, then 36 months.
  'consent.client': {
    row: () => ({ role: 'client' }),
    gone: new Date('2029-12-31T23:00:00Z'),
  },
  'consent.counsellor': {
    row: (now) => ({ role: 'counsellor', withdrawn_at: now }),
    gone: new Date('2029-12-31T23:00:00Z'),
  },
  'deletion.log': { gone: 1095 * day },
  'rights.request': {
    row: (now) => ({
      state: 'closed',
      answer: Buffer.alloc(40),
      answered_at: now,
      answered_by: uuid(),
      closed_at: now,
    }),
    gone: 1095 * day,
  },
}

// An account that nobody uses has a story of its own below.
const plain = engineRules.filter(([id]) => id !== 'account.inactive')

describe('the period of', () => {
  test.each(plain)(
    '%s: the row is there until the last second, then it is gone, and the log says so',
    async (id, rule) => {
      const { row, gone = rule.maxSeconds * second } = cases[id] ?? {}
      const now = base.clock.now()
      const own = (await row?.(now)) ?? {}
      await plant(rule.rows.table, own)
      const wait = typeof gone === 'number' ? gone : gone.getTime() - now.getTime()
      base.clock.advance(wait - second)
      expect(await due(id)).toMatchObject({ count: 0, oldest: null, held: false })
      await run()
      expect(await countOf(rule)).toBe(1)

      base.clock.advance(second)
      expect(await due(id)).toMatchObject({ count: 1 })
      expect(await countOf(rule), 'a preview deletes nothing').toBe(1)
      await run()
      if (id !== 'deletion.log') expect(await countOf(rule)).toBe(0)
      const entry = (await evidence()).at(-1)!
      expect(entry).toMatchObject({ class: id, count: 1, result: 'verified', finished_at: base.clock.now() })
      expect(entry.due_at).toEqual(base.clock.now())
      expect(entry.method).toBe(rule.action === 'shred' ? 'key+rows' : 'rows')
      expect(await due(id)).toMatchObject({ count: 0 })
    },
  )

  const countOf = async ({ rows: { table, where = 'true' } }: EngineRule) =>
    Number(
      (
        await sql<{ rows: string }>`select count(*) as rows from ${sql.table(table)} where ${sql.raw(where)}`.execute(
          base.db,
        )
      ).rows[0]?.rows,
    )
})

describe('a run', () => {
  test('leaves alone what is younger or of another kind', async () => {
    const keep = [
      ['meeting', await plant('meeting', { state: 'planned' })],
      ['account', await plant('account', { state: 'active' })],
      ['consent', await plant('consent', { role: 'counsellor', ...(await account()) })],
    ] as const
    const gone = await plant('session', { expires_at: base.clock.now() })
    base.clock.advance(60 * day)
    expect(await run()).toBe(1)
    expect(await inBase('session', gone)).toBe(0)
    for (const [table, id] of keep) expect([table, await inBase(table, id)]).toEqual([table, 1])
  })

  test('writes one entry for each class, chained, with nothing of what was deleted', async () => {
    const ids = [await plant('session'), await plant('session'), await plant('outbox')]
    base.clock.advance(2 * day)
    expect(await run()).toBe(3)
    expect(await run()).toBe(0)
    const log = await evidence()
    expect(log.map((entry) => [entry.class, entry.count])).toEqual([
      ['session.idle', 2],
      ['mail.waiting', 1],
    ])
    expect(log[1]!.previous_hash).toEqual(log[0]!.hash)
    for (const entry of log) expect(entry.hash).toEqual(evidenceHash(entry.previous_hash, entry))
    for (const id of ids) expect(JSON.stringify(log)).not.toContain(id)
  })

  test('that deletes the old part of the log goes on with number and chain', async () => {
    await plant('session')
    base.clock.advance(day)
    await run()
    const [first] = await evidence()
    base.clock.advance(1095 * day)
    await run()
    const [next, ...others] = await evidence()
    expect(others).toEqual([])
    expect(next).toMatchObject({ number: first!.number + 1, class: 'deletion.log', previous_hash: first!.hash })
  })

  test('is remembered for each rule, and the sweep over the meetings too', async () => {
    expect(await lastRuns(base)).toEqual([])
    await plant('outbox')
    base.clock.advance(2 * day)
    await run()
    await sweep(base, createDeletion(base, { ended: () => undefined, deleted: () => undefined }))
    const runs = await lastRuns(base)
    const expected = [...engineRules.map(([id]) => id), 'erasure.ledger', 'meeting.content']
    expect(runs.map(({ rule }) => rule).toSorted()).toEqual(expected.toSorted())
    expect(runs.every(({ at }) => at.getTime() === base.clock.now().getTime())).toBe(true)
    expect(runs.find(({ rule }) => rule === 'mail.waiting')?.count).toBe(1)
  })

  test('that fails at one row deletes the others, keeps the row, and does not count as run', async () => {
    const [stuck, fine] = [
      await plant('account', { state: 'unconfirmed' }),
      await plant('account', { state: 'unconfirmed' }),
    ]
    const mail = await plant('outbox')
    base.clock.advance(2 * day)
    const shred: OwnersOfRows['shred'] = {
      ...owners.shred,
      'account.unconfirmed': (tx, id) =>
        id === stuck ? Promise.reject(new Error('disk')) : owners.shred['account.unconfirmed'](tx, id),
    }
    await enforce(base, { ...owners, shred })
    expect([await inBase('account', stuck), await inBase('account', fine), await inBase('outbox', mail)]).toEqual([
      1, 0, 0,
    ])
    expect((await evidence())[0]).toMatchObject({ class: 'account.unconfirmed', count: 1, result: 'incomplete' })
    expect((await lastRuns(base)).map(({ rule }) => rule)).not.toContain('account.unconfirmed')
    await run()
    expect(await inBase('account', stuck)).toBe(0)
    expect((await lastRuns(base)).map(({ rule }) => rule)).toContain('account.unconfirmed')
  })
})

test('an account whose deletion was taken back is none that the next start erases; one that is gone stays marked', async () => {
  const [alive, gone] = [
    await plant('account', { state: 'unconfirmed' }),
    await plant('account', { state: 'unconfirmed' }),
  ]
  base.clock.advance(2 * day)
  const shred: OwnersOfRows['shred'] = {
    ...owners.shred,
    async 'account.unconfirmed'(tx, id) {
      await owners.shred['account.unconfirmed'](tx, id)
      if (id === alive) throw new Error('disk')
    },
  }
  await enforce(base, { ...owners, shred })
  expect([await inBase('account', alive), await inBase('account', gone)]).toEqual([1, 0])
  expect([base.ledger.has('account', alive), base.ledger.has('account', gone)]).toEqual([false, true])
})

test('a hold stops one rule, says why, is no lateness, and ends', async () => {
  const hold = { rule: 'consent.client', by: '0198aaaa-0000-7000-8000-000000000001' } as const
  const bad = async () =>
    Number((await base.db.executeQuery<{ bad: string }>(CompiledQuery.raw(lateSql, [base.clock.now()]))).rows[0]?.bad)
  const lateSql = rowsPastPeriodSql(base.config)
  /** As far as the proof knows, every rule was carried out just now. */
  const noteAll = () =>
    noteRuns(
      base,
      silences.map(([rule]) => ({ rule, count: 0 })),
    )
  const kept = await plant('consent', { role: 'client' })
  base.clock.advance(5 * 366 * day)
  await noteAll()
  expect(await bad()).toBe(1)
  await holdRule(base, { ...hold, reason: '§ 35 Abs. 3 BDSG' })
  expect(await run()).toBe(0)
  expect(await inBase('consent', kept)).toBe(1)
  expect(await due('consent.client')).toMatchObject({ count: 1, held: true })
  expect(await heldRules(base)).toEqual([
    { rule: 'consent.client', reason: '§ 35 Abs. 3 BDSG', since: base.clock.now() },
  ])
  expect(await bad()).toBe(0)
  await releaseRule(base, hold)
  expect(await run()).toBe(1)
  expect(await inBase('consent', kept)).toBe(0)
})

test('a hold that is laid while a run is under way is heard', async () => {
  const kept = await plant('consent', { role: 'client' })
  base.clock.advance(5 * 366 * day)
  const [rule] = engineRulesOf(usual).filter(([id]) => id === 'consent.client')
  // The run has looked for holds already.
  await holdRule(base, {
    rule: 'consent.client',
    by: '0198aaaa-0000-7000-8000-000000000001',
    reason: '§ 35 Abs. 3 BDSG',
  })
  expect(await carryOut(base, owners, rule!)).toBe(0)
  expect(await inBase('consent', kept)).toBe(1)
})

describe('an account that nobody uses', () => {
  /** Anna registered and signed in now; the server's own clockwork is stopped. */
  async function annaSignedIn(): Promise<void> {
    await base.close()
    const server = await createTestApp()
    await server.signedIn()
    await server.app.close()
    base = { ...server, close: () => server.database.close() }
    owners = ownersOfRows(base, { end: endMeetingsOf, finish: () => undefined })
    await base.db.deleteFrom('outbox').execute()
  }
  const subjects = async () => (await waitingMails(base)).map(({ subject }) => subject.split(' / ')[0])
  const accounts = async () => (await base.db.selectFrom('account').select('id').execute()).length
  const newMails = async () => {
    await run()
    const found = await subjects()
    await base.db.deleteFrom('outbox').execute()
    return found
  }
  const warning = 'Ihr Konto wird bald gelöscht'

  test('is announced 30 and 7 days before, once each, and deleted after 12 months with its key', async () => {
    await annaSignedIn()
    base.clock.advance(335 * day - second)
    expect(await newMails()).toEqual([])
    base.clock.advance(second)
    await run()
    expect((await waitingMails(base))[0]?.text).toContain('2. März 2027')
    expect((await waitingMails(base))[0]?.to).toBe(anna.email)
    expect(await newMails()).toEqual([warning])
    expect(await newMails()).toEqual([])
    base.clock.advance(23 * day - second)
    expect(await newMails()).toEqual([])
    base.clock.advance(second)
    expect(await newMails()).toEqual([warning])
    base.clock.advance(7 * day - second)
    expect(await newMails()).toEqual([])
    expect(await accounts()).toBe(1)

    base.clock.advance(second)
    expect(await newMails()).toEqual(['Ihr Konto wurde gelöscht'])
    expect(await accounts()).toBe(0)
    expect(await base.db.selectFrom('account_key').selectAll().execute()).toEqual([])
    expect((await evidence()).at(-1)).toMatchObject({ class: 'account.inactive', count: 1, method: 'key+rows' })
    // Its evidence of consent stays, without the person, and its period runs from now.
    const consent = await base.db.selectFrom('consent').select(['account_id', 'withdrawn_at']).execute()
    expect(consent).toEqual([{ account_id: null, withdrawn_at: base.clock.now() }])
  })

  test('is announced and deleted although another one cannot be opened', async () => {
    await annaSignedIn()
    const sealed = await plant('account', { state: 'active', seen_at: base.clock.now() })
    await plant('account_key', { account_id: sealed })
    base.clock.advance(335 * day)
    expect(await newMails()).toEqual([warning])
    base.clock.advance(23 * day)
    expect(await newMails()).toEqual([warning])
    base.clock.advance(7 * day)
    expect(await newMails()).toEqual(['Ihr Konto wurde gelöscht'])
    expect(await base.db.selectFrom('account').select('id').execute()).toEqual([{ id: sealed }])
  })

  test('is deleted while the key is withdrawn, when nobody can be told anything', async () => {
    const now = base.clock.now()
    const [told, untold] = [
      await plant('account', { state: 'active', seen_at: now, notified_at: new Date(now.getTime() + 358 * day) }),
      await plant('account', { state: 'active', seen_at: now }),
    ]
    await plant('account_key', { account_id: untold })
    base.clock.advance(365 * day)
    const dark = { ...base, keys: keysOf(() => null) }
    await enforce(dark, ownersOfRows(dark, { end: endMeetingsOf, finish: () => undefined }))
    expect([await inBase('account', told), await inBase('account', untold)]).toEqual([0, 1])
    expect(base.lines.filter((line) => line.includes('job.failed'))).toEqual([])
  })

  test('stays when its person signs in after a notice', async () => {
    await annaSignedIn()
    base.clock.advance(340 * day)
    expect(await newMails()).toEqual([warning])
    const given = { ...base, passwords: new Passwords(base.keys), tickets: new Pending<Ticket>(base.clock, 1) }
    await signIn(given, { login: anna.email, password: anna.password }, async () => {})
    base.clock.advance(30 * day)
    expect(await newMails()).toEqual([])
    expect(await accounts()).toBe(1)
    base.clock.advance(305 * day)
    expect(await newMails()).toEqual([warning])
  })

  test('is not deleted without notice: after a server that stood still, its person has seven days', async () => {
    await annaSignedIn()
    base.clock.advance(400 * day)
    await run()
    expect((await waitingMails(base))[0]?.text).toContain('13. April 2027')
    expect(await newMails()).toEqual([warning])
    base.clock.advance(7 * day - second)
    expect(await newMails()).toEqual([])
    expect(await accounts()).toBe(1)
    base.clock.advance(second)
    await run()
    expect(await accounts()).toBe(0)
  })

  test('stays when its person asked to keep but not use it (Art. 18 GDPR)', async () => {
    await annaSignedIn()
    await base.db.updateTable('account').set({ restricted_at: base.clock.now() }).execute()
    base.clock.advance(800 * day)
    expect(await newMails()).toEqual([])
    expect(await accounts()).toBe(1)
  })
})

test('the running server carries the rules out by itself', async () => {
  const server = await createTestApp()
  await server.db
    .insertInto('retention_run')
    .values({ rule: 'mail.waiting', run_at: new Date(0), count: 0 })
    .onConflict((row) => row.column('rule').doUpdateSet({ run_at: new Date(0) }))
    .execute()
  server.clock.advance(5 * 60 * second)
  await expect
    .poll(async () => (await lastRuns(server)).find(({ rule }) => rule === 'mail.waiting')?.at)
    .toEqual(server.clock.now())
  await server.close()
})
