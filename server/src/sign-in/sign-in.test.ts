import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { periods } from '@vieraugen/policy/periods.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { Passwords } from '../base/passwords.ts'
import { Pending } from '../base/pending.ts'
import { codeAt, firstStep, secondStep, SecurityKey, setUpApp, setUpPasskey } from '../second-factor/test-factor.ts'
import { anna, createTestApp, type TestApp } from '../test-app.ts'
import { type Given, signIn, type Ticket } from './commands.ts'

// Passwords are hashed slowly on purpose.
vi.setConfig({ testTimeout: 60_000 })

const { email, password } = anna
const next = 'Vogelhaus im Ahornbaum 3'

let server: TestApp
beforeEach(async () => {
  server = await createTestApp()
})
afterEach(() => server.close())

const whoIs = async (browser: TestBrowser) => (await browser.call(accounts.whoAmI, {})).account
const attempt = (login: string, given: string) =>
  server.browser().send({ method: 'POST', url: '/api/session', payload: { login, password: given } })
const setState = (state: 'pending' | 'locked') => server.db.updateTable('account').set({ state }).execute()

async function resetPassword(): Promise<void> {
  await server.browser().call(accounts.askForReset, { email, language: 'de' })
  await server.browser().call(accounts.resetPassword, { secret: await server.secretFor(email), password: next })
}

describe('with a second factor, the right password', () => {
  test('answers a ticket and neither a session nor a cookie; the code then signs in', async () => {
    const { secret } = await setUpApp(server, await server.signedIn())
    const browser = server.browser()
    const answered = await attempt(email, password)
    expect({ status: answered.statusCode, cookies: answered.cookies }).toEqual({ status: 200, cookies: [] })
    expect(Object.keys(answered.json()).toSorted()).toEqual(['kinds', 'options', 'ticket'])
    const { ticket } = answered.json<{ ticket: string }>()
    const account = await secondStep(browser, ticket, { kind: 'totp', code: codeAt(server, secret) })
    expect(account).toMatchObject({ userName: anna.userName, secondFactor: 'on' })
    expect(await whoIs(browser)).toMatchObject({ userName: anna.userName })
  })

  test('is the only thing that shows it: a wrong one answers as for an unknown person, byte for byte', async () => {
    await setUpApp(server, await server.signedIn())
    const [wrong, unknown] = [await attempt(email, 'falsch'), await attempt('niemand', 'falsch')]
    const told = ({ statusCode, body, headers }: typeof wrong) => ({
      statusCode,
      body,
      headers: { ...headers, date: '' },
    })
    expect(told(wrong)).toEqual(told(unknown))
    expect(wrong.statusCode).toBe(401)
  })

  test('set anew by mail does not replace the factor', async () => {
    const { secret } = await setUpApp(server, await server.signedIn())
    await resetPassword()
    const { ticket } = await firstStep(server.browser(), { ...anna, password: next })
    await secondStep(server.browser(), ticket, { kind: 'totp', code: codeAt(server, secret) })
  })
})

describe('a ticket', () => {
  test('survives four wrong codes, not five', async () => {
    const { secret } = await setUpApp(server, await server.signedIn())
    const wrong = { kind: 'totp', code: codeAt(server, secret, 5000) } as const
    const right = () => ({ kind: 'totp', code: codeAt(server, secret) }) as const
    const [patient, hasty] = [await firstStep(server.browser()), await firstStep(server.browser())]
    const times = async (count: number, ticket: string) => {
      for (let time = 0; time < count; time++)
        await expect(secondStep(server.browser(), ticket, wrong)).rejects.toThrow('wrong-code')
    }
    await times(5, hasty.ticket)
    await expect(secondStep(server.browser(), hasty.ticket, right())).rejects.toThrow('begin-again')
    await times(4, patient.ticket)
    await secondStep(server.browser(), patient.ticket, right())
  })

  test('lives five minutes, is good once, and none can be invented', async () => {
    const { recoveryCodes } = await setUpApp(server, await server.signedIn())
    const codes = recoveryCodes.map((code) => ({ kind: 'recovery-code', code }) as const)
    const { ticket } = await firstStep(server.browser())
    await expect(secondStep(server.browser(), 'A'.repeat(43), codes[0]!)).rejects.toThrow('begin-again')
    await secondStep(server.browser(), ticket, codes[0]!)
    await expect(secondStep(server.browser(), ticket, codes[1]!)).rejects.toThrow('begin-again')
    const late = await firstStep(server.browser())
    server.clock.advance(periods.secondStep * 1000)
    await expect(secondStep(server.browser(), late.ticket, codes[1]!)).rejects.toThrow('begin-again')
  })

  test('answered twice at once with the same passkey signs in once', async () => {
    const key = new SecurityKey({ counts: false })
    await setUpPasskey(await server.signedIn(), key)
    const { ticket, options } = await firstStep(server.browser())
    const proof = { kind: 'passkey', assertion: key.answer(options!) } as const
    const answers = await Promise.allSettled([1, 2].map(() => secondStep(server.browser(), ticket, proof)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('dies with the password it was given for', async () => {
    const { secret } = await setUpApp(server, await server.signedIn())
    const { ticket } = await firstStep(server.browser())
    await resetPassword()
    const proof = { kind: 'totp', code: codeAt(server, secret) } as const
    await expect(secondStep(server.browser(), ticket, proof)).rejects.toThrow('begin-again')
  })

  test('opens nothing once the account is locked', async () => {
    const { secret } = await setUpApp(server, await server.signedIn())
    const { ticket } = await firstStep(server.browser())
    await setState('locked')
    const proof = { kind: 'totp', code: codeAt(server, secret) } as const
    await expect(secondStep(server.browser(), ticket, proof)).rejects.toThrow('account-locked')
  })
})

test('after thirty wrong codes from anywhere no more are taken that day, but a recovery code still opens', async () => {
  const { secret, recoveryCodes } = await setUpApp(server, await server.signedIn())
  const wrong = { kind: 'totp', code: codeAt(server, secret, 5000) } as const
  for (let round = 0; round < 6; round++) {
    const browser = server.browser(`203.0.113.${round + 1}`)
    const { ticket } = await firstStep(browser)
    for (let time = 0; time < 5; time++) await expect(secondStep(browser, ticket, wrong)).rejects.toThrow('wrong-code')
  }
  const owner = server.browser('203.0.113.200')
  const { ticket } = await firstStep(owner)
  const right = { kind: 'totp', code: codeAt(server, secret) } as const
  await expect(secondStep(owner, ticket, right)).rejects.toThrow('too-many')
  await secondStep(owner, ticket, { kind: 'recovery-code', code: recoveryCodes[0] ?? '' })
})

test.each(['pending', 'locked'] as const)('a %s account says so to the right password alone', async (state) => {
  await server.signedIn()
  await setState(state)
  const answers = [await attempt(email, password), await attempt(email, 'falsch'), await attempt('niemand', 'falsch')]
  expect(answers.map((answer) => answer.json<{ code: string }>().code)).toEqual([
    `account-${state}`,
    'wrong-credentials',
    'wrong-credentials',
  ])
})

describe('a sign-in under way', () => {
  /** Lets something happen after the password was found right and before anything follows from it. */
  function overtakenBy(meanwhile: () => Promise<unknown>) {
    class Overtaken extends Passwords {
      #happened = false
      override async verify(typed: string, kept: string | null): Promise<boolean> {
        const matches = await super.verify(typed, kept)
        if (!this.#happened) {
          this.#happened = true
          await meanwhile()
        }
        return matches
      }
    }
    const tickets = new Pending<Ticket>(server.clock, periods.secondStep)
    const given: Given = { ...server, passwords: new Overtaken(server.keys), tickets }
    let entered = 0
    const work = signIn(given, { login: email, password }, async () => void (entered += 1))
    return { work, entered: () => entered }
  }

  test('with the old password does not survive its reset', async () => {
    await server.signedIn()
    const { work, entered } = overtakenBy(resetPassword)
    await expect(work).rejects.toThrow(new Fail('wrong-credentials'))
    expect(entered()).toBe(0)
  })

  test('goes on when the same password was set once more', async () => {
    const browser = await server.signedIn()
    const { work, entered } = overtakenBy(async () => {
      await browser.call(accounts.changePassword, { current: password, next })
      await browser.call(accounts.changePassword, { current: next, next: password })
    })
    expect(await work).toMatchObject({ userName: anna.userName })
    expect(entered()).toBe(1)
  })

  test('does not survive the locking of the account', async () => {
    await server.signedIn()
    const { work, entered } = overtakenBy(() => setState('locked'))
    await expect(work).rejects.toThrow('account-locked')
    expect(entered()).toBe(0)
  })

  test('is asked for the factor that was set up meanwhile', async () => {
    const browser = await server.signedIn()
    const { work, entered } = overtakenBy(() => setUpApp(server, browser))
    expect(await work).toMatchObject({ kinds: ['totp'] })
    expect(entered()).toBe(0)
  })

  test('and a reset at the same moment: whichever comes first, no session of the old password is left', async () => {
    await server.signedIn()
    await server.browser().call(accounts.askForReset, { email, language: 'de' })
    const secret = await server.secretFor(email)
    const browsers = Array.from({ length: 4 }, () => server.browser())
    await Promise.allSettled([
      ...browsers.map((browser) => browser.call(accounts.signIn, { login: email, password })),
      server.browser().call(accounts.resetPassword, { secret, password: next }),
    ])
    expect(await Promise.all(browsers.map(whoIs))).toEqual([null, null, null, null])
  })
})
