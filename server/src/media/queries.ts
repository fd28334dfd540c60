import type { Db } from '../base/base.ts'

/** Whether this session has a place in a meeting that it was not sent away from. */
export async function holdsSeat(db: Db, sessionId: string): Promise<boolean> {
  const seat = await db
    .selectFrom('participant')
    .select('id')
    .where('session_id', '=', sessionId)
    .where('state', 'in', ['waiting', 'held', 'admitted'])
    .executeTakeFirst()
  return seat !== undefined
}
