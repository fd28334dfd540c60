import { Fail } from '@vieraugen/protocol/errors.ts'
import type { SeatState } from '@vieraugen/protocol/relay.ts'
import type { Base, Tx } from '../base/base.ts'
import { sealColumn } from '../base/seal.ts'
import { entryPlace } from './queries.ts'

/** More entries than a day of lively chat; the disk is not endless. */
const largestLog = 50_000

/** Holds the meeting open until the transaction ends: its end waits, and after its end this fails. */
async function lockOpen(tx: Tx, meetingId: string, strength: 'share' | 'update'): Promise<void> {
  const row = tx.selectFrom('meeting').select('state').where('id', '=', meetingId)
  const meeting = await (strength === 'share' ? row.forShare() : row.forNoKeyUpdate()).executeTakeFirst()
  if (meeting?.state === 'open') return
  throw new Fail(meeting && ['planned', 'opening'].includes(meeting.state) ? 'meeting-not-open' : 'meeting-ended')
}

/** Stores a box as the next entry of the log, sealed once more under the meeting's own key. Returns its place, from 1, no gaps. */
export async function appendEntry(
  base: Base,
  entry: { readonly meetingId: string; readonly sender: string; readonly box: Uint8Array },
): Promise<number> {
  const { meetingId, sender, box } = entry
  return base.db.transaction().execute(async (tx) => {
    await lockOpen(tx, meetingId, 'update')
    const key = await base.contentKeys.load(meetingId)
    if (!key) throw new Fail('meeting-ended')
    const last = await tx
      .selectFrom('room_event')
      .select((eb) => eb.fn.max('seq').as('seq'))
      .where('meeting_id', '=', meetingId)
      .executeTakeFirst()
    const seq = (last?.seq ?? 0) + 1
    if (seq > largestLog) throw new Fail('too-many')
    const sealed = sealColumn(entryPlace(meetingId, seq), key, box)
    const created_at = base.clock.now()
    await tx.insertInto('room_event').values({ meeting_id: meetingId, seq, sender, box: sealed, created_at }).execute()
    return seq
  })
}

/** A human's decision about a seat, durable before anybody hears of it (P06, P15). False when the seat had changed meanwhile. */
export async function decideSeat(
  base: Base,
  decision: { meetingId: string; participant: string; from: SeatState; to: SeatState; by: string },
): Promise<boolean> {
  return base.db.transaction().execute(async (tx) => {
    await lockOpen(tx, decision.meetingId, 'share')
    const changed = await tx
      .updateTable('participant')
      .set({ state: decision.to, decided_at: base.clock.now(), decided_by: decision.by })
      .where('id', '=', decision.participant)
      .where('meeting_id', '=', decision.meetingId)
      .where('role', '=', 'guest')
      .where('state', '=', decision.from)
      .executeTakeFirst()
    return changed.numUpdatedRows === 1n
  })
}

export async function giveUpSeat(base: Base, participant: string): Promise<void> {
  await base.db
    .updateTable('participant')
    .set({ state: 'left' })
    .where('id', '=', participant)
    .where('state', 'in', ['waiting', 'held', 'admitted'])
    .execute()
}

/** Notes whether somebody is in these rooms. The time of the first note stays: the ten minutes begin once. */
export async function noteEmpty(base: Base, meetingIds: readonly string[], empty: boolean): Promise<void> {
  if (meetingIds.length === 0) return
  await base.db
    .updateTable('meeting')
    .set({ empty_since: empty ? base.clock.now() : null })
    .where('id', 'in', meetingIds)
    .where('state', '=', 'open')
    .where('empty_since', empty ? 'is' : 'is not', null)
    .execute()
}

/** Open sockets keep their sessions from idling out. */
export async function touchSessions(base: Base, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const now = base.clock.now()
  await base.db
    .updateTable('session')
    .set({ seen_at: now })
    .where('id', 'in', ids)
    .where('expires_at', '>', now)
    .execute()
}
