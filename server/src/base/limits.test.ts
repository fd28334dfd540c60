import { expect, test } from 'vitest'
import { systemRandom } from './clock.ts'
import { createLimits, type LimitName, type Limits, limitTable } from './limits.ts'
import { createTestClock } from './test-base.ts'

const own = '203.0.113.9'
const hour = 3600_000

function start() {
  const clock = createTestClock()
  const limits = createLimits(clock, systemRandom)
  /** One try, with all the time that it has to wait. Answers how long it waited, in milliseconds. */
  const take = async (name: LimitName, who: string, about?: string): Promise<number> => {
    const begun = clock.monotonic()
    let isOver = false
    const taken = limits.take(name, who, about).finally(() => (isOver = true))
    taken.catch(() => {})
    for (let step = 0; step < 100; step++) {
      for (let turn = 0; turn < 5; turn++) await Promise.resolve()
      if (isOver) break
      clock.advance(250)
    }
    await taken
    return clock.monotonic() - begun
  }
  return { clock, limits, take }
}

const spend = async (limits: Pick<Limits, 'take'>, from: (index: number) => string) => {
  for (let index = 0; index < limitTable.reset.times; index++) await limits.take('reset', from(index))
}

test('an address may try so often and no more; another address is not held liable', async () => {
  const { limits } = start()
  await spend(limits, () => own)
  await expect(limits.take('reset', own)).rejects.toThrow('too-many')
  await limits.take('reset', '203.0.113.10')
  await limits.take('register', own)
})

test('all addresses of one IPv6 network count as one, and mapped IPv4 addresses as what they are', async () => {
  const { limits } = start()
  await spend(limits, (index) => `2001:db8:1:2::${(index + 1).toString(16)}`)
  await expect(limits.take('reset', '2001:db8:1:2:ffff::1')).rejects.toThrow('too-many')
  await limits.take('reset', '2001:db8:1:3::1')
  await spend(limits, () => `::ffff:${own}`)
  await expect(limits.take('reset', own)).rejects.toThrow('too-many')
})

test.each(Object.entries(limitTable))('the window of %s ends when its time is over', async (name, { seconds }) => {
  const { clock, take } = start()
  // Noon: the change of the hashes at midnight must not be what ends it.
  clock.advance(3 * hour)
  const { times, slowFrom } = { slowFrom: Infinity, ...limitTable[name as LimitName] }
  const tries = Math.min(times, slowFrom) + 1
  const waits = async (): Promise<number | 'refused'> => take(name as LimitName, own).catch(() => 'refused' as const)
  for (let index = 1; index < tries; index++) expect(await waits()).toBe(0)
  expect(await waits()).not.toBe(0)
  clock.advance(seconds * 1000)
  expect(await waits()).toBe(0)
})

test('a try given back does not count, and the next day begins anew', async () => {
  const { clock, limits } = start()
  for (let index = 0; index < 3 * limitTable.reset.times; index++) {
    await limits.take('reset', own)
    await limits.giveBack('reset', own)
  }
  clock.advance(14 * hour + hour - 60_000)
  await spend(limits, () => own)
  await expect(limits.take('reset', own)).rejects.toThrow('too-many')
  clock.advance(60_000)
  await limits.take('reset', own)
})

test('tries become slower, twice each time, up to four seconds, before they are refused', async () => {
  const { take } = start()
  const waits: number[] = []
  for (let index = 0; index < limitTable.register.times; index++) waits.push(await take('register', own))
  expect(waits.slice(0, 10)).toEqual(Array(10).fill(0))
  expect(waits.slice(10)).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000, 4000, 4000, 4000])
  await expect(take('register', own)).rejects.toThrow('too-many')
})

test('one account from anywhere is only ever slowed down, so that nobody can lock a person out', async () => {
  const { take } = start()
  let longest = 0
  for (let index = 0; index < 1000; index++) longest = Math.max(longest, await take('sign-in-anywhere', 'anna.b'))
  expect(longest).toBe(4000)
})

test('whoever watches is told of an attack, and not before', async () => {
  const { limits, take } = start()
  const told: string[] = []
  limits.watch((name, who) => {
    told.push(`${name} ${who}`)
    return Promise.resolve()
  })
  for (let index = 1; index < limitTable.register.blockAt; index++) await take('register', own).catch(() => {})
  expect(told).toEqual([])
  await expect(take('register', own)).rejects.toThrow('too-many')
  expect(told).toEqual([`register ${own}`])
})
