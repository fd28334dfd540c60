import { describe, expect, test } from 'vitest'
import type { Activity } from './activity.ts'
import { columnsIn, columnsOf, everyColumn, rightsOf, tableIds, activitiesOf, cookiesOf, topicsOf } from './coverage.ts'
import { exportColumns, ownedBy, ownerPath, personalTables } from './owners.ts'
import { promises } from './promises.ts'
import type { PromiseId } from './activity.ts'
import { recipients } from './recipients.ts'
import { activities } from './register.ts'
import type { ActivityId } from './register.ts'
import { badReviews, reviews } from './reviews.ts'

const ids = Object.keys(activities) as ActivityId[]
const everyActivity = Object.values<Activity>(activities)

describe('reviews', () => {
  test('are answered for every activity and not expired today', () => {
    expect(badReviews(reviews, new Date())).toEqual([])
  })

  const good = { by: 'a', on: '2026-01-01', question: 'q', alternatives: 'a', expires: '2026-12-31' }
  const day = new Date('2026-06-01T12:00:00Z')
  test.each([
    ['expired', { ...good, expires: '2026-05-31' }],
    ['empty', { ...good, question: ' ' }],
    ['left to do', { ...good, alternatives: 'TODO' }],
    ['longer than a year', { ...good, expires: '2027-06-01' }],
    ['without a real date', { ...good, expires: 'never' }],
    ['from the future', { ...good, on: '2026-06-02' }],
  ])('are refused when %s', (_, review) => {
    expect(badReviews({ good, bad: review }, day)).toEqual(['bad'])
  })

  test('hold on their last day', () => {
    expect(badReviews({ good }, new Date('2026-12-31T23:00:00Z'))).toEqual([])
  })
})

describe('the register', () => {
  test('gives each column to exactly one activity', () => {
    const given = ids.flatMap(columnsOf)
    expect(given.toSorted()).toEqual(everyColumn.map(([ref]) => ref).toSorted())
    expect(new Set(given).size).toBe(given.length)
  })

  test('says where an activity shows up by inversion', () => {
    expect(columnsOf('meeting.hold')).toContain('room_event.box')
    expect(cookiesOf('account.session')).toContain('__Host-vieraugen')
    expect(topicsOf('meeting.hold')).toContain('chat')
    expect(topicsOf('account.register')).toEqual([])
  })

  test('hangs every promise on an activity', () => {
    const orphans = (Object.keys(promises) as PromiseId[]).filter((id) => activitiesOf(id).length === 0)
    expect(orphans).toEqual([])
  })

  test('uses each recipient, and none lies in a third country', () => {
    const used = new Set(everyActivity.flatMap((activity) => activity.recipients))
    expect([...used].toSorted()).toEqual(Object.keys(recipients).toSorted())
    expect(Object.values(recipients).every(({ thirdCountry }) => !thirdCountry)).toBe(true)
  })

  test('derives rights from the legal basis: objection with legitimate interests, withdrawal with consent', () => {
    expect(rightsOf('attack.contain')).toContain('21')
    expect(rightsOf('account.register')).not.toContain('21')
    expect(rightsOf('account.register')).toEqual(expect.arrayContaining(['7(3)', '15', '16', '17', '18', '20', '77']))
    expect(rightsOf('attack.contain')).not.toContain('7(3)')
    expect(rightsOf('consent.evidence')).not.toContain('17')
    for (const id of ids) expect(rightsOf(id)).toEqual(expect.arrayContaining(['15', '16', '18', '77']))
  })
})

describe('the way from a row to its person', () => {
  // Whose connection an address was is not known here, and need not be found out to answer (Art. 11 (1) GDPR).
  test('exists for every personal table, but for mails and addresses that name nobody outside their seal', () => {
    const lost = personalTables.filter((table) => !ownerPath(table, 'counsellor') && !ownerPath(table, 'client'))
    expect(lost).toEqual(['outbox', 'address_seen', 'attack_block', 'request_record'])
  })

  test('leads over real columns to the account or to the receipt', () => {
    const real = new Set(everyColumn.map(([ref]) => ref))
    for (const table of tableIds) {
      for (const [subject, root] of [
        ['counsellor', 'account.id'] as const,
        ['client', 'consent.receipt_hash'] as const,
      ]) {
        const path = ownerPath(table, subject) ?? []
        for (const step of path) expect(real).toContain(step)
        expect([undefined, root]).toContain(path.at(-1))
      }
    }
  })

  test('is written as a condition that starts at the person', () => {
    expect(ownedBy('account', 'counsellor')).toBe('account.id = $1')
    expect(ownedBy('participant', 'client')).toBe(
      'participant.consent_id in (select consent.id from consent where consent.receipt_hash = $1)',
    )
    expect(ownedBy('account', 'client')).toBeNull()
  })
})

describe('the copy under Art. 15 and 20', () => {
  const counsellor = exportColumns('counsellor')
  const client = exportColumns('client')

  test('has every column of every table that leads to the person', () => {
    const owned = tableIds.filter((table) => ownerPath(table, 'counsellor'))
    expect(counsellor.map(({ column }) => column)).toEqual(
      owned.flatMap((table) => columnsIn(table).map(([column]) => `${table}.${column}`)),
    )
    expect(client.map(({ column }) => column)).toContain('consent.given_at')
    expect(client.some(({ column }) => column.startsWith('account'))).toBe(false)
  })

  test('gives out what the account key seals, never a hash, a key or a password', () => {
    for (const [column, entry] of everyColumn) {
      const told = counsellor.find((one) => one.column === column)
      if (!told || !entry.personal || entry.protection === 'clear') continue
      const isKept = ['account.password', 'account_key.wrapped', 'second_factor.secret'].includes(column)
      const isGiven = ['account', 'installation'].includes(entry.protection) && !isKept
      expect([column, told.as]).toEqual([column, isGiven ? 'value' : 'named'])
    }
  })

  test('is portable for all that the account key seals but the secrets of the sign-in, because the person typed it', () => {
    const sealedByPerson = everyColumn.filter(([, entry]) => entry.personal && entry.protection === 'account')
    for (const [column] of sealedByPerson) {
      const told = counsellor.find((one) => one.column === column)
      const isSecret = ['account.password', 'second_factor.secret'].includes(column)
      expect([column, told?.portable]).toEqual([column, !isSecret])
    }
    expect(client.filter(({ portable }) => portable).map(({ column }) => column)).toEqual(['rights_request.text'])
  })
})
