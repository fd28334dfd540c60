import { CompiledQuery, sql } from 'kysely'
import type { EngineRuleId, NoticeRuleId, ShredRuleId } from '@vieraugen/policy/retention.ts'
import type { EngineRule } from '@vieraugen/policy/retention-rule.ts'
import { endSql, executableSql, noticeSql } from '@vieraugen/policy/retention-sql.ts'
import type { Base, Tx } from '../base/base.ts'
import { transact } from '../base/db/database.ts'
import { errorFacts } from '../base/log.ts'
import { ConfigError } from '../config.ts'
import { appendEvidence, lastEvidence } from './commands.ts'
import { accountIds } from './queries.ts'

/** What only the slice of a row knows, given by app.ts: how its key dies first, and how a person is told. */
export interface OwnersOfRows {
  readonly shred: Readonly<Record<ShredRuleId, (tx: Tx, id: string) => Promise<void>>>
  readonly notify: Readonly<Record<NoticeRuleId, (tx: Tx, id: string, endsAt: Date) => Promise<void>>>
  /** Erases an account that a restored backup brought back. */
  readonly eraseAgain: (tx: Tx, accountId: string) => Promise<void>
  /** Withdraws a client's consent that a restored backup shows as given, and gives up its seats. */
  readonly withdrawAgain: (tx: Tx, consentId: string, at: Date) => Promise<void>
}

const seconds = (count: number) => count * 1000
const has = <K extends string>(among: Readonly<Record<K, unknown>>, id: string): id is K => id in among

interface Row {
  readonly id: string
  /** When its period is over. */
  readonly due: Date
}

/** Rows of the rule for which `condition` holds, locked; a row that another transaction works on is left for the next run. */
async function lockRows(tx: Tx, rule: EngineRule, given: { condition: string; now: Date }): Promise<Row[]> {
  const text = `select id, ${endSql(rule)} as due from ${rule.rows.table} where ${given.condition} for update skip locked`
  return (await tx.executeQuery<Row>(CompiledQuery.raw(text, [given.now]))).rows
}

/** Tells each person whose period is about to end, before each notice's time once; nobody while the key is withdrawn. */
export async function giveNotices(base: Base, owners: OwnersOfRows, [id, rule]: [EngineRuleId, EngineRule]) {
  const condition = noticeSql(rule)
  if (!condition || !has(owners.notify, id) || base.keys.isDark) return
  const notify = owners.notify[id]
  const now = base.clock.now()
  await transact(base.db, async (tx) => {
    const rows = await lockRows(tx, rule, { condition, now })
    const lead = Math.min(...(rule.notices ?? []))
    const job = (row: Row) => {
      // Told late, the person still has the whole time of the last notice.
      const end = Math.max(row.due.getTime(), now.getTime() + seconds(lead))
      return notify(tx, row.id, new Date(end))
    }
    await rowByRow(base, tx, { rows, job })
  })
}

/** Deletes what is due by one rule, with its entry in the deletion log, both or neither. Throws when something is left. */
export async function carryOut(base: Base, owners: OwnersOfRows, [id, rule]: [EngineRuleId, EngineRule]) {
  const now = base.clock.now()
  const { gone, left } = await transact(base.db, async (tx) => {
    // Whoever holds the rule now waits until this is done; whoever held it since the run began is heard.
    await sql`lock table retention_hold in share mode`.execute(tx)
    const held = tx.selectFrom('retention_hold').select('rule').where('rule', '=', id)
    if (await held.executeTakeFirst()) return { gone: 0, left: 0 }
    const last = await lastEvidence(tx)
    const ends = has(owners.shred, id)
      ? await shredRows(base, tx, { rule, now, shred: owners.shred[id] })
      : await deleteRows(tx, rule, now)
    const remaining = await countDue(tx, rule, now)
    if (ends.length > 0) {
      await appendEvidence(tx, base, {
        last,
        class: id,
        count: ends.length,
        due_at: new Date(Math.min(...ends.map((moment) => moment.getTime()))),
        started_at: now,
        method: rule.action === 'shred' ? 'key+rows' : 'rows',
        result: remaining === 0 ? 'verified' : 'incomplete',
      })
    }
    return { gone: ends.length, left: remaining }
  })
  if (left > 0) throw new Error('the rule left rows behind')
  return gone
}

async function deleteRows(tx: Tx, rule: EngineRule, now: Date): Promise<Date[]> {
  const text = `delete from ${rule.rows.table} where ${executableSql(rule)} returning ${endSql(rule)} as due`
  const { rows } = await tx.executeQuery<Pick<Row, 'due'>>(CompiledQuery.raw(text, [now]))
  return rows.map(({ due }) => due)
}

/** A row that fails is taken back and logged, and does not keep the others. Answers those that are done. */
async function rowByRow(
  base: Base,
  tx: Tx,
  { rows, job }: { rows: readonly Row[]; job: (row: Row) => Promise<void> },
): Promise<Row[]> {
  const done: Row[] = []
  for (const row of rows) {
    await sql`savepoint one_row`.execute(tx)
    try {
      await job(row)
      done.push(row)
    } catch (error) {
      await sql`rollback to savepoint one_row`.execute(tx)
      base.log.event('job.failed', { job: 'retention', err: errorFacts(error) })
    }
  }
  return done
}

/** Row by row, key first. */
async function shredRows(
  base: Base,
  tx: Tx,
  given: { rule: EngineRule; now: Date; shred: (tx: Tx, id: string) => Promise<void> },
): Promise<Date[]> {
  const rows = await lockRows(tx, given.rule, { condition: executableSql(given.rule), now: given.now })
  const gone = await rowByRow(base, tx, { rows, job: ({ id }) => given.shred(tx, id) })
  return gone.map(({ due }) => due)
}

async function countDue(tx: Tx, rule: EngineRule, now: Date): Promise<number> {
  const text = `select count(*) as due from ${rule.rows.table} where ${executableSql(rule)}`
  const { rows } = await tx.executeQuery<{ due: string }>(CompiledQuery.raw(text, [now]))
  return Number(rows[0]?.due ?? Number.NaN)
}

/**
 * Before the server listens: what a restored backup brought back is deleted or withdrawn again. Throws a `ConfigError` when accounts have
 * no key although nobody deleted them, because then the keys were not restored yet.
 */
export async function eraseRestored(base: Base, owners: OwnersOfRows): Promise<number> {
  const { db, ledger } = base
  const erased = (await accountIds(db)).filter((id) => ledger.has('account', id))
  for (const id of erased) await transact(db, (tx) => owners.eraseAgain(tx, id))
  const meetings = await db
    .selectFrom('meeting')
    .select('id')
    .where('state', 'in', ['planned', 'opening', 'open'])
    .execute()
  const ended = meetings.filter(({ id }) => ledger.has('meeting', id)).map(({ id }) => id)
  if (ended.length > 0) {
    // The sweep that follows drives them to `verified`.
    const set = { state: 'ended', ended_by: 'key-lost', ended_at: base.clock.now(), empty_since: null } as const
    await db.updateTable('meeting').set(set).where('id', 'in', ended).execute()
  }
  await sql`delete from account_key where account_id not in (select id from account)`.execute(db)
  await refuseKeyless(base)
  return erased.length + ended.length + (await withdrawRestored(base, owners))
}

/** The ledger knows the day alone; a consent of that day ended at the earliest when it was given. */
async function withdrawRestored({ db, ledger }: Base, owners: OwnersOfRows): Promise<number> {
  const consents = db.selectFrom('consent').select(['id', 'given_at']).where('role', '=', 'client')
  const standing = await consents.where('withdrawn_at', 'is', null).execute()
  let withdrawn = 0
  for (const { id, given_at } of standing) {
    const day = ledger.dayOf('consent', id)
    if (!day) continue
    const at = new Date(Math.max(Date.parse(day), given_at.getTime()))
    await transact(db, (tx) => owners.withdrawAgain(tx, id, at))
    withdrawn += 1
  }
  return withdrawn
}

async function refuseKeyless({ db }: Base): Promise<void> {
  const { rows } = await sql<{ keyless: string }>`select count(*) as keyless from account
    where id not in (select account_id from account_key)`.execute(db)
  const keyless = Number(rows[0]?.keyless ?? 0)
  if (keyless === 0) return
  throw new ConfigError(
    `${keyless} accounts have no key. After a restore, restore the backup of the account keys too (docs/operations.md, “Backup and restore”).`,
  )
}
