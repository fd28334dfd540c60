import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '@vieraugen/protocol/endpoint.ts'
import { isFailureCode } from '@vieraugen/protocol/errors.ts'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import * as secondFactor from '@vieraugen/protocol/http/second-factor.ts'
import * as site from '@vieraugen/protocol/http/site.ts'
import { sql } from 'kysely'
import * as z from 'zod/mini'
import { tables } from '@vieraugen/policy/columns.ts'
import { anna, createTestApp, type TestApp } from './test-app.ts'

type AnyEndpoint = Endpoint<z.ZodMiniType, z.ZodMiniType>
const endpoints = [accounts, meetings, secondFactor, site]
  .flatMap((module) => Object.values<unknown>(module))
  .filter(
    (value): value is AnyEndpoint =>
      typeof value === 'object' && value !== null && 'access' in value && 'path' in value,
  )
const changing = endpoints.filter(({ method }) => method !== 'GET')

/** Values of wrong types, sizes and characters, for whole bodies and for single fields. */
const oddValues: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  ' ',
  'x'.repeat(2000),
  '\u0000',
  "'; drop table account; --",
  '<script>alert(1)</script>',
  '\u202Egnp.exe',
  [],
  [[]],
  {},
  { $gt: '' },
  { toString: 'x' },
]

const secret = 'A'.repeat(43)
const hash = 'a'.repeat(64)
const ticks = { privacy: hash, terms: hash, processing: hash }
/** Fields as they may look at their best, so that each can be exchanged for an odd one alone. */
const goodFields: Record<string, unknown> = {
  ...anna,
  login: anna.email,
  password: 'nicht das richtige Passwort',
  current: 'nicht das richtige Passwort',
  next: 'auch nicht das richtige',
  secret,
  language: 'de',
  ticks,
  beginsAt: '2030-01-01T10:00:00.000Z',
  minutes: 50,
  note: 'Notiz',
  invitation: secret,
  ticket: secret,
  name: 'Telefon',
  code: '123456',
  proof: { kind: 'totp', code: '123456' },
  passkey: {
    id: secret,
    rawId: secret,
    type: 'public-key',
    response: { clientDataJSON: secret, attestationObject: secret },
  },
}

const foreignIds = [
  '00000000-0000-0000-0000-000000000000',
  '0198aaaa-0000-7000-8000-000000000000',
  'x',
  '../../etc/passwd',
  '%00',
  'a'.repeat(64),
]
const urls = (path: string): string[] =>
  path.includes(':') ? foreignIds.map((id) => path.replaceAll(/:\w+/g, encodeURIComponent(id))) : [path]

const fieldsOf = (endpoint: AnyEndpoint): string[] => {
  const shape = (endpoint.body as unknown as { def: { shape?: Record<string, unknown> } }).def.shape
  return Object.keys(shape ?? {})
}

function bodiesFor(endpoint: AnyEndpoint): unknown[] {
  const fields = fieldsOf(endpoint)
  const good = Object.fromEntries(fields.map((field) => [field, goodFields[field]]))
  const exchanged = fields.flatMap((field) => oddValues.map((odd) => ({ ...good, [field]: odd })))
  const missing = fields.map((field) => Object.fromEntries(Object.entries(good).filter(([name]) => name !== field)))
  return [...oddValues, ...exchanged, ...missing, { ...good, extra: 1 }]
}

let server: TestApp
beforeAll(async () => {
  server = await createTestApp()
  await server.signedIn()
})
afterAll(() => server.close())

/** What the server writes about requests themselves, refused ones included. */
const aboutRequests = ['request_record', 'address_seen', 'attack_block', 'day_count']

/** How many rows each table holds. */
const rows = async (): Promise<Record<string, string>> => {
  const counts: Record<string, string> = {}
  for (const table of Object.keys(tables).filter((name) => !aboutRequests.includes(name))) {
    const counted = await sql<{ rows: string }>`select count(*) as rows from ${sql.table(table)}`.execute(server.db)
    counts[table] = counted.rows[0]?.rows ?? ''
  }
  return counts
}

test('the protocol has endpoints for this test to find', () => {
  expect(changing.length).toBeGreaterThan(15)
  expect(changing.flatMap(fieldsOf).filter((field) => !(field in goodFields))).toEqual([])
})

const named = (list: readonly AnyEndpoint[]) =>
  list.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const)

describe.each(named(changing))('%s', (_, endpoint) => {
  test('answers every malformed body and every foreign id by a code, and changes nothing', async () => {
    const person = server.browser()
    await person.call(accounts.signIn, { login: anna.email, password: anna.password })
    const before = await rows()
    const answers = new Set<string>()
    const foreign = endpoint.path.includes(':')
    const bodies = bodiesFor(endpoint).filter((body) => foreign || !z.safeParse(endpoint.body, body ?? {}).success)
    for (const url of urls(endpoint.path)) {
      for (const [index, body] of bodies.entries()) {
        // An address each, so that the limits do not answer in the place of the endpoint.
        const answer = await person.send({
          method: endpoint.method,
          url,
          payload: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
          remoteAddress: `10.${index >> 8}.${index & 255}.${url.length % 250}`,
        })
        expect(answer.statusCode).toBeGreaterThanOrEqual(400)
        const reply = answer.json() as { code?: unknown }
        expect(Object.keys(reply)).toEqual(['code'])
        expect(isFailureCode(reply.code)).toBe(true)
        answers.add(String(reply.code))
      }
    }
    expect(bodies.length).toBeGreaterThan(5)
    expect([...answers]).not.toContain('internal')
    expect(await rows()).toEqual(before)
    expect((await person.call(accounts.whoAmI, {})).account).not.toBeNull()
  })
})

describe.each(named(endpoints.filter(({ access }) => access !== 'anyone')))('%s', (_, endpoint) => {
  test('is closed to strangers and to forged cookies', async () => {
    for (const cookie of ['', 'x', secret, secret.repeat(100)]) {
      const browser = server.browser()
      if (cookie) browser.cookies.set('vieraugen', cookie)
      const [url = ''] = urls(endpoint.path)
      const body = endpoint.method === 'GET' ? {} : { payload: {} }
      const answer = await browser.send({ method: endpoint.method, url, ...body })
      expect([401, 404]).toContain(answer.statusCode)
    }
  })
})
