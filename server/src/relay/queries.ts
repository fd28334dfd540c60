import { headerBytes, boxKind, uuidBytes } from '@vieraugen/protocol/relay.ts'
import type { EndedBy, MeetingState } from '@vieraugen/protocol/http/meetings.ts'
import type { Base } from '../base/base.ts'
import { openColumn } from '../base/seal.ts'
import type { SeatRow } from './rules.ts'

export interface Standing {
  readonly state: MeetingState
  readonly ended_by: EndedBy | null
  readonly receipt: string | null
  readonly verified_at: Date | null
}

/** How a meeting stands; null when there is none with this id. */
export async function standingOf(base: Base, meetingId: string): Promise<Standing | null> {
  const columns = ['state', 'ended_by', 'receipt', 'verified_at'] as const
  return (await base.db.selectFrom('meeting').select(columns).where('id', '=', meetingId).executeTakeFirst()) ?? null
}

/** Which of these sessions are not over, in whatever way a session ends. */
export async function livingSessions(base: Base, ids: readonly string[]): Promise<Set<string>> {
  const living = base.db.selectFrom('session').select('id').where('id', 'in', ids)
  const rows = await living.where('expires_at', '>', base.clock.now()).execute()
  return new Set(rows.map((row) => row.id))
}

/** Everybody with a seat, in order of arrival. */
export function seatsOf(base: Base, meetingId: string): Promise<SeatRow[]> {
  return base.db
    .selectFrom('participant')
    .select(['id', 'role', 'session_id', 'state', 'entered_at'])
    .where('meeting_id', '=', meetingId)
    .orderBy('entered_at')
    .orderBy('id')
    .execute()
}

/** The newest place in the log; 0 when it is empty. */
export async function newestSeq(base: Base, meetingId: string): Promise<number> {
  const row = await base.db
    .selectFrom('room_event')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst()
  return row?.seq ?? 0
}

/** Where an entry of the log is sealed. Its row has no id of its own: meeting and place in the log name it. */
export const entryPlace = (meetingId: string, seq: number) =>
  ({ column: 'room_event.box', row: `${meetingId}/${seq}`, subject: meetingId }) as const

export interface Entry {
  readonly seq: number
  /** The whole binary frame as a browser gets it. */
  readonly frame: Buffer
}

/** The next entries after a place in the log, as long as the meeting is open; none from the commit of its end on. */
export async function entriesAfter(base: Base, meetingId: string, after: number): Promise<Entry[]> {
  const rows = await base.db
    .selectFrom('room_event')
    .innerJoin('meeting', 'meeting.id', 'room_event.meeting_id')
    .select(['room_event.seq', 'room_event.sender', 'room_event.box'])
    .where('meeting.id', '=', meetingId)
    .where('meeting.state', '=', 'open')
    .where('room_event.seq', '>', after)
    .orderBy('room_event.seq')
    .limit(64)
    .execute()
  const key = rows.length > 0 ? await base.contentKeys.load(meetingId) : null
  if (!key) return []
  return rows.map(({ seq, sender, box }) => ({
    seq,
    frame: entryFrame(uuidBytes(sender), seq, openColumn(entryPlace(meetingId, seq), key, box)),
  }))
}

export function entryFrame(sender: Uint8Array, seq: number, box: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(headerBytes + box.length)
  frame[0] = boxKind.log
  frame.set(sender, 1)
  frame.writeUInt32BE(seq, 17)
  frame.set(box, headerBytes)
  return frame
}
