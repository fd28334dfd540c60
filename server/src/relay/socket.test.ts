import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import { everyone, largestFrame, moderator } from '@vieraugen/protocol/relay.ts'
import { describe, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import { testRoom } from './test-room.ts'

const room = testRoom()

describe('a socket', () => {
  test('without a cookie, with another place or with another meeting joins nothing', async () => {
    const other = await room.counsellor.plan()
    const { browser } = await room.knocker()
    for (const [wire, id, code] of [
      [room.house.browser().socket(), room.meeting.id, 'sign-in-needed'],
      [browser.socket(), other.id, 'not-found'],
      [browser.socket(), '01930000-0000-7000-8000-000000000001', 'not-found'],
    ] as const) {
      wire.say({ t: 'join', meeting: id, instance: '2'.repeat(32) })
      expect((await wire.next('fail')).code).toBe(code)
      await wire.closed
    }
  })

  test('from another site is refused before it is one', async () => {
    const { browser } = await room.knocker()
    const wire = browser.socket({ origin: 'https://evil.example' })
    await wire.closed
    expect(wire.all).toEqual([])
  })

  test('is one for each seat: a second page takes the place over', async () => {
    const { browser, wire } = await room.knocker()
    const second = await browser.join(room.meeting.id)
    expect(await wire.next('replaced')).toEqual({ t: 'replaced' })
    await wire.closed
    await second.settled()
    await room.host.settled()
    const told = room.host.all.findLast((item) => 't' in item && item.t === 'people')
    expect(told).toMatchObject({ people: [{ connected: true }, { connected: true }] })
    second.box(moderator, 'still here')
    expect((await room.host.nextBox()).text).toBe('still here')
  })

  test('gives the share of a reload back to the same session alone', async () => {
    const { browser, wire } = await room.member()
    wire.say({ t: 'share', share: 'c2hhcmU' })
    await wire.settled()
    const again = await browser.join(room.meeting.id)
    expect(again.all[0]).toMatchObject({ t: 'welcome', share: 'c2hhcmU' })
    room.host.say({ t: 'share', share: 'aG9zdA' })
    await room.host.settled()
    const elsewhere = room.house.browser()
    await elsewhere.ok(accounts.signIn, { login: 'beraterin1', password: 'Regenschirm-im-Mai-41' })
    await elsewhere.ok(meetings.openMeeting, {}, room.meeting.id)
    const moved = await elsewhere.join(room.meeting.id)
    expect(moved.all[0]).toMatchObject({ t: 'welcome', self: room.hostId, role: 'moderator', share: null })
    await room.host.next('replaced')
  })

  test('that is too loud, too large or speaks nonsense is told why, and ends', async () => {
    const { wire } = await room.knocker()
    for (let i = 0; i < 10; i++) wire.raw('{"t":"join"')
    expect((await wire.next('fail')).code).toBe('invalid-input')
    await wire.closed
    const inside = await room.member()
    inside.wire.raw(Buffer.alloc(largestFrame + 1))
    expect((await inside.wire.next('fail')).code).toBe('too-large')
    await inside.wire.closed
  })

  test('that gives no sign of life for two beats is dead', async () => {
    await room.moveOut()
    const { wire } = await room.knocker()
    wire.socket.pong = () => undefined
    await room.pass(40, room.host)
    await wire.closed
    const told = room.host.all.findLast((item) => 't' in item && item.t === 'people')
    expect(told).toMatchObject({ people: [{ connected: true }, { connected: false }] })
  })

  test('that never says which meeting it is about is not waited for', async () => {
    await room.moveOut()
    const { browser } = await room.knocker()
    const wire = browser.socket()
    await new Promise((resolve) => wire.socket.once('open', resolve))
    room.house.base.clock.advance(40_000)
    await wire.closed
  })

  test('keeps its session awake, and ends within a second when the session is over', async () => {
    await room.moveOut()
    const seen = () =>
      room.house.base.db.selectFrom('session').select('seen_at').where('account_id', 'is not', null).executeTakeFirst()
    const before = await seen()
    await room.pass(40 * 60, room.host)
    expect((await seen())!.seen_at.getTime()).toBeGreaterThan(before!.seen_at.getTime() + 38 * 60_000)
    await room.house.base.db.deleteFrom('session').execute()
    room.house.base.clock.advance(1_000)
    await room.host.closed
    expect(room.host.all.at(-1)).toEqual({ t: 'fail', code: 'sign-in-needed' })
  })

  test('ends when its person signs out everywhere, and nobody else’s does', async () => {
    await room.moveOut()
    const guest = await room.member()
    const elsewhere = room.house.browser()
    await elsewhere.ok(accounts.signIn, { login: 'beraterin1', password: 'Regenschirm-im-Mai-41' })
    await elsewhere.ok(accounts.signOutEverywhere, {})
    room.house.base.clock.advance(1_000)
    await room.host.closed
    expect(room.host.all.at(-1)).toEqual({ t: 'fail', code: 'sign-in-needed' })
    await guest.wire.settled()
    expect(guest.wire.all).not.toContainEqual({ t: 'fail', code: 'sign-in-needed' })
  })

  test('that leaves gives its seat up; the next entry is a new one', async () => {
    const { browser, wire, id } = await room.member()
    wire.say({ t: 'leave' })
    await wire.closed
    await room.host.next('people', ({ people }) => people.some((one) => one.state === 'left'))
    expect(await room.seatState(id)).toBe('left')
    const entry = await browser.enter(room.meeting)
    expect(entry.participantId).not.toBe(id)
    expect((await browser.join(room.meeting.id)).all[0]).toMatchObject({ self: entry.participantId, state: 'waiting' })
  })
})

describe('people', () => {
  test('the moderator sees every seat in order of arrival, a member the members that are connected', async () => {
    const [inside, first, second] = [await room.member(), await room.knocker(), await room.knocker()]
    const { people } = await room.host.next(
      'people',
      (told) => told.people.length === 4 && told.people.every((one) => one.connected),
    )
    expect(people.map((one) => one.participant)).toEqual([room.hostId, inside.id, first.id, second.id])
    const seen = inside.wire.all.filter((item) => 't' in item && item.t === 'people')
    for (const told of seen)
      expect(told).toMatchObject({ people: [{ participant: room.hostId }, { participant: inside.id }] })
  })

  test('when the last one is out the ten minutes begin, and end when somebody comes back', async () => {
    await room.host.settled()
    expect((await room.row()).empty_since).toBeNull()
    room.host.socket.close()
    await room.host.closed
    const { wire } = await room.knocker()
    await wire.next('queue', ({ status }) => status === 'absent')
    const emptied = (await room.row()).empty_since
    expect(emptied).not.toBeNull()
    room.host = await room.counsellor.join(room.meeting.id)
    room.host.box(everyone, 'entry', { ref: 1 })
    await room.host.next('logged')
    expect((await room.row()).empty_since).toBeNull()
  })

  test('nobody in for ten minutes ends the meeting for who still waits', async () => {
    await room.moveOut()
    const { wire } = await room.knocker()
    room.host.say({ t: 'leave' })
    await room.host.closed
    await wire.next('queue', ({ status }) => status === 'absent')
    while ((await room.row()).empty_since === null) await wire.settled()
    await room.pass(600, wire)
    expect((await room.row()).state).toBe('open')
    // A sweep that is still at work is not started twice: the clock here is faster than the disk.
    const isOver = () => wire.all.some((item) => 't' in item && item.t === 'ended')
    while (!isOver()) await Promise.race([room.pass(30, wire), wire.closed])
    expect(wire.all.find((item) => 't' in item && item.t === 'ended')).toEqual({ t: 'ended', by: 'last-left' })
    await wire.closed
    expect(wire.all.at(-1)).toMatchObject({ t: 'deleted' })
  })
})

describe('a restart of the server', () => {
  test('keeps seats and log, loses the opening, and lets everybody back in', async () => {
    await room.moveOut()
    const guest = await room.member()
    room.host.say({ t: 'opening', opening: 'b3Blbg' })
    guest.wire.box(everyone, 'before', { ref: 1 })
    await guest.wire.next('logged')
    await room.house.app.close()
    const app = await createApp(room.house.base)
    await app.http.server.listen({ port: Number(new URL(room.house.url).port), host: 'localhost' })
    const [back, again] = [await guest.browser.join(room.meeting.id), await room.counsellor.join(room.meeting.id)]
    expect(back.all[0]).toMatchObject({ t: 'welcome', state: 'admitted', seq: 1, opening: null, share: null })
    again.say({ t: 'opening', opening: 'bmV1' })
    expect(await back.next('opening')).toMatchObject({ opening: 'bmV1' })
    back.box(everyone, 'after', { ref: 2 })
    expect(await back.next('logged')).toMatchObject({ seq: 2 })
    await app.close()
  })

  test('who comes back after the end hears that it is over, and the proof', async () => {
    const guest = await room.member()
    await room.counsellor.ok(meetings.endMeeting, {}, room.meeting.id)
    await guest.wire.next('deleted')
    const late = guest.browser.socket()
    late.say({ t: 'join', meeting: room.meeting.id, instance: '3'.repeat(32) })
    expect(await late.next('ended')).toMatchObject({ by: 'moderator' })
    expect((await late.next('deleted')).receipt).toMatch(/-/)
    await late.closed
  })

  test('who comes between the end and its proof waits for the proof', async () => {
    const { contentKeys } = room.house.base
    const { destroy } = contentKeys
    const { promise: disk, resolve: release } = Promise.withResolvers<void>()
    contentKeys.destroy = async (id, step) => {
      await disk
      return destroy(id, step)
    }
    await room.counsellor.ok(meetings.endMeeting, {}, room.meeting.id)
    const late = room.counsellor.socket()
    late.say({ t: 'join', meeting: room.meeting.id, instance: '4'.repeat(32) })
    await late.next('ended')
    contentKeys.destroy = destroy
    release()
    expect((await late.next('deleted')).receipt).toMatch(/-/)
    await late.closed
  })
})
