import type { KeyObject } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { OperatorCard } from '@vieraugen/policy/card.ts'
import type { Audience } from '@vieraugen/policy/legal-text.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { ConsentEvidence } from '@vieraugen/protocol/http/rights.ts'
import { languages, type Ticks } from '@vieraugen/protocol/shapes.ts'
import { recordAct } from '../base/audit.ts'
import type { Base, Db, Tx } from '../base/base.ts'
import { transact } from '../base/db/database.ts'
import { installationOf } from '../base/operator-card.ts'
import { consentsOf, standingOf } from '../rights/queries.ts'
import { receiptHash } from './personal-data.ts'
import { hasCurrentConsent } from './queries.ts'
import {
  checkTicks,
  type HashedBox,
  hashedBoxes,
  type Language,
  meetingReference,
  newReceiptCode,
  normaliseReceiptCode,
  toMinute,
} from './rules.ts'

type Given = Pick<Base, 'config' | 'cards' | 'clock' | 'random' | 'keys'>

/** Evidence of what an account holder agreed to. Throws Fail('texts-changed') when other texts hold now. */
export async function giveCounsellorConsent(
  tx: Tx,
  base: Given,
  given: { accountId: string; language: Language; ticks: Ticks },
): Promise<void> {
  const boxes = hashedBoxes('counsellor', given.language, installationOf(base))
  checkTicks(boxes, given.ticks)
  await writeEvidence(tx, base, {
    role: 'counsellor',
    account_id: given.accountId,
    language: given.language,
    given_at: base.clock.now(),
    boxes,
  })
}

/** Consent given anew after the texts changed; what was given before stays in the history. A second time changes nothing. */
export function renewConsent(
  base: Given & Pick<Base, 'db'>,
  given: { accountId: string; language: Language; ticks: Ticks },
): Promise<void> {
  return transact(base.db, async (tx) => {
    // One at a time: two clicks make one entry.
    await tx.selectFrom('account').select('id').where('id', '=', given.accountId).forNoKeyUpdate().execute()
    if (!(await hasCurrentConsent(base, tx, given.accountId))) await giveCounsellorConsent(tx, base, given)
  })
}

/** For registration before anything is written: throws Fail('texts-changed') when other texts hold now. */
export function refuseChangedTexts(base: Given, audience: Audience, given: { language: Language; ticks: Ticks }): void {
  checkTicks(hashedBoxes(audience, given.language, installationOf(base)), given.ticks)
}

/**
 * Evidence of what a client agreed to, with nothing that names the person. The code is shown once and kept as a keyed hash:
 * who brings it can withdraw or ask later. `contentKey` is the meeting's; null while the meeting has none yet.
 */
export async function giveClientConsent(
  tx: Tx,
  base: Given,
  given: { meetingId: string; contentKey: KeyObject | null; language: Language; ticks: Ticks },
): Promise<{ consentId: string; receiptCode: string }> {
  const boxes = hashedBoxes('client', given.language, installationOf(base))
  checkTicks(boxes, given.ticks)
  const receiptCode = newReceiptCode(base.random)
  const consentId = await writeEvidence(tx, base, {
    role: 'client',
    receipt_hash: base.keys.mac('receipt', normaliseReceiptCode(receiptCode)),
    meeting_ref: given.contentKey ? meetingReference(given.contentKey, given.meetingId) : null,
    language: given.language,
    given_at: toMinute(base.clock.now()),
    boxes,
  })
  return { consentId, receiptCode }
}

interface Evidence {
  readonly role: 'counsellor' | 'client'
  readonly account_id?: string
  readonly receipt_hash?: Buffer
  readonly meeting_ref?: Buffer | null
  readonly language: Language
  readonly given_at: Date
  readonly boxes: readonly HashedBox[]
}

async function writeEvidence(tx: Tx, base: Given, { boxes, ...evidence }: Evidence): Promise<string> {
  const id = uuid()
  await tx
    .insertInto('consent')
    .values({ id, ...evidence, build: base.config.build })
    .execute()
  const items = boxes.map((box) => ({ consent_id: id, box: box.key, text_hash: Buffer.from(box.hash, 'hex') }))
  await tx.insertInto('consent_item').values(items).execute()
  return id
}

/** Puts every text that is shown with this card into the archive, so that each hash in the evidence leads to its words. */
export async function archiveTexts(
  db: Db | Tx,
  base: Pick<Base, 'config' | 'cards' | 'clock'>,
  card: OperatorCard = base.cards.now,
): Promise<void> {
  const of = { ...installationOf(base), card }
  for (const audience of ['counsellor', 'client'] as const) {
    for (const language of languages) {
      const rows = hashedBoxes(audience, language, of).map((box) => ({
        hash: Buffer.from(box.hash, 'hex'),
        language,
        body: box.content,
        published_at: base.clock.now(),
      }))
      await db
        .insertInto('legal_text')
        .values(rows)
        .onConflict((row) => row.column('hash').doNothing())
        .execute()
    }
  }
}

/** Notes in the evidence that an account's consent ended, before the account goes. */
export async function withdrawCounsellorConsents(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx
    .updateTable('consent')
    .set({ withdrawn_at: now })
    .where('account_id', '=', accountId)
    .where('withdrawn_at', 'is', null)
    .execute()
}

/** Removes the evidence of an account that never came to be. */
export async function forgetConsents(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('consent').where('account_id', '=', accountId).execute()
}

/**
 * What a receipt code proves, for somebody of the office who was shown it; written into the log without the code.
 * Fail('receipt-unknown') for every other code.
 */
export async function lookUpConsent(
  base: Base,
  { code, by }: { code: string; by: string },
): Promise<ConsentEvidence & { readonly keptUntil: string }> {
  await base.limits.take('receipt', by)
  const hash = receiptHash(base, code)
  const found = await transact(base.db, async (tx) => {
    const [evidence] = await consentsOf(tx, { receiptHash: hash })
    const standing = await standingOf({ db: tx, config: base.config }, hash)
    if (!evidence || !standing) throw new Fail('receipt-unknown')
    await recordAct(tx, base.clock, { actor: by, act: 'consent.looked-up' })
    return { ...evidence, keptUntil: standing.keptUntil.toISOString() }
  })
  // Only codes that lead nowhere are counted.
  await base.limits.giveBack('receipt', by)
  return found
}
