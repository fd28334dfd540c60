import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import { v7 as uuid } from 'uuid'
import { waitingMails } from '../base/mail.ts'
import { largestQueue } from './rules.ts'
import { type Browser, type House, openHouse } from './test-house.ts'

let house: House
let counsellor: Browser
let stranger: Browser

beforeAll(async () => {
  house = await openHouse({ TURN_URLS: 'turn:turn.example.org:3478', TURN_SECRET: 'a-secret-of-sixteen' })
  counsellor = await house.counsellor()
  stranger = await house.counsellor()
}, 60_000)
afterAll(() => house.close())

const at = (minutes: number) => new Date(house.base.clock.now().getTime() + minutes * 60_000).toISOString()
const plan = (minutes: number, note = '') => ({ beginsAt: at(minutes), minutes: 50, note })
const entry = (browser: Browser, secret: string) => ({
  secret,
  language: 'de' as const,
  ticks: browser.ticks('client'),
})

describe('planning', () => {
  test('keeps begin, length and a note that only the owner can read', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(60, 'Erstgespräch'))
    expect(made).toMatchObject({ state: 'planned', minutes: 50, note: 'Erstgespräch', waiting: 0, receipt: null })
    const changed = await counsellor.ok(meetings.changeMeeting, { ...plan(90, 'verschoben'), minutes: 30 }, made.id)
    expect(changed).toMatchObject({ note: 'verschoben', minutes: 30, beginsAt: at(90), invitation: made.invitation })
    const row = await house.base.db
      .selectFrom('meeting')
      .select('note')
      .where('id', '=', made.id)
      .executeTakeFirstOrThrow()
    expect(row.note?.includes('verschoben')).toBe(false)
    expect((await counsellor.ok(meetings.listMeetings, {})).meetings.find((one) => one.id === made.id)).toEqual(changed)
  })

  test('refuses a begin in the past, in a plan and in a change', async () => {
    expect(await counsellor.refused(meetings.planMeeting, plan(-6))).toBe('begin-in-past')
    const made = await counsellor.ok(meetings.planMeeting, plan(10))
    expect(await counsellor.refused(meetings.changeMeeting, plan(-60), made.id)).toBe('begin-in-past')
  })

  test('a cancelled meeting is deleted and verified like any other, and its link says so', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(60, 'geheim'))
    await counsellor.ok(meetings.cancelMeeting, {}, made.id)
    await counsellor.ok(meetings.cancelMeeting, {}, made.id)
    while (!(await counsellor.ok(meetings.deletionOf, {}, made.id)).verifiedAt);
    const listed = (await counsellor.ok(meetings.listMeetings, {})).meetings.find((one) => one.id === made.id)
    expect(listed).toMatchObject({ state: 'verified', endedBy: 'cancelled', note: '', invitation: null })
    expect(await house.browser().refused(meetings.lookAtInvitation, { secret: made.invitation! })).toBe('meeting-ended')
    expect(await counsellor.refused(meetings.openMeeting, {}, made.id)).toBe('meeting-ended')
    expect(await counsellor.refused(meetings.changeMeeting, plan(5), made.id)).toBe('meeting-ended')
    expect(await counsellor.refused(meetings.renewInvitation, {}, made.id)).toBe('meeting-ended')
    expect(await counsellor.refused(meetings.mailInvitation, { email: 'a@example.org', language: 'de' }, made.id)).toBe(
      'meeting-ended',
    )
  })

  test('the calendar file says when, and nothing else', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(60, 'geheim'))
    const { text, type, status } = await counsellor.raw('GET', `/api/meetings/${made.id}/calendar`)
    expect([status, type]).toEqual([200, 'text/calendar; charset=utf-8'])
    const lines = text.split('\r\n')
    expect(lines).toContain('SUMMARY:Termin')
    expect(lines).toContain(`DTSTART:${made.beginsAt.replaceAll(/[-:]|\.000/g, '')}`)
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    expect(text).not.toMatch(/ATTENDEE|ORGANIZER|DESCRIPTION|URL|LOCATION|Muster|geheim|Vieraugen/i)
  })
})

describe('the invitation', () => {
  test('rests as a hash, is seen again by its owner, and dies when a new one takes its place', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(10))
    const rows = await house.base.db.selectFrom('invitation').selectAll().where('meeting_id', '=', made.id).execute()
    expect(JSON.stringify(rows)).not.toContain(made.invitation)
    const renewed = await counsellor.ok(meetings.renewInvitation, {}, made.id)
    expect(renewed.invitation).not.toBe(made.invitation)
    const client = house.browser()
    expect(await client.refused(meetings.lookAtInvitation, { secret: made.invitation! })).toBe('link-revoked')
    expect(await client.refused(meetings.enterWaitingRoom, entry(client, made.invitation!))).toBe('link-revoked')
    expect(await client.ok(meetings.lookAtInvitation, { secret: renewed.invitation! })).toMatchObject({
      meetingId: made.id,
    })
  })

  test('can be looked at any number of times and is not used up', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(10))
    const scanner = house.browser()
    for (let i = 0; i < 5; i++) await scanner.ok(meetings.lookAtInvitation, { secret: made.invitation! })
    expect(scanner.cookie).toBe('')
    await house.browser().enter(made)
  })

  test('that nobody made is unknown, and leaves no session behind', async () => {
    const client = house.browser()
    const secret = house.base.random(32).toString('base64url')
    expect(await client.refused(meetings.lookAtInvitation, { secret })).toBe('link-unknown')
    expect(await client.refused(meetings.enterWaitingRoom, entry(client, secret))).toBe('link-unknown')
    expect(client.cookie).toBe('')
  })

  test('is early until an hour before the begin, unless the counsellor is there already', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(61))
    const client = house.browser()
    const look = () => client.ok(meetings.lookAtInvitation, { secret: made.invitation! })
    expect((await look()).state).toBe('early')
    expect(await client.refused(meetings.enterWaitingRoom, entry(client, made.invitation!))).toBe('meeting-not-open')
    await counsellor.ok(meetings.openMeeting, {}, made.id)
    expect((await look()).state).toBe('open')
    await client.enter(made)
  })

  test('goes by mail with a neutral subject; the address stands in the outbox alone, sealed', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(60, 'geheim'))
    await counsellor.ok(meetings.mailInvitation, { email: 'klientin@example.org', language: 'de' }, made.id)
    const mail = (await waitingMails(house.base)).find((waiting) => waiting.to === 'klientin@example.org')!
    expect(mail.subject).toBe('Ihr Termin')
    expect(mail.text).toContain(`/einladung#${made.invitation}`)
    expect(mail.text).toContain('Ada Muster 1')
    expect(mail.text).not.toContain('geheim')
    expect(mail.calendar).toContain('SUMMARY:Termin')
  })
})

describe('the waiting room', () => {
  test('takes nobody without the three boxes of the texts that hold now', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(10))
    const client = house.browser()
    const sessions = async () => (await house.base.db.selectFrom('session').select('id').execute()).length
    const before = await sessions()
    const ticks = { ...client.ticks('client'), terms: 'a'.repeat(64) }
    expect(await client.refused(meetings.enterWaitingRoom, { ...entry(client, made.invitation!), ticks })).toBe(
      'texts-changed',
    )
    expect(
      await client.refused(meetings.enterWaitingRoom, {
        ...entry(client, made.invitation!),
        ticks: client.ticks('counsellor'),
      }),
    ).toBe('texts-changed')
    const seats = await house.base.db.selectFrom('participant').selectAll().where('meeting_id', '=', made.id).execute()
    expect(seats).toEqual([])
    expect([client.cookie, await sessions()], 'a refusal stores nothing').toEqual(['vieraugen=', before])
  })

  test('is full with thirty, however many knock at once; who is not heard of for three minutes makes room', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(10))
    const knock = () => {
      const client = house.browser()
      return client.call(meetings.enterWaitingRoom, entry(client, made.invitation!))
    }
    const { participantId } = await house.browser().enter(made)
    for (let taken = 1; taken < largestQueue - 1; taken++) await plantSeat(participantId)
    const both = await Promise.all([knock(), knock(), knock()])
    expect(both.filter((one) => 'answer' in one)).toHaveLength(1)
    expect(both.filter((one) => 'code' in one && one.code === 'room-full')).toHaveLength(2)
    house.base.clock.advance(3 * 60_000 + 1)
    expect(await knock()).toHaveProperty('answer')
  })

  /** The seat of another browser, without a socket, beside one that was taken. */
  async function plantSeat(beside: string): Promise<void> {
    const { db, clock, random } = house.base
    const [session_id, now] = [uuid(), clock.now()]
    const expires_at = new Date(now.getTime() + 3600_000)
    const times = { created_at: now, seen_at: now, expires_at }
    await db
      .insertInto('session')
      .values({ id: session_id, token_hash: random(32), account_id: null, ...times })
      .execute()
    const seat = await db.selectFrom('participant').selectAll().where('id', '=', beside).executeTakeFirstOrThrow()
    await db
      .insertInto('participant')
      .values({ ...seat, id: uuid(), session_id })
      .execute()
  }

  test('keeps the place: the same browser gets the same seat, and no second receipt', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(10))
    const client = house.browser()
    const first = await client.enter(made)
    const again = await client.enter(made)
    expect(again).toEqual({ ...first, receiptCode: null })
    expect(await client.ok(meetings.mySeat, {}, made.id)).toEqual({
      participantId: first.participantId,
      role: 'guest',
      counsellor: 'Ada Muster 1',
      beginsAt: made.beginsAt,
      invitation: null,
    })
    const both = await Promise.all([client.enter(made), client.enter(made)])
    expect(new Set(both.map((one) => one.participantId))).toEqual(new Set([first.participantId]))
  })

  test('two clicks at once are one seat', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(10))
    const other = await counsellor.ok(meetings.planMeeting, plan(10))
    const client = house.browser()
    await client.enter(other)
    await Promise.all([client.enter(made), client.enter(made), client.enter(made)])
    const seats = await house.base.db.selectFrom('participant').selectAll().where('meeting_id', '=', made.id).execute()
    expect(seats).toHaveLength(1)
  })

  test('is not the way in for the counsellor', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(10))
    expect(await counsellor.refused(meetings.enterWaitingRoom, entry(counsellor, made.invitation!))).toBe('forbidden')
    expect(await stranger.ok(meetings.enterWaitingRoom, entry(stranger, made.invitation!))).toMatchObject({
      meetingId: made.id,
    })
  })
})

describe('opening', () => {
  test('makes the key, takes the seat, and may be repeated from another browser', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(0))
    const first = await counsellor.ok(meetings.openMeeting, {}, made.id)
    const key = await house.base.contentKeys.load(made.id)
    expect(key).not.toBeNull()
    const elsewhere = house.browser()
    await elsewhere.ok(accounts.signIn, { login: 'beraterin1', password: 'Regenschirm-im-Mai-41' })
    expect(await elsewhere.ok(meetings.openMeeting, {}, made.id)).toEqual(first)
    expect((await house.base.contentKeys.load(made.id))?.equals(key!)).toBe(true)
    expect(await elsewhere.ok(meetings.mySeat, {}, made.id)).toMatchObject({
      role: 'moderator',
      invitation: made.invitation,
    })
    expect(await counsellor.refused(meetings.mySeat, {}, made.id)).toBe('not-found')
  })

  test('five times at once is one opening and one seat', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(0))
    await Promise.all([1, 2, 3, 4, 5].map(() => counsellor.ok(meetings.openMeeting, {}, made.id)))
    const seats = await house.base.db.selectFrom('participant').selectAll().where('meeting_id', '=', made.id).execute()
    expect(seats).toHaveLength(1)
  })

  test('while it is being cancelled ends in one of the two, never in an open room without a key', async () => {
    for (let i = 0; i < 5; i++) {
      const made = await counsellor.ok(meetings.planMeeting, plan(0))
      await Promise.all([
        counsellor.call(meetings.openMeeting, {}, made.id),
        counsellor.call(meetings.cancelMeeting, {}, made.id),
      ])
      await counsellor.call(meetings.cancelMeeting, {}, made.id)
      while (!(await counsellor.ok(meetings.deletionOf, {}, made.id)).verifiedAt);
      expect((await house.base.contentKeys.list()).map((key) => key.id)).not.toContain(made.id)
    }
  })
})

describe('somebody else', () => {
  test('meets another account’s meeting as if it did not exist, on every endpoint', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(10, 'geheim'))
    const missing = '01930000-0000-7000-8000-000000000001'
    const before = await house.base.db.selectFrom('meeting').selectAll().where('id', '=', made.id).executeTakeFirst()
    for (const id of [made.id, missing]) {
      expect(await stranger.refused(meetings.changeMeeting, plan(20), id)).toBe('not-found')
      expect(await stranger.refused(meetings.cancelMeeting, {}, id)).toBe('not-found')
      expect(await stranger.refused(meetings.renewInvitation, {}, id)).toBe('not-found')
      expect(await stranger.refused(meetings.mailInvitation, { email: 'a@example.org', language: 'de' }, id)).toBe(
        'not-found',
      )
      expect(await stranger.refused(meetings.openMeeting, {}, id)).toBe('not-found')
      expect(await stranger.refused(meetings.endMeeting, {}, id)).toBe('not-found')
      expect(await stranger.refused(meetings.mySeat, {}, id)).toBe('not-found')
      expect(await stranger.raw('GET', `/api/meetings/${id}/calendar`)).toMatchObject({
        status: 404,
        text: '{"code":"not-found"}',
      })
    }
    expect(await house.base.db.selectFrom('meeting').selectAll().where('id', '=', made.id).executeTakeFirst()).toEqual(
      before,
    )
    expect((await stranger.ok(meetings.listMeetings, {})).meetings.map((one) => one.id)).not.toContain(made.id)
  })

  test('without an account is asked to sign in, and a guest is no counsellor', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(10))
    const guest = house.browser()
    await guest.enter(made)
    for (const browser of [house.browser(), guest]) {
      expect(await browser.refused(meetings.listMeetings, {})).toBe('sign-in-needed')
      expect(await browser.refused(meetings.endMeeting, {}, made.id)).toBe('sign-in-needed')
      expect(await browser.refused(meetings.openMeeting, {}, made.id)).toBe('sign-in-needed')
      expect((await browser.raw('GET', `/api/meetings/${made.id}/calendar`)).status).toBe(401)
    }
  })
})

describe('TURN credentials', () => {
  test('are for people with an account or a seat, and for nobody else', async () => {
    const made = await counsellor.ok(meetings.planMeeting, plan(10))
    const guest = house.browser()
    const servers = async (browser: Browser) => (await browser.ok(meetings.iceServers, {})).iceServers
    expect(await servers(guest)).toEqual([])
    await guest.enter(made)
    for (const browser of [guest, counsellor]) {
      const [server] = await servers(browser)
      expect(server?.urls).toEqual(['stun:turn.example.org:3478', 'turn:turn.example.org:3478'])
      expect(server?.username).toMatch(/^\d+:[0-9a-f]{16}$/)
    }
  })
})

describe('a deleted account', () => {
  test('ends its meetings for everybody in them, and nothing of them is left', async () => {
    const leaver = await house.counsellor()
    const made = await leaver.plan('geheim')
    await leaver.ok(meetings.openMeeting, {}, made.id)
    const client = house.browser()
    await client.enter(made)
    const wire = await client.join(made.id)
    await leaver.ok(accounts.deleteAccount, { password: 'Regenschirm-im-Mai-41' })
    expect(await wire.next('ended')).toEqual({ t: 'ended', by: 'account-deleted' })
    await wire.next('deleted')
    expect((await client.ok(meetings.deletionOf, {}, made.id)).verifiedAt).not.toBeNull()
  })
})
