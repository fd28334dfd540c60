import type { KeyObject } from 'node:crypto'
import type { Selectable } from 'kysely'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { Meeting } from '@vieraugen/protocol/http/meetings.ts'
import { fullNameOf, isInUse, subjectKeyOf } from '../accounts/queries.ts'
import type { Base, Db, Tx } from '../base/base.ts'
import type { Database } from '../base/db/tables.ts'
import { subjectSecret, tokenHash } from '../base/keys.ts'
import { openText } from '../base/seal.ts'
import { closedLink } from '../retention/commands.ts'
import { isEarly, isOver } from './rules.ts'

export type MeetingRow = Selectable<Database['meeting']>

/** Where the private note of a meeting is sealed. */
export const notePlace = (meetingId: string, accountId: string) =>
  ({ column: 'meeting.note', row: meetingId, subject: accountId }) as const

/** The secret of an invitation follows from its owner's key: at rest there is only its hash, and the owner sees it again. */
export const invitationSecret = (ownerKey: KeyObject, invitationId: string): string =>
  subjectSecret(ownerKey, 'invitation', invitationId).toString('base64url')

/** The owner's key; Fail('not-found') when the account is gone. */
export async function ownerKey(base: Base, db: Db | Tx, accountId: string): Promise<KeyObject> {
  const key = await subjectKeyOf(base, db, accountId)
  if (!key) throw new Fail('not-found')
  return key
}

/** A meeting of this account; Fail('not-found') for anybody else's, as if it did not exist. */
export async function ownMeeting(db: Db | Tx, accountId: string, id: string): Promise<MeetingRow> {
  const own = db.selectFrom('meeting').selectAll().where('id', '=', id).where('account_id', '=', accountId)
  const row = await own.executeTakeFirst()
  if (!row) throw new Fail('not-found')
  return row
}

/** The id of the invitation that holds now; null once the meeting ended. */
export async function livingInvitation(db: Db | Tx, meetingId: string): Promise<string | null> {
  const living = db.selectFrom('invitation').select('id').where('meeting_id', '=', meetingId)
  return (await living.where('revoked_at', 'is', null).executeTakeFirst())?.id ?? null
}

type Waiting = (meetingId: string) => number

function opened(row: MeetingRow & { invitation_id: string | null }, key: KeyObject, waiting: Waiting): Meeting {
  const { id, account_id, note, invitation_id } = row
  return {
    id,
    beginsAt: row.begins_at.toISOString(),
    minutes: row.minutes,
    note: note && account_id ? openText(notePlace(id, account_id), key, note) : '',
    state: row.state,
    endedBy: row.ended_by,
    endedAt: row.ended_at?.toISOString() ?? null,
    waiting: isOver(row.state) ? 0 : waiting(id),
    invitation: invitation_id && !isOver(row.state) ? invitationSecret(key, invitation_id) : null,
    receipt: row.receipt,
    verifiedAt: row.verified_at?.toISOString() ?? null,
  }
}

const withInvitation = (db: Db | Tx) =>
  db
    .selectFrom('meeting')
    .leftJoin('invitation', (join) =>
      join.onRef('invitation.meeting_id', '=', 'meeting.id').on('invitation.revoked_at', 'is', null),
    )
    .selectAll('meeting')
    .select('invitation.id as invitation_id')

/** The meetings of an account, the next one first. */
export async function meetingsOf(base: Base, accountId: string, waiting: Waiting): Promise<Meeting[]> {
  const key = await ownerKey(base, base.db, accountId)
  const rows = await withInvitation(base.db)
    .where('account_id', '=', accountId)
    .orderBy('begins_at')
    .orderBy('meeting.id')
    .execute()
  return rows.map((row) => opened(row, key, waiting))
}

/** One meeting of an account, opened; Fail('not-found') for anybody else's. */
export async function meetingOf(
  base: Base,
  own: { accountId: string; id: string },
  waiting: Waiting,
): Promise<Meeting> {
  const row = await withInvitation(base.db)
    .where('meeting.id', '=', own.id)
    .where('account_id', '=', own.accountId)
    .executeTakeFirst()
  if (!row) throw new Fail('not-found')
  return opened(row, await ownerKey(base, base.db, own.accountId), waiting)
}

export interface Invited {
  readonly invitationId: string
  readonly meeting: MeetingRow & { account_id: string }
}

/**
 * The meeting behind a link. Fails with `link-unknown`, `link-revoked`, `link-expired` (nobody ever opened it) or
 * `meeting-ended`. Changes nothing: mail scanners open links too.
 */
export async function invited(base: Base, db: Db | Tx, secret: string): Promise<Invited> {
  const hash = tokenHash(secret)
  const invitation = await db.selectFrom('invitation').selectAll().where('secret_hash', '=', hash).executeTakeFirst()
  const meetings = db.selectFrom('meeting').selectAll()
  const meeting = await (
    invitation
      ? meetings.where('id', '=', invitation.meeting_id)
      : meetings.where('closed_link', '=', base.keys.mac(closedLink, hash))
  ).executeTakeFirst()
  if (!meeting) throw new Fail('link-unknown')
  if (invitation?.revoked_at) throw new Fail('link-revoked')
  if (isOver(meeting.state))
    throw new Fail(meeting.ended_by === 'limit' && !meeting.opened_at ? 'link-expired' : 'meeting-ended')
  const { account_id } = meeting
  if (!invitation || !account_id) throw new Fail('link-unknown')
  if (!(await isInUse(db, account_id))) throw new Fail('link-revoked')
  return { invitationId: invitation.id, meeting: { ...meeting, account_id } }
}

/** What an invited person learns before giving anything. */
export async function invitationView(base: Base, secret: string) {
  const { meeting } = await invited(base, base.db, secret)
  return {
    meetingId: meeting.id,
    counsellor: await counsellorOf(base, meeting.account_id),
    beginsAt: meeting.begins_at.toISOString(),
    minutes: meeting.minutes,
    state: isEarly(meeting, base.clock.now()) ? ('early' as const) : ('open' as const),
  }
}

/** „Vorname Nachname“ of who invites; Fail('not-found') once the account is gone. */
export async function counsellorOf(base: Base, accountId: string): Promise<string> {
  const name = await fullNameOf(base, base.db, accountId)
  if (!name) throw new Fail('not-found')
  return name
}

const seated = ['waiting', 'held', 'admitted'] as const

/** The place of this browser in a meeting; null for a stranger, and for who left or was sent away. */
export async function seatIn(db: Db | Tx, meetingId: string, sessionId: string) {
  const seats = db.selectFrom('participant').select(['id', 'role']).where('meeting_id', '=', meetingId)
  const own = seats.where('session_id', '=', sessionId).where('state', 'in', seated)
  return (await own.orderBy('role', 'desc').orderBy('entered_at', 'desc').executeTakeFirst()) ?? null
}

/** What a page needs after a reload; Fail('not-found') for a stranger. */
export async function mySeatIn(base: Base, meetingId: string, sessionId: string) {
  const seat = await seatIn(base.db, meetingId, sessionId)
  const meeting = await base.db.selectFrom('meeting').selectAll().where('id', '=', meetingId).executeTakeFirst()
  if (!seat || !meeting?.account_id) throw new Fail('not-found')
  const invitationId = seat.role === 'moderator' ? await livingInvitation(base.db, meetingId) : null
  return {
    participantId: seat.id,
    role: seat.role,
    counsellor: await counsellorOf(base, meeting.account_id),
    beginsAt: meeting.begins_at.toISOString(),
    invitation: invitationId ? invitationSecret(await ownerKey(base, base.db, meeting.account_id), invitationId) : null,
  }
}

/** Whether a meeting is gone; Fail('not-found') when there is none with this id. */
export async function deletionState(db: Db, meetingId: string) {
  const columns = ['ended_at', 'receipt', 'verified_at'] as const
  const row = await db.selectFrom('meeting').select(columns).where('id', '=', meetingId).executeTakeFirst()
  if (!row) throw new Fail('not-found')
  return { ended: row.ended_at !== null, receipt: row.receipt, verifiedAt: row.verified_at?.toISOString() ?? null }
}
