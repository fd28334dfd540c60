import { sql } from 'kysely'
import type { ProofId } from '@vieraugen/policy/proofs.ts'
import * as z from 'zod/mini'
import type { Base, Db, Tx } from '../base/base.ts'
import { openColumn } from '../base/seal.ts'
import { entryPlace } from '../relay/queries.ts'
import { base64, type Finding, type PublishedEntry } from './rules.ts'

/** No check may take the database for longer, in milliseconds. */
const patience = 2_000

/** Runs as the role that may call the checks and has no right on any table. */
export async function asProver<T>(db: Db, look: (tx: Tx) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql`set local role vieraugen_prover`.execute(tx)
      // Compiling a statement takes longer here than running it.
      await sql`set local jit = off`.execute(tx)
      await sql`set local statement_timeout = ${sql.lit(patience)}`.execute(tx)
      return look(tx)
    })
}

/** One check in SQL. Throws when it takes too long. */
export function lookAt({ db, clock }: Pick<Base, 'db' | 'clock'>, proof: ProofId): Promise<Finding> {
  return asProver(db, async (tx) => {
    const { rows } = await sql<{ bad: string; of: string; oldest: number | null }>`
      select bad, "of", oldest from ${sql.id('proof', proof)}(${clock.now()})`.execute(tx)
    const [row] = rows
    if (!row) throw new Error('a check answered nothing')
    return { bad: Number(row.bad), of: Number(row.of), oldestSeconds: row.oldest }
  })
}

/** Settings of the database that say how it treats what it holds. */
const settings = ['server_version', 'fsync', 'data_checksums', 'log_statement', 'log_min_duration_statement'] as const

export async function databaseFacts(db: Db): Promise<Record<string, string>> {
  const { rows } = await asProver(db, (tx) =>
    sql<{ name: string; setting: string }>`
      select name, setting from pg_catalog.pg_settings where name = any(${[...settings]}) order by name`.execute(tx),
  )
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))
}

/** Messages are looked at in small numbers; the newest tell first. */
const newest = 50

/** The newest kept messages of open meetings, out of the only seal the server can open. */
export async function keptMessages(base: Base): Promise<Buffer[]> {
  const rows = await base.db
    .selectFrom('room_event')
    .innerJoin('meeting', 'meeting.id', 'room_event.meeting_id')
    .select(['room_event.meeting_id', 'room_event.seq', 'room_event.box'])
    .where('meeting.state', '=', 'open')
    .orderBy('room_event.created_at', 'desc')
    .limit(newest)
    .execute()
  const opened = await Promise.all(
    rows.map(async ({ meeting_id, seq, box }) => {
      const key = await base.contentKeys.load(meeting_id)
      return key ? [openColumn(entryPlace(meeting_id, seq), key, box)] : []
    }),
  )
  return opened.flat()
}

const body = z.object({
  kind: z.enum(['change', 'checkpoint', 'drill']),
  states: z.record(z.string(), z.string()),
  told: z.array(z.string()),
})

export interface Remembered {
  readonly states: Readonly<Record<string, string>>
  /** Promises whose violation was told by mail after the given instant. */
  readonly told: ReadonlySet<string>
  readonly hasCheckpoint: boolean
}

/** What the chain says of the time after `since`, and the states of its last entry. */
export async function remembered(db: Db, since: Date): Promise<Remembered> {
  const last = await db.selectFrom('proof_entry').select('body').orderBy('number', 'desc').limit(1).executeTakeFirst()
  const rows = await db.selectFrom('proof_entry').select('body').where('made_at', '>', since).execute()
  const bodies = rows.map((row) => z.parse(body, JSON.parse(row.body)))
  return {
    states: last ? z.parse(body, JSON.parse(last.body)).states : {},
    told: new Set(bodies.flatMap(({ told }) => told)),
    hasCheckpoint: bodies.some(({ kind }) => kind === 'checkpoint'),
  }
}

/** When a restore was last practised with success, and when the chain began; null for never. */
export async function lastDrill(db: Db): Promise<{ drilled: Date | null; begun: Date | null }> {
  const { rows } = await sql<{ drilled: Date | null; begun: Date | null }>`
    select max(made_at) filter (where body::json ->> 'kind' = 'drill') as drilled, min(made_at) as begun
    from proof_entry`.execute(db)
  return rows[0] ?? { drilled: null, begun: null }
}

/** When a restored copy was made, by the last entry of its chain; null when that is no entry of ours. */
export async function copiedAt(ours: Db, copy: Db): Promise<Date | null> {
  const newest = copy.selectFrom('proof_entry').select(['number', 'hash', 'made_at']).orderBy('number', 'desc').limit(1)
  const head = await newest.executeTakeFirst()
  if (!head) return null
  const known = ours.selectFrom('proof_entry').select('number').where('number', '=', head.number)
  return (await known.where('hash', '=', head.hash).executeTakeFirst()) ? head.made_at : null
}

/** The last entries of the chain, oldest first. */
export async function lastEntries(db: Db, most: number): Promise<PublishedEntry[]> {
  const rows = await db.selectFrom('proof_entry').selectAll().orderBy('number', 'desc').limit(most).execute()
  return rows.toReversed().map((row) => ({
    number: row.number,
    at: row.made_at.toISOString(),
    body: row.body,
    previousHash: base64(row.previous_hash),
    hash: base64(row.hash),
    publicKey: base64(row.public_key),
    signature: base64(row.signature),
  }))
}
