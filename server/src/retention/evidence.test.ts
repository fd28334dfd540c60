import { CompiledQuery } from 'kysely'
import { v7 as uuid } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { rowsPastPeriodSql } from '@vieraugen/policy/proof-sql.ts'
import { engineRulesOf } from '@vieraugen/policy/retention-sql.ts'
import { ownersOfRows } from '../app.ts'
import { createTestBase, type TestBase } from '../base/test-base.ts'
import { createDeletion, endMeetingsOf, holdRule, noteRuns, releaseRule } from './commands.ts'
import { enforce } from './jobs.ts'
import { preview } from './queries.ts'
import { plantMeeting } from './test-deletion.ts'

const officer = '0198aaaa-0000-7000-8000-000000000001'
const second = 1000
const hour = 3600 * second

describe('evidence of consent, kept as long as the operator chose', () => {
  let own: TestBase
  const start = async (months: string) => {
    own = await createTestBase({ CONSENT_EVIDENCE_MONTHS: months })
    return ownersOfRows(own, { end: endMeetingsOf, finish: () => undefined })
  }
  afterEach(() => own.close())
  const left = async () => (await own.db.selectFrom('consent').selectAll().execute()).length
  const late = async () => {
    // As if every rule had just run: a rule that stands still is late in its own way.
    const rules = [...engineRulesOf(own.config).map(([rule]) => rule), 'erasure.ledger', 'meeting.content'] as const
    await noteRuns(
      own,
      rules.map((rule) => ({ rule, count: 0 })),
    )
    const text = rowsPastPeriodSql(own.config)
    return Number((await own.db.executeQuery<{ bad: string }>(CompiledQuery.raw(text, [own.clock.now()]))).rows[0]?.bad)
  }
  const give = (role: 'client' | 'counsellor') => {
    const now = own.clock.now()
    const withdrawn = role === 'counsellor' ? { withdrawn_at: now } : {}
    const evidence = { id: uuid(), role, language: 'de', build: 'test', given_at: now, ...withdrawn }
    return own.db.insertInto('consent').values(evidence).execute()
  }

  test('six months: the calendar’s, from the end of the year, for engine, preview and proof alike', async () => {
    const owned = await start('6')
    await give('client')
    await give('counsellor')
    const end = new Date('2027-06-30T22:00:00Z')
    own.clock.advance(end.getTime() - own.clock.now().getTime() - second)
    expect([await enforce(own, owned), await left(), await late()]).toEqual([0, 2, 0])
    own.clock.advance(second)
    expect((await preview(own)).filter(({ count }) => count > 0).map(({ rule }) => rule)).toEqual([
      'consent.client',
      'consent.counsellor',
    ])
    own.clock.advance(16 * 60 * second)
    expect(await late()).toBe(2)
    expect([await enforce(own, owned), await left(), await late()]).toEqual([2, 0, 0])
  })

  test('none: with the meeting, in the same step', async () => {
    await start('0')
    const { id } = await plantMeeting(own)
    const deletion = createDeletion(own, { ended: () => undefined, deleted: () => undefined })
    expect(await left()).toBe(1)
    await deletion.end(id, 'moderator')
    await deletion.settled()
    expect(await left()).toBe(0)
  })

  test('none: what a law makes the controller hold stays until it is released', async () => {
    const owned = await start('0')
    await holdRule(own, { rule: 'consent.client', reason: '§ 35 Abs. 3 BDSG', by: officer })
    const { id } = await plantMeeting(own)
    const deletion = createDeletion(own, { ended: () => undefined, deleted: () => undefined })
    await deletion.end(id, 'moderator')
    await deletion.settled()
    own.clock.advance(13 * hour)
    expect([await left(), await late()]).toEqual([1, 0])
    await releaseRule(own, { rule: 'consent.client', by: officer })
    await enforce(own, owned)
    expect(await left()).toBe(0)
  })

  test('none: not before its place in a meeting is gone, and after twelve hours at the latest', async () => {
    const owned = await start('0')
    const { guestSession } = await plantMeeting(own)
    own.clock.advance(11 * hour)
    await own.db.updateTable('session').set({ seen_at: own.clock.now() }).where('id', '=', guestSession).execute()
    await enforce(own, owned)
    expect([await left(), await late()]).toEqual([1, 0])
    // The visit ends before the meeting.
    await own.db.deleteFrom('session').where('id', '=', guestSession).execute()
    await enforce(own, owned)
    expect([await left(), await late()]).toEqual([1, 0])
    own.clock.advance(hour)
    await enforce(own, owned)
    expect(await left()).toBe(0)
  })

  test('none: a counsellor’s goes with the account', async () => {
    const owned = await start('0')
    await give('counsellor')
    expect([await enforce(own, owned), await left()]).toEqual([1, 0])
  })
})
