import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import { everyone, moderator, uuidBytes } from '@vieraugen/protocol/relay.ts'
import { type Browser, type House, openHouse, type Wire } from '../meetings/test-house.ts'

let house: House
let counsellor: Browser
let meeting: meetings.Meeting
let hostId: string
let host: Wire
const ids: string[] = []

beforeEach(async () => {
  ids.length = 0
  house = await openHouse()
  counsellor = await house.counsellor()
  meeting = await counsellor.plan()
  hostId = (await counsellor.ok(meetings.openMeeting, {}, meeting.id)).participantId
  host = await counsellor.join(meeting.id)
}, 60_000)
afterEach(() => house.close())

async function guest(admitted: boolean): Promise<Wire> {
  const browser = house.browser()
  const { participantId } = await browser.enter(meeting)
  ids.push(participantId)
  const wire = await browser.join(meeting.id)
  if (!admitted) return wire
  host.say({ t: 'decide', participant: participantId, decision: 'admit' })
  await wire.next('state')
  return wire
}

const anyId = () =>
  fc.oneof(
    fc.constantFrom(everyone, moderator, '01930000-0000-7000-8000-000000000001'),
    fc.constantFrom(...ids, hostId, meeting.id),
    fc.uuid(),
  )
/** Messages that look right in every field, or nearly. */
const nearly = () =>
  fc.record(
    {
      t: fc.oneof(
        fc.constantFrom(
          'join',
          'opening',
          'decide',
          'status',
          'read',
          'share',
          'ping',
          'welcome',
          'state',
          '__proto__',
        ),
        fc.string(),
      ),
      meeting: fc.oneof(anyId(), fc.constant(meeting.id)),
      instance: fc.oneof(fc.constant('0'.repeat(32)), fc.string()),
      participant: anyId(),
      decision: fc.oneof(fc.constantFrom('admit', 'hold', 'deny', 'remove'), fc.string()),
      after: fc.oneof(fc.integer(), fc.double(), fc.constant(Number.MAX_SAFE_INTEGER), fc.string()),
      opening: fc.string(),
      share: fc.string(),
      status: fc.string(),
    },
    { requiredKeys: ['t'] },
  )
const text = () =>
  fc.oneof(
    fc.json(),
    fc.string(),
    nearly().map((value) => JSON.stringify(value)),
    fc.constantFrom('', 'null', '[]', '{"t":null}', '{"t":"join"}'),
  )
const box = () =>
  fc
    .record({
      kind: fc.oneof(fc.constantFrom(1, 2), fc.nat(255)),
      to: anyId(),
      rest: fc.uint8Array({ maxLength: 200 }),
      cut: fc.nat(240),
    })
    .map(({ kind, to, rest, cut }) =>
      Buffer.concat([Buffer.of(kind), uuidBytes(to.toLowerCase()), rest]).subarray(0, cut),
    )
const frames = () => fc.array(fc.oneof(text(), box()), { minLength: 1, maxLength: 12 })

/** Sends everything and waits until the server answered or closed. */
async function batter(wire: Wire, given: (string | Buffer)[]): Promise<void> {
  for (const frame of given) wire.raw(frame)
  await Promise.race([wire.settled().catch(() => undefined), wire.closed])
}

const health = async () => (await house.browser().raw('GET', '/api/health')).status

test('whatever comes from a socket without a seat, nothing comes back but refusals', async () => {
  await fc.assert(
    fc.asyncProperty(frames(), async (given) => {
      const wire = house.browser().socket()
      await batter(wire, given)
      for (const item of wire.all) expect('t' in item && ['fail', 'pong'].includes(item.t)).toBe(true)
      wire.socket.terminate()
      expect(await health()).toBe(200)
    }),
    { numRuns: 60 },
  )
}, 120_000)

test('whatever comes from who waits, they hear nothing of the room, and the room nothing but boxes for the moderator', async () => {
  const inside = await guest(true)
  let rounds = 0
  let wire = await guest(false)
  let waiting = ids.at(-1)!
  await fc.assert(
    fc.asyncProperty(frames(), async (given) => {
      // A seat that was refused too often is closed: another one knocks.
      if (wire.socket.readyState !== wire.socket.OPEN) {
        wire = await guest(false)
        waiting = ids.at(-1)!
      }
      house.base.clock.advance(1000)
      const boxes = inside.boxes.length
      host.box(everyone, `secret ${rounds++}`)
      await batter(wire, given)
      await inside.settled()
      expect(inside.boxes.slice(boxes).every((one) => one.from === hostId)).toBe(true)
      for (const item of wire.all) {
        expect('t' in item && ['welcome', 'queue', 'opening', 'fail', 'pong'].includes(item.t)).toBe(true)
      }
      const row = await house.base.db
        .selectFrom('participant')
        .select('state')
        .where('id', '=', waiting)
        .executeTakeFirst()
      expect(['waiting', 'held']).toContain(row?.state)
    }),
    { numRuns: 15 },
  )
  const log = await house.base.db.selectFrom('room_event').selectAll().where('meeting_id', '=', meeting.id).execute()
  expect(log).toEqual([])
}, 120_000)

test('whatever comes from a member, the server stays up and decides nothing', async () => {
  const states = () =>
    house.base.db.selectFrom('participant').select(['id', 'state']).where('role', '=', 'guest').orderBy('id').execute()
  let wire = await guest(true)
  let before = await states()
  await fc.assert(
    fc.asyncProperty(frames(), async (given) => {
      if (wire.socket.readyState !== wire.socket.OPEN) {
        host.say({ t: 'decide', participant: ids.at(-1)!, decision: 'remove' })
        wire = await guest(true)
        before = await states()
      }
      house.base.clock.advance(1000)
      await batter(wire, given)
      expect(await states()).toEqual(before)
      expect(await health()).toBe(200)
    }),
    // Whoever knocks thirty times in ten minutes has to wait, and the clock here stands still.
    { numRuns: 28 },
  )
}, 120_000)
