import { sql } from 'kysely'
import { type Audience, boxKeys } from '@vieraugen/policy/legal-text.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { ArchivedVersion } from '@vieraugen/protocol/http/consents.ts'
import type { Base, Db, Tx } from '../base/base.ts'
import { installationOf } from '../base/operator-card.ts'
import { hashedBoxes, type Language, languages } from './rules.ts'

type Shown = Pick<Base, 'config' | 'cards'>

/** The three boxes of an audience as they are shown now. */
export const boxesNow = (base: Shown, audience: Audience, language: Language) =>
  hashedBoxes(audience, language, installationOf(base)).map(({ key, label, text, hash }) => ({
    key,
    label,
    text,
    hash,
  }))

const hashesNow = (base: Shown, audience: Audience): string[] =>
  languages.flatMap((language) => hashedBoxes(audience, language, installationOf(base)).map(({ hash }) => hash))

/** Whether the account holder ticked the very texts that hold now, in whichever language. */
export async function hasCurrentConsent(base: Shown, db: Db | Tx, accountId: string): Promise<boolean> {
  const hashes = hashesNow(base, 'counsellor').map((hash) => Buffer.from(hash, 'hex'))
  const given = await db
    .selectFrom('consent')
    .innerJoin('consent_item', 'consent_item.consent_id', 'consent.id')
    .select('consent.id')
    .where('account_id', '=', accountId)
    .where('withdrawn_at', 'is', null)
    .where('text_hash', 'in', hashes)
    .groupBy('consent.id')
    .having(({ eb, fn }) => eb(fn.countAll(), '=', boxKeys.length))
    .executeTakeFirst()
  return given !== undefined
}

/** Throws Fail('consent-needed') while other texts hold than the account holder ticked: only what serves their rights is left. */
export async function refuseOutdatedConsent(base: Shown & Pick<Base, 'db'>, accountId: string): Promise<void> {
  if (!(await hasCurrentConsent(base, base.db, accountId))) throw new Fail('consent-needed')
}

/** Every version of every text, the newest first. */
export async function textArchive(base: Shown & Pick<Base, 'db'>): Promise<ArchivedVersion[]> {
  const rows = await base.db
    .selectFrom('legal_text')
    // The words begin with the label of the box; the title stands on the second line.
    .select(['hash', 'language', 'published_at', sql<string>`split_part(body, chr(10), 2)`.as('title')])
    .orderBy('published_at', 'desc')
    .orderBy('title')
    .orderBy('hash')
    .execute()
  const now = new Set([...hashesNow(base, 'counsellor'), ...hashesNow(base, 'client')])
  return rows.map(({ hash, language, published_at, title }) => ({
    hash: hash.toString('hex'),
    language: language === 'en' ? 'en' : 'de',
    title,
    publishedAt: published_at.toISOString(),
    inForce: now.has(hash.toString('hex')),
  }))
}
