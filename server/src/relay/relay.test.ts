import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import { everyone, largestWaitingFrame, moderator } from '@vieraugen/protocol/relay.ts'
import { describe, expect, test } from 'vitest'
import { appendEntry } from './commands.ts'
import { testRoom } from './test-room.ts'

const room = testRoom()

describe('who waits', () => {
  test('hears nothing of the room: no people, no boxes, nothing about others but how many are before them', async () => {
    const inside = await room.member()
    const outside = await room.knocker()
    room.host.box(everyone, 'for members')
    inside.wire.box(everyone, 'for members too')
    inside.wire.box(everyone, 'kept', { ref: 1 })
    inside.wire.box(outside.id, 'straight at the door')
    expect((await inside.wire.next('fail')).code).toBe('not-found')
    await room.host.settled()
    await outside.wire.settled()
    const kinds = new Set(outside.wire.all.map((item) => ('t' in item ? item.t : 'box')))
    expect([...kinds].toSorted()).toEqual(['pong', 'queue', 'welcome'])
    const welcome = outside.wire.all.find((item) => 't' in item && item.t === 'welcome')
    expect(welcome).toMatchObject({ state: 'waiting', seq: 0, share: null })
    expect(JSON.stringify(outside.wire.all)).not.toContain(inside.id)
    expect(JSON.stringify(outside.wire.all)).not.toContain(room.hostId)
  })

  test('reaches the moderator and nobody else, and is told the same about a seat that exists and one that does not', async () => {
    const [inside, outside, other] = [await room.member(), await room.knocker(), await room.knocker()]
    for (const to of [inside.id, other.id, everyone, '01930000-0000-7000-8000-000000000001']) {
      outside.wire.box(to, 'hello?')
      expect((await outside.wire.next('fail')).code).toBe('forbidden')
    }
    outside.wire.box(moderator, 'knock')
    expect(await room.host.nextBox()).toMatchObject({ from: outside.id, text: 'knock' })
    await inside.wire.settled()
    await other.wire.settled()
    expect([...inside.wire.boxes, ...other.wire.boxes]).toEqual([])
  })

  test('keeps nothing, reads nothing, decides nothing, sends small boxes only', async () => {
    const { wire, id } = await room.knocker()
    wire.box(everyone, 'kept?', { ref: 1 })
    expect((await wire.next('fail')).code).toBe('forbidden')
    wire.say({ t: 'read', after: 0 })
    expect((await wire.next('fail')).code).toBe('forbidden')
    wire.say({ t: 'decide', participant: id, decision: 'admit' })
    expect((await wire.next('fail')).code).toBe('forbidden')
    wire.say({ t: 'opening', opening: 'bWluZQ' })
    expect((await wire.next('fail')).code).toBe('forbidden')
    wire.box(moderator, 'x'.repeat(largestWaitingFrame))
    expect((await wire.next('fail')).code).toBe('too-large')
    expect(await room.seatState(id)).toBe('waiting')
    expect(await room.entries()).toEqual([])
  })

  test('cannot flood the moderator: a burst, then a line every other second', async () => {
    const { wire, id } = await room.knocker()
    for (let i = 0; i < 14; i++) wire.box(moderator, `knock ${i}`)
    expect((await wire.next('fail')).code).toBe('too-many')
    room.house.base.clock.advance(4000)
    await wire.settled()
    await room.host.settled()
    const heard = room.host.boxes.filter((box) => box.from === id).length
    expect(heard).toBeGreaterThan(8)
    expect(heard).toBeLessThan(14)
  })

  test('knows the place in the queue, in order of arrival, and how the counsellor is', async () => {
    const [first, second] = [await room.knocker(), await room.knocker()]
    expect(await second.wire.next('queue')).toEqual({ t: 'queue', ahead: 1, status: 'online' })
    room.host.say({ t: 'decide', participant: first.id, decision: 'admit' })
    expect(await second.wire.next('queue', ({ ahead }) => ahead === 0)).toMatchObject({ status: 'busy' })
    room.host.say({ t: 'status', status: 'away' })
    expect(await second.wire.next('queue', ({ status }) => status === 'away')).toMatchObject({ ahead: 0 })
    room.host.socket.close()
    expect(await second.wire.next('queue', ({ status }) => status === 'absent')).toMatchObject({ ahead: 0 })
  })

  test('may wait before the meeting is open, and gets the opening as soon as there is one', async () => {
    const later = await room.counsellor.plan()
    const browser = room.house.browser()
    await browser.enter(later)
    const wire = await browser.join(later.id)
    expect(await wire.next('queue')).toMatchObject({ status: 'absent' })
    await room.counsellor.ok(meetings.openMeeting, {}, later.id)
    const opener = await room.counsellor.join(later.id)
    opener.say({ t: 'opening', opening: 'b3Blbg' })
    expect(await wire.next('opening')).toMatchObject({ opening: 'b3Blbg' })
    const listed = (await room.counsellor.ok(meetings.listMeetings, {})).meetings
    expect(listed.filter((one) => [room.meeting.id, later.id].includes(one.id)).map((one) => one.waiting)).toEqual([
      0, 1,
    ])
    await room.counsellor.ok(meetings.endMeeting, {}, later.id)
  })
})

describe('a human decides', () => {
  test('holds, admits, removes: in the database before anybody hears of it', async () => {
    const { wire, id } = await room.knocker()
    for (const [decision, state] of [
      ['hold', 'held'],
      ['admit', 'admitted'],
      ['remove', 'removed'],
    ] as const) {
      room.host.say({ t: 'decide', participant: id, decision })
      expect((await wire.next('state')).state).toBe(state)
      expect(await room.seatState(id)).toBe(state)
    }
    await wire.closed
    const seat = await room.house.base.db
      .selectFrom('participant')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(seat.decided_by).toBe(room.hostId)
    expect(seat.decided_at).toEqual(room.house.base.clock.now())
  })

  test('who was denied is out, and comes back only by knocking again with consent, a few times', async () => {
    const { browser, wire, id } = await room.knocker()
    room.host.say({ t: 'decide', participant: id, decision: 'deny' })
    expect((await wire.next('state')).state).toBe('denied')
    await wire.closed
    const again = browser.socket()
    again.say({ t: 'join', meeting: room.meeting.id, instance: '1'.repeat(32) })
    expect((await again.next('fail')).code).toBe('forbidden')
    for (let seats = 1; seats < 5; seats++) {
      const entry = await browser.enter(room.meeting)
      expect(entry.participantId).not.toBe(id)
      expect(entry.receiptCode).not.toBeNull()
      const next = await browser.join(room.meeting.id)
      room.host.say({ t: 'decide', participant: entry.participantId, decision: 'deny' })
      await next.closed
    }
    const secret = room.meeting.invitation!
    expect(
      await browser.refused(meetings.enterWaitingRoom, { secret, language: 'de', ticks: browser.ticks('client') }),
    ).toBe('too-many')
  })

  test('a member decides nothing, and a moderator nothing about other meetings', async () => {
    const [inside, outside] = [await room.member(), await room.knocker()]
    inside.wire.say({ t: 'decide', participant: outside.id, decision: 'admit' })
    expect((await inside.wire.next('fail')).code).toBe('forbidden')
    const stranger = await room.house.counsellor()
    const theirs = await stranger.plan()
    await stranger.ok(meetings.openMeeting, {}, theirs.id)
    const wire = await stranger.join(theirs.id)
    wire.say({ t: 'decide', participant: outside.id, decision: 'admit' })
    expect((await wire.next('fail')).code).toBe('not-found')
    wire.box(outside.id, 'hello')
    expect((await wire.next('fail')).code).toBe('not-found')
    expect(await room.seatState(outside.id)).toBe('waiting')
  })

  test('at most six are in the room', async () => {
    for (let guests = 0; guests < 5; guests++) await room.member()
    const seventh = await room.knocker()
    room.host.say({ t: 'decide', participant: seventh.id, decision: 'admit' })
    expect((await room.host.next('fail')).code).toBe('room-full')
    expect(await room.seatState(seventh.id)).toBe('waiting')
  })
})

describe('the log', () => {
  test('numbers from 1 without gaps, however many write at once, and everybody hears it in order', async () => {
    const [one, two] = [await room.member(), await room.member()]
    const wires = [room.host, one.wire, two.wire]
    for (let i = 0; i < 20; i++) for (const wire of wires) wire.box(everyone, `entry ${i}`, { ref: i })
    for (const wire of wires) await wire.next('logged', ({ ref }) => ref === 19)
    for (const wire of wires) {
      while (wire.boxes.length < 60) await wire.nextBox()
      expect(wire.boxes.map((box) => box.seq)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1))
    }
  })

  test('rests sealed once more under the key of the meeting, and is read from any place on', async () => {
    const guest = await room.member()
    for (let i = 1; i <= 70; i++) room.host.box(everyone, `ciphertext ${i}`, { ref: i })
    await room.host.next('logged', ({ seq }) => seq === 70)
    const rows = await room.entries()
    expect(rows.some((row) => row.box.includes('ciphertext'))).toBe(false)
    const late = await guest.browser.join(room.meeting.id)
    expect(late.all[0]).toMatchObject({ t: 'welcome', state: 'admitted', seq: 70 })
    late.say({ t: 'read', after: 2 })
    expect(await late.next('read')).toEqual({ t: 'read', seq: 70 })
    expect(late.boxes.map((box) => box.seq)).toEqual(Array.from({ length: 68 }, (_, at) => at + 3))
    expect(late.boxes[0]).toEqual({ from: room.hostId, seq: 3, text: 'ciphertext 3' })
  })

  test('what is added while somebody reads comes at its place, once', async () => {
    const guest = await room.member()
    for (let i = 1; i <= 65; i++) room.host.box(everyone, `${i}`, { ref: i })
    guest.wire.say({ t: 'read', after: 0 })
    for (let i = 66; i <= 80; i++) room.host.box(everyone, `${i}`, { ref: i })
    await room.host.next('logged', ({ seq }) => seq === 80)
    await guest.wire.next('read')
    await guest.wire.settled()
    const late = guest.wire.boxes.slice(guest.wire.boxes.findLastIndex((box) => box.seq === 1))
    expect(late.map((box) => box.seq)).toEqual(Array.from({ length: 80 }, (_, at) => at + 1))
  })

  test('takes nothing after the end, not even what was on its way', async () => {
    const guest = await room.member()
    for (let i = 0; i < 30; i++) guest.wire.box(everyone, `${i}`, { ref: i })
    const ending = room.counsellor.ok(meetings.endMeeting, {}, room.meeting.id)
    for (let i = 30; i < 60; i++) guest.wire.box(everyone, `${i}`, { ref: i })
    await ending
    await guest.wire.next('deleted')
    expect(await room.entries()).toEqual([])
    expect((await room.row()).state).toBe('verified')
  })

  test('takes nothing after the end while the key is still there, whoever asks', async () => {
    const { base } = room.house
    const { contentKeys } = base
    const { destroy } = contentKeys
    const { promise: disk, resolve: release } = Promise.withResolvers<void>()
    contentKeys.destroy = async (id, step) => {
      await disk
      return destroy(id, step)
    }
    const entry = { meetingId: room.meeting.id, sender: room.hostId, box: Buffer.from('late') }
    const write = () =>
      appendEntry(base, entry).catch((error: unknown) => (error instanceof Fail ? error.code : 'broken'))
    const inFlight = Array.from({ length: 20 }, write)
    await room.counsellor.ok(meetings.endMeeting, {}, room.meeting.id)
    const atTheEnd = (await room.entries()).length
    expect(await write()).toBe('meeting-ended')
    const answers = await Promise.all(inFlight)
    expect(answers.filter((answer) => typeof answer === 'number')).toHaveLength(atTheEnd)
    expect(await room.entries()).toHaveLength(atTheEnd)
    contentKeys.destroy = destroy
    release()
    await room.host.next('deleted')
  })
})
