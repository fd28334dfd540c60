import { afterEach, describe, expect, test } from 'vitest'
import { periods } from '@vieraugen/policy/periods.ts'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as admin from '@vieraugen/protocol/http/admin-accounts.ts'
import { site } from '@vieraugen/protocol/http/site.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { ownersOfRows } from '../app.ts'
import { enforce } from '../retention/jobs.ts'
import { anna, createTestApp, type TestApp } from '../test-app.ts'

let server: TestApp
afterEach(() => server.close())

const bert = { ...anna, firstName: 'Bert', email: 'bert@beispiel.example', userName: 'bert' }
type Wish = typeof anna & { invitation?: string }

const registration = async ({ invitation, ...person }: Wish) => ({
  ...person,
  language: 'de' as const,
  ticks: await server.ticks('counsellor'),
  ...(invitation && { invitation }),
})
const register = async (wish: Wish) => server.browser().call(accounts.register, await registration(wish))
const confirm = async (email: string) =>
  server.browser().call(accounts.confirmEmail, { secret: await server.secretFor(email) })
const signIn = ({ email, password } = anna) => server.browser().call(accounts.signIn, { login: email, password })
const states = async () =>
  (await server.db.selectFrom('account').select(['state', 'role']).orderBy('id').execute()).map(
    ({ state, role }) => `${state} ${role}`,
  )
const secretOf = (link: string) => /^http:\/\/localhost:\d+\/registrieren#([\w-]{43})$/.exec(link)?.[1] ?? ''

/** The administrator is there before anybody else, whatever the way to register. */
async function open(registration: string): Promise<TestBrowser> {
  server = await createTestApp({ REGISTRATION: registration })
  return server.staff('administrator')
}
const invite = async (browser: TestBrowser, to: string | null = null) =>
  secretOf((await browser.call(admin.inviteCounsellor, { to, language: 'de' })).link)

describe('where the administration approves', () => {
  test('a confirmed account waits, and the administration is told without a name', async () => {
    await open('approval')
    expect(await server.browser().call(site, {})).toMatchObject({ registration: 'approval' })
    await register(anna)
    expect(await confirm(anna.email)).toEqual({ purpose: 'confirm-email', pending: true })
    expect(await states()).toEqual(['active administrator', 'pending counsellor'])
    const [told] = await server.mails()
    expect(told?.to).toBe(server.cards.now.controller.email)
    expect(JSON.stringify(told)).not.toMatch(/Anna|Beraterin|anna/)
    expect(told?.text).toContain('/verwaltung/konten')
    await expect(signIn()).rejects.toThrow(/account-pending|wrong-credentials/)
  })

  test('a second click on the link says the same', async () => {
    await open('approval')
    await register(anna)
    const secret = await server.secretFor(anna.email)
    for (let click = 0; click < 2; click++)
      expect(await server.browser().call(accounts.confirmEmail, { secret })).toMatchObject({ pending: true })
    expect((await server.mails()).filter(({ subject }) => subject.includes('wartet auf Freischaltung'))).toHaveLength(1)
  })

  test('who was invited needs no approval', async () => {
    const rosa = await open('approval')
    await register({ ...anna, invitation: await invite(rosa) })
    expect(await confirm(anna.email)).toEqual({ purpose: 'confirm-email', pending: false })
    await signIn()
  })

  test('an account that nobody approves ends after 30 days, and its person is told', async () => {
    await open('approval')
    await register(anna)
    await confirm(anna.email)
    const owners = ownersOfRows(server, { end: () => Promise.resolve([]), finish: () => undefined })
    const confirmed = (secondsAgo: number) =>
      server.db
        .updateTable('account')
        .set({ confirmed_at: new Date(server.clock.now().getTime() - secondsAgo * 1000) })
        .where('state', '=', 'pending')
        .execute()
    await confirmed(periods.pendingAccount - 3600)
    await enforce(server, owners)
    expect(await states()).toHaveLength(2)
    await confirmed(periods.pendingAccount + 3600)
    await enforce(server, owners)
    expect(await states()).toEqual(['active administrator'])
    expect((await server.mails())[0]).toMatchObject({ to: anna.email })
    expect((await server.mails())[0]?.subject).toContain('nicht freigeschaltet')
    expect(await server.db.selectFrom('consent').select('id').execute()).toHaveLength(1)
  })
})

describe('where only who was invited registers', () => {
  test('nobody else does, whatever secret they bring', async () => {
    await open('invitation')
    await expect(register(anna)).rejects.toThrow('invitation-needed')
    await expect(register({ ...anna, invitation: 'x'.repeat(43) })).rejects.toThrow('invitation-needed')
    expect(await states()).toEqual(['active administrator'])
  })

  test('an invitation says to what it invites, is not used by that, and makes one account of its role', async () => {
    const rosa = await open('invitation')
    const { link } = await rosa.call(admin.inviteOffice, { role: 'dpo', to: null, language: 'de' })
    const invitation = secretOf(link)
    for (let look = 0; look < 2; look++)
      expect(await server.browser().call(accounts.readAccountInvitation, { secret: invitation })).toEqual({
        role: 'dpo',
      })
    await register({ ...anna, invitation })
    expect(await confirm(anna.email)).toMatchObject({ pending: false })
    expect(await states()).toEqual(['active administrator', 'active dpo'])
    await expect(register({ ...bert, invitation })).rejects.toThrow('invitation-needed')
    const again = server.browser().call(accounts.readAccountInvitation, { secret: invitation })
    await expect(again).rejects.toThrow('link-unknown')
  })

  test('of two people with the same invitation one registers', async () => {
    const invitation = await invite(await open('invitation'))
    const payloads = await Promise.all([anna, bert].map((person) => registration({ ...person, invitation })))
    const answers = await Promise.all(
      payloads.map((payload) => server.browser().send({ method: 'POST', url: '/api/accounts', payload })),
    )
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 403]))
    expect(await states()).toHaveLength(2)
  })

  test('an invitation does not tell whether an address is known: it is used up either way', async () => {
    const rosa = await open('invitation')
    await register({ ...anna, invitation: await invite(rosa) })
    await confirm(anna.email)
    const [known, fresh] = [await invite(rosa), await invite(rosa)]
    const answers = []
    for (const wish of [
      { ...anna, invitation: known },
      { ...bert, invitation: fresh },
    ]) {
      const { statusCode, body } = await server
        .browser()
        .send({ method: 'POST', url: '/api/accounts', payload: await registration(wish) })
      answers.push([statusCode, body])
    }
    expect(answers[0]).toEqual(answers[1])
    for (const secret of [known, fresh])
      await expect(server.browser().call(accounts.readAccountInvitation, { secret })).rejects.toThrow('link-unknown')
  })

  test('a wrong password or other texts leave the invitation as it was', async () => {
    const invitation = await invite(await open('invitation'))
    await expect(register({ ...anna, password: 'kurz', invitation })).rejects.toThrow('password-too-short')
    await register({ ...anna, invitation })
  })

  test('after seven days, or withdrawn, it leads nowhere', async () => {
    const rosa = await open('invitation')
    const [late, withdrawn] = [await invite(rosa), await invite(rosa)]
    const [newest] = (await rosa.call(admin.listInvitations, {})).invitations
    await rosa.call(admin.withdrawInvitation, {}, { id: newest?.id ?? '' })
    await expect(register({ ...anna, invitation: withdrawn })).rejects.toThrow('invitation-needed')
    const over = { expires_at: server.clock.now() }
    await server.db.updateTable('account_invitation').set(over).execute()
    await expect(register({ ...anna, invitation: late })).rejects.toThrow('invitation-needed')
  })
})

test('where everybody registers, a link that leads nowhere is not passed over', async () => {
  await open('open')
  await expect(register({ ...anna, invitation: 'x'.repeat(43) })).rejects.toThrow('link-unknown')
  expect(await states()).toEqual(['active administrator'])
})
