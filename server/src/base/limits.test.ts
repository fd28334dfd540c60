import { expect, test } from 'vitest'
import { systemClock, systemRandom } from './clock.ts'
import { createLimits, limitTable } from './limits.ts'
import { createTestClock } from './test-base.ts'

const spend = async (limits: ReturnType<typeof createLimits>, from: (index: number) => string) => {
  for (let index = 0; index < limitTable.register.times; index++) await limits.take('register', from(index))
}

test('an address may try so often and no more; another address is not held liable', async () => {
  const limits = createLimits(systemClock, systemRandom)
  await spend(limits, () => '203.0.113.9')
  await expect(limits.take('register', '203.0.113.9')).rejects.toThrow('too-many')
  await limits.take('register', '203.0.113.10')
  await limits.take('reset', '203.0.113.9')
})

test('all addresses of one IPv6 network count as one, and mapped IPv4 addresses as what they are', async () => {
  const limits = createLimits(systemClock, systemRandom)
  await spend(limits, (index) => `2001:db8:1:2::${(index + 1).toString(16)}`)
  await expect(limits.take('register', '2001:db8:1:2:ffff::1')).rejects.toThrow('too-many')
  await limits.take('register', '2001:db8:1:3::1')
  await spend(limits, () => '::ffff:203.0.113.9')
  await expect(limits.take('register', '203.0.113.9')).rejects.toThrow('too-many')
})

test('a try given back does not count, and the next day begins anew', async () => {
  const clock = createTestClock()
  const limits = createLimits(clock, systemRandom)
  for (let index = 0; index < 3 * limitTable.register.times; index++) {
    await limits.take('register', '203.0.113.9')
    await limits.giveBack('register', '203.0.113.9')
  }
  await spend(limits, () => '203.0.113.9')
  await expect(limits.take('register', '203.0.113.9')).rejects.toThrow('too-many')
  clock.advance(24 * 3600_000)
  await limits.take('register', '203.0.113.9')
})
