import { afterEach, beforeEach, expect, test } from 'vitest'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import { everyone, moderator } from '@vieraugen/protocol/relay.ts'
import { remainsOf } from '../retention/queries.ts'
import { type House, openHouse } from './test-house.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

test('plan, open, enter, knock, admit, talk, end, verified', async () => {
  const counsellor = await house.counsellor()
  const meeting = await counsellor.plan('Frau M., Thema Miete')
  expect(meeting.state).toBe('planned')

  const client = house.browser()
  const view = await client.ok(meetings.lookAtInvitation, { secret: meeting.invitation! })
  expect(view).toMatchObject({ meetingId: meeting.id, counsellor: 'Ada Muster 1', minutes: 50, state: 'open' })
  const entry = await client.enter(meeting)
  expect(entry.receiptCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)

  const guest = await client.join(meeting.id)
  expect(await guest.next('queue')).toEqual({ t: 'queue', ahead: 0, status: 'absent' })

  const { participantId } = await counsellor.ok(meetings.openMeeting, {}, meeting.id)
  const host = await counsellor.join(meeting.id)
  expect(await guest.next('queue', (queue) => queue.status === 'online')).toMatchObject({ ahead: 0 })
  host.say({ t: 'opening', opening: 'b3BlbmluZw' })
  expect(await guest.next('opening')).toEqual({ t: 'opening', opening: 'b3BlbmluZw' })

  guest.box(moderator, 'knock')
  expect(await host.nextBox()).toEqual({ from: entry.participantId, text: 'knock', seq: 0 })
  host.box(entry.participantId, 'hello')
  expect(await guest.nextBox()).toEqual({ from: participantId, text: 'hello', seq: 0 })

  host.say({ t: 'decide', participant: entry.participantId, decision: 'admit' })
  expect(await guest.next('state')).toEqual({ t: 'state', state: 'admitted' })
  await host.next('people', ({ people }) =>
    people.some((one) => one.state === 'admitted' && one.participant !== participantId),
  )
  host.box(everyone, 'epoch')
  expect((await guest.nextBox()).text).toBe('epoch')
  guest.box(everyone, 'Guten Tag', { ref: 41 })
  expect(await guest.next('logged')).toEqual({ t: 'logged', ref: 41, seq: 1 })
  expect(await host.nextBox()).toEqual({ from: entry.participantId, text: 'Guten Tag', seq: 1 })

  await counsellor.ok(meetings.endMeeting, {}, meeting.id)
  for (const wire of [host, guest]) {
    expect(await wire.next('ended')).toEqual({ t: 'ended', by: 'moderator' })
    expect((await wire.next('deleted')).receipt).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    await wire.closed
  }
  const gone = await client.ok(meetings.deletionOf, {}, meeting.id)
  expect(gone).toMatchObject({ ended: true })
  expect(gone.receipt).toBe(
    (host.all.find((item) => 't' in item && item.t === 'deleted') as { receipt: string }).receipt,
  )
  expect(await remainsOf(house.base, meeting.id)).toBe(0)
  expect(await client.refused(meetings.lookAtInvitation, { secret: meeting.invitation! })).toBe('meeting-ended')
  const [listed] = (await counsellor.ok(meetings.listMeetings, {})).meetings
  expect(listed).toMatchObject({
    state: 'verified',
    note: '',
    invitation: null,
    receipt: gone.receipt,
    endedBy: 'moderator',
  })
})
