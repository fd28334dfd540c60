import { CompiledQuery, sql } from 'kysely'
import { rulesOf } from '@vieraugen/policy/configured.ts'
import type { EngineRuleId, HoldableRuleId, RetentionRuleId } from '@vieraugen/policy/retention.ts'
import type { RetentionRule } from '@vieraugen/policy/retention-rule.ts'
import { anchorSql, engineRulesOf, executableSql } from '@vieraugen/policy/retention-sql.ts'
import type { DeletionEntry, DeletionRule } from '@vieraugen/protocol/http/admin-deletion.ts'
import type { EndedBy } from '@vieraugen/protocol/http/meetings.ts'
import type { Base, Db } from '../base/base.ts'
import { faultOf, type Linked } from '../base/chain.ts'
import { deadlines, evidenceHash, isLate } from './rules.ts'

/**
 * What is left of a meeting: rows as a role sees that may only count, and the key file. Zero is the only good answer.
 * The role is not the one that deleted and cannot read a single row.
 */
export async function remainsOf(base: Base, meetingId: string): Promise<number> {
  const rows = await base.db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql`set local role vieraugen_verifier`.execute(tx)
      const counted = await sql<{ rows: string }>`select meeting_remains(${meetingId}) as rows`.execute(tx)
      return Number(counted.rows[0]?.rows ?? Number.NaN)
    })
  if (!Number.isInteger(rows)) throw new Error('the verification did not answer with a number')
  const keys = await base.contentKeys.list()
  return rows + keys.filter((key) => key.id === meetingId).length
}

export interface Due {
  readonly id: string
  readonly by: EndedBy
}

/** Meetings that end by themselves now: empty, too long, never opened, or without the key their content needs. */
export async function dueEndings(base: Base): Promise<Due[]> {
  const { emptyBefore, openedBefore, plannedEndBefore } = deadlines(base.clock.now())
  const open = await base.db
    .selectFrom('meeting')
    .select(['id', 'opened_at', 'empty_since'])
    .where('state', '=', 'open')
    .forUpdate()
    .skipLocked()
    .execute()
  const unopened = await base.db
    .selectFrom('meeting')
    .select('id')
    .where('state', 'in', ['planned', 'opening'])
    .where(sql<boolean>`begins_at + make_interval(mins => minutes) < ${plannedEndBefore}`)
    .execute()
  const keys = new Set((await base.contentKeys.list()).map((key) => key.id))
  const due = unopened.map(({ id }): Due => ({ id, by: 'limit' }))
  for (const { id, opened_at, empty_since } of open) {
    if (!keys.has(id)) due.push({ id, by: 'key-lost' })
    else if (empty_since && empty_since < emptyBefore) due.push({ id, by: 'last-left' })
    else if (opened_at && opened_at < openedBefore) due.push({ id, by: 'limit' })
  }
  return due
}

/** Meetings that ended and are not verified yet. A row that another transaction is working on is left to it. */
export async function unfinishedDeletions(base: Base): Promise<string[]> {
  const rows = await base.db
    .selectFrom('meeting')
    .select('id')
    .where('state', 'in', ['ended', 'shredded'])
    .orderBy('ended_at')
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map((row) => row.id)
}

/** Openings that began before `before` and never became open. */
export async function stuckOpenings(base: Base, before: Date): Promise<string[]> {
  const rows = await base.db
    .selectFrom('meeting')
    .select('id')
    .where('state', '=', 'opening')
    .where(({ or, eb }) => or([eb('opened_at', 'is', null), eb('opened_at', '<', before)]))
    .execute()
  return rows.map((row) => row.id)
}

/** Key files that belong to no meeting which is open or opening. */
export async function orphanKeys(base: Base): Promise<string[]> {
  const { orphansBefore } = deadlines(base.clock.now())
  const old = (await base.contentKeys.list()).filter((key) => key.createdAt < orphansBefore).map((key) => key.id)
  if (old.length === 0) return []
  const used = await base.db
    .selectFrom('meeting')
    .select('id')
    .where('id', 'in', old)
    .where('state', 'in', ['open', 'opening'])
    .execute()
  const living = new Set(used.map((row) => row.id))
  return old.filter((id) => !living.has(id))
}

export interface RulePreview {
  readonly rule: EngineRuleId
  /** Rows that the next run deletes (or would, were the rule not held). */
  readonly count: number
  /** When the period of the oldest of them began; null when there is none. */
  readonly oldest: Date | null
  readonly held: boolean
}

/** What the next run would delete, rule by rule. Deletes nothing. */
export async function preview(base: Base): Promise<RulePreview[]> {
  const counts = engineRulesOf(base.config).map(([id, rule]) => {
    const due = executableSql(rule)
    return `select '${id}' as rule, count(*)::integer as count, min(${anchorSql(rule)}) as oldest,
      exists (select from retention_hold where rule = '${id}') as held from ${rule.rows.table} where ${due}`
  })
  const query = CompiledQuery.raw(counts.join('\nunion all\n'), [base.clock.now()])
  return (await base.db.executeQuery<RulePreview>(query)).rows
}

export interface LastRun {
  readonly rule: RetentionRuleId
  readonly at: Date
  /** How many rows (of `meeting.content`: steps) that run did. */
  readonly count: number
}

/**
 * When each rule was last carried out completely; a held one counts as carried out. A rule that never ran, or whose run fails,
 * is missing or old: `meeting.content` runs every 30 seconds, every other rule every `enforceEverySeconds`.
 */
export async function lastRuns(base: Base): Promise<LastRun[]> {
  const rows = await base.db.selectFrom('retention_run').selectAll().orderBy('rule').execute()
  return rows.map(({ rule, run_at, count }) => ({ rule: rule as RetentionRuleId, at: run_at, count }))
}

/** Rules that the controller holds now, and why. */
export async function heldRules(base: Base): Promise<{ rule: HoldableRuleId; reason: string; since: Date }[]> {
  const rows = await base.db.selectFrom('retention_hold').selectAll().orderBy('rule').execute()
  return rows.map(({ rule, reason, held_at }) => ({ rule: rule as HoldableRuleId, reason, since: held_at }))
}

/** Under which rule the run is noted that carries a rule out; null for what the server does not carry out in runs. */
function jobOf(id: RetentionRuleId, { executed }: RetentionRule): RetentionRuleId | null {
  if (executed === 'meeting deletion') return 'meeting.content'
  return executed === 'retention engine' || executed === 'erasure ledger' ? id : null
}

/** Every rule of the register as this installation has it, how it stands, and what its next run deletes. */
export async function deletionRules(base: Base): Promise<DeletionRule[]> {
  const now = base.clock.now()
  const [due, runs, held] = [await preview(base), await lastRuns(base), await heldRules(base)]
  return (Object.entries(rulesOf(base.config)) as [RetentionRuleId, RetentionRule][]).map(([id, rule]) => {
    const next = due.find((one) => one.rule === id)
    const hold = held.find((one) => one.rule === id)
    const job = jobOf(id, rule)
    const at = runs.find((run) => run.rule === job)?.at ?? null
    return {
      id,
      what: rule.what,
      start: rule.start,
      maxSeconds: rule.maxSeconds,
      action: rule.action,
      executed: rule.executed,
      run: job ? { at: at?.toISOString() ?? null, late: isLate(job, at, now) } : null,
      next: next ? { count: next.count, oldest: next.oldest?.toISOString() ?? null } : null,
      holdable: rule.executed === 'retention engine' && rule.holdable === true,
      hold: hold ? { reason: hold.reason, since: hold.since.toISOString() } : null,
    }
  })
}

/** The log of deletions below the number `before`, the newest first. */
export async function deletionEntries(
  db: Db,
  { before, most }: { before: number | null; most: number },
): Promise<{ entries: DeletionEntry[]; more: boolean }> {
  const all = db.selectFrom('deletion_log').selectAll().orderBy('number', 'desc')
  const rows = await (before === null ? all : all.where('number', '<', before)).limit(most + 1).execute()
  const entries = rows.slice(0, most).map(({ number, receipt, count, method, result, ...row }) => ({
    number,
    receipt,
    class: row.class,
    count,
    dueAt: row.due_at.toISOString(),
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at.toISOString(),
    method,
    result,
    previousHash: row.previous_hash.toString('hex'),
    hash: row.hash.toString('hex'),
  }))
  return { entries, more: rows.length > most }
}

const entriesAtOnce = 2_000

/** Goes through the whole log of deletions: how many entries it has, and the first that does not fit to the one before. */
export async function checkedLog(db: Db): Promise<{ entries: number; brokenAt: number | null }> {
  let entries = 0
  let brokenAt: number | null = null
  let last: Linked | null = null
  for (let isMore = true; isMore;) {
    const part = db.selectFrom('deletion_log').selectAll().orderBy('number').limit(entriesAtOnce)
    const rows = await part.where('number', '>', last === null ? 0 : (last as Linked).number).execute()
    for (const row of rows) {
      brokenAt ??= faultOf(row, last, evidenceHash)?.number ?? null
      last = row
    }
    entries += rows.length
    isMore = rows.length === entriesAtOnce
  }
  return { entries, brokenAt }
}

/** Every account there is. */
export async function accountIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('account').select('id').execute()
  return rows.map(({ id }) => id)
}
