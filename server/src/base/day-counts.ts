import { sql } from 'kysely'
import type { Tx } from './base.ts'

/** The calendar day of an instant, in UTC: `2026-03-02`. */
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10)

export interface Counted {
  readonly day: string
  /** What is counted. */
  readonly what: string
  /** Which kind of it, from a closed list, or empty; never anything about a person. */
  readonly value: string
}

/** Adds to a number of the day, in the transaction of what is counted: both or neither. */
export async function addCount(tx: Tx, counted: Counted, by = 1): Promise<void> {
  await tx
    .insertInto('day_count')
    .values({ ...counted, count: by })
    .onConflict((there) =>
      there.columns(['day', 'what', 'value']).doUpdateSet({ count: sql<number>`day_count.count + excluded.count` }),
    )
    .execute()
}
