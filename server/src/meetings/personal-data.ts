import type { Db, Tx } from '../base/base.ts'

export interface SeatGivenUp {
  readonly meetingId: string
  readonly participant: string
}

/** Gives up every place that was taken on this consent; answers those that were still living. */
export async function giveUpSeats(tx: Tx, consentId: string): Promise<SeatGivenUp[]> {
  const seats = await tx
    .updateTable('participant')
    .set({ state: 'left' })
    .where('consent_id', '=', consentId)
    .where('state', 'in', ['waiting', 'held', 'admitted'])
    .returning(['id', 'meeting_id'])
    .execute()
  return seats.map(({ id, meeting_id }) => ({ meetingId: meeting_id, participant: id }))
}

/** The consent on which this browser sits, or last sat, in a meeting; null for a stranger and for the counsellor. */
export async function consentOfSeat(db: Db, meetingId: string, sessionId: string): Promise<string | null> {
  const seats = db.selectFrom('participant').select('consent_id').where('meeting_id', '=', meetingId)
  const own = seats.where('session_id', '=', sessionId).where('role', '=', 'guest')
  return (await own.orderBy('entered_at', 'desc').executeTakeFirst())?.consent_id ?? null
}

/** The meetings of an account that are running or about to. */
export async function runningMeetingsOf(db: Db, accountId: string): Promise<string[]> {
  const own = db.selectFrom('meeting').select('id').where('account_id', '=', accountId)
  return (await own.where('state', 'in', ['opening', 'open']).execute()).map(({ id }) => id)
}
