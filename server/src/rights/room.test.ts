import { afterAll, beforeAll, expect, test } from 'vitest'
import * as rights from '@vieraugen/protocol/http/rights.ts'
import { openMeeting } from '@vieraugen/protocol/http/meetings.ts'
import { type House, openHouse } from '../meetings/test-house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

test('who withdraws in the middle of a meeting is out at once, and the others see it', async () => {
  const counsellor = await house.counsellor()
  const meeting = await counsellor.plan()
  await counsellor.ok(openMeeting, {}, meeting.id)
  const room = await counsellor.join(meeting.id)
  const client = house.browser()
  const { participantId, receiptCode } = await client.enter(meeting)
  const seat = await client.join(meeting.id)
  room.say({ t: 'decide', participant: participantId, decision: 'admit' })
  await seat.next('state', ({ state }) => state === 'admitted')

  // From another device, with nothing but the code.
  await house.browser().ok(rights.withdrawByReceipt, { code: receiptCode ?? '' })
  await seat.next('state', ({ state }) => state === 'left')
  await seat.closed
  await room.next('people', ({ people }) =>
    people.some((one) => one.participant === participantId && one.state === 'left'),
  )
  const again = client.socket()
  again.say({ t: 'join', meeting: meeting.id, instance: '0'.repeat(32) })
  expect((await again.next('fail')).code).toBe('forbidden')
})
