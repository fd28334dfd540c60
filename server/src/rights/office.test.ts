import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as office from '@vieraugen/protocol/http/admin-requests.ts'
import * as rights from '@vieraugen/protocol/http/rights.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { createTestApp, type TestApp } from '../test-app.ts'
import { answerRequest, closeRequest, fileRequest } from './commands.ts'

let server: TestApp
beforeEach(async () => {
  server = await createTestApp()
})
afterEach(() => server.close())

const day = 24 * 60 * 60 * 1000

/** Asked for by a new account; answers the number. */
async function ask(text = 'Bitte löschen.', userName = 'kim'): Promise<string> {
  const person = await server.signedIn({ email: `${userName}@beispiel.example`, userName })
  return (await person.call(rights.askForRight, { kind: 'erasure', text })).number
}

const log = async () =>
  (await server.db.selectFrom('audit_entry').selectAll().orderBy('number').execute()).map(({ actor, act, thing }) => ({
    actor,
    act,
    thing,
  }))

const idOf = async (role: 'administrator' | 'dpo') =>
  (await server.db.selectFrom('account').select('id').where('role', '=', role).executeTakeFirstOrThrow()).id

const all = [
  office.waitingRequests,
  office.closedRequests,
  office.readRequest,
  office.answerRequest,
  office.extendRequest,
  office.closeRequest,
]

test('everything here is for the office alone', async () => {
  const [counsellor, dpo] = [await server.signedIn(), await server.staff('dpo')]
  for (const { method, path: url } of all) {
    const code = async (browser: TestBrowser) => (await browser.send({ method, url, payload: {} })).json<unknown>()
    expect([url, await code(server.browser())]).toEqual([url, { code: 'sign-in-needed' }])
    expect([url, await code(counsellor)]).toEqual([url, { code: 'forbidden' }])
    expect([url, await code(dpo)]).not.toEqual([url, { code: 'forbidden' }])
  }
})

describe('a request', () => {
  test('shows none of its words in the list, and opening them is recorded', async () => {
    const number = await ask('Bitte das Regenbogengespräch löschen.')
    const dpo = await server.staff('dpo')
    const { requests } = await dpo.call(office.waitingRequests, {})
    expect(requests).toMatchObject([{ number, by: 'account', state: 'open', extendedAt: null }])
    expect(JSON.stringify(requests)).not.toContain('Regenbogen')
    expect(await log()).toEqual([])
    const read = await dpo.call(office.readRequest, { number })
    expect(read).toMatchObject({ text: 'Bitte das Regenbogengespräch löschen.', extendable: true, answeredBy: null })
    expect(await log()).toEqual([{ actor: await idOf('dpo'), act: 'request.read', thing: number }])
  })

  test('is answered, extended and closed by the office, each step with its entry in the log', async () => {
    const number = await ask()
    const dpo = await server.staff('dpo')
    const extended = await dpo.call(office.extendRequest, { number, reason: 'Viele Anfragen' })
    expect(extended).toMatchObject({ extensionReason: 'Viele Anfragen', extendable: false })
    const answered = await dpo.call(office.answerRequest, { number, answer: 'Ist gelöscht.' })
    expect(answered).toMatchObject({ state: 'answered', answer: 'Ist gelöscht.', answeredBy: 'you' })
    const administrator = await server.staff('administrator')
    expect(await administrator.call(office.closeRequest, { number })).toMatchObject({ answeredBy: 'office' })
    const actors = [await idOf('dpo'), await idOf('dpo'), await idOf('administrator')]
    const acts = ['request.extended', 'request.answered', 'request.closed']
    expect(await log()).toEqual(acts.map((act, at) => ({ act, actor: actors[at], thing: number })))
  })

  test('that two people answer at once has one answer, and the other one is told', async () => {
    const number = await ask()
    const [dpo, administrator] = [await server.staff('dpo'), await server.staff('administrator')]
    const outcomes = await Promise.allSettled([
      dpo.call(office.answerRequest, { number, answer: 'Ja.' }),
      administrator.call(office.answerRequest, { number, answer: 'Nein.' }),
    ])
    const failed = outcomes.filter((one) => one.status === 'rejected')
    expect(failed.map(({ reason }) => String(reason))).toEqual([expect.stringContaining('outdated')])
    expect((await log()).map(({ act }) => act)).toEqual(['request.answered'])
  })

  test('leaves no entry in the log when a step fails, and changes nothing when the entry fails', async () => {
    const number = await ask()
    const dpo = await server.staff('dpo')
    for (const step of [
      dpo.call(office.closeRequest, { number }),
      dpo.call(office.readRequest, { number: '2026-0000-0000' }),
    ])
      await expect(step).rejects.toThrow()
    expect(await log()).toEqual([])
    const emailOf = () => Promise.resolve(null)
    const withoutActor = answerRequest({ ...server, emailOf }, { number, answer: 'Ja.', by: 'nobody' })
    await expect(withoutActor).rejects.toThrow()
    expect((await dpo.call(office.waitingRequests, {})).requests).toMatchObject([{ state: 'open' }])
  })

  test('needs words, and cannot be extended after its month', async () => {
    const number = await ask()
    const dpo = await server.staff('dpo')
    await expect(dpo.call(office.answerRequest, { number, answer: ' \n ' })).rejects.toThrow('invalid-input')
    const created_at = new Date(server.clock.now().getTime() - 40 * day)
    const due_at = new Date(server.clock.now().getTime() - 9 * day)
    await server.db.updateTable('rights_request').set({ created_at, due_at }).execute()
    expect(await dpo.call(office.readRequest, { number })).toMatchObject({ extendable: false })
    await expect(dpo.call(office.extendRequest, { number, reason: 'x' })).rejects.toThrow('outdated')
  })
})

test('the most urgent request stands first, answered ones below, closed ones apart and page by page', async () => {
  const given = { ...server, emailOf: () => Promise.resolve(null) }
  const by = '0198aaaa-0000-7000-8000-000000000001'
  const numbers: string[] = []
  for (let at = 0; at < 30; at++)
    numbers.push((await fileRequest(given, null, { kind: 'contract', text: String(at) })).number)
  const [late = '', early = '', answered = '', ...closing] = numbers
  await server.db
    .updateTable('rights_request')
    .set({ due_at: new Date(0) })
    .where('number', '=', early)
    .execute()
  for (const number of [answered, ...closing]) await answerRequest(given, { number, answer: 'Ja.', by })
  for (const number of closing) await closeRequest(given, { number, by })
  const dpo = await server.staff('dpo')
  const waiting = (await dpo.call(office.waitingRequests, {})).requests.map(({ number }) => number)
  expect(waiting).toEqual([early, late, answered])
  const seen: string[] = []
  for (let more = true; more;) {
    const page = await dpo.call(office.closedRequests, { before: seen.at(-1) ?? null })
    seen.push(...page.requests.map(({ number }) => number))
    more = page.more
  }
  expect(seen).toHaveLength(27)
  expect(new Set(seen)).toEqual(new Set(closing))
})
