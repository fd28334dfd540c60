// What the tests of the relay stand on: one house for a file, a fresh open meeting with its counsellor for each test.
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { type Browser, type House, openHouse, type Wire } from '../meetings/test-house.ts'

export interface Guest {
  readonly browser: Browser
  readonly id: string
  readonly wire: Wire
}

export class TestRoom {
  house!: House
  counsellor!: Browser
  meeting!: meetings.Meeting
  host!: Wire
  hostId!: string

  /** For tests after which a house is not what it was. */
  async moveOut(): Promise<void> {
    await this.counsellor.ok(meetings.endMeeting, {}, this.meeting.id)
    this.house = await openHouse()
    this.counsellor = await this.house.counsellor()
    await this.meet()
  }

  async meet(): Promise<void> {
    this.meeting = await this.counsellor.plan()
    this.hostId = (await this.counsellor.ok(meetings.openMeeting, {}, this.meeting.id)).participantId
    this.host = await this.counsellor.join(this.meeting.id)
  }

  /** Somebody who waits. */
  async knocker(): Promise<Guest> {
    this.house.base.clock.advance(1000)
    const browser = this.house.browser()
    const { participantId } = await browser.enter(this.meeting)
    return { browser, id: participantId, wire: await browser.join(this.meeting.id) }
  }

  /** Somebody who was let in. */
  async member(): Promise<Guest> {
    const guest = await this.knocker()
    this.host.say({ t: 'decide', participant: guest.id, decision: 'admit' })
    await guest.wire.next('state', ({ state }) => state === 'admitted')
    await this.host.settled()
    return guest
  }

  async seatState(id: string) {
    const seats = this.house.base.db.selectFrom('participant').select('state').where('id', '=', id)
    return (await seats.executeTakeFirst())?.state
  }

  row() {
    const meeting = this.house.base.db.selectFrom('meeting').selectAll().where('id', '=', this.meeting.id)
    return meeting.executeTakeFirstOrThrow()
  }

  entries() {
    const log = this.house.base.db.selectFrom('room_event').selectAll().where('meeting_id', '=', this.meeting.id)
    return log.orderBy('seq').execute()
  }

  /** Lets time pass as it does: with room for a sign of life between two beats. */
  async pass(seconds: number, wire: Wire): Promise<void> {
    for (let passed = 0; passed < seconds; passed += 10) {
      this.house.base.clock.advance(10_000)
      await wire.settled()
    }
  }
}

/** Registers the set-up with the test file that calls it. */
export function testRoom(): TestRoom {
  const room = new TestRoom()
  let shared: { house: House; counsellor: Browser }
  beforeAll(async () => {
    const house = await openHouse()
    shared = { house, counsellor: await house.counsellor() }
  }, 60_000)
  afterAll(() => shared.house.close())
  beforeEach(async () => {
    Object.assign(room, shared)
    await room.meet()
  })
  afterEach(async () => {
    if (room.house !== shared.house) await room.house.close()
    else await room.counsellor.ok(meetings.endMeeting, {}, room.meeting.id)
  })
  return room
}
