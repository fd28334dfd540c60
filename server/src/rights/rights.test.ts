import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { columnsIn } from '@vieraugen/policy/coverage.ts'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import * as rights from '@vieraugen/protocol/http/rights.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { anna, createTestApp, type TestApp } from '../test-app.ts'
import { answerRequest, closeRequest, extendRequest, readRequest, remindOperator } from './commands.ts'
import { waitingRequests } from './queries.ts'

let server: TestApp
beforeEach(async () => {
  server = await createTestApp()
})
afterEach(() => server.close())

const day = 24 * 60 * 60 * 1000
const operator = { id: '0198aaaa-0000-7000-8000-000000000001' }
/** The server as it is `ms` later, without its jobs. */
const after = (ms: number) => {
  const now = new Date(server.clock.now().getTime() + ms)
  return { ...server, clock: { ...server.clock, now: () => now } }
}
const emailOf = () => Promise.resolve(anna.email)

async function plan(counsellor: TestBrowser): Promise<meetings.Meeting> {
  return counsellor.call(meetings.planMeeting, {
    beginsAt: server.clock.now().toISOString(),
    minutes: 50,
    note: 'Nur für mich: Regenbogen',
  })
}

/** A client in front of the door of a planned meeting. */
async function waitingClient(counsellor: TestBrowser) {
  const { id, invitation } = await plan(counsellor)
  const client = server.browser()
  const ticks = await server.ticks('client')
  const entry = { secret: invitation ?? '', language: 'de', ticks } as const
  const { receiptCode } = await client.call(meetings.enterWaitingRoom, entry)
  return { id, client, code: receiptCode ?? '', entry }
}

describe('with an account', () => {
  test('the copy has every registered column of every row about the person, sealed ones opened', async () => {
    const counsellor = await server.signedIn()
    await plan(counsellor)
    await counsellor.call(rights.askForRight, { kind: 'objection', text: 'Ich widerspreche.' })
    const { activities } = await counsellor.call(rights.myCopy, { language: 'de' })
    const entries = activities.flatMap(({ tables }) => tables.flatMap(({ rows }) => rows.flat()))
    const value = (column: string) => entries.find((entry) => entry.column === column)?.value
    expect(value('account.first_name')).toBe('Anna')
    expect(value('account.email')).toBe(anna.email)
    expect(value('meeting.note')).toBe('Nur für mich: Regenbogen')
    expect(value('rights_request.text')).toBe('Ich widerspreche.')
    expect(entries.find(({ column }) => column === 'account.password')).toMatchObject({ value: null, given: false })
    for (const table of [
      'account',
      'account_key',
      'session',
      'consent',
      'consent_item',
      'meeting',
      'invitation',
    ] as const) {
      for (const [column] of columnsIn(table))
        expect(entries.map((entry) => entry.column)).toContain(`${table}.${column}`)
    }
    for (const { name, column } of entries) expect(name).not.toBe(column)
  })

  test('the copy holds nothing of anybody else', async () => {
    const other = await server.signedIn({ email: 'bernd@beispiel.example', userName: 'bernd', firstName: 'Bernd' })
    await plan(other)
    const counsellor = await server.signedIn()
    const copy = JSON.stringify(await counsellor.call(rights.myCopy, { language: 'en' }))
    expect(copy).not.toContain('Bernd')
    expect(copy).not.toContain('Regenbogen')
  })

  test('restriction stops the use, keeps the data and is taken back by the person', async () => {
    const counsellor = await server.signedIn()
    const { id, invitation } = await plan(counsellor)
    await counsellor.call(meetings.openMeeting, {}, { id })
    await counsellor.call(rights.restrictAccount, { restricted: true })
    await expect(counsellor.call(meetings.listMeetings, {})).rejects.toThrow('restricted')
    await expect(plan(counsellor)).rejects.toThrow('restricted')
    expect((await counsellor.call(accounts.whoAmI, {})).account).toMatchObject({ firstName: 'Anna', restricted: true })
    expect((await counsellor.call(rights.myRights, {})).restrictedAt).not.toBeNull()
    // Nobody meets somebody whose data must not be used.
    await expect(server.browser().call(meetings.lookAtInvitation, { secret: invitation ?? '' })).rejects.toThrow()
    await counsellor.call(rights.restrictAccount, { restricted: false })
    const { meetings: kept } = await counsellor.call(meetings.listMeetings, {})
    expect(kept.map(({ endedBy }) => endedBy)).toEqual(['moderator'])
  })

  test('a planned meeting of a restricted account lets nobody in, and does again afterwards', async () => {
    const counsellor = await server.signedIn()
    const { invitation } = await plan(counsellor)
    const look = () => server.browser().call(meetings.lookAtInvitation, { secret: invitation ?? '' })
    await counsellor.call(rights.restrictAccount, { restricted: true })
    await expect(look()).rejects.toThrow('link-revoked')
    await counsellor.call(rights.restrictAccount, { restricted: false })
    expect((await look()).counsellor).toBe('Anna Beraterin')
  })

  test.each(['withdrawal', 'deletion'])('the evidence says that the consent ended: %s', async (way) => {
    const counsellor = await server.signedIn()
    if (way === 'withdrawal') await counsellor.call(rights.withdrawConsent, {})
    else await counsellor.call(accounts.deleteAccount, { password: anna.password })
    const evidence = await server.db.selectFrom('consent').selectAll().execute()
    expect(evidence.map(({ account_id, withdrawn_at }) => [account_id, withdrawn_at])).toEqual([
      [null, server.clock.now()],
    ])
    expect(await server.db.selectFrom('account_key').selectAll().execute()).toEqual([])
    await expect(counsellor.call(rights.myRights, {})).rejects.toThrow('sign-in-needed')
  })

  test('the history of consents leads to the words that were shown', async () => {
    const counsellor = await server.signedIn()
    const { consents } = await counsellor.call(rights.myRights, {})
    expect(consents[0]?.items.map(({ box }) => box)).toEqual(['privacy', 'terms', 'processing'])
    const shown = await server.browser().call(rights.archivedText, { hash: consents[0]?.items[2]?.hash ?? '' })
    expect(shown.body).toContain('Ich willige ein')
    await expect(server.browser().call(rights.archivedText, { hash: '0'.repeat(64) })).rejects.toThrow('not-found')
  })

  test('nobody without a sign-in gets anything', async () => {
    const stranger = server.browser()
    for (const [endpoint, body] of [
      [rights.myRights, {}],
      [rights.myCopy, { language: 'de' }],
      [rights.withdrawConsent, {}],
    ] as const)
      await expect(stranger.call(endpoint as typeof rights.myRights, body as {})).rejects.toThrow('sign-in-needed')
  })
})

describe('with a receipt code', () => {
  test('evidence and its end are shown, the copy is complete, however the code was typed', async () => {
    const { code } = await waitingClient(await server.signedIn())
    const anyone = server.browser()
    const { evidence } = await anyone.call(rights.openReceipt, { code: ` ${code.toLowerCase().replaceAll('-', ' ')} ` })
    expect(evidence).toMatchObject({ inMeeting: true, withdrawnAt: null })
    // End of 2026 in Germany, and 36 months of the register.
    expect(evidence?.keptUntil).toBe('2029-12-31T23:00:00.000Z')
    const { activities } = await anyone.call(rights.copyByReceipt, { code, language: 'de' })
    const columns = activities.flatMap(({ tables }) => tables.flatMap(({ rows }) => rows.flat().map((e) => e.column)))
    expect(columns).toEqual(expect.arrayContaining(['consent.given_at', 'participant.state', 'session.seen_at']))
    expect(columns.some((column) => column.startsWith('account'))).toBe(false)
  })

  test('every code that is none gets the same answer, and guessing ends soon', async () => {
    const { code } = await waitingClient(await server.signedIn())
    const guesser = server.browser('192.0.2.7')
    const answers = new Set<string>()
    for (const wrong of ['AAAA-AAAA-AAAA-AAAA', 'x', `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`]) {
      const sent = await guesser.send({ method: 'POST', url: '/api/receipt', payload: { code: wrong } })
      answers.add(`${sent.statusCode} ${sent.body}`)
      for (const endpoint of [rights.copyByReceipt, rights.withdrawByReceipt, rights.askByReceipt]) {
        const body = { code: wrong, language: 'de', kind: 'erasure', text: '' }
        const shape = Object.fromEntries(Object.entries(body).filter(([key]) => key in endpoint.body.shape))
        const reply = await guesser.send({ method: 'POST', url: endpoint.path, payload: shape })
        answers.add(`${reply.statusCode} ${reply.body}`)
      }
    }
    expect([...answers]).toEqual(['404 {"code":"receipt-unknown"}'])
    const more = Array.from({ length: 20 }, () => guesser.call(rights.openReceipt, { code: 'x' }).catch(String))
    expect(await Promise.all(more)).toContain('Fail: too-many')
    // Elsewhere nobody is slowed down.
    expect((await server.browser('192.0.2.8').call(rights.openReceipt, { code })).evidence).not.toBeNull()
  })

  test('withdrawal gives up the seat and is written down once', async () => {
    const { id, client, code } = await waitingClient(await server.signedIn())
    const anyone = server.browser()
    await anyone.call(rights.withdrawByReceipt, { code })
    const at = server.clock.now().toISOString()
    server.clock.advance(day)
    await anyone.call(rights.withdrawByReceipt, { code })
    const { evidence } = await anyone.call(rights.openReceipt, { code })
    expect(evidence).toMatchObject({ withdrawnAt: at, inMeeting: false })
    await expect(client.call(meetings.mySeat, {}, { id })).rejects.toThrow('not-found')
  })

  test('in the room it needs no code', async () => {
    const { id, client, code } = await waitingClient(await server.signedIn())
    await expect(server.browser().call(rights.withdrawHere, {}, { id })).rejects.toThrow('not-found')
    await client.call(rights.withdrawHere, {}, { id })
    expect((await client.call(rights.openReceipt, { code })).evidence?.withdrawnAt).not.toBeNull()
  })

  test('after the meeting only the evidence is left', async () => {
    const counsellor = await server.signedIn()
    const { id, code } = await waitingClient(counsellor)
    await counsellor.call(meetings.cancelMeeting, {}, { id })
    await expect
      .poll(async () => (await server.browser().call(meetings.deletionOf, {}, { id })).verifiedAt)
      .not.toBeNull()
    const { activities } = await server.browser().call(rights.copyByReceipt, { code, language: 'de' })
    const kept = activities.flatMap(({ tables }) => tables.map(({ table }) => table))
    expect(kept.toSorted()).toEqual(['consent', 'consent_item'])
  })
})

describe('a request that needs a human', () => {
  test('gets a number and a month, is answered by a person, and closed', async () => {
    const { code } = await waitingClient(await server.signedIn())
    const anyone = server.browser()
    const asked = await anyone.call(rights.askByReceipt, { code, kind: 'erasure', text: 'Bitte auch den Nachweis.' })
    expect(asked).toMatchObject({ state: 'open', dueAt: '2026-04-02T09:00:00.000Z', answer: null })
    expect(asked.number).toMatch(/^2026-\d{4}-\d{4}$/)
    await expect(closeRequest(server, { number: asked.number, by: operator.id })).rejects.toThrow('outdated')
    const answer = { number: asked.number, answer: 'Wir bewahren ihn bis Ende 2029 auf.', by: operator.id }
    await answerRequest({ ...server, emailOf }, answer)
    await expect(answerRequest({ ...server, emailOf }, answer)).rejects.toThrow('outdated')
    await closeRequest(server, { number: asked.number, by: operator.id })
    const { requests } = await anyone.call(rights.openReceipt, { code })
    expect(requests).toMatchObject([{ state: 'closed', answer: answer.answer }])
    const read = await readRequest(server, { number: asked.number, by: operator.id })
    expect(read).toMatchObject({ by: 'receipt', text: 'Bitte auch den Nachweis.' })
  })

  test('is never refused or closed by the database without an author', async () => {
    const counsellor = await server.signedIn()
    await counsellor.call(rights.askForRight, { kind: 'rectification', text: 'x' })
    const closing = server.db.updateTable('rights_request').set({ state: 'closed', closed_at: server.clock.now() })
    await expect(closing.execute()).rejects.toThrow('refused')
  })

  test('tells operator and person by mail, without its text', async () => {
    const counsellor = await server.signedIn()
    const { number } = await counsellor.call(rights.askForRight, { kind: 'restriction', text: 'Geheimnis' })
    await answerRequest({ ...server, emailOf }, { number, answer: 'Auch geheim', by: operator.id })
    const mails = (await server.mails()).filter(({ subject, text }) => `${subject}${text}`.includes(number))
    expect(mails.map(({ to }) => to).toSorted()).toEqual([anna.email, anna.email, server.cards.now.controller.email])
    expect(JSON.stringify(mails)).not.toMatch(/geheim/i)
  })

  test('is reminded of on day 20, once, and again before an extended deadline', async () => {
    const counsellor = await server.signedIn()
    const { number } = await counsellor.call(rights.askForRight, { kind: 'access', text: 'x' })
    expect(await remindOperator(after(20 * day - 1))).toBe(0)
    expect(await remindOperator(after(20 * day))).toBe(1)
    expect(await remindOperator(after(21 * day))).toBe(0)
    await extendRequest({ ...after(21 * day), emailOf }, { number, reason: 'Viele Anfragen', by: operator.id })
    const again = extendRequest({ ...after(22 * day), emailOf }, { number, reason: 'Noch einmal', by: operator.id })
    await expect(again).rejects.toThrow('outdated')
    expect(await remindOperator(after(22 * day))).toBe(0)
    expect((await waitingRequests(server.db))[0]).toMatchObject({ dueAt: '2026-06-02T09:00:00.000Z' })
    expect(await remindOperator(after(84 * day))).toBe(1)
  })

  test('cannot be extended after its month', async () => {
    const counsellor = await server.signedIn()
    const { number } = await counsellor.call(rights.askForRight, { kind: 'access', text: 'x' })
    const late = extendRequest({ ...after(32 * day), emailOf }, { number, reason: 'x', by: operator.id })
    await expect(late).rejects.toThrow('outdated')
  })

  test('outlives the account', async () => {
    const counsellor = await server.signedIn()
    const { number } = await counsellor.call(rights.askForRight, { kind: 'access', text: 'x' })
    await answerRequest({ ...server, emailOf }, { number, answer: 'y', by: operator.id })
    await closeRequest(server, { number, by: operator.id })
    await server.db.deleteFrom('account').execute()
    expect(await readRequest(server, { number, by: operator.id })).toMatchObject({ by: 'nobody', answer: 'y' })
  })
})

describe('the withdrawal from a contract', () => {
  const declared = { name: 'Kim Käufer', contract: 'Konto kim', email: 'kim@beispiel.example', language: 'de' } as const

  test('needs no sign-in and is confirmed by mail with content, date and time', async () => {
    const { number } = await server.browser().call(rights.withdrawContract, declared)
    const mail = (await server.mails()).find(({ to }) => to === declared.email)
    expect(mail?.text).toContain(number)
    expect(mail?.text).toContain('Hiermit widerrufe ich meinen Vertrag')
    expect(mail?.text).toContain('Kim Käufer')
    expect(mail?.text).toMatch(/2\. März 2026 um 10:00:00/)
    expect(await waitingRequests(server.db)).toMatchObject([{ kind: 'contract', by: 'nobody' }])
  })

  test('floods nobody’s mailbox', async () => {
    for (let times = 0; times < 3; times++) await server.browser().call(rights.withdrawContract, declared)
    await expect(server.browser().call(rights.withdrawContract, declared)).rejects.toThrow('too-many')
  })

  test('is not there where the operator has no such contracts', async () => {
    const other = await createTestApp({ CONTRACT_WITHDRAWAL: 'off' })
    await expect(other.browser().call(rights.withdrawContract, declared)).rejects.toThrow('not-found')
    await other.close()
  })
})
