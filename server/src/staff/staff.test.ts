import { v7 as uuid } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { periods } from '@vieraugen/policy/periods.ts'
import type { Endpoint } from '@vieraugen/protocol/endpoint.ts'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as http from '@vieraugen/protocol/http/admin-accounts.ts'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import { withdrawConsent } from '@vieraugen/protocol/http/rights.ts'
import { operator } from '../base/audit.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { anna, createTestApp, type Person, type TestApp } from '../test-app.ts'
import { changeRole, lock, remove, unlock } from './commands.ts'

let server: TestApp
let rosa: TestBrowser
beforeEach(async () => {
  server = await createTestApp()
  rosa = await server.staff('administrator')
})
afterEach(() => server.close())

const bert = { ...anna, firstName: 'Bert', lastName: 'Öz', email: 'bert@beispiel.example', userName: 'bert' }
const idOf = async (browser: TestBrowser) => (await browser.call(accounts.whoAmI, {})).account?.id ?? ''
const stateOf = async (id: string) =>
  (await server.db.selectFrom('account').select(['state', 'role']).where('id', '=', id).executeTakeFirst()) ?? null
/** What the log of the administration says, the newest last. */
const log = async () =>
  (
    await server.db
      .selectFrom('audit_entry')
      .select(['act', 'account_id', 'thing', 'actor'])
      .orderBy('number')
      .execute()
  ).map(({ act, account_id, thing }) => [act, account_id, thing].filter((part) => part !== null))
const listed = async (search: string) => rosa.call(http.searchAccounts, { search, state: null, after: null })
const subjectTo = async (to: string) => (await server.mails()).find((mail) => mail.to === to)?.subject ?? ''
const signIn = ({ email, password }: Person) => server.browser().call(accounts.signIn, { login: email, password })

/** A confirmed registration that waits. */
async function waiting(person: Person = bert): Promise<string> {
  const browser = await server.signedIn(person)
  const id = await idOf(browser)
  await server.db.updateTable('account').set({ state: 'pending' }).where('id', '=', id).execute()
  await server.db.deleteFrom('session').where('account_id', '=', id).execute()
  return id
}

describe('a registration that waits', () => {
  test('is approved: the person signs in and is told', async () => {
    const id = await waiting()
    await rosa.call(http.approveAccount, {}, { id })
    await signIn(bert)
    expect(await subjectTo(bert.email)).toContain('freigeschaltet')
    expect(await log()).toEqual([['account.approved', id]])
  })

  test('is refused: account and evidence are gone, the person is told, and the address is free again', async () => {
    const id = await waiting()
    await rosa.call(http.refuseAccount, {}, { id })
    expect(await stateOf(id)).toBeNull()
    expect(await server.db.selectFrom('consent').select('id').where('account_id', '=', id).execute()).toEqual([])
    expect(
      await server.db.selectFrom('account_key').select('account_id').where('account_id', '=', id).execute(),
    ).toEqual([])
    expect(await subjectTo(bert.email)).toContain('nicht freigeschaltet')
    expect(await log()).toEqual([['account.refused', id]])
    await server.signedIn(bert)
  })

  test('is decided about once', async () => {
    const id = await waiting()
    await rosa.call(http.approveAccount, {}, { id })
    await expect(rosa.call(http.refuseAccount, {}, { id })).rejects.toThrow('outdated')
    await expect(rosa.call(http.approveAccount, {}, { id })).rejects.toThrow('outdated')
    expect(await log()).toHaveLength(1)
  })
})

describe('an account that is locked', () => {
  test('has no sign-in left and gets none, is told, and comes back when it is unlocked', async () => {
    const browser = await server.signedIn(bert)
    const id = await idOf(browser)
    await rosa.call(http.lockAccount, {}, { id })
    expect((await browser.call(accounts.whoAmI, {})).account).toBeNull()
    await expect(signIn(bert)).rejects.toThrow('account-locked')
    expect(await subjectTo(bert.email)).toContain('gesperrt')
    await rosa.call(http.unlockAccount, {}, { id })
    await signIn(bert)
    expect(await subjectTo(bert.email)).toContain('entsperrt')
    expect(await log()).toEqual([
      ['account.locked', id],
      ['account.unlocked', id],
    ])
  })

  test('has no meeting running, and its invitations lead nowhere until it is unlocked', async () => {
    const browser = await server.signedIn(bert)
    const id = await idOf(browser)
    const plan = { beginsAt: server.clock.now().toISOString(), minutes: 30, note: '' }
    const [running, planned] = [
      await browser.call(meetings.planMeeting, plan),
      await browser.call(meetings.planMeeting, plan),
    ]
    await browser.call(meetings.openMeeting, {}, { id: running.id })
    const secret = planned.invitation ?? ''
    await server.browser().call(meetings.lookAtInvitation, { secret })
    await rosa.call(http.lockAccount, {}, { id })
    const rows = server.db.selectFrom('meeting').select('ended_by').where('id', '=', running.id)
    expect(await rows.executeTakeFirst()).toEqual({ ended_by: 'moderator' })
    await expect(server.browser().call(meetings.lookAtInvitation, { secret })).rejects.toThrow('link-revoked')
    await rosa.call(http.unlockAccount, {}, { id })
    await server.browser().call(meetings.lookAtInvitation, { secret })
  })
})

describe('the role of an account', () => {
  test('is changed, told and in the log; whoever may administer no more leaves no invitation behind', async () => {
    const other = await server.staff('administrator', bert)
    const id = await idOf(other)
    await other.call(http.inviteOffice, { role: 'administrator', to: null, language: 'de' })
    await rosa.call(http.changeRole, { role: 'dpo' }, { id })
    expect(await stateOf(id)).toMatchObject({ role: 'dpo' })
    expect((await rosa.call(http.listInvitations, {})).invitations).toEqual([])
    await expect(other.call(http.listInvitations, {})).rejects.toThrow('forbidden')
    const mail = (await server.mails()).find(({ to }) => to === bert.email)
    expect(mail?.text).toContain('Datenschutzbeauftragte Person')
    expect((await log()).at(-1)).toEqual(['account.role-changed', id, 'dpo'])
  })
})

test('a second factor that was lost is reset: the person signs in with the password and sets up a new one', async () => {
  const browser = await server.signedIn(bert)
  const id = await idOf(browser)
  await expect(rosa.call(http.resetFactors, {}, { id })).rejects.toThrow('outdated')
  const row = { id: uuid(), account_id: id, created_at: server.clock.now() }
  await server.db
    .insertInto('recovery_code')
    .values({ ...row, code_hash: server.random(32) })
    .execute()
  const factor = { ...row, kind: 'totp' as const, name: server.random(40) as never, secret: server.random(60) as never }
  await server.db.insertInto('second_factor').values(factor).execute()
  expect((await listed('bert')).accounts[0]?.secondFactor).toBe(true)
  await rosa.call(http.resetFactors, {}, { id })
  expect((await browser.call(accounts.whoAmI, {})).account).toBeNull()
  expect(await signIn(bert)).toMatchObject({ id, secondFactor: 'off' })
  expect(await server.db.selectFrom('recovery_code').select('id').execute()).toEqual([])
  expect(await log()).toEqual([['account.factor-reset', id]])
})

test('an account is deleted as by its person: key, rows and sign-ins are gone, and the mail says who did it', async () => {
  const browser = await server.signedIn(bert)
  const id = await idOf(browser)
  await rosa.call(http.removeAccount, {}, { id })
  expect(await stateOf(id)).toBeNull()
  expect((await browser.call(accounts.whoAmI, {})).account).toBeNull()
  const mail = (await server.mails()).find(({ to }) => to === bert.email)
  expect(mail?.text).toContain('die Verwaltung hat Ihr Konto')
  expect(await log()).toEqual([['account.deleted', id]])
  await expect(rosa.call(http.removeAccount, {}, { id })).rejects.toThrow('not-found')
})

describe('the last administrator', () => {
  test('can be locked, demoted and deleted by nobody, nor delete the own account', async () => {
    const id = await idOf(rosa)
    const given = {
      ...server,
      meetings: { end: () => Promise.resolve([]), finish: () => undefined },
      endRunningMeetings: () => Promise.resolve(),
    }
    const on = { actor: operator, accountId: id }
    await expect(lock(given, on)).rejects.toThrow('last-administrator')
    await expect(changeRole(given, { ...on, role: 'dpo' })).rejects.toThrow('last-administrator')
    await expect(remove(given, on)).rejects.toThrow('last-administrator')
    const own = rosa.call(accounts.deleteAccount, { password: anna.password })
    await expect(own).rejects.toThrow('last-administrator')
    expect(await stateOf(id)).toMatchObject({ state: 'active', role: 'administrator' })
    expect(await log()).toEqual([])
  })

  test('is left when two administrators act on each other at once, again and again', async () => {
    const other = await server.staff('administrator', bert)
    const [a, b] = [await idOf(rosa), await idOf(other)]
    for (let round = 0; round < 10; round++) {
      await Promise.allSettled([
        rosa.call(http.changeRole, { role: 'counsellor' }, { id: b }),
        other.call(http.changeRole, { role: 'counsellor' }, { id: a }),
      ])
      const roles = [await stateOf(a), await stateOf(b)].map((row) => row?.role)
      expect(new Set(roles)).toEqual(new Set(['administrator', 'counsellor']))
      await server.db.updateTable('account').set({ role: 'administrator' }).execute()
    }
  })

  test('may go once there is another', async () => {
    await server.staff('administrator', bert)
    await rosa.call(accounts.deleteAccount, { password: anna.password })
  })
})

test('nobody acts on the own account here', async () => {
  await server.staff('administrator', bert)
  const id = await idOf(rosa)
  const tries: Endpoint<never, never>[] = [http.lockAccount, http.resetFactors, http.removeAccount] as never
  for (const one of tries) await expect(rosa.call(one, {} as never, { id })).rejects.toThrow('forbidden')
  await expect(rosa.call(http.changeRole, { role: 'dpo' }, { id })).rejects.toThrow('forbidden')
  expect(await log()).toEqual([])
})

test('what is grave is asked for again when the second factor was proven too long ago', async () => {
  const id = await idOf(await server.signedIn(bert))
  const strong_at = new Date(server.clock.now().getTime() - periods.strongProof * 1000)
  await server.db.updateTable('session').set({ strong_at }).where('strong_at', 'is not', null).execute()
  await expect(rosa.call(http.changeRole, { role: 'dpo' }, { id })).rejects.toThrow('proof-needed')
  await expect(rosa.call(http.removeAccount, {}, { id })).rejects.toThrow('proof-needed')
  const office = { role: 'dpo', to: null, language: 'de' } as const
  await expect(rosa.call(http.inviteOffice, office)).rejects.toThrow('proof-needed')
  for (const act of [http.approveAccount, http.refuseAccount, http.lockAccount, http.unlockAccount, http.resetFactors])
    await expect(rosa.call(act, {}, { id })).rejects.toThrow('proof-needed')
  await rosa.call(http.inviteCounsellor, { to: null, language: 'de' })
})

test('an administrator who deletes the own account or withdraws the consent leaves no link behind', async () => {
  const { link } = await rosa.call(http.inviteOffice, { role: 'administrator', to: null, language: 'de' })
  const secret = link.split('#')[1] ?? ''
  await rosa.call(withdrawConsent, {})
  await expect(server.browser().call(accounts.readAccountInvitation, { secret })).rejects.toThrow('link-unknown')
})

describe('an invitation', () => {
  test('is shown once, kept without an address, listed by role and end, and withdrawn', async () => {
    const made = await rosa.call(http.inviteCounsellor, { to: 'neu@beispiel.example', language: 'de' })
    expect((await server.mails())[0]).toMatchObject({ to: 'neu@beispiel.example' })
    expect((await server.mails())[0]?.text).toContain(made.link)
    const { invitations } = await rosa.call(http.listInvitations, {})
    expect(invitations).toMatchObject([{ role: 'counsellor', expiresAt: made.expiresAt }])
    expect(Object.keys((await server.db.selectFrom('account_invitation').selectAll().execute())[0] ?? {})).toEqual([
      'id',
      'role',
      'secret_hash',
      'created_at',
      'expires_at',
      'created_by',
    ])
    const id = invitations[0]?.id ?? ''
    await rosa.call(http.withdrawInvitation, {}, { id })
    await expect(rosa.call(http.withdrawInvitation, {}, { id })).rejects.toThrow('not-found')
    expect(await log()).toEqual([
      ['account.invited', 'counsellor'],
      ['account.invitation-withdrawn', 'counsellor'],
    ])
  })

  test('of a locked administrator leads nowhere', async () => {
    const other = await server.staff('administrator', bert)
    await other.call(http.inviteOffice, { role: 'administrator', to: null, language: 'de' })
    await rosa.call(http.lockAccount, {}, { id: await idOf(other) })
    expect((await rosa.call(http.listInvitations, {})).invitations).toEqual([])
  })
})

test('an act that fails leaves no entry in the log, and one whose entry fails is not done', async () => {
  const id = await idOf(await server.signedIn(bert))
  const { outbox } = server
  const broken = { ...server, outbox: { put: () => Promise.reject(new Error('full')) } }
  const given = { ...broken, meetings: { end: () => Promise.resolve([]), finish: () => undefined } }
  const neighbours = { endRunningMeetings: () => Promise.resolve() }
  const on = { actor: await idOf(rosa), accountId: id }
  await expect(lock({ ...given, ...neighbours }, on)).rejects.toThrow('full')
  expect([await stateOf(id), await log()]).toEqual([{ state: 'active', role: 'counsellor' }, []])
  await lock({ ...given, outbox, ...neighbours }, on)
  const clock = { ...server.clock, now: () => new Date(Number.NaN) }
  await expect(unlock({ ...server, clock }, on)).rejects.toThrow()
  expect(await stateOf(id)).toMatchObject({ state: 'locked' })
})
