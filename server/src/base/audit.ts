import { sql } from 'kysely'
import type { ActId } from '@vieraugen/policy/acts.ts'
import type { Tx } from './base.ts'
import { chainHash, chainStart } from './chain.ts'
import type { Clock } from './clock.ts'

/** The actor of what is done at the machine's own keyboard, whoever of the operator's people sits there. */
export const operator = '00000000-0000-8000-8000-000000000001'

export interface Act {
  /** Id of the account that acts, or `operator`. */
  readonly actor: string
  readonly act: ActId
  /** The account it was done to. */
  readonly accountId?: string
  /** A number, rule or version; never anything about a person. */
  readonly thing?: string
}

/** One entry of the log of the administration as it is hashed. */
export interface AuditEntry {
  readonly number: number
  readonly at: Date
  readonly actor: string
  readonly act: string
  readonly account_id: string | null
  readonly thing: string | null
}

export const auditHash = (previous: Uint8Array, { number, at, actor, act, account_id, thing }: AuditEntry): Buffer =>
  chainHash(previous, [number, at.toISOString(), actor, act, account_id, thing])

/** Writes an act into the log, in the transaction that does it: both or neither. */
export async function recordAct(tx: Tx, clock: Clock, { actor, act, accountId, thing }: Act): Promise<void> {
  // One writer at a time: number and previous hash follow from the entry before.
  await sql`lock table audit_entry in share row exclusive mode`.execute(tx)
  const newest = tx.selectFrom('audit_entry').select(['number', 'hash']).orderBy('number', 'desc').limit(1)
  const last = (await newest.executeTakeFirst()) ?? { number: 0, hash: chainStart }
  const entry = {
    number: last.number + 1,
    at: clock.now(),
    actor,
    act,
    account_id: accountId ?? null,
    thing: thing ?? null,
  }
  await tx
    .insertInto('audit_entry')
    .values({ ...entry, previous_hash: last.hash, hash: auditHash(last.hash, entry) })
    .execute()
}
