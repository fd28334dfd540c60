import { sql } from 'kysely'
import type { Db } from '../base.ts'

/** Resolves once a transaction waits for a lock that another one holds: this forces an order without sleeping. */
export async function untilOneWaits(db: Db): Promise<void> {
  for (let waiting = false; !waiting;) {
    const { rows } = await sql<{ waiting: boolean }>`select exists (select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock') as waiting`.execute(db)
    waiting = rows[0]?.waiting ?? false
  }
}
