import type { Base, Db, Tx } from '../base/base.ts'
import { normaliseReceiptCode } from './rules.ts'

/** How a receipt code finds its evidence: a keyed hash, so that neither a copy of the database nor the time it takes tells of a code. */
export const receiptHash = ({ keys }: Pick<Base, 'keys'>, typed: string): Buffer =>
  keys.mac('receipt', normaliseReceiptCode(typed))

/** The evidence behind a receipt; null for every other hash. */
export async function consentBehind(db: Db, hash: Buffer): Promise<string | null> {
  const row = await db.selectFrom('consent').select('id').where('receipt_hash', '=', hash).executeTakeFirst()
  return row?.id ?? null
}

/** Notes in the evidence that the consent ended. The first withdrawal counts. */
export async function withdrawConsent(tx: Tx, consentId: string, now: Date): Promise<void> {
  await tx
    .updateTable('consent')
    .set({ withdrawn_at: now })
    .where('id', '=', consentId)
    .where('withdrawn_at', 'is', null)
    .execute()
}
