import { createSecretKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { createKeys } from './keys.ts'
import { Passwords } from './passwords.ts'

const keysFrom = (byte: number) => createKeys(createSecretKey(Buffer.alloc(32, byte)))

test('a hash names argon2id with 64 MiB, three rounds, and is another each time', async () => {
  const passwords = new Passwords(keysFrom(1))
  const [one, other] = [await passwords.hash('Seerose'), await passwords.hash('Seerose')]
  expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/)
  expect(one).not.toBe(other)
  expect(await passwords.verify('Seerose', one)).toBe(true)
  expect(await passwords.verify('seerose', one)).toBe(false)
  expect(await passwords.verify('Seerose', null)).toBe(false)
})

test('a stolen hash is worth nothing without the key of the installation', async () => {
  const hash = await new Passwords(keysFrom(1)).hash('Seerose')
  expect(await new Passwords(keysFrom(2)).verify('Seerose', hash)).toBe(false)
})

test('a flood is answered „busy“ at once, and what waits is still served', async () => {
  const passwords = new Passwords(keysFrom(1))
  const answers = await Promise.allSettled(Array.from({ length: 40 }, () => passwords.hash('Seerose')))
  const refused = answers.filter((answer) => answer.status === 'rejected')
  expect(refused).toHaveLength(40 - 2 - 32)
  expect(refused.every(({ reason }) => (reason as Error).message === 'busy')).toBe(true)
  expect(await passwords.verify('Seerose', await passwords.hash('Seerose'))).toBe(true)
})
