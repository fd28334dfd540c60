import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { activities } from '@vieraugen/policy/register.ts'
import { tables } from '@vieraugen/policy/columns.ts'
import type { EndedBy } from '@vieraugen/protocol/http/meetings.ts'
import { createTestBase, type TestBase } from '../base/test-base.ts'
import { type Announce, createDeletion, type Deletion, endMeetingsOf } from './commands.ts'
import { recover, sweep } from './jobs.ts'
import { lastRuns, remainsOf } from './queries.ts'
import { chainStart } from '../base/chain.ts'
import { evidenceHash, meetingTables } from './rules.ts'
import { plantEntry, plantMeeting } from './test-deletion.ts'

let base: TestBase
let told: string[]
let deletion: Deletion
const announce: Announce = {
  ended: (id, by) => void told.push(`ended ${id} ${by}`),
  deleted: (id, receipt) => void told.push(`deleted ${id} ${receipt}`),
}

beforeEach(async () => {
  base = await createTestBase()
  told = []
  deletion = createDeletion(base, announce)
})
afterEach(() => base.close())

const stateOf = async (id: string) =>
  (await base.db.selectFrom('meeting').select('state').where('id', '=', id).executeTakeFirst())?.state
const evidence = () => base.db.selectFrom('deletion_log').selectAll().orderBy('number').execute()
const minutes = (count: number) => count * 60_000

async function endAndSettle(id: string, by: EndedBy = 'moderator'): Promise<boolean> {
  const ended = await deletion.end(id, by)
  await deletion.settled()
  return ended
}

describe('ending a meeting', () => {
  test('drives it to verified: key gone, rows gone, note gone, people told in this order', async () => {
    const { id, guestSession } = await plantMeeting(base)
    expect(await endAndSettle(id)).toBe(true)
    const meeting = await base.db.selectFrom('meeting').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(meeting.state).toBe('verified')
    expect(meeting.note).toBeNull()
    expect(meeting.receipt).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(await remainsOf(base, id)).toBe(0)
    expect(await base.contentKeys.list()).toEqual([])
    expect(await base.db.selectFrom('session').selectAll().where('id', '=', guestSession).execute()).toEqual([])
    expect(await base.db.selectFrom('consent').selectAll().execute()).toHaveLength(1)
    expect(told).toEqual([`ended ${id} moderator`, `deleted ${id} ${meeting.receipt}`])
  })

  test('twice, or at the same time, counts once', async () => {
    const { id } = await plantMeeting(base)
    const answers = await Promise.all([deletion.end(id, 'moderator'), deletion.end(id, 'limit'), deletion.finish(id)])
    expect(answers.slice(0, 2).filter(Boolean)).toHaveLength(1)
    await deletion.settled()
    await Promise.all([deletion.finish(id), createDeletion(base, announce).finish(id)])
    expect(await evidence()).toHaveLength(1)
    expect(told.filter((line) => line.startsWith('deleted'))).toHaveLength(1)
  })

  test('counts it once, with how long it was, and none that nobody opened', async () => {
    const [held, missed] = [await plantMeeting(base), await plantMeeting(base)]
    const opened_at = new Date(base.clock.now().getTime() - minutes(31))
    await base.db.updateTable('meeting').set({ opened_at }).where('id', '=', held.id).execute()
    const planned = { state: 'planned', opened_at: null } as const
    await base.db.updateTable('meeting').set(planned).where('id', '=', missed.id).execute()
    for (const { id } of [held, missed, held]) await endAndSettle(id)
    const counted = base.db.selectFrom('day_count').select(['what', 'value', 'count']).orderBy('what')
    expect(await counted.execute()).toEqual([
      { what: 'meeting-length', value: '30-60', count: 1 },
      { what: 'meetings', value: '', count: 1 },
    ])
  })

  test('leaves another meeting and its people alone', async () => {
    const [gone, kept] = [await plantMeeting(base), await plantMeeting(base)]
    await endAndSettle(gone.id)
    expect(await stateOf(kept.id)).toBe('open')
    expect(await remainsOf(base, kept.id)).toBe(5)
    expect(await base.contentKeys.load(kept.id)).not.toBeNull()
  })

  test('keeps a guest session that has a seat elsewhere, until that meeting ends too', async () => {
    const [first, second] = [await plantMeeting(base), await plantMeeting(base)]
    await base.db
      .updateTable('participant')
      .set({ session_id: first.guestSession })
      .where('meeting_id', '=', second.id)
      .execute()
    const sessions = () => base.db.selectFrom('session').selectAll().where('id', '=', first.guestSession).execute()
    await endAndSettle(first.id)
    expect(await sessions()).toHaveLength(1)
    await endAndSettle(second.id)
    expect(await sessions()).toHaveLength(0)
  })

  test('writes evidence that is chained, holds counts and times, and nothing of the meeting', async () => {
    const planted = [await plantMeeting(base), await plantMeeting(base), await plantMeeting(base)]
    for (const { id } of planted) await endAndSettle(id)
    const log = await evidence()
    expect(log.map((entry) => entry.number)).toEqual([1, 2, 3])
    let previous: Buffer = chainStart
    for (const entry of log) {
      expect(entry.previous_hash).toEqual(previous)
      expect(entry.hash).toEqual(evidenceHash(previous, entry))
      // Note, invitation, seat, entry and the guest's session.
      expect(entry.count).toBe(5)
      previous = entry.hash
    }
    for (const { id } of planted) expect(JSON.stringify(log)).not.toContain(id)
  })

  test('of a deleted account: all its meetings at once, in the same transaction', async () => {
    const { id } = await plantMeeting(base)
    const account = await plantAccount(base)
    await base.db.updateTable('meeting').set({ account_id: account }).where('id', '=', id).execute()
    const ended = await base.db.transaction().execute((tx) => endMeetingsOf(tx, account, base.clock.now()))
    expect(ended).toEqual([id])
    deletion.finishEnded(ended)
    await deletion.settled()
    expect(told[0]).toBe(`ended ${id} account-deleted`)
    expect(await stateOf(id)).toBe('verified')
  })
})

describe('the verification', () => {
  test('refuses while a row is left, and the next sweep clears and verifies', async () => {
    const { id } = await plantMeeting(base)
    const saboteur = createDeletion(base, announce, async (step) => {
      if (step === 'shred.committed') await plantEntry({ ...base, contentKeys: await foreignKeys() }, id, 7)
    })
    await saboteur.end(id, 'moderator')
    await saboteur.settled()
    expect(await stateOf(id)).toBe('shredded')
    expect(await evidence()).toEqual([])
    expect(base.lines.join()).toContain('Remains')
    expect(told).toEqual([`ended ${id} moderator`])
    await sweep(base, deletion)
    expect(await stateOf(id)).toBe('verified')
    expect((await evidence())[0]!.count).toBe(6)
  })

  test('refuses while the key is left', async () => {
    const { id } = await plantMeeting(base)
    const lazy = createDeletion(
      { ...base, contentKeys: { ...base.contentKeys, destroy: () => Promise.resolve() } },
      announce,
    )
    await lazy.end(id, 'moderator')
    await lazy.settled()
    expect(await stateOf(id)).toBe('shredded')
    expect(await evidence()).toEqual([])
    await sweep(base, deletion)
    expect(await stateOf(id)).toBe('verified')
  })

  test('refuses while the note is left', async () => {
    const { id } = await plantMeeting(base)
    const { note } = await base.db.selectFrom('meeting').select('note').where('id', '=', id).executeTakeFirstOrThrow()
    const saboteur = createDeletion(base, announce, async (step) => {
      if (step === 'shred.committed') await base.db.updateTable('meeting').set({ note }).where('id', '=', id).execute()
    })
    await saboteur.end(id, 'moderator')
    await saboteur.settled()
    expect(await stateOf(id)).toBe('shredded')
  })

  test('is done by a role that can count and can neither read nor write a row', async () => {
    const asRole = (query: string) =>
      base.db.transaction().execute(async (tx) => {
        await sql`set local role vieraugen_verifier`.execute(tx)
        return sql.raw(query).execute(tx)
      })
    for (const table of Object.keys(tables)) {
      await expect(asRole(`select * from ${table}`)).rejects.toThrow()
      await expect(asRole(`delete from ${table}`)).rejects.toThrow()
    }
    await expect(asRole(`select meeting_remains('00000000-0000-0000-0000-000000000000')`)).resolves.toBeDefined()
  })

  test('counts a table that the deletion forgot', async () => {
    const { id } = await plantMeeting(base)
    await sql`create table forgotten (meeting_id uuid not null, words text)`.execute(base.db)
    await sql`insert into forgotten values (${id}, 'still here')`.execute(base.db)
    await endAndSettle(id)
    expect(await stateOf(id)).toBe('shredded')
  })
})

describe('the register', () => {
  test('every table with content of a meeting, or about its people, dies with the meeting', () => {
    const mustDie = Object.entries(tables).filter(
      ([name, table]) =>
        name !== 'meeting' &&
        (['meeting.wait', 'meeting.hold'].includes(table.activity) ||
          Object.values(table.columns).some((column) => column.personal && column.protection === 'meeting')),
    )
    expect(mustDie.length).toBeGreaterThan(0)
    for (const [name, table] of mustDie) {
      expect(meetingTables).toContain(name)
      expect(activities[table.activity].retention.action).toBe('shred')
    }
  })
})

describe('the sweeper', () => {
  const open = (id: string, set: { empty_since?: Date | null; opened_at?: Date }) =>
    base.db.updateTable('meeting').set(set).where('id', '=', id).execute()
  const endedBy = async (id: string) =>
    (await base.db.selectFrom('meeting').select('ended_by').where('id', '=', id).executeTakeFirstOrThrow()).ended_by

  test('ends a room ten minutes after the last one left, not sooner', async () => {
    const { id } = await plantMeeting(base)
    await open(id, { empty_since: base.clock.now() })
    base.clock.advance(minutes(10))
    await sweep(base, deletion)
    expect(await stateOf(id)).toBe('open')
    base.clock.advance(1)
    await sweep(base, deletion)
    expect(await endedBy(id)).toBe('last-left')
    await deletion.settled()
    expect(await stateOf(id)).toBe('verified')
  })

  test('ends a meeting after twelve hours, whoever is in it', async () => {
    const { id } = await plantMeeting(base)
    await base.db
      .updateTable('session')
      .set({ expires_at: new Date('2100-01-01'), seen_at: new Date('2100-01-01') })
      .execute()
    base.clock.advance(minutes(12 * 60))
    await sweep(base, deletion)
    expect(await stateOf(id)).toBe('open')
    base.clock.advance(1)
    await sweep(base, deletion)
    expect(await endedBy(id)).toBe('limit')
  })

  test('ends a planned meeting nobody opened 24 hours after its planned end', async () => {
    const { id } = await plantMeeting(base)
    await base.contentKeys.destroy(id)
    await base.db.updateTable('meeting').set({ state: 'planned', opened_at: null }).where('id', '=', id).execute()
    base.clock.advance(minutes(50 + 24 * 60))
    await sweep(base, deletion)
    expect(await stateOf(id)).toBe('planned')
    base.clock.advance(1)
    await sweep(base, deletion)
    await deletion.settled()
    expect(await stateOf(id)).toBe('verified')
  })

  test('ends an open meeting whose key is lost: a restored backup or a power cut brings nothing back', async () => {
    const { id } = await plantMeeting(base)
    await base.contentKeys.destroy(id)
    await sweep(base, deletion)
    expect(await endedBy(id)).toBe('key-lost')
  })

  test('removes keys without a meeting after five minutes, and never those of an open one', async () => {
    const { id } = await plantMeeting(base)
    const orphan = '01930000-0000-7000-8000-000000000009'
    await base.contentKeys.create(orphan)
    // Files carry the machine's time; this clock is brought to it.
    base.clock.advance(new Date().getTime() - base.clock.now().getTime())
    await open(id, { opened_at: base.clock.now() })
    await sweep(base, deletion)
    expect(await base.contentKeys.list()).toHaveLength(2)
    base.clock.advance(minutes(6))
    await sweep(base, deletion)
    expect((await base.contentKeys.list()).map((key) => key.id)).toEqual([id])
  })

  test('takes an opening back that a crash left, at once at the start and after five minutes else', async () => {
    const { id } = await plantMeeting(base)
    await base.db
      .updateTable('meeting')
      .set({ state: 'opening', opened_at: base.clock.now() })
      .where('id', '=', id)
      .execute()
    await sweep(base, deletion)
    expect(await stateOf(id)).toBe('opening')
    base.clock.advance(1)
    await recover(base, deletion)
    expect(await stateOf(id)).toBe('planned')
    expect(await base.contentKeys.list()).toEqual([])
  })

  test('counts everybody as out after a restart, and gives them ten minutes to come back', async () => {
    const { id } = await plantMeeting(base)
    base.clock.advance(minutes(120))
    await recover(base, deletion)
    expect(await stateOf(id)).toBe('open')
    base.clock.advance(minutes(10) + 1)
    await sweep(base, deletion)
    expect(await endedBy(id)).toBe('last-left')
  })

  test('counts as standing still while it works in vain', async () => {
    const { id } = await plantMeeting(base)
    const ended = { state: 'ended', ended_at: base.clock.now(), ended_by: 'limit' } as const
    await base.db.updateTable('meeting').set(ended).where('id', '=', id).execute()
    await sweep(base, { ...deletion, finish: () => Promise.reject(new Error('disk')) })
    expect(await lastRuns(base)).toEqual([])
    await sweep(base, deletion)
    expect(await lastRuns(base)).toMatchObject([{ rule: 'meeting.content', at: base.clock.now() }])
    expect(await stateOf(id)).toBe('verified')
  })

  test('goes on with the next meeting when one cannot be finished', async () => {
    const [stuck, fine] = [await plantMeeting(base), await plantMeeting(base)]
    const ids = [stuck.id, fine.id]
    await base.db
      .updateTable('meeting')
      .set({ state: 'ended', ended_at: base.clock.now(), ended_by: 'limit' })
      .where('id', 'in', ids)
      .execute()
    const destroy: TestBase['contentKeys']['destroy'] = (id, step) =>
      id === stuck.id ? Promise.reject(new Error('disk')) : base.contentKeys.destroy(id, step)
    const broken = { ...base, contentKeys: { ...base.contentKeys, destroy } }
    await sweep(broken, createDeletion(broken, announce))
    expect([await stateOf(stuck.id), await stateOf(fine.id)]).toEqual(['ended', 'verified'])
  })
})

/** Keys of another installation: what they seal stands in our tables and opens with nothing. */
async function foreignKeys(): Promise<TestBase['contentKeys']> {
  const other = await createTestBase()
  await other.database.close()
  return other.contentKeys
}

async function plantAccount(at: TestBase): Promise<string> {
  const id = '01930000-0000-7000-8000-0000000000aa'
  const sealed = sql<never>`'\\x00'::bytea`
  const names = { first_name: sealed, last_name: sealed, email: sealed, user_name: sealed, password: sealed }
  const now = at.clock.now()
  await at.db
    .insertInto('account')
    .values({
      id,
      state: 'active',
      role: 'counsellor',
      ...names,
      email_index: Buffer.of(1),
      user_name_index: Buffer.of(1),
      created_at: now,
      seen_at: now,
    })
    .execute()
  return id
}
