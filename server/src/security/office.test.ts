import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { checkLog, readLog } from '@vieraugen/protocol/http/admin-log.ts'
import { liftBlock, readAddresses, readSecurity } from '@vieraugen/protocol/http/admin-security.ts'
import { readStatistics, type Statistics } from '@vieraugen/protocol/http/admin-statistics.ts'
import { signIn } from '@vieraugen/protocol/http/accounts.ts'
import { lookAtInvitation } from '@vieraugen/protocol/http/meetings.ts'
import { site } from '@vieraugen/protocol/http/site.ts'
import { addCount } from '../base/day-counts.ts'
import { transact } from '../base/db/database.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { limitTable } from '../base/limits.ts'
import { createApp } from '../app.ts'
import { createTestApp, type TestApp } from '../test-app.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const attacker = '203.0.113.77'
const day = 24 * 3600_000
let server: TestApp
let administrator: TestBrowser
beforeEach(async () => {
  server = await createTestApp()
  administrator = await server.staff('administrator')
})
afterEach(() => server.close())

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  )
const ask = () => codeOf(server.browser(attacker).call(site, {}))

/** Looks at so many links that lead nowhere, while the clock runs: answers to those who guess wait. */
async function guess(times: number): Promise<void> {
  const browser = server.browser(attacker)
  const secret = (index: number) => `${'A'.repeat(39)}${String(index).padStart(4, '0')}`
  let isOver = false
  const work = Promise.all(
    Array.from({ length: times }, (_, index) => codeOf(browser.call(lookAtInvitation, { secret: secret(index) }))),
  ).finally(() => (isOver = true))
  while (!isOver) {
    await sql`select pg_sleep(0.02)`.execute(server.db)
    server.clock.advance(250)
  }
  await work
}
const attack = () => guess(limitTable['unknown-link'].blockAt)
const blocks = async () => (await administrator.call(readSecurity, {})).blocks
/** Proves the second factor anew and comes back to the page. */
const freshly = () =>
  server.db
    .updateTable('session')
    .set({ strong_at: server.clock.now(), seen_at: server.clock.now() })
    .where('account_id', 'is not', null)
    .execute()

describe('a block', () => {
  test('is shown without the address, with its cause, its end and the death of the key of its day', async () => {
    await attack()
    const told = await administrator.call(readSecurity, {})
    expect(told.blocks).toMatchObject([
      { cause: 'unknown-link', strikes: 1, active: true, addressesUntil: '2026-03-08T12:00:00.000Z' },
    ])
    expect(told.days).toEqual([{ day: '2026-03-02', diesAt: '2026-03-08T12:00:00.000Z' }])
    expect(JSON.stringify(told)).not.toContain(attacker)
  })

  test('is lifted by an administrator, at once and after a restart, and one further try is no attack', async () => {
    await attack()
    expect(await ask()).toBe('too-many')
    const [block] = await blocks()
    const params = { id: block?.id ?? '' }
    expect(await codeOf((await server.staff('dpo')).call(liftBlock, {}, params))).toBe('forbidden')
    expect(await ask()).toBe('too-many')
    await administrator.call(liftBlock, {}, params)
    expect(await ask()).toBe('ok')
    await guess(1)
    expect(await ask()).toBe('ok')
    expect((await blocks()).map(({ active }) => active)).toEqual([false])
    const again = await createApp({ ...server })
    expect((await again.http.server.inject({ url: '/api/site', remoteAddress: attacker })).statusCode).toBe(200)
    await again.close()
    const { entries } = await administrator.call(readLog, { act: null, before: null })
    expect(entries).toMatchObject([{ act: 'block.lifted', thing: 'unknown-link 2026-03-02' }])
    expect(await codeOf(administrator.call(liftBlock, {}, params))).toBe('not-found')
    expect((await administrator.call(checkLog, {})).entries).toBe(1)
  })

  test('that comes again after it was lifted lasts twice as long', async () => {
    await attack()
    await administrator.call(liftBlock, {}, { id: (await blocks())[0]?.id ?? '' })
    await attack()
    expect((await blocks()).map(({ strikes }) => strikes)).toEqual([2, 1])
  })

  test('shows its addresses to an administrator with a fresh proof, writes that down, and not once their key is dead', async () => {
    await attack()
    const params = { id: (await blocks())[0]?.id ?? '' }
    expect(await codeOf((await server.staff('dpo')).call(readAddresses, {}, params))).toBe('forbidden')
    expect(await administrator.call(readAddresses, {}, params)).toEqual({ addresses: [attacker] })
    server.clock.advance(11 * 60_000)
    expect(await codeOf(administrator.call(readAddresses, {}, params))).toBe('proof-needed')
    const { entries } = await administrator.call(readLog, { act: null, before: null })
    expect(entries).toMatchObject([{ act: 'block.addresses-read', thing: 'unknown-link 2026-03-02' }])
    server.clock.advance(6.5 * day)
    administrator = await server.staff('administrator', { email: 'a2@beispiel.example', userName: 'a.zwei' })
    await freshly()
    expect(await codeOf(administrator.call(readAddresses, {}, params))).toBe('not-found')
    expect((await administrator.call(checkLog, {})).entries).toBe(1)
  })
})

describe('the statistics', () => {
  const count = (on: string, what: string, [value, by]: [string, number]) =>
    transact(server.db, (tx) => addCount(tx, { day: on, what, value }, by))
  const told = async (range: string): Promise<Statistics> => administrator.call(readStatistics, {}, { range })
  const cellsOf = ({ measures }: Statistics, wanted: string) =>
    measures.find(({ measure }) => measure === wanted)?.cells

  test('count a registration when its address is confirmed', async () => {
    const rows = () => server.db.selectFrom('day_count').selectAll().where('what', '=', 'registrations').execute()
    expect(await rows()).toEqual([{ day: '2026-03-02', what: 'registrations', value: '', count: 1 }])
  })

  test('count a sign-in that is refused, and no other one', async () => {
    const wrong = { login: 'administrator.rat', password: 'nicht das Passwort' }
    for (let tries = 0; tries < 2; tries++) await codeOf(server.browser().call(signIn, wrong))
    await server.app.close()
    const rows = server.db.selectFrom('day_count').select('count').where('what', '=', 'refused-sign-ins')
    expect(await rows.execute()).toEqual([{ count: 2 }])
  })

  test('of days end yesterday, name every day, and hide what is under five', async () => {
    await count('2026-02-28', 'visits', ['', 12])
    await count('2026-03-01', 'visits', ['', 4])
    await count('2026-03-01', 'status', ['500', 3])
    await count('2026-03-01', 'status', ['503', 4])
    await count('2026-03-01', 'status', ['404', 50])
    await count('2026-03-02', 'visits', ['', 99])
    const seen = await told('7-days')
    expect(seen.periods).toEqual([
      '2026-02-23',
      '2026-02-24',
      '2026-02-25',
      '2026-02-26',
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
    ])
    expect(cellsOf(seen, 'visits')).toEqual([
      { period: '2026-02-28', value: '', count: 12, more: false },
      { period: '2026-03-01', value: '', count: null, more: false },
    ])
    expect(cellsOf(seen, 'errors')).toEqual([{ period: '2026-03-01', value: '', count: 7, more: false }])
  })

  test('of a month never tell by their sum what a hidden day was', async () => {
    for (const on of ['2026-01-05', '2026-01-06']) await count(on, 'visits', ['', 20])
    // One hidden day: the month is told without it, and says so.
    await count('2026-01-07', 'visits', ['', 3])
    // Hidden days that are together five are one number like any other.
    for (const on of ['2026-02-01', '2026-02-02', '2026-02-03']) await count(on, 'meetings', ['', 2])
    for (const on of ['2026-01-01', '2026-01-02']) await count(on, 'meetings', ['', 2])
    const seen = await told('12-months')
    expect([seen.periods[0], seen.periods.at(-1), seen.periods.length]).toEqual(['2025-03', '2026-02', 12])
    expect(cellsOf(seen, 'visits')).toEqual([{ period: '2026-01', value: '', count: 40, more: true }])
    expect(cellsOf(seen, 'meetings')).toEqual([
      { period: '2026-01', value: '', count: null, more: false },
      { period: '2026-02', value: '', count: 6, more: false },
    ])
  })

  test('know no other range', async () => {
    expect(await codeOf(told('heute'))).toBe('not-found')
  })
})
