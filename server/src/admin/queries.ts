import { sql } from 'kysely'
import type { ActId } from '@vieraugen/policy/acts.ts'
import { periods } from '@vieraugen/policy/periods.ts'
import type { KeysReply } from '@vieraugen/protocol/http/admin-keys.ts'
import type { LogChain, LogEntry, Somebody } from '@vieraugen/protocol/http/admin-log.ts'
import type { Overview } from '@vieraugen/protocol/http/admin-overview.ts'
import { accountById } from '../accounts/queries.ts'
import { type AuditEntry, auditHash, operator } from '../base/audit.ts'
import type { Base, Db } from '../base/base.ts'
import { faultOf, type Linked } from '../base/chain.ts'
import { keysAtRest } from '../base/rotation.ts'
import { markOf } from './rules.ts'

type ChainedEntry = AuditEntry & Linked & { readonly previous_hash: Buffer; readonly hash: Buffer }

const hour = 3600_000
/** A mail server that is started anew needs minutes, not hours. */
const stuckAfter = 2 * hour
const renewalLateAfter = 24 * hour

type Counts = Omit<
  Overview,
  'nextDeadline' | 'violatedPromises' | 'stalePromises' | 'promises' | 'exampleCard' | 'keys'
>

/** How much waits for a human. */
export async function officeCounts({ db, clock }: Pick<Base, 'db' | 'clock'>) {
  const now = clock.now()
  const stuckBefore = new Date(now.getTime() - stuckAfter)
  const { rows } = await sql<Counts & { nextDeadline: Date | null; lateRenewals: number; oldestKey: Date }>`select
    (select count(*)::integer from account where state = 'pending') as "pendingAccounts",
    (select count(*)::integer from rights_request where state = 'open') as "openRequests",
    (select min(due_at) from rights_request where state = 'open') as "nextDeadline",
    (select count(*)::integer from retention_hold) as "heldRules",
    (select count(*)::integer from attack_block where ends_at > ${now}) as "activeBlocks",
    (select count(*)::integer from account where role <> 'counsellor' and state = 'active'
      and not exists (select from second_factor where account_id = account.id)) as "staffWithoutFactor",
    (select count(*)::integer from outbox where attempts > 0 and created_at < ${stuckBefore}) as "stuckMails",
    (select count(*)::integer from key_renewal where finished_at is null
      and asked_at < ${new Date(now.getTime() - renewalLateAfter)}) as "lateRenewals",
    (select min(created_at) from controller_key where retired_at is null
      and purpose in ('installation', 'index')) as "oldestKey"`.execute(db)
  const [counts] = rows
  if (!counts) throw new Error('the database answered nothing')
  return counts
}

/** When keys of this age are renewed by themselves. */
export const renewalOf = (created: Date): string =>
  new Date(created.getTime() + periods.keyRenewal * 1000).toISOString()

/** The installation's keys as the office sees them. */
export async function keyFacts(db: Db): Promise<Pick<KeysReply, 'keys' | 'renewals' | 'accounts'>> {
  const { keys, renewals, accounts } = await keysAtRest(db)
  return {
    keys: keys.map(({ purpose, version, holder, created_at, retired_at }) => ({
      purpose,
      version,
      holder,
      since: created_at.toISOString(),
      retiredAt: retired_at?.toISOString() ?? null,
    })),
    renewals: renewals.map(({ level, asked_at, finished_at }) => ({
      level,
      askedAt: asked_at.toISOString(),
      finishedAt: finished_at?.toISOString() ?? null,
    })),
    accounts,
  }
}

const pageLength = 50

interface Page {
  readonly act: ActId | null
  readonly before: number | null
  /** Only who may see the list of accounts may see names here. */
  readonly names: boolean
}

/** A page of the log, newest first. */
export async function logPage(
  base: Pick<Base, 'db' | 'keys'>,
  { act, before, names }: Page,
): Promise<{ entries: LogEntry[]; more: boolean }> {
  let query = base.db.selectFrom('audit_entry').selectAll().orderBy('number', 'desc')
  if (act) query = query.where('act', '=', act)
  if (before !== null) query = query.where('number', '<', before)
  const rows = await query.limit(pageLength + 1).execute()
  const shown = rows.slice(0, pageLength)
  const people = new Map<string, Somebody>()
  for (const id of new Set(shown.flatMap(({ actor, account_id }) => [actor, account_id ?? []].flat())))
    people.set(id, await somebodyOf(base, id, names))
  const somebody = (id: string): Somebody => people.get(id) ?? deleted(id)
  return {
    more: rows.length > pageLength,
    entries: shown.map((row) => ({
      number: row.number,
      at: row.at.toISOString(),
      act: row.act,
      actor: somebody(row.actor),
      account: row.account_id ? somebody(row.account_id) : null,
      thing: row.thing,
    })),
  }
}

const deleted = (id: string): Somebody => ({ kind: 'deleted', mark: markOf(id), role: null, name: null })

async function somebodyOf(base: Pick<Base, 'db' | 'keys'>, id: string, names: boolean): Promise<Somebody> {
  if (id === operator) return { ...deleted(id), kind: 'operator' }
  const found = await accountById(base, base.db, id)
  if (!found) return deleted(id)
  const { firstName, lastName, role } = found.account
  return { kind: 'account', mark: markOf(id), role, name: names ? `${firstName} ${lastName}` : null }
}

/** Entries that are read at once. */
const batch = 1000

/** All entries, oldest first, batch by batch. */
async function* allEntries(db: Db): AsyncGenerator<ChainedEntry> {
  for (let last = 0, more = true; more;) {
    const some = db.selectFrom('audit_entry').selectAll().where('number', '>', last).orderBy('number').limit(batch)
    const rows = await some.execute()
    yield* rows
    last = rows.at(-1)?.number ?? last
    more = rows.length === batch
  }
}

/** How many entries passed their period, as the deletion log tells; null when that log has itself lost entries to time. */
async function expiredEntries(db: Db): Promise<number | null> {
  const first = await db.selectFrom('deletion_log').select('number').orderBy('number').limit(1).executeTakeFirst()
  if (first && first.number > 1) return null
  const gone = db.selectFrom('deletion_log').where('class', '=', 'audit.log')
  const { sum } = await gone.select(sql<number>`coalesce(sum(count), 0)::integer`.as('sum')).executeTakeFirstOrThrow()
  return sum
}

/** Most faults that are told: after the first few it is clear. */
const mostFaults = 20

/** Computes the hash of every entry anew. Entries cut off at the end are seen only by who remembers a newer head. */
export async function checkChain(db: Db): Promise<LogChain> {
  const expired = await expiredEntries(db)
  const faults: LogChain['faults'] = []
  let last: ChainedEntry | null = null
  let entries = 0
  for await (const entry of allEntries(db)) {
    // The oldest may follow entries that passed their period, and no others.
    const isCut = last === null && expired !== null && entry.number - 1 > expired
    const fault = isCut ? { kind: 'missing' as const, number: entry.number } : faultOf(entry, last, auditHash)
    if (fault && faults.length < mostFaults) faults.push(fault)
    last = entry
    entries++
  }
  const head = last as ChainedEntry | null
  return {
    entries,
    head: head && { number: head.number, at: head.at.toISOString(), hash: head.hash.toString('hex') },
    faults,
  }
}

/** The whole log as it is hashed. */
export async function wholeLog(db: Db) {
  const entries = []
  for await (const { number, at, actor, act, account_id, thing, previous_hash, hash } of allEntries(db))
    entries.push({
      number,
      at: at.toISOString(),
      actor,
      act,
      account: account_id,
      thing,
      previousHash: previous_hash.toString('hex'),
      hash: hash.toString('hex'),
    })
  return entries
}
