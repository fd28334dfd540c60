import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { generateSync, ScureBase32Plugin } from 'otplib'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as endpoints from '@vieraugen/protocol/http/second-factor.ts'
import type { SecondStep } from '@vieraugen/protocol/http/second-factor.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { anna, createTestApp, type TestApp } from '../test-app.ts'

// Passwords are hashed slowly on purpose.
vi.setConfig({ testTimeout: 60_000 })

const { password } = anna

let server: TestApp
beforeEach(async () => {
  server = await createTestApp()
})
afterEach(() => server.close())

/** The code an app shows `seconds` from now. */
const codeOf = (secret: string, seconds = 0): string =>
  generateSync({ secret, base32: new ScureBase32Plugin(), epoch: server.clock.now().getTime() / 1000 + seconds })

/** Sets up an authenticator app, with the code of the last step, so that the present one is still unused. */
async function setUpApp(browser: TestBrowser, name = 'Telefon') {
  const { secret } = await browser.call(endpoints.beginApp, { password })
  const { recoveryCodes } = await browser.call(endpoints.finishApp, { name, code: codeOf(secret, -30) })
  return { secret, recoveryCodes: recoveryCodes ?? [] }
}

const askedFor = (answer: accounts.Account | SecondStep): SecondStep => {
  if (!('ticket' in answer)) throw new Error('no second step was asked for')
  return answer
}

const firstStep = async (browser = server.browser()): Promise<SecondStep> =>
  askedFor(await browser.call(accounts.signIn, { login: anna.email, password }))

const answer = (ticket: string, proof: endpoints.Proof, browser = server.browser()) =>
  browser.call(accounts.signInStrongly, { ticket, proof })

const whoIs = async (browser: TestBrowser) => (await browser.call(accounts.whoAmI, {})).account
const subjects = async () => (await server.mails()).map(({ subject }) => subject.split(' / ')[0])

describe('an authenticator app', () => {
  test('counts only after a right code of it', async () => {
    const browser = await server.signedIn()
    const { secret, address } = await browser.call(endpoints.beginApp, { password })
    expect(new ScureBase32Plugin().decode(secret)).toHaveLength(20)
    expect(address).toContain(`secret=${secret}`)
    const wrong = codeOf(secret, 5000)
    await expect(browser.call(endpoints.finishApp, { name: 'Telefon', code: wrong })).rejects.toThrow('wrong-code')
    expect((await browser.call(endpoints.listFactors, {})).factors).toEqual([])
    const made = await browser.call(endpoints.finishApp, { name: 'Telefon', code: codeOf(secret) })
    expect(made.recoveryCodes).toHaveLength(10)
    expect(await browser.call(endpoints.listFactors, {})).toMatchObject({
      factors: [{ kind: 'totp', name: 'Telefon', usedAt: null }],
      recoveryCodes: 10,
      needed: false,
    })
    expect(await whoIs(browser)).toMatchObject({ secondFactor: 'on' })
    expect(await subjects()).toContain('Ein zweiter Faktor wurde eingerichtet')
  })

  test('is asked for after the password, and before it there is no session', async () => {
    const { secret } = await setUpApp(await server.signedIn())
    const browser = server.browser()
    const { ticket, kinds, options } = await firstStep(browser)
    expect({ kinds, options, cookies: browser.cookies.size }).toEqual({ kinds: ['totp'], options: null, cookies: 0 })
    const signedIn = await answer(ticket, { kind: 'totp', code: codeOf(secret) }, browser)
    expect(signedIn).toMatchObject({ userName: anna.userName, secondFactor: 'on' })
    expect(await whoIs(browser)).toMatchObject({ userName: anna.userName })
  })
})
