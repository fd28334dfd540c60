import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import { lookAtInvitation } from '@vieraugen/protocol/http/meetings.ts'
import { site } from '@vieraugen/protocol/http/site.ts'
import { sql } from 'kysely'
import { createApp } from '../app.ts'
import { type LimitName, limitTable } from '../base/limits.ts'
import { openContentKeys } from '../base/content-keys.ts'
import { anna, createTestApp, type TestApp } from '../test-app.ts'
import { DayKeys } from './commands.ts'
import { addressesOf, blockList } from './queries.ts'

const hour = 3600_000
/** Real time that the database may take on a busy machine. */
const patience = { timeout: 10_000 }
const day = 24 * hour
const attacker = '203.0.113.77'
const neighbour = '203.0.113.78'

// Passwords are hashed slowly on purpose.
vi.setConfig({ testTimeout: 60_000 })

let server: TestApp
afterEach(() => server.close())

/** Lets the clock run until the work is done, because answers to attackers wait. */
async function hurried<T>(work: Promise<T>): Promise<T> {
  let isOver = false
  const done = work.finally(() => (isOver = true))
  done.catch(() => {})
  while (!isOver) {
    await sql`select pg_sleep(0.02)`.execute(server.db)
    server.clock.advance(250)
  }
  return done
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  )

/** A hundred people press a button at once: answers come back when they may. */
async function flood(times: number, attempt: (index: number) => Promise<unknown>): Promise<string[]> {
  return hurried(Promise.all(Array.from({ length: times }, (_, index) => codeOf(attempt(index)))))
}

const ask = (ip: string) => codeOf(server.browser(ip).call(site, {}))
const secret = (index: number) => `${'A'.repeat(39)}${String(index).padStart(4, '0')}`

const attacks: Record<string, { name: LimitName; attempt(ip: string, index: number): Promise<unknown> }> = {
  'guesses at passwords of many accounts': {
    name: 'sign-in',
    attempt: (ip, index) =>
      server.browser(ip).call(accounts.signIn, { login: `person.${index}`, password: 'nicht das Passwort' }),
  },
  'guesses at links': {
    name: 'unknown-link',
    attempt: (ip, index) => server.browser(ip).call(lookAtInvitation, { secret: secret(index) }),
  },
  'looks for pages that are not there': {
    name: 'missing-page',
    attempt: (ip, index) => server.browser(ip).send({ method: 'GET', url: `/api/admin/${index}.php` }),
  },
  'registers again and again': {
    name: 'register',
    attempt: (ip, index) =>
      server.browser(ip).call(accounts.register, {
        ...anna,
        email: `person.${index}@beispiel.example`,
        language: 'de',
        ticks: { privacy: 'a'.repeat(64), terms: 'a'.repeat(64), processing: 'a'.repeat(64) },
      }),
  },
  'knocks without an end': {
    name: 'knock',
    // The limit alone: whether the link is good is another one's matter, and this one counts good ones too.
    attempt: (ip) => server.limits.take('knock', ip),
  },
  'guesses at second factors': {
    name: 'second-factor',
    // The limit alone: the answers behind it are those of five tickets after another.
    attempt: (ip) => server.limits.take('second-factor', ip),
  },
  'opens sockets without an end': { name: 'socket', attempt: (ip) => server.limits.take('socket', ip) },
  'asks for new passwords of many people': {
    name: 'reset',
    attempt: (ip, index) =>
      server.browser(ip).call(accounts.askForReset, { email: `person.${index}@beispiel.example`, language: 'de' }),
  },
}

describe('who', () => {
  beforeEach(async () => {
    server = await createTestApp()
  })

  test('can be blocked at all, for each limit that blocks, is tried here', () => {
    const blocking = Object.entries(limitTable).filter(([, limit]) => 'blockAt' in limit)
    expect(
      Object.values(attacks)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(blocking.map(([name]) => name).toSorted())
  })

  test.each(Object.entries(attacks))('%s is blocked, and nobody else', async (_, { name, attempt }) => {
    const { blockAt } = { blockAt: 0, ...limitTable[name] }
    await flood(blockAt - 1, (index) => attempt(attacker, index))
    expect(await ask(attacker)).toBe('ok')
    await flood(1, (index) => attempt(attacker, 5_000 + index))
    expect(await ask(attacker)).toBe('too-many')
    expect(await ask(neighbour)).toBe('ok')
    expect((await blockList(server)).map(({ cause, strikes, active }) => ({ cause, strikes, active }))).toEqual([
      { cause: name, strikes: 1, active: true },
    ])
  })

  test('attacks from a whole IPv6 network is one attacker', async () => {
    const { attempt } = attacks['guesses at links']!
    await flood(limitTable['unknown-link'].blockAt, (index) => attempt(`2001:db8:1:2::${index + 1}`, index))
    expect(await ask('2001:db8:1:2:ffff::1')).toBe('too-many')
    expect(await ask('2001:db8:1:3::1')).toBe('ok')
  })

  test('opens from everywhere at once is blocked once, with one entry', async () => {
    const { attempt } = attacks['guesses at links']!
    const times = limitTable['unknown-link'].blockAt + 50
    await flood(times, (index) => attempt(attacker, index))
    expect(await blockList(server)).toHaveLength(1)
  })

  test('sits behind the same door as everybody is slowed down and never blocked', async () => {
    const { attempt } = attacks['guesses at passwords of many accounts']!
    await flood(limitTable['sign-in'].blockAt + 10, (index) => attempt('127.0.0.1', index))
    expect(await ask('127.0.0.1')).toBe('ok')
    expect(await blockList(server)).toEqual([])
  })

  test('is blocked reads a page that says so, programs a code, both when to come back', async () => {
    const { attempt } = attacks['guesses at links']!
    await flood(limitTable['unknown-link'].blockAt, (index) => attempt(attacker, index))
    const page = await server.browser(attacker).send({ method: 'GET', url: '/', headers: { accept: 'text/html' } })
    expect([page.statusCode, page.headers['content-type']]).toEqual([429, 'text/html; charset=utf-8'])
    expect(page.body).toContain('vorübergehend gesperrt')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    const code = await server.browser(attacker).send({ method: 'GET', url: '/api/site' })
    expect([code.statusCode, code.body]).toEqual([429, '{"code":"too-many"}'])
    expect(Number(code.headers['retry-after'])).toBeGreaterThan(3500)
  })
})

describe('a block', () => {
  beforeEach(async () => {
    server = await createTestApp()
  })
  const attack = () => {
    const { attempt } = attacks['guesses at links']!
    return flood(limitTable['unknown-link'].blockAt, (index) => attempt(attacker, index))
  }

  test('ends after an hour, and lasts twice as long each time the attack comes again, up to a day', async () => {
    const hours: number[] = []
    for (let round = 0; round < 6; round++) {
      await attack()
      const before = server.clock.now().getTime()
      const ends = Date.parse((await blockList(server))[0]?.endsAt ?? '')
      server.clock.advance(ends - before - 1)
      expect(await ask(attacker)).toBe('too-many')
      server.clock.advance(1)
      expect(await ask(attacker)).toBe('ok')
      hours.push(Math.round((ends - before) / hour))
    }
    expect(hours).toEqual([1, 2, 4, 8, 16, 24])
  })

  test('begins at an hour again after a quiet day', async () => {
    await attack()
    server.clock.advance(hour + day)
    await attack()
    expect((await blockList(server)).map(({ strikes }) => strikes)).toEqual([1, 1])
  })

  test('holds after a restart, and so does the memory of it', async () => {
    await attack()
    const again = await createApp({ ...server })
    const answer = await again.http.server.inject({ url: '/api/site', remoteAddress: attacker })
    expect(answer.statusCode).toBe(429)
    await again.close()
  })

  test('is shown without an address; who may end the attack can open it, until the key of the day is gone', async () => {
    await attack()
    const list = await blockList(server)
    expect(JSON.stringify(list)).not.toContain(attacker)
    const folder = `${server.config.keyFile}.days`
    const keys = new DayKeys(await openContentKeys(folder, server.random), server.clock)
    expect(await addressesOf(server, keys, list[0]?.id ?? '')).toEqual([attacker])
    server.clock.advance(6 * day + 2 * hour)
    // The rows may still be there: it is the key that went.
    expect(await addressesOf(server, keys, list[0]?.id ?? '')).toEqual([attacker])
    server.clock.advance(hour)
    expect(await addressesOf(server, keys, list[0]?.id ?? '')).toEqual([])
    const afterNextJob = async <T>(look: () => Promise<T>) => {
      server.clock.advance(60_000)
      return look()
    }
    await expect.poll(() => afterNextJob(() => readdir(folder)), patience).toEqual([])
    await expect.poll(() => afterNextJob(() => blockList(server)), patience).toEqual([])
  })
})

test('nobody can lock a person out: wrong passwords from everywhere, and the owner signs in elsewhere', async () => {
  server = await createTestApp()
  await server.signedIn()
  const guess = (ip: string) =>
    server.browser(ip).call(accounts.signIn, { login: anna.email, password: 'nicht das Passwort' })
  // Ten at once: more hashes at the same time are refused as `busy`, which is another protection.
  for (let round = 0; round < 6; round++) {
    const codes = await flood(10, (index) => guess(`198.51.100.${round * 10 + index}`))
    expect(new Set(codes)).toEqual(new Set(['wrong-credentials']))
  }
  const own = server.browser(neighbour).call(accounts.signIn, { login: anna.email, password: anna.password })
  expect(await codeOf(hurried(own))).toBe('ok')
})

describe('a forged X-Forwarded-For', () => {
  const forged = [
    '6.6.6.6',
    '127.0.0.1',
    '::1',
    '10.0.0.1',
    'unknown',
    '',
    '6.6.6.6, 7.7.7.7',
    "'; drop table account; --",
  ]
  const guess = (remoteAddress: string, forwarded: string) => (index: number) =>
    server.browser().send({
      method: 'POST',
      url: '/api/invitations/view',
      payload: { secret: secret(index) },
      remoteAddress,
      headers: { 'x-forwarded-for': forwarded },
    })
  const blockAt = limitTable['unknown-link'].blockAt
  const isBlocked = async (remoteAddress: string, forwarded?: string) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
    return (await server.browser().send({ method: 'GET', url: '/api/site', remoteAddress, headers })).statusCode === 429
  }

  test('neither hides an attacker nor harms somebody else when no proxy is trusted, and the operator is told once', async () => {
    server = await createTestApp()
    await flood(blockAt, (index) => guess(attacker, forged[index % forged.length] ?? '')(index))
    for (const header of [undefined, ...forged]) expect(await isBlocked(attacker, header)).toBe(true)
    expect(await isBlocked(neighbour, attacker)).toBe(false)
    expect(await isBlocked('6.6.6.6')).toBe(false)
    expect(server.lines.filter((line) => line.includes('proxy.untrusted'))).toHaveLength(1)
  })

  test('does not help in front of what the trusted proxy adds', async () => {
    server = await createTestApp({ TRUSTED_PROXIES: '10.0.0.0/8' })
    const through = (index: number) => guess('10.1.2.3', `${forged[index % forged.length] ?? ''}, ${attacker}`)(index)
    await flood(blockAt, through)
    expect(await isBlocked('10.1.2.3', attacker)).toBe(true)
    expect(await isBlocked('10.1.2.3', `6.6.6.6, ${attacker}`)).toBe(true)
    expect(await isBlocked('10.1.2.3', `${attacker}, ${neighbour}`)).toBe(false)
    expect(await isBlocked('10.1.2.3')).toBe(false)
    // From outside of the proxy the header counts for nothing.
    expect(await isBlocked(neighbour, attacker)).toBe(false)
  })
})

test('no address stands anywhere in the clear: not in the database, not in the log, not beside the keys', async () => {
  server = await createTestApp()
  const strange = '2001:db8:cafe:1:2:3:4:5'
  for (const ip of [attacker, strange]) {
    await server.browser(ip).send({ method: 'GET', url: '/api/nirgends', headers: { 'user-agent': ip } })
    const { attempt } = attacks['guesses at links']!
    await flood(limitTable['unknown-link'].blockAt, (index) => attempt(ip, index))
  }
  server.clock.advance(2_000)
  await expect.poll(async () => (await rowsOf('request_record')).length, patience).toBeGreaterThan(60)
  const told: string[] = [server.lines.join('\n')]
  for (const table of ['request_record', 'address_seen', 'attack_block', 'day_count'])
    told.push((await rowsOf(table)).join('\n'))
  const folder = `${server.config.keyFile}.days`
  const files = await readdir(folder)
  for (const name of files) told.push(name, (await readFile(join(folder, name))).toString('hex'))
  const spelt = (bytes: Buffer) => [bytes.toString('hex'), bytes.toString('base64')]
  const canaries = [
    ...[attacker, strange, '2001:db8:cafe:1'].flatMap((text) => [text, ...spelt(Buffer.from(text))]),
    ...spelt(Buffer.from([203, 0, 113, 77])),
    '20010db8cafe0001',
  ]
  for (const text of told) for (const canary of canaries) expect(text).not.toContain(canary)
  // The looking itself finds what is there.
  expect(told.join('\n')).toContain('unknown-link')
  expect(files).toEqual(['2026-03-02.key'])
})

const rowsOf = async (table: string): Promise<string[]> => {
  const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(server.db)
  return rows.map(({ row }) => row)
}
