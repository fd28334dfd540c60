import { ScureBase32Plugin } from 'otplib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import { listMeetings } from '@vieraugen/protocol/http/meetings.ts'
import * as endpoints from '@vieraugen/protocol/http/second-factor.ts'
import { transact } from '../base/db/database.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { anna, createTestApp, type TestApp } from '../test-app.ts'
import { resetSecondFactor } from './commands.ts'
import { codeAt, firstStep, secondStep, SecurityKey, setUpApp, setUpPasskey } from './test-factor.ts'

// Passwords are hashed slowly on purpose.
vi.setConfig({ testTimeout: 60_000 })

const minute = 60_000
const { password } = anna

let server: TestApp
beforeEach(async () => {
  server = await createTestApp()
})
afterEach(() => server.close())

const whoIs = async (browser: TestBrowser) => (await browser.call(accounts.whoAmI, {})).account
const subjects = async () => (await server.mails()).map(({ subject }) => subject.split(' / ')[0])
const factorsOf = async (browser: TestBrowser) => (await browser.call(endpoints.listFactors, {})).factors
const outcomes = async (tries: Promise<unknown>[]) =>
  (await Promise.allSettled(tries)).map(({ status }) => status).toSorted()

describe('an authenticator app', () => {
  test('counts only after a right code of it', async () => {
    const browser = await server.signedIn()
    const { secret, address } = await browser.call(endpoints.beginApp, { password })
    expect(new ScureBase32Plugin().decode(secret)).toHaveLength(20)
    expect(address).toContain(`secret=${secret}`)
    const wrong = codeAt(server, secret, 5000)
    await expect(browser.call(endpoints.finishApp, { name: 'Telefon', code: wrong })).rejects.toThrow('wrong-code')
    expect(await factorsOf(browser)).toEqual([])
    const made = await browser.call(endpoints.finishApp, { name: 'Telefon', code: codeAt(server, secret) })
    expect(made.recoveryCodes).toHaveLength(10)
    expect(await browser.call(endpoints.listFactors, {})).toMatchObject({
      factors: [{ kind: 'totp', name: 'Telefon', usedAt: null }],
      recoveryCodes: 10,
      needed: false,
    })
    expect(await whoIs(browser)).toMatchObject({ secondFactor: 'on' })
    expect(await subjects()).toContain('Ein zweiter Faktor wurde eingerichtet')
  })

  test('is set up with the password, within five minutes, in the session that began', async () => {
    const browser = await server.signedIn()
    await expect(browser.call(endpoints.beginApp, { password: 'falsch' })).rejects.toThrow('wrong-password')
    const other = server.browser()
    await other.call(accounts.signIn, { login: anna.email, password })
    const { secret } = await browser.call(endpoints.beginApp, { password })
    const finish = (at: TestBrowser) => at.call(endpoints.finishApp, { name: 'Telefon', code: codeAt(server, secret) })
    await expect(finish(other)).rejects.toThrow('begin-again')
    server.clock.advance(5 * minute)
    await expect(finish(browser)).rejects.toThrow('begin-again')
  })

  test('that is the first ends all other sign-ins, and is proven in this one', async () => {
    const browser = await server.signedIn()
    const other = server.browser()
    await other.call(accounts.signIn, { login: anna.email, password })
    await setUpApp(server, browser)
    expect([await whoIs(other), (await whoIs(browser))?.userName]).toEqual([null, anna.userName])
    await browser.call(endpoints.renewRecoveryCodes, { password })
  })

  test('beside another one is set up after a fresh proof, and both open', async () => {
    const browser = await server.signedIn()
    const first = await setUpApp(server, browser)
    server.clock.advance(10 * minute)
    await expect(browser.call(endpoints.beginApp, { password })).rejects.toThrow('proof-needed')
    await browser.call(endpoints.giveProof, { proof: { kind: 'totp', code: codeAt(server, first.secret) } })
    const second = await setUpApp(server, browser)
    expect(second.recoveryCodes).toEqual([])
    expect(await factorsOf(browser)).toHaveLength(2)
    server.clock.advance(minute)
    for (const { secret } of [first, second]) {
      const { ticket } = await firstStep(server.browser())
      await secondStep(server.browser(), ticket, { kind: 'totp', code: codeAt(server, secret) })
    }
  })

  test('begun as the first one twice at once is set up once', async () => {
    const browser = await server.signedIn()
    const other = server.browser()
    await other.call(accounts.signIn, { login: anna.email, password })
    const begun = await Promise.all(
      [browser, other].map(async (at) => ({ at, ...(await at.call(endpoints.beginApp, { password })) })),
    )
    const finish = begun.map(({ at, secret }) =>
      at.call(endpoints.finishApp, { name: 'Telefon', code: codeAt(server, secret) }),
    )
    expect(await outcomes(finish)).toEqual(['fulfilled', 'rejected'])
    const rows = await server.db.selectFrom('second_factor').select('id').execute()
    expect(rows).toHaveLength(1)
  })

  test.each([
    [-30, true],
    [30, true],
    [-60, false],
    [60, false],
  ])('whose clock is %i seconds off is taken: %s', async (seconds, isTaken) => {
    const browser = await server.signedIn()
    const { secret } = await setUpApp(server, browser)
    server.clock.advance(5 * minute)
    const proof = { kind: 'totp', code: codeAt(server, secret, seconds) } as const
    expect(await outcomes([browser.call(endpoints.giveProof, { proof })])).toEqual([isTaken ? 'fulfilled' : 'rejected'])
  })

  test('gives no code that counts twice, nor an older one after a newer, nor to two at once', async () => {
    const browser = await server.signedIn()
    const { secret } = await setUpApp(server, browser)
    const prove = (seconds: number) =>
      browser.call(endpoints.giveProof, { proof: { kind: 'totp', code: codeAt(server, secret, seconds) } })
    // The one it was set up with.
    await expect(prove(-30)).rejects.toThrow('wrong-code')
    await prove(0)
    await expect(prove(0)).rejects.toThrow('wrong-code')
    await expect(prove(-30)).rejects.toThrow('wrong-code')
    server.clock.advance(30_000)
    expect(await outcomes([prove(0), prove(0), prove(0)])).toEqual(['fulfilled', 'rejected', 'rejected'])
  })
})

describe('a passkey', () => {
  test('is set up and opens, also several times', async () => {
    const key = new SecurityKey()
    const browser = await server.signedIn()
    expect((await setUpPasskey(browser, key)).recoveryCodes).toHaveLength(10)
    expect(await factorsOf(browser)).toMatchObject([{ kind: 'passkey', name: 'Schlüssel' }])
    for (let time = 0; time < 2; time++) {
      const { ticket, kinds, options } = await firstStep(server.browser())
      expect({ kinds, known: options?.allowCredentials }).toEqual({
        kinds: ['passkey'],
        known: [{ id: key.id, type: 'public-key', transports: ['usb'] }],
      })
      const opened = server.browser()
      await secondStep(opened, ticket, { kind: 'passkey', assertion: key.answer(options!) })
      expect(await whoIs(opened)).toMatchObject({ userName: anna.userName })
    }
  })

  test.each([
    ['on another page', { origin: 'https://evil.example' }],
    ['without knowing the person', { isVerified: false }],
  ])('made or confirmed %s is refused', async (_, faults) => {
    const key = new SecurityKey()
    const browser = await server.signedIn()
    const options = await browser.call(endpoints.beginPasskey, { password })
    const made = { name: 'Schlüssel', passkey: key.make(options, faults) }
    await expect(browser.call(endpoints.finishPasskey, made)).rejects.toThrow('wrong-code')
    await setUpPasskey(browser, key)
    const asked = await browser.call(endpoints.askForProof, {})
    const proof = { kind: 'passkey', assertion: key.answer(asked.options!, faults) } as const
    await expect(browser.call(endpoints.giveProof, { proof })).rejects.toThrow('wrong-code')
  })

  test('answers only the question just asked, and once', async () => {
    const key = new SecurityKey()
    const browser = await server.signedIn()
    await setUpPasskey(browser, key)
    const prove = (assertion: endpoints.Assertion) =>
      browser.call(endpoints.giveProof, { proof: { kind: 'passkey', assertion } })
    const first = await browser.call(endpoints.askForProof, {})
    const second = await browser.call(endpoints.askForProof, {})
    await expect(prove(key.answer(first.options!))).rejects.toThrow('wrong-code')
    const third = await browser.call(endpoints.askForProof, {})
    const answer = key.answer(third.options!)
    await prove(answer)
    await expect(prove(answer)).rejects.toThrow('wrong-code')
    await expect(prove(key.answer(second.options!))).rejects.toThrow('wrong-code')
  })

  test('whose counter stands where it stood before is a copy and refused', async () => {
    const key = new SecurityKey()
    const browser = await server.signedIn()
    await setUpPasskey(browser, key)
    const prove = async () => {
      const { options } = await browser.call(endpoints.askForProof, {})
      await browser.call(endpoints.giveProof, { proof: { kind: 'passkey', assertion: key.answer(options!) } })
    }
    await prove()
    key.counter -= 1
    await expect(prove()).rejects.toThrow('wrong-code')
  })

  test('of somebody else opens nothing', async () => {
    const browser = await server.signedIn()
    await setUpPasskey(browser, new SecurityKey())
    const { options } = await browser.call(endpoints.askForProof, {})
    const proof = { kind: 'passkey', assertion: new SecurityKey().answer(options!) } as const
    await expect(browser.call(endpoints.giveProof, { proof })).rejects.toThrow('wrong-code')
  })
})

describe('recovery codes', () => {
  const recover = async (code: string) => {
    const { ticket } = await firstStep(server.browser())
    return secondStep(server.browser(), ticket, { kind: 'recovery-code', code })
  }

  test('open once each, however they are typed, and a mail tells how many are left', async () => {
    const { recoveryCodes } = await setUpApp(server, await server.signedIn())
    const [first = '', second = ''] = recoveryCodes
    await recover(` ${first.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`)
    await expect(recover(first)).rejects.toThrow('wrong-code')
    const mail = (await server.mails()).find(({ subject }) => subject.startsWith('Ein Wiederherstellungs-Code'))
    expect(mail).toMatchObject({ to: anna.email, text: expect.stringContaining('Es sind noch 9 übrig.') })
    const prove = async () => {
      const { ticket } = await firstStep(server.browser())
      return secondStep(server.browser(), ticket, { kind: 'recovery-code', code: second })
    }
    expect(await outcomes([prove(), prove()])).toEqual(['fulfilled', 'rejected'])
  })

  test('are of no use in another account', async () => {
    const { recoveryCodes } = await setUpApp(server, await server.signedIn())
    const other = { ...anna, email: 'eva@beispiel.example', userName: 'eva' }
    await setUpApp(server, await server.signedIn(other))
    const { ticket } = await firstStep(server.browser(), other)
    const proof = { kind: 'recovery-code', code: recoveryCodes[0] ?? '' } as const
    await expect(secondStep(server.browser(), ticket, proof)).rejects.toThrow('wrong-code')
  })

  test('are replaced all at once, after password and fresh proof', async () => {
    const browser = await server.signedIn()
    const { secret, recoveryCodes } = await setUpApp(server, browser)
    const renew = (given = password) => browser.call(endpoints.renewRecoveryCodes, { password: given })
    await expect(renew('falsch')).rejects.toThrow('wrong-password')
    server.clock.advance(10 * minute)
    await expect(renew()).rejects.toThrow('proof-needed')
    await browser.call(endpoints.giveProof, { proof: { kind: 'totp', code: codeAt(server, secret) } })
    const renewed = (await renew()).recoveryCodes
    expect(renewed).toHaveLength(10)
    expect(await subjects()).toContain('Neue Wiederherstellungs-Codes')
    await expect(recover(recoveryCodes[0] ?? '')).rejects.toThrow('wrong-code')
    await recover(renewed[0] ?? '')
  })
})

describe('removing', () => {
  const remove = async (browser: TestBrowser, given = password) => {
    const [factor] = await factorsOf(browser)
    return browser.call(endpoints.removeFactor, { password: given }, { id: factor?.id ?? '' })
  }

  test('takes the password and a fresh proof; after the last one the password is enough again', async () => {
    const browser = await server.signedIn()
    const { secret } = await setUpApp(server, browser)
    await expect(remove(browser, 'falsch')).rejects.toThrow('wrong-password')
    server.clock.advance(10 * minute)
    await expect(remove(browser)).rejects.toThrow('proof-needed')
    await browser.call(endpoints.giveProof, { proof: { kind: 'totp', code: codeAt(server, secret) } })
    await remove(browser)
    expect(await subjects()).toContain('Ein zweiter Faktor wurde entfernt')
    expect(await server.db.selectFrom('recovery_code').select('id').execute()).toEqual([])
    expect(await server.db.selectFrom('session').select('strong_at').execute()).toEqual([{ strong_at: null }])
    await server.browser().call(accounts.signIn, { login: anna.email, password })
  })

  test('of the last one is refused where it is needed, and nothing is lost', async () => {
    const browser = await server.staff('dpo', { password })
    await setUpApp(server, browser)
    await expect(remove(browser)).rejects.toThrow('second-factor-missing')
    expect(await browser.call(endpoints.listFactors, {})).toMatchObject({ recoveryCodes: 10, needed: true })
    await setUpApp(server, browser)
    await remove(browser)
    expect(await factorsOf(browser)).toHaveLength(1)
  })

  test('reaches nobody else’s factor', async () => {
    const own = await server.signedIn()
    await setUpApp(server, own)
    const [factor] = await factorsOf(own)
    const other = await server.signedIn({ email: 'eva@beispiel.example', userName: 'eva' })
    await setUpApp(server, other)
    const foreign = other.call(endpoints.removeFactor, { password }, { id: factor?.id ?? '' })
    await expect(foreign).rejects.toThrow('not-found')
    expect(await factorsOf(own)).toHaveLength(1)
  })

  test('by the administration takes factors, codes and sign-ins away and tells the person', async () => {
    const browser = await server.signedIn()
    await setUpApp(server, browser)
    const { id } = (await whoIs(browser))!
    await transact(server.db, (tx) => resetSecondFactor(server, tx, id))
    expect(await whoIs(browser)).toBeNull()
    expect(await server.db.selectFrom('recovery_code').select('id').execute()).toEqual([])
    expect(await subjects()).toContain('Ihr zweiter Faktor wurde zurückgesetzt')
    expect(await server.browser().call(accounts.signIn, { login: anna.email, password })).toMatchObject({
      secondFactor: 'off',
    })
  })
})

describe('where a second factor is required', () => {
  test('nothing but the own data can be used before it was proven', async () => {
    const strict = await createTestApp({ SECOND_FACTOR: 'required' })
    try {
      const browser = await strict.signedIn()
      expect(await whoIs(browser)).toMatchObject({ secondFactor: 'needed' })
      await expect(browser.call(listMeetings, {})).rejects.toThrow('second-factor-missing')
      await setUpApp(strict, browser)
      expect(await browser.call(listMeetings, {})).toBeDefined()
    } finally {
      await strict.close()
    }
  })
})

test('a copy of the database holds no seed, no name, no public key and no recovery code', async () => {
  const browser = await server.signedIn()
  const key = new SecurityKey()
  const { secret, recoveryCodes } = await setUpApp(server, browser)
  await setUpPasskey(browser, key)
  const rows = [
    ...(await server.db.selectFrom('second_factor').selectAll().execute()),
    ...(await server.db.selectFrom('recovery_code').selectAll().execute()),
  ]
  const everything = Buffer.concat(
    rows.flatMap((row) =>
      Object.values(row).map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(`${value}`))),
    ),
  )
  const seed = Buffer.from(new ScureBase32Plugin().decode(secret))
  for (const clear of [seed, secret, 'Telefon', key.id, Buffer.from(key.id, 'base64url'), ...recoveryCodes])
    expect(everything.includes(clear)).toBe(false)
})
