import { v7 as uuid } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as office from '@vieraugen/protocol/http/admin-consents.ts'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import * as rights from '@vieraugen/protocol/http/rights.ts'
import { installationOf } from '../base/operator-card.ts'
import { createTestApp, type TestApp } from '../test-app.ts'
import { hashedBoxes } from './rules.ts'

let server: TestApp
beforeEach(async () => {
  server = await createTestApp()
})
afterEach(() => server.close())

const acts = async () =>
  (await server.db.selectFrom('audit_entry').selectAll().execute()).map(({ act, thing, account_id }) => ({
    act,
    thing,
    account_id,
  }))

/** Evidence of `count` clients, given (and withdrawn) at these moments. */
async function plant(count: number, given: string, { language = 'de', withdrawn = '' } = {}): Promise<void> {
  for (let at = 0; at < count; at++) {
    const id = uuid()
    const times = { given_at: new Date(given), withdrawn_at: withdrawn ? new Date(withdrawn) : null }
    await server.db
      .insertInto('consent')
      .values({ id, role: 'client', language, build: 'test', ...times })
      .execute()
    const boxes = hashedBoxes('client', language === 'en' ? 'en' : 'de', installationOf(server))
    const items = boxes.map(({ key, hash }) => ({ consent_id: id, box: key, text_hash: Buffer.from(hash, 'hex') }))
    await server.db.insertInto('consent_item').values(items).execute()
  }
}

test('months that are over are counted, small numbers are hidden, the present month is not there', async () => {
  // The clock shows the 2nd of March 2026, 10 o'clock in Germany.
  await plant(7, '2026-01-31T22:59:00Z')
  await plant(6, '2026-01-31T23:00:00Z', { withdrawn: '2026-02-28T22:59:00Z' })
  await plant(3, '2026-02-10T09:00:00Z', { language: 'en', withdrawn: '2026-03-01T09:00:00Z' })
  await plant(9, '2026-03-01T09:00:00Z')
  const { months, texts } = await (await server.staff('dpo')).call(office.consentCounts, {})
  expect(months).toEqual([
    { month: '2026-02', role: 'client', given: 9, withdrawn: 6 },
    { month: '2026-01', role: 'client', given: 7, withdrawn: null },
  ])
  const privacy = texts.filter(({ box }) => box === 'privacy')
  // Three English ones could be worked out from nine and six: both are hidden.
  expect(privacy.map(({ month, language, given }) => [month, language, given])).toEqual([
    ['2026-02', expect.any(String), null],
    ['2026-02', expect.any(String), null],
    ['2026-01', 'de', 7],
  ])
  const { hash, title } = privacy[2]!
  const { body } = await server.browser().call(rights.archivedText, { hash })
  expect(body.split('\n')[1]).toBe(title)
})

test('a receipt code leads to time, language and texts, never to a person, and the look-up is recorded without it', async () => {
  const counsellor = await server.signedIn()
  const beginsAt = server.clock.now().toISOString()
  const { invitation } = await counsellor.call(meetings.planMeeting, { beginsAt, minutes: 50, note: '' })
  const client = server.browser()
  const ticks = await server.ticks('client')
  const entry = { secret: invitation ?? '', language: 'de', ticks } as const
  const { receiptCode } = await client.call(meetings.enterWaitingRoom, entry)
  const dpo = await server.staff('dpo')
  const found = await dpo.call(office.lookUpConsent, { code: (receiptCode ?? '').toLowerCase() })
  expect(found).toEqual({
    givenAt: beginsAt,
    withdrawnAt: null,
    language: 'de',
    items: (['privacy', 'terms', 'processing'] as const).map((box) => ({ box, hash: ticks[box] })),
    keptUntil: '2029-12-31T23:00:00.000Z',
  })
  expect(await acts()).toEqual([{ act: 'consent.looked-up', thing: null, account_id: null }])
})

test('a code that leads nowhere leaves no entry, and guessing ends soon', async () => {
  const dpo = await server.staff('dpo')
  const guess = () => dpo.call(office.lookUpConsent, { code: 'AAAA-AAAA-AAAA-AAAA' })
  for (let times = 0; times < 20; times++) await expect(guess()).rejects.toThrow('receipt-unknown')
  await expect(guess()).rejects.toThrow('too-many')
  expect(await acts()).toEqual([])
})
