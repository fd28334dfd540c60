import type { RenewalLevel } from '@vieraugen/protocol/http/admin-keys.ts'
import { recordAct } from '../base/audit.ts'
import type { Base } from '../base/base.ts'
import { transact } from '../base/db/database.ts'
import { askForRenewal } from '../base/rotation.ts'

/** Asks for new keys of a level, and writes down who did. */
export function askForKeys(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  level: RenewalLevel,
  actor: string,
): Promise<void> {
  return transact(db, async (tx) => {
    await askForRenewal({ db: tx, clock }, level)
    await recordAct(tx, clock, { actor, act: 'keys.renewal-asked', thing: level })
  })
}
