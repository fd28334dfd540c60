import type { KeyObject } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { Ticks } from '@vieraugen/protocol/shapes.ts'
import type { Base, Tx } from '../base/base.ts'
import type { Step } from '../base/content-keys.ts'
import { tokenHash } from '../base/keys.ts'
import { sealColumn } from '../base/seal.ts'
import { giveClientConsent } from '../consents/commands.ts'
import { invitationMail, type Language } from './mails.ts'
import {
  counsellorOf,
  invitationSecret,
  invited,
  livingInvitation,
  notePlace,
  ownerKey,
  ownMeeting,
  seatIn,
} from './queries.ts'
import {
  calendarFile,
  invitationLink,
  isEarly,
  isOver,
  largestQueue,
  mostSeats,
  presence,
  refusePast,
} from './rules.ts'

export interface Plan {
  readonly beginsAt: string
  /** Planned length. */
  readonly minutes: number
  readonly note: string
}

const sealedNote = (at: { meetingId: string; accountId: string }, key: KeyObject, note: string) =>
  note ? sealColumn(notePlace(at.meetingId, at.accountId), key, note) : null

async function invite(tx: Tx, base: Base, at: { meetingId: string; key: KeyObject }): Promise<void> {
  const id = uuid()
  const secret_hash = tokenHash(invitationSecret(at.key, id))
  await tx
    .insertInto('invitation')
    .values({ id, meeting_id: at.meetingId, secret_hash, created_at: base.clock.now() })
    .execute()
}

/** Plans a meeting with its first invitation and returns its id. Throws Fail('begin-in-past'). */
export async function planMeeting(base: Base, accountId: string, plan: Plan): Promise<string> {
  const begins_at = new Date(plan.beginsAt)
  refusePast(begins_at, base.clock.now())
  const id = uuid()
  await base.db.transaction().execute(async (tx) => {
    const key = await ownerKey(base, tx, accountId)
    const note = sealedNote({ meetingId: id, accountId }, key, plan.note)
    const { minutes } = plan
    await tx
      .insertInto('meeting')
      .values({
        id,
        account_id: accountId,
        state: 'planned',
        begins_at,
        minutes,
        note,
        created_at: base.clock.now(),
        erased: 0,
      })
      .execute()
    await invite(tx, base, { meetingId: id, key })
  })
  return id
}

interface Own {
  readonly accountId: string
  readonly id: string
}

/** Holds the own meeting against its end for this transaction. Fails with `not-found` or `meeting-ended`. */
async function lockOwn(tx: Tx, { accountId, id }: Own) {
  await tx
    .selectFrom('meeting')
    .select('id')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .forNoKeyUpdate()
    .execute()
  const meeting = await ownMeeting(tx, accountId, id)
  if (isOver(meeting.state)) throw new Fail('meeting-ended')
  return meeting
}

export async function changeMeeting(base: Base, own: Own, plan: Plan): Promise<void> {
  await base.db.transaction().execute(async (tx) => {
    const meeting = await lockOwn(tx, own)
    const begins_at = new Date(plan.beginsAt)
    if (begins_at.getTime() !== meeting.begins_at.getTime()) refusePast(begins_at, base.clock.now())
    const key = await ownerKey(base, tx, own.accountId)
    const note = sealedNote({ meetingId: own.id, accountId: own.accountId }, key, plan.note)
    await tx.updateTable('meeting').set({ begins_at, minutes: plan.minutes, note }).where('id', '=', own.id).execute()
  })
}

/** The old link dies, a new one takes its place. Who is already in front of the door stays there. */
export async function renewInvitation(base: Base, own: Own): Promise<void> {
  await base.db.transaction().execute(async (tx) => {
    await lockOwn(tx, own)
    const living = tx.updateTable('invitation').set({ revoked_at: base.clock.now() }).where('meeting_id', '=', own.id)
    await living.where('revoked_at', 'is', null).execute()
    await invite(tx, base, { meetingId: own.id, key: await ownerKey(base, tx, own.accountId) })
  })
}

/** Puts the mail into the outbox. The address stands nowhere else, and is gone with the mail. */
export async function mailInvitation(base: Base, own: Own, to: { email: string; language: Language }): Promise<void> {
  if (!base.config.smtp && !base.config.loopback) throw new Fail('mail-unavailable')
  const counsellor = await counsellorOf(base, own.accountId)
  await base.db.transaction().execute(async (tx) => {
    const meeting = await lockOwn(tx, own)
    const invitationId = await livingInvitation(tx, own.id)
    if (!invitationId) throw new Fail('meeting-ended')
    const secret = invitationSecret(await ownerKey(base, tx, own.accountId), invitationId)
    const mail = invitationMail({
      to: to.email,
      language: to.language,
      link: invitationLink(base.config.publicUrl, secret),
      counsellor,
      beginsAt: meeting.begins_at,
      minutes: meeting.minutes,
      calendar: calendarFile(meeting, base.clock.now()),
    })
    await base.outbox.put(tx, 'invitation', mail)
  })
}

export interface Entry {
  readonly sessionId: string
  readonly accountId: string | null
  readonly secret: string
  readonly language: Language
  readonly ticks: Ticks
}

/**
 * A seat in front of the door, with the evidence of consent, both or neither. The same browser with the same living seat
 * gets it again, without a second receipt.
 */
export async function enterWaitingRoom(base: Base, entry: Entry) {
  return base.db.transaction().execute(async (tx) => {
    // One entry of a browser at a time: two at once would take two seats.
    await tx.selectFrom('session').select('id').where('id', '=', entry.sessionId).forUpdate().execute()
    const { meeting, invitationId } = await invited(base, tx, entry.secret)
    if (meeting.account_id === entry.accountId) throw new Fail('forbidden')
    const kept = await seatIn(tx, meeting.id, entry.sessionId)
    if (kept) return { meetingId: meeting.id, participantId: kept.id, receiptCode: null }
    if (isEarly(meeting, base.clock.now())) throw new Fail('meeting-not-open')
    await holdAgainstEnd(tx, meeting.id)
    await refuseCrowd(tx, { meetingId: meeting.id, sessionId: entry.sessionId, now: base.clock.now() })
    const contentKey = await base.contentKeys.load(meeting.id)
    const { consentId, receiptCode } = await giveClientConsent(tx, base, {
      meetingId: meeting.id,
      contentKey,
      ...entry,
    })
    const participantId = uuid()
    const seat = { id: participantId, meeting_id: meeting.id, session_id: entry.sessionId, consent_id: consentId }
    await tx
      .insertInto('participant')
      .values({ ...seat, invitation_id: invitationId, role: 'guest', state: 'waiting', entered_at: base.clock.now() })
      .execute()
    return { meetingId: meeting.id, participantId, receiptCode }
  })
}

/** Takes a session back that was begun for an entry which was refused. */
export async function forgetSession({ db }: Base, id: string): Promise<void> {
  await db.deleteFrom('session').where('id', '=', id).execute()
}

/** Nobody sits down in a meeting that is ending: its end waits for this transaction, or this fails. One entry at a time. */
async function holdAgainstEnd(tx: Tx, meetingId: string): Promise<void> {
  const meeting = await tx
    .selectFrom('meeting')
    .select('state')
    .where('id', '=', meetingId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!meeting || isOver(meeting.state)) throw new Fail('meeting-ended')
}

/** Who took a seat and never came, or went away, takes nobody's place in front of the door. */
async function refuseCrowd(tx: Tx, at: { meetingId: string; sessionId: string; now: Date }): Promise<void> {
  const seats = await tx
    .selectFrom('participant')
    .innerJoin('session', 'session.id', 'participant.session_id')
    .select(['session_id', 'state', 'seen_at'])
    .where('meeting_id', '=', at.meetingId)
    .execute()
  if (seats.filter((seat) => seat.session_id === at.sessionId).length >= mostSeats) throw new Fail('too-many')
  const lately = at.now.getTime() - presence
  const queue = seats.filter(({ state, seen_at }) => ['waiting', 'held'].includes(state) && seen_at.getTime() >= lately)
  if (queue.length >= largestQueue) throw new Fail('room-full')
}

/**
 * The owner's way in: planned → opening → (key durable) → open, and the moderator's seat, which follows the owner to the
 * session of now. Returns the seat. Repeating it after a crash or a reload is safe.
 */
export async function openMeeting(
  base: Base,
  own: Own & { sessionId: string },
  step: Step = () => undefined,
): Promise<string> {
  await base.db.transaction().execute(async (tx) => {
    const { state } = await lockOwn(tx, own)
    // Committed before there is a key, so that a key found after a crash has a row that says where it belongs.
    const opening = tx.updateTable('meeting').set({ state: 'opening', opened_at: base.clock.now() })
    if (state === 'planned') await opening.where('id', '=', own.id).execute()
  })
  const seat = await base.db.transaction().execute(async (tx) => {
    // Its end waits for this row: it never meets a key that comes after it.
    const { state } = await lockOwn(tx, own)
    if (state === 'planned') throw new Fail('busy')
    if (state === 'opening') {
      await base.contentKeys.create(own.id)
      await step('open.key-made')
      const now = base.clock.now()
      // Nobody is in yet: whoever opens and never comes does not keep the room open.
      const opened = { state: 'open', opened_at: now, empty_since: now } as const
      await tx.updateTable('meeting').set(opened).where('id', '=', own.id).execute()
    }
    return takeModeratorSeat(tx, base, own)
  })
  await step('open.committed')
  return seat
}

async function takeModeratorSeat(tx: Tx, base: Base, { id, sessionId }: Own & { sessionId: string }): Promise<string> {
  // Who came in as a guest of their own meeting with this browser, before signing in, gives up that seat.
  const asGuest = tx
    .updateTable('participant')
    .set({ state: 'left' })
    .where('meeting_id', '=', id)
    .where('session_id', '=', sessionId)
  await asGuest.where('role', '=', 'guest').execute()
  const seats = tx.selectFrom('participant').select('id').where('meeting_id', '=', id).where('role', '=', 'moderator')
  const kept = await seats.executeTakeFirst()
  if (kept) {
    await tx
      .updateTable('participant')
      .set({ session_id: sessionId, state: 'admitted' })
      .where('id', '=', kept.id)
      .execute()
    return kept.id
  }
  const seat = { id: uuid(), meeting_id: id, session_id: sessionId, role: 'moderator', state: 'admitted' } as const
  await tx
    .insertInto('participant')
    .values({ ...seat, entered_at: base.clock.now() })
    .execute()
  return seat.id
}
