// Every endpoint of the administration, found by its path: who gets in and who does not.
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as z from 'zod/mini'
import type { Endpoint } from '@vieraugen/protocol/endpoint.ts'
import type { TestBrowser } from './base/http/test-browser.ts'
import { createTestApp, type TestApp } from './test-app.ts'

type Any = Endpoint<z.ZodMiniType, z.ZodMiniType>

const folder = new URL('../../protocol/src/http/', import.meta.url)
const modules = await Promise.all(
  readdirSync(folder).map((name) => import(new URL(name, folder).href) as Promise<Record<string, unknown>>),
)
const isEndpoint = (value: unknown): value is Any => typeof value === 'object' && value !== null && 'access' in value
const endpoints = modules.flatMap((module) => Object.values(module)).filter(isEndpoint)
const office = endpoints.filter(({ path }) => path.startsWith('/api/administration/'))
const named = office.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const)

let server: TestApp
let people: Record<'stranger' | 'counsellor' | 'weak' | 'dpo' | 'administrator', TestBrowser>

beforeAll(async () => {
  server = await createTestApp()
  const administrator = await server.staff('administrator')
  const weak = await server.staff('administrator', { email: 'weak@beispiel.example', userName: 'weak.rat' })
  const dpo = await server.staff('dpo')
  // Signed in with the password alone.
  await server.db
    .updateTable('session')
    .set({ strong_at: null })
    .where('token_hash', 'is not', null)
    .where('account_id', '=', await idOf(weak))
    .execute()
  people = { stranger: server.browser(), counsellor: await server.signedIn(), weak, dpo, administrator }
})
afterAll(() => server.close())

async function idOf(browser: TestBrowser): Promise<string> {
  const answer = await browser.send({ method: 'GET', url: '/api/session' })
  return answer.json<{ account: { id: string } }>().account.id
}

/** The code of the refusal, or null when the request came through to its handler or the parsing of its body. */
async function refusal(browser: TestBrowser, { method, path }: Any): Promise<string | null> {
  const url = path.replaceAll(/:\w+/g, '01930000-0000-7000-8000-000000000000')
  const payload = method === 'GET' ? {} : { payload: { nothing: 'that any endpoint takes' } }
  const answer = await browser.send({ method, url, ...payload })
  const { code } = answer.json<{ code?: string }>()
  const codes = ['sign-in-needed', 'forbidden', 'second-factor-missing', 'proof-needed', 'restricted']
  return code !== undefined && codes.includes(code) ? code : null
}

test('there are endpoints of the administration, and none of them has an access for others', () => {
  expect(office.length).toBeGreaterThan(0)
  expect(office.filter(({ access }) => access !== 'office' && access !== 'administrator')).toEqual([])
  expect(
    endpoints.filter(
      ({ access, path }) => ['office', 'administrator'].includes(access) && !path.startsWith('/api/administration/'),
    ),
  ).toEqual([])
})

describe.each(named)('%s', (_, endpoint) => {
  test('refuses who is not signed in', async () => {
    expect(await refusal(people.stranger, endpoint)).toBe('sign-in-needed')
  })

  test('refuses a counsellor', async () => {
    expect(await refusal(people.counsellor, endpoint)).toBe('forbidden')
  })

  test('refuses an administrator who did not prove a second factor', async () => {
    expect(await refusal(people.weak, endpoint)).toBe('second-factor-missing')
  })

  test(`${endpoint.access === 'administrator' ? 'refuses' : 'serves'} the data protection officer`, async () => {
    expect(await refusal(people.dpo, endpoint)).toBe(endpoint.access === 'administrator' ? 'forbidden' : null)
  })

  test('serves an administrator', async () => {
    expect(await refusal(people.administrator, endpoint)).toBe(null)
  })
})

// Last, because the clock moves for all.
test('what is grave asks for the second factor again after ten minutes, and nothing else does', async () => {
  server.clock.advance(10 * 60_000 - 1)
  for (const [, endpoint] of named) expect(await refusal(people.administrator, endpoint)).toBe(null)
  server.clock.advance(1)
  for (const [name, endpoint] of named)
    expect([name, await refusal(people.administrator, endpoint)]).toEqual([
      name,
      endpoint.grave ? 'proof-needed' : null,
    ])
})
