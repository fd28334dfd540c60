import type { Base } from './base.ts'
import { transact } from './db/database.ts'

/**
 * A transaction that failed leaves its account alive: the mark is taken back, or the next start would erase it. Locked, so
 * that a transaction which is erasing it now is waited for. Marks from before the start are of backups, and stay.
 */
export async function settleMarks({ db, ledger }: Pick<Base, 'db' | 'ledger'>): Promise<void> {
  const marked = ledger.unsettled()
  if (marked.length === 0) return
  await transact(db, async (tx) => {
    const alive = await tx.selectFrom('account').select('id').where('id', 'in', marked).forUpdate().execute()
    ledger.settle(marked, new Set(alive.map(({ id }) => id)))
  })
}
