import { sql } from 'kysely'
import type { Base } from '../../server/src/base/base.ts'
import { dayOf } from '../../server/src/base/day-counts.ts'
import { openSecurity } from '../../server/src/security/jobs.ts'
import { type Figure, median } from './figures.ts'
import { seconds, withInstallation } from './installation.ts'

const few = 1_000
const many = 1_000_000
const rounds = 5
const day = 24 * 3_600_000

/** Fills one day up to so many addresses: as long as sealed ones, of other networks, and without requests of their own. */
const plant = (base: Base, on: string, count: number) =>
  sql`
    insert into address_seen (id, day, network, address, seen_at)
    select gen_random_uuid(), ${on}, decode(md5(number::text) || md5('n' || number), 'hex'),
      '\\x0100000001'::bytea || decode(md5('a' || number) || md5('b' || number) || md5('c' || number), 'hex'),
      ${base.clock.now()}
    from generate_series(1, ${sql.lit(count)}) as number`.execute(base.db)

interface Sweep {
  /** From the call that destroys the key of the day until it is gone, in ms. */
  readonly key: number
  /** From then until the rows that nobody can read any more are gone too, in s. */
  readonly rows: number
}

/** One day of visits, and what happens to them when the time of its key is over. */
async function sweep(installation: Base, count: number): Promise<Sweep> {
  let passed = 0
  const now = () => new Date(installation.clock.now().getTime() + passed)
  const base = { ...installation, clock: { ...installation.clock, now } }
  const security = await openSecurity(base)
  const seen = { method: 'GET', route: '/', url: '/', status: 200, bytes: 1, userAgent: undefined }
  for (let index = 0; index < few; index++)
    security.requests.add({ ...seen, at: now(), ip: `198.18.${index >> 8}.${index & 255}` })
  await security.requests.flush()
  const today = dayOf(now())
  await plant(base, today, count - few)
  await sql`vacuum analyze address_seen`.execute(base.db)
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    passed = 0
    await security.keys.findOrCreate(today)
    passed = 7 * day
    times.push(1000 * (await seconds(() => security.keys.destroyDue())))
    if (await security.keys.find(today)) throw new Error('The key of the day is still there')
  }
  return { key: median(times), rows: await seconds(() => security.sweep()) }
}

/** The end of a day of addresses: they are unreadable once its key is gone, however many they are. */
export function measureAddresses(): Promise<Figure[]> {
  return withInstallation(async (base) => {
    await sweep(base, few)
    const small = await sweep(base, few)
    const large = await sweep(base, many)
    return [
      {
        name: 'a day of 1,000,000 addresses unreadable ÷ one of 1,000',
        value: large.key / small.key,
        unit: '',
        note: `the key is gone after ${large.key.toFixed(1)} ms and ${small.key.toFixed(1)} ms`,
      },
      { name: 'their rows removed afterwards, 1,000,000', value: large.rows, unit: 's' },
      { name: 'their rows removed afterwards, 1,000', value: small.rows, unit: 's' },
    ]
  })
}
