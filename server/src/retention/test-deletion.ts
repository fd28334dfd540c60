// For the tests of the deletion: meetings as they stand in the database, and a process that dies at a named step.
import { v7 as uuid } from 'uuid'
import type { Base } from '../base/base.ts'
import { sealColumn } from '../base/seal.ts'

export interface Planted {
  readonly id: string
  readonly guestSession: string
}

/** An open meeting with a guest, an invitation, a note and an entry in its log, and its key on the disk. */
export async function plantMeeting(base: Base): Promise<Planted> {
  const now = base.clock.now()
  const [id, invitation, consent, guestSession, guest, host] = Array.from({ length: 6 }, () => uuid())
  const key = await base.contentKeys.create(id!)
  const meeting = { id: id!, account_id: null, begins_at: now, minutes: 50, created_at: now }
  const note = sealColumn({ column: 'meeting.note', row: id!, subject: 'owner' }, key, 'private note')
  await base.db
    .insertInto('meeting')
    .values({ ...meeting, state: 'open', note, opened_at: now, erased: 0 })
    .execute()
  const hash = () => base.random(32)
  await base.db
    .insertInto('invitation')
    .values({ id: invitation!, meeting_id: id!, secret_hash: hash(), created_at: now })
    .execute()
  const times = { created_at: now, seen_at: now, expires_at: new Date(now.getTime() + 12 * 3600_000) }
  await base.db
    .insertInto('session')
    .values({ id: guestSession!, token_hash: hash(), account_id: null, ...times })
    .execute()
  const evidence = { id: consent!, role: 'client' as const, language: 'de', build: 'test', given_at: now }
  await base.db.insertInto('consent').values(evidence).execute()
  const seat = {
    id: guest!,
    meeting_id: id!,
    session_id: guestSession!,
    role: 'guest' as const,
    state: 'admitted' as const,
  }
  const decision = { decided_at: now, decided_by: host! }
  await base.db
    .insertInto('participant')
    .values({ ...seat, ...decision, invitation_id: invitation!, consent_id: consent!, entered_at: now })
    .execute()
  await plantEntry(base, id!, 1)
  return { id: id!, guestSession: guestSession! }
}

export async function plantEntry(base: Base, meetingId: string, seq: number): Promise<void> {
  const key = await base.contentKeys.create(meetingId)
  const at = { column: 'room_event.box', row: `${meetingId}/${seq}`, subject: meetingId } as const
  const box = sealColumn(at, key, `entry ${seq}`)
  await base.db
    .insertInto('room_event')
    .values({ meeting_id: meetingId, seq, sender: uuid(), box, created_at: base.clock.now() })
    .execute()
}
