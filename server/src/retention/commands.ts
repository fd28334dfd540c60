import { type Selectable, sql } from 'kysely'
import { periods } from '@vieraugen/policy/periods.ts'
import type { HoldableRuleId, RetentionRuleId } from '@vieraugen/policy/retention.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { EndedBy } from '@vieraugen/protocol/http/meetings.ts'
import { recordAct } from '../base/audit.ts'
import type { Base, Tx } from '../base/base.ts'
import { chainStart } from '../base/chain.ts'
import type { Step } from '../base/content-keys.ts'
import { addCount, dayOf } from '../base/day-counts.ts'
import type { Database } from '../base/db/tables.ts'
import { transact } from '../base/db/database.ts'
import { errorFacts } from '../base/log.ts'
import { remainsOf } from './queries.ts'
import { type Evidence, evidenceHash, lengthOf, meetingTables, receiptNumber } from './rules.ts'

/** Who is told that a meeting ended, and that it is gone. */
export interface Announce {
  ended(meetingId: string, by: EndedBy): void
  deleted(meetingId: string, receipt: string, at: Date): void
}

/**
 * open → ended → shredded → verified. Each arrow is one durable step that can be repeated after a crash; from the commit
 * of `ended` on, every path refuses.
 */
export interface Deletion {
  /** Ends a meeting and begins its deletion. False when it had ended before (or never was). */
  end(meetingId: string, by: EndedBy): Promise<boolean>
  /** Drives an ended meeting to `verified`. False when the verification refuses; the sweeper tries again. */
  finish(meetingId: string): Promise<boolean>
  /** After `endMeetingsOf` was committed: tells the people and begins the deletions. */
  finishEnded(meetingIds: readonly string[]): void
  /** Resolves once no deletion is running: for an orderly stop. */
  settled(): Promise<void>
}

const unfinished = ['planned', 'opening', 'open'] as const

export function createDeletion(base: Base, announce: Announce, step: Step = () => undefined): Deletion {
  const running = new Map<string, Promise<boolean>>()
  const finish = (meetingId: string): Promise<boolean> => {
    const started = running.get(meetingId) ?? destroyAndVerify({ base, announce, step }, meetingId)
    running.set(meetingId, started)
    return started.finally(() => running.delete(meetingId))
  }
  const announceAndFinish = (meetingId: string, by: EndedBy): void => {
    announce.ended(meetingId, by)
    // The answer does not wait for the deletion: from the commit on nothing can be read, and people are told when it is gone.
    finish(meetingId).catch((error: unknown) =>
      base.log.event('job.failed', { job: 'deletion', err: errorFacts(error) }),
    )
  }
  return {
    finish,
    finishEnded: (meetingIds) => meetingIds.forEach((id) => announceAndFinish(id, 'account-deleted')),
    async end(meetingId, by) {
      const ended = await transact(base.db, (tx) => endMeetings(tx, { meetingId }, { by, at: base.clock.now() }))
      if (ended.length === 0) return false
      await step('end.committed')
      announceAndFinish(meetingId, by)
      return true
    },
    async settled() {
      while (running.size > 0) await Promise.allSettled(running.values())
    },
  }
}

/** Ends every meeting of an account inside the transaction that deletes it; `finishEnded` does the rest. */
export async function endMeetingsOf(tx: Tx, accountId: string, now: Date): Promise<string[]> {
  return endMeetings(tx, { accountId }, { by: 'account-deleted', at: now })
}

/** Ends one meeting or all of an account, and counts those that were held. Answers the ids of all that it ended. */
async function endMeetings(
  tx: Tx,
  which: { readonly meetingId: string } | { readonly accountId: string },
  { by, at }: { by: EndedBy; at: Date },
): Promise<string[]> {
  const ending = tx.updateTable('meeting').set({ state: 'ended', ended_at: at, ended_by: by, empty_since: null })
  const chosen =
    'meetingId' in which ? ending.where('id', '=', which.meetingId) : ending.where('account_id', '=', which.accountId)
  const ended = await chosen.where('state', 'in', unfinished).returning(['id', 'opened_at']).execute()
  const day = dayOf(at)
  for (const { opened_at } of ended) {
    if (!opened_at) continue
    await addCount(tx, { day, what: 'meetings', value: '' })
    await addCount(tx, { day, what: 'meeting-length', value: lengthOf(opened_at, at) })
  }
  return ended.map(({ id }) => id)
}

interface Parts {
  readonly base: Base
  readonly announce: Announce
  readonly step: Step
}

async function destroyAndVerify({ base, announce, step }: Parts, meetingId: string): Promise<boolean> {
  const begun = base.clock.monotonic()
  await base.contentKeys.destroy(meetingId, step)
  base.ledger.add('meeting', meetingId)
  await base.db.transaction().execute(async (tx) => {
    await shred(tx, base, meetingId)
    await step('shred.before-commit')
  })
  await step('shred.committed')
  base.log.event('meeting.shredded', { ms: Math.round(base.clock.monotonic() - begun) })
  const remains = await remainsOf(base, meetingId)
  await step('verify.checked')
  if (remains > 0) {
    base.log.event('job.failed', { job: 'verification', err: { type: 'Remains', code: String(remains) } })
    return false
  }
  const written = await base.db.transaction().execute(async (tx) => {
    const entry = await writeEvidence(tx, base, meetingId)
    await step('verify.before-commit')
    return entry
  })
  await step('verify.committed')
  if (!written) return true
  base.log.event('meeting.verified', { ms: Math.round(base.clock.monotonic() - begun) })
  announce.deleted(meetingId, written.receipt, written.finished_at)
  return true
}

function lockMeeting(tx: Tx, meetingId: string): Promise<Selectable<Database['meeting']> | undefined> {
  return tx.selectFrom('meeting').selectAll().where('id', '=', meetingId).forUpdate().executeTakeFirst()
}

/** Deletes every row of the meeting; after a refused verification, again. The number of rows is kept for the evidence. */
async function shred(tx: Tx, base: Base, meetingId: string): Promise<void> {
  const meeting = await lockMeeting(tx, meetingId)
  if (meeting?.state !== 'ended' && meeting?.state !== 'shredded') return
  const seats = tx.selectFrom('participant').select(['session_id', 'consent_id']).where('meeting_id', '=', meetingId)
  const seated = await seats.execute()
  const link = await livingLink(tx, meetingId)
  let erased = meeting.note ? 1 : 0
  for (const table of meetingTables) {
    const gone = await sql`delete from ${sql.table(table)} where meeting_id = ${meetingId}`.execute(tx)
    erased += Number(gone.numAffectedRows ?? 0)
  }
  erased += await dropEmptySessions(
    tx,
    seated.map((row) => row.session_id),
  )
  erased += await forgetProven(
    tx,
    base,
    seated.flatMap((row) => row.consent_id ?? []),
  )
  await tx
    .updateTable('meeting')
    .set({
      state: 'shredded',
      shredded_at: base.clock.now(),
      note: null,
      erased: meeting.erased + erased,
      // Deletion never waits for a key: without one, a late link reads „unbekannt“ instead of „beendet“.
      closed_link: link && !base.keys.isDark ? base.keys.mac(closedLink, link) : meeting.closed_link,
    })
    .where('id', '=', meetingId)
    .execute()
}

/** Purpose of the keyed hash that recognises the link of a meeting that is over. */
export const closedLink = 'closed-link'

async function livingLink(tx: Tx, meetingId: string): Promise<Buffer | undefined> {
  const link = tx.selectFrom('invitation').select('secret_hash').where('meeting_id', '=', meetingId)
  return (await link.where('revoked_at', 'is', null).executeTakeFirst())?.secret_hash
}

/**
 * Evidence without a period of its own goes with the places it was given for, unless a law makes the controller hold it.
 * Answers how many there were.
 */
async function forgetProven(tx: Tx, { config }: Pick<Base, 'config'>, consentIds: readonly string[]): Promise<number> {
  if (config.consentEvidenceMonths > 0 || consentIds.length === 0) return 0
  const gone = await tx
    .deleteFrom('consent')
    .where('id', 'in', consentIds)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('retention_hold').select('rule').where('rule', '=', 'consent.client'))),
    )
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/** A session without an account existed for its seat alone: with the last seat it goes too. */
async function dropEmptySessions(tx: Tx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const gone = await tx
    .deleteFrom('session')
    .where('id', 'in', ids)
    .where('account_id', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('participant').select('participant.id').whereRef('participant.session_id', '=', 'session.id'),
        ),
      ),
    )
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/** Where the chain of the deletion log stands. */
interface Link {
  readonly number: number
  readonly hash: Buffer
}

/** The newest entry of the deletion log. One writer at a time: number and previous hash follow from the entry before. */
export async function lastEvidence(tx: Tx): Promise<Link> {
  await sql`lock table deletion_log in share row exclusive mode`.execute(tx)
  const newest = tx.selectFrom('deletion_log').select(['number', 'hash']).orderBy('number', 'desc').limit(1)
  return (await newest.executeTakeFirst()) ?? { number: 0, hash: chainStart }
}

/** Chains an entry to `last`, which was taken in the same transaction. Answers the whole entry. */
export async function appendEvidence(
  tx: Tx,
  base: Base,
  { last, ...facts }: Omit<Evidence, 'number' | 'receipt' | 'finished_at'> & { readonly last: Link },
): Promise<Evidence> {
  const chained = { number: last.number + 1, receipt: receiptNumber(base.random), finished_at: base.clock.now() }
  const entry: Evidence = { ...facts, ...chained }
  const hashes = { previous_hash: last.hash, hash: evidenceHash(last.hash, entry) }
  await tx
    .insertInto('deletion_log')
    .values({ ...entry, ...hashes })
    .execute()
  return entry
}

/** The entry in the deletion log and the state `verified`, both or neither, once. Null when somebody else was first. */
async function writeEvidence(tx: Tx, base: Base, meetingId: string): Promise<Evidence | null> {
  const meeting = await lockMeeting(tx, meetingId)
  if (meeting?.state !== 'shredded' || !meeting.ended_at) return null
  const entry = await appendEvidence(tx, base, {
    last: await lastEvidence(tx),
    class: 'meeting',
    count: meeting.erased,
    due_at: new Date(meeting.ended_at.getTime() + periods.meetingContent * 1000),
    started_at: meeting.ended_at,
    method: 'key+rows',
    result: 'verified',
  })
  await tx
    .updateTable('meeting')
    .set({ state: 'verified', verified_at: entry.finished_at, receipt: entry.receipt })
    .where('id', '=', meetingId)
    .execute()
  return entry
}

/** After a restart nobody is in a room: whoever was counts as out from now on. */
export async function emptyAllRooms(base: Base): Promise<void> {
  await base.db
    .updateTable('meeting')
    .set({ empty_since: base.clock.now() })
    .where('state', '=', 'open')
    .where('empty_since', 'is', null)
    .execute()
}

/** An opening that died half-way goes back to `planned`; its key, if it was made, was never used. */
export async function revertOpening(base: Base, meetingId: string): Promise<void> {
  await base.contentKeys.destroy(meetingId)
  await base.db
    .updateTable('meeting')
    .set({ state: 'planned', opened_at: null })
    .where('id', '=', meetingId)
    .where('state', '=', 'opening')
    .execute()
}

/** Notes that these rules were carried out just now, with nothing left undone. */
export async function noteRuns(base: Base, runs: readonly { rule: RetentionRuleId; count: number }[]): Promise<void> {
  if (runs.length === 0) return
  const run_at = base.clock.now()
  await base.db
    .insertInto('retention_run')
    .values(runs.map((run) => ({ ...run, run_at })))
    .onConflict((row) =>
      row.column('rule').doUpdateSet(({ ref }) => ({ run_at: ref('excluded.run_at'), count: ref('excluded.count') })),
    )
    .execute()
}

interface Hold {
  readonly rule: HoldableRuleId
  /** Id of the account that acts. */
  readonly by: string
}

/** Holds a rule because a law forbids to delete for now; `reason` names the law and no person. Fail('outdated') when it is held. */
export async function holdRule(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  { rule, reason, by }: Hold & { readonly reason: string },
): Promise<void> {
  await transact(db, async (tx) => {
    const hold = tx.insertInto('retention_hold').values({ rule, reason, held_at: clock.now() })
    // Who holds it already must not lose reason and beginning.
    const held = await hold.onConflict((row) => row.doNothing()).executeTakeFirst()
    if (held.numInsertedOrUpdatedRows !== 1n) throw new Fail('outdated')
    await recordAct(tx, clock, { actor: by, act: 'retention.held', thing: rule })
  })
}

/** Ends the hold; what became due meanwhile goes with the next run. Fail('outdated') when the rule is not held. */
export async function releaseRule({ db, clock }: Pick<Base, 'db' | 'clock'>, { rule, by }: Hold): Promise<void> {
  await transact(db, async (tx) => {
    const gone = await tx.deleteFrom('retention_hold').where('rule', '=', rule).executeTakeFirst()
    if (gone.numDeletedRows !== 1n) throw new Fail('outdated')
    await recordAct(tx, clock, { actor: by, act: 'retention.released', thing: rule })
  })
}
