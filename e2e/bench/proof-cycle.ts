import { sql } from 'kysely'
import { fileURLToPath } from 'node:url'
import { createApp } from '../../server/src/app.ts'
import type { Db } from '../../server/src/base/base.ts'
import { type Figure, median } from './figures.ts'
import { seconds, withInstallation } from './installation.ts'

const meetings = 1_000_000
const requests = 10_000_000
const addresses = 50_000
const cycles = 5

const client = fileURLToPath(new URL('../../client/dist', import.meta.url))

/** Meetings that ended within the last weeks, deleted and verified a second after their end, each with its receipt. */
const plantMeetings = sql`
  insert into meeting (id, state, begins_at, minutes, created_at, opened_at, ended_at, ended_by, shredded_at, verified_at,
    receipt)
  select gen_random_uuid(), 'verified', at, 50, at - interval '1 day', at, at + interval '50 minutes', 'moderator',
    at + interval '3001 seconds', at + interval '3001 seconds', 'bench-' || number
  from generate_series(1, ${sql.lit(meetings)}) as number,
    lateral (select now() - interval '1 hour' - number * interval '2 seconds' as at) as planted`

/** Addresses of today, as long as sealed ones and with their first byte; no key opens them, and no proof has one. */
const plantAddresses = sql`
  insert into address_seen (id, day, network, address, seen_at)
  select md5('bench' || number)::uuid, to_char(now() at time zone 'UTC', 'YYYY-MM-DD'),
    decode(md5(number::text) || md5('n' || number), 'hex'),
    '\\x0100000001'::bytea || decode(md5('a' || number) || md5('b' || number) || md5('c' || number), 'hex'), now()
  from generate_series(1, ${sql.lit(addresses)}) as number`

/** A day of requests for different files by these addresses. */
const plantRequests = sql`
  insert into request_record (at, file, status, bytes, browser, address_id)
  select date_trunc('second', now() - number * interval '8 milliseconds'), 'GET /api/planted/' || number % 40,
    case when number % 50 = 0 then 404 else 200 end, 500 + number % 9000, 'Firefox ' || 120 + number % 20,
    md5('bench' || 1 + number % ${sql.lit(addresses)})::uuid
  from generate_series(1, ${sql.lit(requests)}) as number`

/**
 * Fills the tables. Indexes are made after the rows, references are not checked, and the largest table leaves no trail to
 * recover from: it takes a minute instead of ten, and what is read afterwards is the same.
 */
async function plant(db: Db): Promise<void> {
  await plantAddresses.execute(db)
  await plantMeetings.execute(db)
  const indexes = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes where tablename = 'request_record'`.execute(db)
  for (const { name } of indexes.rows) await sql`drop index ${sql.id(name)}`.execute(db)
  await sql`alter table request_record set unlogged`.execute(db)
  await sql`alter table request_record disable trigger all`.execute(db)
  await plantRequests.execute(db)
  await sql`alter table request_record enable trigger all`.execute(db)
  for (const { definition } of indexes.rows) await sql.raw(definition).execute(db)
  await sql`vacuum analyze`.execute(db)
}

/** Every promise looked at once, in the whole server, over the tables of a large installation. */
export function measureProofCycle(): Promise<Figure[]> {
  return withInstallation(async (base) => {
    const planted = await seconds(() => plant(base.db))
    const app = await createApp(base, client)
    try {
      const began = base.clock.now().toISOString()
      const times: number[] = []
      for (let cycle = 0; cycle < cycles; cycle++) times.push(await seconds(() => app.proof.cycle('all')))
      const lines = app.proof.statement().promises
      const looked = lines.filter(({ checkedAt }) => (checkedAt ?? '') >= began).length
      const note =
        `${looked} of ${lines.length} promises looked at, first cycle ${(times[0] ?? 0).toFixed(2)} s, ` +
        `rows made in ${planted.toFixed(0)} s`
      const name = `all proofs, ${meetings / 1e6} million meetings, ${requests / 1e6} million requests`
      return [{ name, value: median(times), unit: 's', aim: { below: 5 }, note }]
    } finally {
      await app.close()
    }
  })
}
