import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import { anna, createTestApp, type Person, type TestApp } from '../test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await createTestApp()
})
afterEach(() => server.close())

const register = async (person: Person = anna) =>
  server.browser().call(accounts.register, { ...person, language: 'de', ticks: await server.ticks('counsellor') })
const count = async (table: 'account' | 'account_key' | 'consent' | 'consent_item' | 'session') =>
  (await server.db.selectFrom(table).selectAll().execute()).length
const signIn = (login: string, password: string, ip?: string) =>
  server.browser(ip).call(accounts.signIn, { login, password })

describe('registration', () => {
  test('makes an account, its evidence of consent and a mail whose link confirms by a click', async () => {
    await register()
    expect(await count('account')).toBe(1)
    expect(await count('consent_item')).toBe(3)
    await expect(signIn(anna.email, anna.password)).rejects.toThrow('wrong-credentials')

    const reply = await server.browser().call(accounts.confirmEmail, { secret: await server.secretFor(anna.email) })
    expect(reply).toEqual({ purpose: 'confirm-email', pending: false })
    expect(await signIn(anna.email, anna.password)).toMatchObject({ firstName: 'Anna', userName: 'anna.b' })
    expect(await signIn('ANNA.B', anna.password)).toMatchObject({ email: anna.email })
  })

  test('is refused and writes nothing when other texts are in force than were ticked', async () => {
    const ticks = { ...(await server.ticks('counsellor')), terms: '0'.repeat(64) }
    const call = server.browser().call(accounts.register, { ...anna, language: 'de', ticks })
    await expect(call).rejects.toThrow('texts-changed')
    expect(await count('account')).toBe(0)
  })

  test('leads from each hash in the evidence to the words that were shown', async () => {
    await register()
    const orphans = await server.db
      .selectFrom('consent_item')
      .leftJoin('legal_text', 'legal_text.hash', 'consent_item.text_hash')
      .where('legal_text.hash', 'is', null)
      .selectAll()
      .execute()
    expect(orphans).toEqual([])
  })

  test('with a known address answers the same and only tells the holder', async () => {
    await server.signedIn()
    const known = await server
      .browser()
      .send({ method: 'POST', url: '/api/accounts', payload: await registration(anna) })
    const fresh = { ...anna, email: 'neu@beispiel.example', userName: 'neu.e' }
    const unknown = await server
      .browser()
      .send({ method: 'POST', url: '/api/accounts', payload: await registration(fresh) })
    expect([known.statusCode, known.body, Object.keys(known.headers)]).toEqual([
      unknown.statusCode,
      unknown.body,
      Object.keys(unknown.headers),
    ])
    expect(await count('account')).toBe(2)
    expect(
      (await server.mails()).some(({ to, subject }) => to === anna.email && subject === 'Sie haben schon ein Konto'),
    ).toBe(true)
  })

  test('with a taken user name answers the same, gives a free one and says so in the mail alone', async () => {
    await server.signedIn()
    await register({ ...anna, email: 'zweite@beispiel.example' })
    const mail = (await server.mails()).find(({ to }) => to === 'zweite@beispiel.example')
    const given = /Benutzername ist: (\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
    expect(given).toMatch(/^anna\.b-\d{5}$/)
    expect(mail?.text).toContain('war nicht frei')
    await server.browser().call(accounts.confirmEmail, { secret: await server.secretFor('zweite@beispiel.example') })
    expect(await signIn(given, anna.password)).toMatchObject({ email: 'zweite@beispiel.example' })
  })

  test('repeated before the confirmation replaces the first try, whose link dies', async () => {
    await register()
    const first = await server.secretFor(anna.email)
    await register({ ...anna, password: 'Vogelhaus im Ahornbaum 3' })
    expect(await count('account')).toBe(1)
    expect(await count('consent')).toBe(1)
    await expect(server.browser().call(accounts.confirmEmail, { secret: first })).rejects.toThrow('link-unknown')
    await server.browser().call(accounts.confirmEmail, { secret: await server.secretFor(anna.email) })
    await expect(signIn(anna.email, anna.password)).rejects.toThrow('wrong-credentials')
    await signIn(anna.email, 'Vogelhaus im Ahornbaum 3')
  })

  test('twice at the same moment makes one account', async () => {
    const payload = await registration(anna)
    const send = () => server.browser().send({ method: 'POST', url: '/api/accounts', payload })
    const answers = await Promise.all([send(), send(), send()])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
    expect(await count('account')).toBe(1)
  })
})

const registration = async (person: Person) => ({ ...person, language: 'de', ticks: await server.ticks('counsellor') })

describe('passwords', () => {
  test.each([
    ['kurz 1234', 'password-too-short'],
    [`${'ä'.repeat(10)}lang `.repeat(20), 'password-too-long'],
    ['passwort12345', 'password-common'],
    ['123456789012', 'password-common'],
    ['aaaaaaaaaaaaaaa', 'password-common'],
    ['passwordpassword', 'password-common'],
    ['abcdefghijklmn', 'password-common'],
    ['AnnaBeraterin2026', 'password-personal'],
    ['vieraugen-anna1', 'password-personal'],
  ])('like „%s“ are refused: %s', async (password, code) => {
    await expect(register({ ...anna, password })).rejects.toThrow(code)
    expect(await count('account')).toBe(0)
  })

  test('are taken verbatim, with spaces, umlauts and emoji', async () => {
    const password = '  Über den Dächern 🌻 '
    await server.signedIn({ password })
    await expect(signIn(anna.email, password.trim())).rejects.toThrow('wrong-credentials')
    await signIn(anna.email, password)
  })
})

describe('sign-in', () => {
  test('says the same about a wrong password, an unknown address and an unconfirmed person', async () => {
    await server.signedIn()
    await register({ ...anna, email: 'offen@beispiel.example', userName: 'offen' })
    const answers = []
    for (const login of [anna.email, 'niemand@beispiel.example', 'offen@beispiel.example']) {
      const password = login.startsWith('offen') ? anna.password : 'ganz und gar falsch'
      const { statusCode, body, headers } = await server
        .browser()
        .send({ method: 'POST', url: '/api/session', payload: { login, password } })
      answers.push([statusCode, body, Object.keys(headers)])
    }
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  test('of an unconfirmed person with the right password sends a new link', async () => {
    await register()
    const first = await server.secretFor(anna.email)
    await expect(signIn(anna.userName, anna.password)).rejects.toThrow('wrong-credentials')
    const second = await server.secretFor(anna.email)
    expect(second).not.toBe(first)
    await server.browser().call(accounts.confirmEmail, { secret: second })
    await signIn(anna.userName, anna.password)
  })

  test('changes the token, so that a planted cookie is worth nothing', async () => {
    const browser = await server.signedIn()
    const planted = browser.cookies.get('vieraugen') ?? ''
    await browser.call(accounts.signIn, { login: anna.email, password: anna.password })
    expect(browser.cookies.get('vieraugen')).not.toBe(planted)
    const thief = server.browser()
    thief.cookies.set('vieraugen', planted)
    expect(await thief.call(accounts.whoAmI, {})).toEqual({ account: null })
  })

  test('is slowed down for who guesses, and not for the owner at another address', async () => {
    await server.signedIn()
    for (let tries = 0; tries < 10; tries++)
      await expect(signIn(anna.email, 'falsch', '203.0.113.9')).rejects.toThrow('wrong-credentials')
    await expect(signIn(anna.email, anna.password, '203.0.113.9')).rejects.toThrow('too-many')
    await signIn(anna.email, anna.password, '203.0.113.10')
  })

  test('ends after 30 idle minutes, and after 12 hours in any case', async () => {
    const browser = await server.signedIn()
    server.clock.advance(29 * 60 * 1000)
    expect((await browser.call(accounts.whoAmI, {})).account).not.toBeNull()
    server.clock.advance(31 * 60 * 1000)
    expect((await browser.call(accounts.whoAmI, {})).account).toBeNull()

    await browser.call(accounts.signIn, { login: anna.email, password: anna.password })
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      expect((await browser.call(accounts.whoAmI, {})).account).not.toBeNull()
      server.clock.advance(20 * 60 * 1000)
    }
    expect((await browser.call(accounts.whoAmI, {})).account).toBeNull()
  })

  test('ends here, or everywhere', async () => {
    const one = await server.signedIn()
    const other = server.browser()
    await other.call(accounts.signIn, { login: anna.email, password: anna.password })
    await one.call(accounts.signOut, {})
    expect(one.cookies.size).toBe(0)
    expect((await other.call(accounts.whoAmI, {})).account).not.toBeNull()
    await one.call(accounts.signIn, { login: anna.email, password: anna.password })
    await one.call(accounts.signOutEverywhere, {})
    expect((await other.call(accounts.whoAmI, {})).account).toBeNull()
    expect(await count('session')).toBe(0)
  })

  test('keeps the token out of the database', async () => {
    const browser = await server.signedIn()
    const token = browser.cookies.get('vieraugen') ?? ''
    const rows = await server.db.selectFrom('session').select('token_hash').execute()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(rows.map((row) => row.token_hash.toString('base64url'))).not.toContain(token)
  })
})

describe('a forgotten password', () => {
  test('is replaced by a link that works once, for 30 minutes, and ends every sign-in', async () => {
    const browser = await server.signedIn()
    await server.browser().call(accounts.askForReset, { email: anna.email, language: 'de' })
    const secret = await server.secretFor(anna.email)
    await server.browser().call(accounts.resetPassword, { secret, password: 'Vogelhaus im Ahornbaum 3' })
    expect((await browser.call(accounts.whoAmI, {})).account).toBeNull()
    await expect(signIn(anna.email, anna.password)).rejects.toThrow('wrong-credentials')
    await signIn(anna.email, 'Vogelhaus im Ahornbaum 3')
    const again = server.browser().call(accounts.resetPassword, { secret, password: 'Noch einmal versucht 9' })
    await expect(again).rejects.toThrow('link-unknown')
  })

  test('once replaced, by a link or in the account, leaves no link alive that was mailed before', async () => {
    const browser = await server.signedIn()
    const moved = async (address: string, password: string) => {
      await browser.call(accounts.changeEmail, { email: address, password, language: 'de' })
      return server.secretFor(address)
    }
    const asked = async () => {
      await server.browser().call(accounts.askForReset, { email: anna.email, language: 'de' })
      return server.secretFor(anna.email)
    }
    const [second, third] = ['Vogelhaus im Ahornbaum 3', 'Leuchtturm bei Nebel 5']
    const first = await moved('fremd@beispiel.example', anna.password)
    await server.browser().call(accounts.resetPassword, { secret: await asked(), password: second })
    await expect(server.browser().call(accounts.confirmEmail, { secret: first })).rejects.toThrow('link-unknown')

    await browser.call(accounts.signIn, { login: anna.email, password: second })
    const [move, reset] = [await moved('fremd@beispiel.example', second), await asked()]
    await browser.call(accounts.changePassword, { current: second, next: third })
    await expect(server.browser().call(accounts.confirmEmail, { secret: move })).rejects.toThrow('link-unknown')
    const late = server.browser().call(accounts.resetPassword, { secret: reset, password: second })
    await expect(late).rejects.toThrow('link-unknown')
    await signIn(anna.email, third)
  })

  test('cannot be replaced by a link older than 30 minutes', async () => {
    await server.signedIn()
    await server.browser().call(accounts.askForReset, { email: anna.email, language: 'de' })
    const secret = await server.secretFor(anna.email)
    server.clock.advance(30 * 60 * 1000)
    const late = server.browser().call(accounts.resetPassword, { secret, password: 'Vogelhaus im Ahornbaum 3' })
    await expect(late).rejects.toThrow(/link-(expired|unknown)/)
  })

  test('asked for with an unknown address answers the same and sends nothing', async () => {
    await server.signedIn()
    const before = (await server.mails()).length
    const ask = (email: string) =>
      server.browser().send({ method: 'POST', url: '/api/password-reset', payload: { email, language: 'de' } })
    const unknown = await ask('niemand@beispiel.example')
    expect(await server.mails()).toHaveLength(before)
    const known = await ask(anna.email)
    expect([known.statusCode, known.body, Object.keys(known.headers)]).toEqual([
      unknown.statusCode,
      unknown.body,
      Object.keys(unknown.headers),
    ])
    expect(await server.mails()).toHaveLength(before + 1)
  })
})

describe('the account', () => {
  test('changes names and user name, and refuses a taken one', async () => {
    const browser = await server.signedIn()
    await server.signedIn({ email: 'bert@beispiel.example', userName: 'bert' })
    const changed = await browser.call(accounts.changeNames, {
      firstName: 'Änne',
      lastName: 'Muster',
      userName: 'Änne',
    })
    expect(changed).toMatchObject({ firstName: 'Änne', email: anna.email })
    await signIn('änne', anna.password)
    const taken = browser.call(accounts.changeNames, { firstName: 'A', lastName: 'B', userName: 'BERT' })
    await expect(taken).rejects.toThrow('user-name-taken')
  })

  test('moves to a new address only after it was confirmed there, and tells the old one', async () => {
    const browser = await server.signedIn()
    const email = 'neu@beispiel.example'
    await browser.call(accounts.askForReset, { email: anna.email, language: 'de' })
    const reset = await server.secretFor(anna.email)
    await browser.call(accounts.changeEmail, { email, password: anna.password, language: 'de' })
    await signIn(anna.email, anna.password)
    await expect(signIn(email, anna.password)).rejects.toThrow('wrong-credentials')
    const reply = await browser.call(accounts.confirmEmail, { secret: await server.secretFor(email) })
    expect(reply).toEqual({ purpose: 'change-email', pending: false })
    await signIn(email, anna.password)
    await expect(signIn(anna.email, anna.password)).rejects.toThrow('wrong-credentials')
    expect((await server.mails())[0]).toMatchObject({ to: anna.email })
    const late = browser.call(accounts.resetPassword, { secret: reset, password: 'Vogelhaus im Ahornbaum 3' })
    await expect(late).rejects.toThrow('link-unknown')
  })

  test('does not tell whose another address is', async () => {
    const browser = await server.signedIn()
    await server.signedIn({ email: 'bert@beispiel.example', userName: 'bert' })
    const body = { password: anna.password, language: 'de' } as const
    expect(await browser.call(accounts.changeEmail, { ...body, email: 'bert@beispiel.example' })).toEqual({})
    expect((await server.mails())[0]).toMatchObject({
      to: 'bert@beispiel.example',
      subject: 'Sie haben schon ein Konto',
    })
  })

  test('changes the password after the old one was given, and ends the other sign-ins', async () => {
    const browser = await server.signedIn()
    const other = server.browser()
    await other.call(accounts.signIn, { login: anna.email, password: anna.password })
    const next = 'Vogelhaus im Ahornbaum 3'
    await expect(browser.call(accounts.changePassword, { current: 'falsch', next })).rejects.toThrow('wrong-password')
    await browser.call(accounts.changePassword, { current: anna.password, next })
    expect((await other.call(accounts.whoAmI, {})).account).toBeNull()
    expect((await browser.call(accounts.whoAmI, {})).account).not.toBeNull()
    await signIn(anna.email, next)
  })

  test('is deleted after the password was given: key, rows, sign-ins', async () => {
    const browser = await server.signedIn()
    await expect(browser.call(accounts.deleteAccount, { password: 'falsch' })).rejects.toThrow('wrong-password')
    await browser.call(accounts.deleteAccount, { password: anna.password })
    expect([await count('account'), await count('account_key'), await count('session')]).toEqual([0, 0, 0])
    expect(browser.cookies.size).toBe(0)
    expect((await server.mails())[0]?.subject).toContain('Ihr Konto wurde gelöscht')
    await expect(signIn(anna.email, anna.password)).rejects.toThrow('wrong-credentials')
  })
})
