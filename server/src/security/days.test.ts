import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openContentKeys } from '../base/content-keys.ts'
import { dayOf } from '../base/day-counts.ts'
import { openColumn } from '../base/seal.ts'
import { createTestBase, type TestBase } from '../base/test-base.ts'
import { Batch, DayKeys, writeRequests } from './commands.ts'
import { openSecurity, type Security } from './jobs.ts'

const hour = 3600_000
const day = 24 * hour
const week = 7 * day

vi.setConfig({ testTimeout: 60_000 })

let base: TestBase
let security: Security
beforeEach(async () => {
  base = await createTestBase()
  security = await openSecurity(base)
})
afterEach(() => base.close())

const folder = () => `${base.config.keyFile}.days`
const files = async () => (await readdir(folder())).toSorted()
const addresses = () => base.db.selectFrom('address_seen').selectAll().execute()
const request = (ip: string) => ({
  at: base.clock.now(),
  method: 'GET',
  route: '/api/site',
  url: '/api/site',
  status: 200,
  bytes: 1,
  userAgent: undefined,
  ip,
})
function visits(ips: readonly string[]): Promise<void> {
  const batch = new Batch()
  for (const ip of ips) batch.add(request(ip))
  return writeRequests(base, security.keys, batch)
}
const visit = (ip = '203.0.113.9') => visits([ip])

test('there is one key for each day, beside the key file, for this user alone, and none before an address comes', async () => {
  expect(await files()).toEqual([])
  await visit()
  await visit('203.0.113.10')
  base.clock.advance(day)
  await visit()
  expect(await files()).toEqual(['2026-03-02.key', '2026-03-03.key'])
  expect(dirname(folder())).toBe(dirname(base.config.keyFile))
  expect((await stat(folder())).mode & 0o777).toBe(0o700)
  expect((await stat(join(folder(), '2026-03-02.key'))).mode & 0o777).toBe(0o600)
})

test('over a month of visits at every third hour no address can be read when it is seven days old', async () => {
  const begun = base.clock.now().getTime()
  while (base.clock.now().getTime() < begun + 30 * day) {
    await visit()
    base.clock.advance(3 * hour)
    await security.sweep()
    // The oldest address that a key which is still there could open.
    const [oldest = ''] = await files()
    const age = base.clock.now().getTime() - Math.max(begun, Date.parse(oldest.slice(0, 10)))
    expect(age).toBeLessThan(6.5 * day)
  }
  expect(await files()).toHaveLength(7)
})

test('with the key an address is gone from every copy of its row, and a row that comes back from a backup goes too', async () => {
  await visit()
  const backup = await addresses()
  const [row] = backup
  if (!row) throw new Error('nothing was kept')
  const place = { column: 'address_seen.address', row: row.id, subject: row.day } as const
  const held = await security.keys.find(row.day)
  expect(openColumn(place, held!.seal, row.address).subarray(12)).toEqual(Buffer.from([203, 0, 113, 9]))
  base.clock.advance(6.5 * day - 9 * hour)
  await base.db.deleteFrom('address_seen').execute()
  await base.db.insertInto('address_seen').values(backup).execute()
  expect(await security.keys.destroyDue()).toEqual([row.day])
  expect(await files()).toEqual([])
  // No key of this installation opens it: neither one that is found nor one made anew for the same day.
  expect(await security.keys.find(row.day)).toBeNull()
  expect(await security.keys.findOrCreate(row.day)).toBeNull()
  const other = await (await openContentKeys(folder(), base.random)).create(row.day)
  expect(() => openColumn(place, other, row.address)).toThrow('does not open')
  await security.sweep()
  expect(await addresses()).toEqual([])
})

test('a server that stood still destroys the keys whose time came before it does anything else', async () => {
  await visit()
  base.clock.advance(3 * week)
  const again = await openSecurity(base)
  expect(await files()).toEqual([])
  expect(await again.keys.find('2026-03-02')).toBeNull()
  expect(await addresses()).toEqual([])
})

test('a key that a wrong clock made for a day to come does not outlive its time', async () => {
  const keys = await openContentKeys(folder(), base.random)
  await keys.create(dayOf(new Date(base.clock.now().getTime() + 40 * day)))
  await new DayKeys(keys, base.clock).destroyDue()
  expect(await files()).toEqual([])
})

test('one address is one row for each day, whatever it asks for, and says nothing by its length', async () => {
  for (let index = 0; index < 3; index++) await visit()
  await visit('::ffff:203.0.113.9')
  await visit('2001:db8::9')
  const rows = await addresses()
  expect(new Set(rows.map(({ address }) => address.length)).size).toBe(1)
  expect(rows.map(({ seen_at }) => seen_at.getTime())).toHaveLength(2)
})

test('to destroy a key takes the same few steps for one address and for many', async () => {
  await visits(Array.from({ length: 2_500 }, (_, index) => `198.18.${index >> 8}.${index & 255}`))
  base.clock.advance(6.5 * day)
  const before = await addresses()
  expect(await security.keys.destroyDue()).toEqual(['2026-03-02'])
  // Not one row was touched, and all of them are unreadable.
  expect(await addresses()).toEqual(before)
  expect(await security.keys.find('2026-03-02')).toBeNull()
})
