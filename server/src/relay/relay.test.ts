import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import { everyone, largestFrame, largestWaitingFrame, moderator } from '@vieraugen/protocol/relay.ts'
import { createApp } from '../app.ts'
import { type Browser, type House, openHouse, type Wire } from '../meetings/test-house.ts'
import { createDeletion } from '../retention/commands.ts'

let house: House
let counsellor: Browser
let meeting: meetings.Meeting
let host: Wire
let hostId: string

let shared: { house: House; counsellor: Browser }
beforeAll(async () => {
  const opened = await openHouse()
  shared = { house: opened, counsellor: await opened.counsellor() }
}, 60_000)
afterAll(() => shared.house.close())

beforeEach(async () => {
  ;({ house, counsellor } = shared)
  await meet()
})
afterEach(async () => {
  if (house !== shared.house) await house.close()
  else await counsellor.ok(meetings.endMeeting, {}, meeting.id)
})

/** For tests after which a house is not what it was. */
async function moveOut(): Promise<void> {
  await counsellor.ok(meetings.endMeeting, {}, meeting.id)
  house = await openHouse()
  counsellor = await house.counsellor()
  await meet()
}

async function meet(): Promise<void> {
  meeting = await counsellor.plan()
  hostId = (await counsellor.ok(meetings.openMeeting, {}, meeting.id)).participantId
  host = await counsellor.join(meeting.id)
}

interface Guest {
  readonly browser: Browser
  readonly id: string
  readonly wire: Wire
}

async function knocker(): Promise<Guest> {
  house.base.clock.advance(1000)
  const browser = house.browser()
  const { participantId } = await browser.enter(meeting)
  return { browser, id: participantId, wire: await browser.join(meeting.id) }
}

async function member(): Promise<Guest> {
  const guest = await knocker()
  host.say({ t: 'decide', participant: guest.id, decision: 'admit' })
  await guest.wire.next('state', ({ state }) => state === 'admitted')
  await host.settled()
  return guest
}

/** Lets time pass as it does: with room for a sign of life between two beats. */
async function pass(seconds: number, wire: Wire): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 10) {
    house.base.clock.advance(10_000)
    await wire.settled()
  }
}

const seatState = async (id: string) =>
  (await house.base.db.selectFrom('participant').select('state').where('id', '=', id).executeTakeFirst())?.state
const rowOf = () => house.base.db.selectFrom('meeting').selectAll().where('id', '=', meeting.id).executeTakeFirstOrThrow()
const entries = () =>
  house.base.db.selectFrom('room_event').selectAll().where('meeting_id', '=', meeting.id).orderBy('seq').execute()

describe('who waits', () => {
  test('hears nothing of the room: no people, no boxes, nothing about others but how many are before them', async () => {
    const inside = await member()
    const outside = await knocker()
    host.box(everyone, 'for members')
    inside.wire.box(everyone, 'for members too')
    inside.wire.box(everyone, 'kept', { ref: 1 })
    inside.wire.box(outside.id, 'straight at the door')
    expect((await inside.wire.next('fail')).code).toBe('not-found')
    await host.settled()
    await outside.wire.settled()
    const kinds = new Set(outside.wire.all.map((item) => ('t' in item ? item.t : 'box')))
    expect([...kinds].toSorted()).toEqual(['pong', 'queue', 'welcome'])
    const welcome = outside.wire.all.find((item) => 't' in item && item.t === 'welcome')
    expect(welcome).toMatchObject({ state: 'waiting', seq: 0, share: null })
    expect(JSON.stringify(outside.wire.all)).not.toContain(inside.id)
    expect(JSON.stringify(outside.wire.all)).not.toContain(hostId)
  })

  test('reaches the moderator and nobody else, and is told the same about a seat that exists and one that does not', async () => {
    const [inside, outside, other] = [await member(), await knocker(), await knocker()]
    for (const to of [inside.id, other.id, everyone, '01930000-0000-7000-8000-000000000001']) {
      outside.wire.box(to, 'hello?')
      expect((await outside.wire.next('fail')).code).toBe('forbidden')
    }
    outside.wire.box(moderator, 'knock')
    expect(await host.nextBox()).toMatchObject({ from: outside.id, text: 'knock' })
    await inside.wire.settled()
    await other.wire.settled()
    expect([...inside.wire.boxes, ...other.wire.boxes]).toEqual([])
  })

  test('keeps nothing, reads nothing, decides nothing, sends small boxes only', async () => {
    const { wire, id } = await knocker()
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
    expect(await seatState(id)).toBe('waiting')
    expect(await entries()).toEqual([])
  })

  test('cannot flood the moderator: a burst, then a line every other second', async () => {
    const { wire, id } = await knocker()
    for (let i = 0; i < 14; i++) wire.box(moderator, `knock ${i}`)
    expect((await wire.next('fail')).code).toBe('too-many')
    house.base.clock.advance(4000)
    await wire.settled()
    await host.settled()
    const heard = host.boxes.filter((box) => box.from === id).length
    expect(heard).toBeGreaterThan(8)
    expect(heard).toBeLessThan(14)
  })

  test('knows the place in the queue, in order of arrival, and how the counsellor is', async () => {
    const [first, second] = [await knocker(), await knocker()]
    expect(await second.wire.next('queue')).toEqual({ t: 'queue', ahead: 1, status: 'online' })
    host.say({ t: 'decide', participant: first.id, decision: 'admit' })
    expect(await second.wire.next('queue', ({ ahead }) => ahead === 0)).toMatchObject({ status: 'busy' })
    host.say({ t: 'status', status: 'away' })
    expect(await second.wire.next('queue', ({ status }) => status === 'away')).toMatchObject({ ahead: 0 })
    host.socket.close()
    expect(await second.wire.next('queue', ({ status }) => status === 'absent')).toMatchObject({ ahead: 0 })
  })

  test('may wait before the meeting is open, and gets the opening as soon as there is one', async () => {
    const later = await counsellor.plan()
    const browser = house.browser()
    await browser.enter(later)
    const wire = await browser.join(later.id)
    expect(await wire.next('queue')).toMatchObject({ status: 'absent' })
    await counsellor.ok(meetings.openMeeting, {}, later.id)
    const opener = await counsellor.join(later.id)
    opener.say({ t: 'opening', opening: 'b3Blbg' })
    expect(await wire.next('opening')).toMatchObject({ opening: 'b3Blbg' })
    const listed = (await counsellor.ok(meetings.listMeetings, {})).meetings
    expect(listed.filter((one) => [meeting.id, later.id].includes(one.id)).map((one) => one.waiting)).toEqual([0, 1])
    await counsellor.ok(meetings.endMeeting, {}, later.id)
  })
})

describe('a human decides', () => {
  test('holds, admits, removes: in the database before anybody hears of it', async () => {
    const { wire, id } = await knocker()
    for (const [decision, state] of [['hold', 'held'], ['admit', 'admitted'], ['remove', 'removed']] as const) {
      host.say({ t: 'decide', participant: id, decision })
      expect((await wire.next('state')).state).toBe(state)
      expect(await seatState(id)).toBe(state)
    }
    await wire.closed
    const seat = await house.base.db.selectFrom('participant').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(seat.decided_by).toBe(hostId)
    expect(seat.decided_at).toEqual(house.base.clock.now())
  })

  test('who was denied is out, and comes back only by knocking again with consent, a few times', async () => {
    const { browser, wire, id } = await knocker()
    host.say({ t: 'decide', participant: id, decision: 'deny' })
    expect((await wire.next('state')).state).toBe('denied')
    await wire.closed
    const again = browser.socket()
    again.say({ t: 'join', meeting: meeting.id, instance: '1'.repeat(32) })
    expect((await again.next('fail')).code).toBe('forbidden')
    for (let seats = 1; seats < 5; seats++) {
      const entry = await browser.enter(meeting)
      expect(entry.participantId).not.toBe(id)
      expect(entry.receiptCode).not.toBeNull()
      const next = await browser.join(meeting.id)
      host.say({ t: 'decide', participant: entry.participantId, decision: 'deny' })
      await next.closed
    }
    const secret = meeting.invitation!
    expect(await browser.refused(meetings.enterWaitingRoom, { secret, language: 'de', ticks: browser.ticks('client') })).toBe('too-many')
  })

  test('a member decides nothing, and a moderator nothing about other meetings', async () => {
    const [inside, outside] = [await member(), await knocker()]
    inside.wire.say({ t: 'decide', participant: outside.id, decision: 'admit' })
    expect((await inside.wire.next('fail')).code).toBe('forbidden')
    const stranger = await house.counsellor()
    const theirs = await stranger.plan()
    await stranger.ok(meetings.openMeeting, {}, theirs.id)
    const wire = await stranger.join(theirs.id)
    wire.say({ t: 'decide', participant: outside.id, decision: 'admit' })
    expect((await wire.next('fail')).code).toBe('not-found')
    wire.box(outside.id, 'hello')
    expect((await wire.next('fail')).code).toBe('not-found')
    expect(await seatState(outside.id)).toBe('waiting')
  })

  test('at most six are in the room', async () => {
    for (let guests = 0; guests < 5; guests++) await member()
    const seventh = await knocker()
    host.say({ t: 'decide', participant: seventh.id, decision: 'admit' })
    expect((await host.next('fail')).code).toBe('room-full')
    expect(await seatState(seventh.id)).toBe('waiting')
  })
})

describe('the log', () => {
  test('numbers from 1 without gaps, however many write at once, and everybody hears it in order', async () => {
    const [one, two] = [await member(), await member()]
    const wires = [host, one.wire, two.wire]
    for (let i = 0; i < 20; i++) for (const wire of wires) wire.box(everyone, `entry ${i}`, { ref: i })
    for (const wire of wires) await wire.next('logged', ({ ref }) => ref === 19)
    for (const wire of wires) {
      while (wire.boxes.length < 60) await wire.nextBox()
      expect(wire.boxes.map((box) => box.seq)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1))
    }
  })

  test('rests sealed once more under the key of the meeting, and is read from any place on', async () => {
    const guest = await member()
    for (let i = 1; i <= 70; i++) host.box(everyone, `ciphertext ${i}`, { ref: i })
    await host.next('logged', ({ seq }) => seq === 70)
    const rows = await entries()
    expect(rows.some((row) => row.box.includes('ciphertext'))).toBe(false)
    const late = await guest.browser.join(meeting.id)
    expect(late.all[0]).toMatchObject({ t: 'welcome', state: 'admitted', seq: 70 })
    late.say({ t: 'read', after: 2 })
    expect(await late.next('read')).toEqual({ t: 'read', seq: 70 })
    expect(late.boxes.map((box) => box.seq)).toEqual(Array.from({ length: 68 }, (_, at) => at + 3))
    expect(late.boxes[0]).toEqual({ from: hostId, seq: 3, text: 'ciphertext 3' })
  })

  test('what is added while somebody reads comes at its place, once', async () => {
    const guest = await member()
    for (let i = 1; i <= 65; i++) host.box(everyone, `${i}`, { ref: i })
    guest.wire.say({ t: 'read', after: 0 })
    for (let i = 66; i <= 80; i++) host.box(everyone, `${i}`, { ref: i })
    await host.next('logged', ({ seq }) => seq === 80)
    await guest.wire.next('read')
    await guest.wire.settled()
    const late = guest.wire.boxes.slice(guest.wire.boxes.findLastIndex((box) => box.seq === 1))
    expect(late.map((box) => box.seq)).toEqual(Array.from({ length: 80 }, (_, at) => at + 1))
  })

  test('takes nothing after the end, not even what was on its way', async () => {
    const guest = await member()
    for (let i = 0; i < 30; i++) guest.wire.box(everyone, `${i}`, { ref: i })
    const ending = counsellor.ok(meetings.endMeeting, {}, meeting.id)
    for (let i = 30; i < 60; i++) guest.wire.box(everyone, `${i}`, { ref: i })
    await ending
    await guest.wire.next('deleted')
    expect(await entries()).toEqual([])
    expect((await rowOf()).state).toBe('verified')
  })
})

describe('a socket', () => {
  test('without a cookie, with another place or with another meeting joins nothing', async () => {
    const other = await counsellor.plan()
    const { browser } = await knocker()
    for (const [wire, id, code] of [
      [house.browser().socket(), meeting.id, 'sign-in-needed'],
      [browser.socket(), other.id, 'not-found'],
      [browser.socket(), '01930000-0000-7000-8000-000000000001', 'not-found'],
    ] as const) {
      wire.say({ t: 'join', meeting: id, instance: '2'.repeat(32) })
      expect((await wire.next('fail')).code).toBe(code)
      await wire.closed
    }
  })

  test('from another site is refused before it is one', async () => {
    const { browser } = await knocker()
    const wire = browser.socket({ origin: 'https://evil.example' })
    await wire.closed
    expect(wire.all).toEqual([])
  })

  test('is one for each seat: a second page takes the place over', async () => {
    const { browser, wire } = await knocker()
    const second = await browser.join(meeting.id)
    expect(await wire.next('replaced')).toEqual({ t: 'replaced' })
    await wire.closed
    await second.settled()
    await host.settled()
    const told = host.all.findLast((item) => 't' in item && item.t === 'people')
    expect(told).toMatchObject({ people: [{ connected: true }, { connected: true }] })
    second.box(moderator, 'still here')
    expect((await host.nextBox()).text).toBe('still here')
  })

  test('gives the share of a reload back to the same session alone', async () => {
    const { browser, wire } = await member()
    wire.say({ t: 'share', share: 'c2hhcmU' })
    await wire.settled()
    const again = await browser.join(meeting.id)
    expect(again.all[0]).toMatchObject({ t: 'welcome', share: 'c2hhcmU' })
    host.say({ t: 'share', share: 'aG9zdA' })
    await host.settled()
    const elsewhere = house.browser()
    await elsewhere.ok(accounts.signIn, { login: 'beraterin1', password: 'Regenschirm-im-Mai-41' })
    await elsewhere.ok(meetings.openMeeting, {}, meeting.id)
    const moved = await elsewhere.join(meeting.id)
    expect(moved.all[0]).toMatchObject({ t: 'welcome', self: hostId, role: 'moderator', share: null })
    await host.next('replaced')
  })

  test('that is too loud, too large or speaks nonsense is told why, and ends', async () => {
    const { wire } = await knocker()
    for (let i = 0; i < 10; i++) wire.raw('{"t":"join"')
    expect((await wire.next('fail')).code).toBe('invalid-input')
    await wire.closed
    const inside = await member()
    inside.wire.raw(Buffer.alloc(largestFrame + 1))
    expect((await inside.wire.next('fail')).code).toBe('too-large')
    await inside.wire.closed
  })

  test('that gives no sign of life for two beats is dead', async () => {
    await moveOut()
    const { wire } = await knocker()
    wire.socket.pong = () => undefined
    await pass(40, host)
    await wire.closed
    const told = host.all.findLast((item) => 't' in item && item.t === 'people')
    expect(told).toMatchObject({ people: [{ connected: true }, { connected: false }] })
  })

  test('that never says which meeting it is about is not waited for', async () => {
    await moveOut()
    const { browser } = await knocker()
    const wire = browser.socket()
    await new Promise((resolve) => wire.socket.once('open', resolve))
    house.base.clock.advance(40_000)
    await wire.closed
  })

  test('keeps its session awake, and ends within a minute when the session is over', async () => {
    await moveOut()
    const seen = () => house.base.db.selectFrom('session').select('seen_at').where('account_id', 'is not', null).executeTakeFirst()
    const before = await seen()
    await pass(40 * 60, host)
    expect((await seen())!.seen_at.getTime()).toBeGreaterThan(before!.seen_at.getTime() + 38 * 60_000)
    await house.base.db.deleteFrom('session').execute()
    await pass(60, host).catch(() => undefined)
    await host.closed
    expect(host.all.at(-1)).toEqual({ t: 'fail', code: 'sign-in-needed' })
  })

  test('that leaves gives its seat up; the next entry is a new one', async () => {
    const { browser, wire, id } = await member()
    wire.say({ t: 'leave' })
    await wire.closed
    await host.next('people', ({ people }) => people.some((one) => one.state === 'left'))
    expect(await seatState(id)).toBe('left')
    const entry = await browser.enter(meeting)
    expect(entry.participantId).not.toBe(id)
    expect((await browser.join(meeting.id)).all[0]).toMatchObject({ self: entry.participantId, state: 'waiting' })
  })
})

describe('people', () => {
  test('the moderator sees every seat in order of arrival, a member the members that are connected', async () => {
    const [inside, first, second] = [await member(), await knocker(), await knocker()]
    const { people } = await host.next('people', (told) => told.people.length === 4 && told.people.every((one) => one.connected))
    expect(people.map((one) => one.participant)).toEqual([hostId, inside.id, first.id, second.id])
    const seen = inside.wire.all.filter((item) => 't' in item && item.t === 'people')
    for (const told of seen) expect(told).toMatchObject({ people: [{ participant: hostId }, { participant: inside.id }] })
  })

  test('when the last one is out the ten minutes begin, and end when somebody comes back', async () => {
    await host.settled()
    expect((await rowOf()).empty_since).toBeNull()
    host.socket.close()
    await host.closed
    const { wire } = await knocker()
    await wire.next('queue', ({ status }) => status === 'absent')
    const emptied = (await rowOf()).empty_since
    expect(emptied).not.toBeNull()
    host = await counsellor.join(meeting.id)
    host.box(everyone, 'entry', { ref: 1 })
    await host.next('logged')
    expect((await rowOf()).empty_since).toBeNull()
  })

  test('nobody in for ten minutes ends the meeting for who still waits', async () => {
    await moveOut()
    const { wire } = await knocker()
    host.say({ t: 'leave' })
    await host.closed
    await wire.next('queue', ({ status }) => status === 'absent')
    while ((await rowOf()).empty_since === null) await wire.settled()
    await pass(600, wire)
    expect((await rowOf()).state).toBe('open')
    // A sweep that is still at work is not started twice: the clock here is faster than the disk.
    const isOver = () => wire.all.some((item) => 't' in item && item.t === 'ended')
    while (!isOver()) await Promise.race([pass(30, wire), wire.closed])
    expect(wire.all.find((item) => 't' in item && item.t === 'ended')).toEqual({ t: 'ended', by: 'last-left' })
    await wire.closed
    expect(wire.all.at(-1)).toMatchObject({ t: 'deleted' })
  })
})

describe('a restart of the server', () => {
  test('keeps seats and log, loses the opening, and lets everybody back in', async () => {
    await moveOut()
    const guest = await member()
    host.say({ t: 'opening', opening: 'b3Blbg' })
    guest.wire.box(everyone, 'before', { ref: 1 })
    await guest.wire.next('logged')
    await house.app.close()
    const app = await createApp(house.base)
    await app.http.server.listen({ port: Number(new URL(house.url).port), host: 'localhost' })
    const [back, again] = [await guest.browser.join(meeting.id), await counsellor.join(meeting.id)]
    expect(back.all[0]).toMatchObject({ t: 'welcome', state: 'admitted', seq: 1, opening: null, share: null })
    again.say({ t: 'opening', opening: 'bmV1' })
    expect(await back.next('opening')).toMatchObject({ opening: 'bmV1' })
    back.box(everyone, 'after', { ref: 2 })
    expect(await back.next('logged')).toMatchObject({ seq: 2 })
    await app.close()
  })

  test('who comes back after the end hears that it is over, and the proof', async () => {
    const guest = await member()
    await counsellor.ok(meetings.endMeeting, {}, meeting.id)
    await guest.wire.next('deleted')
    const late = guest.browser.socket()
    late.say({ t: 'join', meeting: meeting.id, instance: '3'.repeat(32) })
    expect(await late.next('ended')).toMatchObject({ by: 'moderator' })
    expect((await late.next('deleted')).receipt).toMatch(/-/)
    await late.closed
  })

  test('who comes between the end and its proof waits for the proof', async () => {
    const { base } = house
    const { destroyed, release } = gate()
    const slow = createDeletion({ ...base, contentKeys: { ...base.contentKeys, destroy: () => destroyed } }, { ended: () => undefined, deleted: () => undefined })
    await slow.end(meeting.id, 'moderator')
    const late = counsellor.socket()
    late.say({ t: 'join', meeting: meeting.id, instance: '4'.repeat(32) })
    await late.next('ended')
    release()
    await slow.settled()
    // Its key was left: only the pass of the server itself can verify, and that one tells.
    base.clock.advance(30_000)
    expect((await late.next('deleted')).receipt).toMatch(/-/)
  })
})

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { destroyed: promise, release: resolve }
}
