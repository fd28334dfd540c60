import { sql } from 'kysely'
import type { Installation } from '@vieraugen/policy/installation.ts'
import { type Audience, boxKeys } from '@vieraugen/policy/legal-text.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { ConsentCounts } from '@vieraugen/protocol/http/admin-consents.ts'
import type { ArchivedVersion } from '@vieraugen/protocol/http/consents.ts'
import { languages } from '@vieraugen/protocol/shapes.ts'
import type { Base, Db, Tx } from '../base/base.ts'
import { suppressed } from '../base/small-cells.ts'
import { installationOf } from '../base/operator-card.ts'
import { hashedBoxes, type Language } from './rules.ts'

type Shown = Pick<Base, 'config' | 'cards'>

/** The three boxes of an audience as they are shown now. */
export const boxesNow = (base: Shown, audience: Audience, language: Language) =>
  hashedBoxes(audience, language, installationOf(base)).map(({ key, label, text, hash }) => ({
    key,
    label,
    text,
    hash,
  }))

/** The hashes of the boxes of an audience, in every language. */
export const hashesOf = (audience: Audience, of: Installation): string[] =>
  languages.flatMap((language) => hashedBoxes(audience, language, of).map(({ hash }) => hash))

/** Whether the account holder ticked the very texts that hold now, in whichever language. */
export async function hasCurrentConsent(base: Shown, db: Db | Tx, accountId: string): Promise<boolean> {
  const hashes = hashesOf('counsellor', installationOf(base)).map((hash) => Buffer.from(hash, 'hex'))
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

/** The words begin with the label of the box; the title stands on the second line. */
const titleOfText = sql<string>`split_part(body, chr(10), 2)`.as('title')

/** Every version of every text, the newest first. */
export async function textArchive(base: Shown & Pick<Base, 'db'>): Promise<ArchivedVersion[]> {
  const rows = await base.db
    .selectFrom('legal_text')
    .select(['hash', 'language', 'published_at', titleOfText])
    .orderBy('published_at', 'desc')
    .orderBy('title')
    .orderBy('hash')
    .execute()
  const now = new Set([...hashesOf('counsellor', installationOf(base)), ...hashesOf('client', installationOf(base))])
  return rows.map(({ hash, language, published_at, title }) => ({
    hash: hash.toString('hex'),
    language: language === 'en' ? 'en' : 'de',
    title,
    publishedAt: published_at.toISOString(),
    inForce: now.has(hash.toString('hex')),
  }))
}

type Role = 'counsellor' | 'client'

/** The calendar month of an instant in Germany, `2026-03`. */
const monthOf = (column: string) => sql<string>`to_char(${sql.ref(column)} at time zone 'Europe/Berlin', 'YYYY-MM')`

/** The month is over at `now`. */
const isOver = (column: string, now: Date) =>
  sql<boolean>`${sql.ref(column)} < date_trunc('month', ${now}::timestamptz at time zone 'Europe/Berlin') at time zone 'Europe/Berlin'`

const counted = sql<number>`count(*)::integer`.as('count')

/**
 * How many consents were given and withdrawn in each month that is over, and to which texts; small numbers hidden. Counted
 * from the evidence that is there: when some is erased, the number of a past month falls, and two looks can tell of one person.
 */
export async function consentCounts({ db, clock }: Pick<Base, 'db' | 'clock'>): Promise<ConsentCounts> {
  const now = clock.now()
  const per = (column: 'given_at' | 'withdrawn_at') =>
    db
      .selectFrom('consent')
      .select([monthOf(column).as('month'), 'role', counted])
      .where(isOver(column, now))
      .groupBy(['month', 'role'])
      .execute()
  const sums = { given: await per('given_at'), withdrawn: await per('withdrawn_at') }
  const lines = new Map(
    [...sums.given, ...sums.withdrawn].map(({ month, role }) => [`${month} ${role}`, { month, role: role as Role }]),
  )
  const sumOf = (rows: typeof sums.given, { month, role }: { month: string; role: Role }): number | null => {
    const count = rows.find((row) => row.month === month && row.role === role)?.count ?? 0
    return suppressed([{ day: month, what: role, value: '', count }])[0]?.count ?? null
  }
  const months = [...lines.values()].map((line) => ({
    ...line,
    given: sumOf(sums.given, line),
    withdrawn: sumOf(sums.withdrawn, line),
  }))
  return { months: months.toSorted((a, b) => b.month.localeCompare(a.month)), texts: await countsOfTexts(db, now) }
}

/** Every consent of a month is to one version of each box: the versions of a box are the parts of a sum. */
async function countsOfTexts(db: Db, now: Date): Promise<ConsentCounts['texts']> {
  const rows = await db
    .selectFrom('consent_item')
    .innerJoin('consent', 'consent.id', 'consent_item.consent_id')
    .innerJoin('legal_text', 'legal_text.hash', 'consent_item.text_hash')
    .select([monthOf('given_at').as('month'), 'role', 'box', 'text_hash', 'legal_text.language', 'published_at'])
    .select([titleOfText, counted])
    .where(isOver('given_at', now))
    .groupBy(['month', 'role', 'box', 'text_hash', 'legal_text.language', 'published_at', 'body'])
    .orderBy('month', 'desc')
    .orderBy('role')
    .orderBy('box')
    .orderBy('published_at', 'desc')
    .execute()
  const shown = suppressed(
    rows.map(({ month, role, box, text_hash, count }) => {
      return { day: month, what: `${role} ${box}`, value: text_hash.toString('hex'), count }
    }),
  )
  const countOf = new Map(shown.map(({ day, what, value, count }) => [`${day} ${what} ${value}`, count]))
  return rows.map(({ month, role, box, text_hash, language, published_at, title }) => {
    const hash = text_hash.toString('hex')
    return {
      month,
      role: role as Role,
      box: box as 'privacy',
      hash,
      title,
      language: language === 'en' ? 'en' : 'de',
      publishedAt: published_at.toISOString(),
      given: countOf.get(`${month} ${role} ${box} ${hash}`) ?? null,
    }
  })
}
