import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import * as rights from '@vieraugen/protocol/http/rights.ts'
import { moderator } from '@vieraugen/protocol/relay.ts'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Tx } from '../base/base.ts'
import { testRoom } from './test-room.ts'

const room = testRoom()

/** True while somebody waits for the lock on the table of entries. */
async function isLogAwaited(tx: Tx): Promise<boolean> {
  const waiting = await sql`select from pg_locks where not granted and relation = 'room_event'::regclass
    and database = (select oid from pg_database where datname = current_database())`.execute(tx)
  return waiting.rows.length > 0
}

describe('a seat', () => {
  test('guests never take the place of the moderator, however they come and go', async () => {
    const first = await room.member()
    for (let guests = 1; guests < 5; guests++) await room.member()
    first.wire.socket.close()
    await room.host.next('people', ({ people }) => people.some((one) => one.participant === first.id && !one.connected))
    const last = await room.member()
    room.host.socket.close()
    await last.wire.next('people', ({ people }) => people.length === 5)
    const back = first.browser.socket()
    back.say({ t: 'join', meeting: room.meeting.id, instance: '1'.repeat(32) })
    expect((await back.next('fail')).code).toBe('room-full')
    await room.counsellor.join(room.meeting.id)
  })

  test('who signed out and came back is the moderator again, whatever became of the seat before', async () => {
    const guest = await room.knocker()
    const { account } = await room.counsellor.ok(accounts.whoAmI, {})
    await room.counsellor.ok(accounts.signOut, {})
    await room.counsellor.ok(accounts.signIn, { login: account!.userName, password: 'Regenschirm-im-Mai-41' })
    const seat = (await room.counsellor.ok(meetings.openMeeting, {}, room.meeting.id)).participantId
    expect(seat).not.toBe(room.hostId)
    const host = await room.counsellor.join(room.meeting.id)
    await room.host.closed
    guest.wire.box(moderator, 'knock')
    expect(await host.nextBox()).toMatchObject({ from: guest.id, text: 'knock' })
    host.say({ t: 'decide', participant: guest.id, decision: 'admit' })
    expect((await guest.wire.next('state')).state).toBe('admitted')
    const { people } = await host.next('people', (told) =>
      told.people.some((one) => one.state === 'admitted' && one.participant === guest.id),
    )
    expect(people.map((one) => one.participant).toSorted()).toEqual([guest.id, seat].toSorted())
  })

  test('who withdraws while their browser comes in again does not stay in the room', async () => {
    const { base } = room.house
    const browser = room.house.browser()
    const { participantId, receiptCode } = await browser.enter(room.meeting)
    const wire = await browser.join(room.meeting.id)
    room.host.say({ t: 'decide', participant: participantId, decision: 'admit' })
    await wire.next('state', ({ state }) => state === 'admitted')
    const again = browser.socket()
    const withdrawn = await base.db.transaction().execute(async (tx) => {
      // The new socket has read by now that the seat is theirs, and waits at the log.
      await sql`lock table room_event in access exclusive mode`.execute(tx)
      again.say({ t: 'join', meeting: room.meeting.id, instance: '1'.repeat(32) })
      while (!(await isLogAwaited(tx)));
      const answer = room.house.browser().ok(rights.withdrawByReceipt, { code: receiptCode ?? '' })
      while ((await room.seatState(participantId)) !== 'left');
      return { answer }
    })
    await withdrawn.answer
    expect((await again.next('state')).state).toBe('left')
    await again.closed
  })
})
