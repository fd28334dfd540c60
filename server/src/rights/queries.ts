import type { KeyObject } from 'node:crypto'
import { CompiledQuery, type Selectable, sql } from 'kysely'
import type { ActivityId } from '@vieraugen/policy/register.ts'
import { activities } from '@vieraugen/policy/register.ts'
import { recipients } from '@vieraugen/policy/recipients.ts'
import { rightNames, rightsOf, tablesOf } from '@vieraugen/policy/coverage.ts'
import { tables, type Column, type TableId } from '@vieraugen/policy/columns.ts'
import { type ExportColumn, exportColumns, ownedBy } from '@vieraugen/policy/owners.ts'
import type { Activity } from '@vieraugen/policy/activity.ts'
import { retentionOf, rulesOf } from '@vieraugen/policy/configured.ts'
import { endSql } from '@vieraugen/policy/retention-sql.ts'
import { columnName } from '@vieraugen/policy/texts/column-names.ts'
import { basisWords, retentionWords } from '@vieraugen/policy/texts/register-lines.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { RequestFile, RequestLine } from '@vieraugen/protocol/http/admin-requests.ts'
import type { ConsentEvidence, CopyEntry, PersonalCopy, RightsRequest } from '@vieraugen/protocol/http/rights.ts'
import { operator } from '../base/audit.ts'
import type { Base, Db, Tx } from '../base/base.ts'
import type { Sealed } from '../base/db/sealed.ts'
import type { Database, SealedColumn } from '../base/db/tables.ts'
import { openText } from '../base/seal.ts'

type Language = 'de' | 'en'
export type RequestRow = Selectable<Database['rights_request']>
type Value = CopyEntry['value']

/** Whose copy: an account with its key, or a client by the hash of the receipt code. */
export type Person =
  | { readonly subject: 'counsellor'; readonly root: string; readonly key: KeyObject }
  | { readonly subject: 'client'; readonly root: Buffer }

/** Where a text of a request is sealed: under the controller's key, because it is answered for even after the account is gone. */
export const requestPlace = <F extends 'text' | 'answer' | 'extension_reason'>(id: string, field: F) =>
  ({ column: `rights_request.${field}`, row: id, subject: id }) as const

/**
 * Everything that is kept about a person (Art. 15 GDPR), complete by construction: which rows and columns that is follows
 * from the register alone. Sealed values are opened; hashes, keys and what the server cannot open are named.
 */
export async function copyOf(
  base: Pick<Base, 'config' | 'db' | 'keys' | 'clock'>,
  person: Person,
  language: Language,
): Promise<PersonalCopy> {
  const columns = exportColumns(person.subject)
  const about = (Object.entries(activities) as [ActivityId, Activity][]).filter(([, { subjects }]) =>
    subjects.includes(person.subject),
  )
  const copied = []
  for (const [id, activity] of about) {
    const owned = tablesOf(id).filter((table) => ownedBy(table, person.subject))
    const found = []
    for (const table of owned) found.push({ table, rows: await rowsOf(base, person, { table, columns, language }) })
    const retention = retentionOf(id, base.config)
    copied.push({
      ...told(id, { ...activity, retention }, language),
      tables: found.filter(({ rows }) => rows.length > 0),
    })
  }
  return { madeAt: base.clock.now().toISOString(), activities: copied }
}

/** What Art. 15 (1) GDPR asks to be told of each processing. */
const told = (id: ActivityId, activity: Activity, language: Language) => ({
  id,
  title: activity.title[language],
  purpose: activity.purpose[language],
  basis: activity.basis.map((one) => basisWords(one, language)),
  categories: activity.categories[language],
  recipients: activity.recipients.map((one) => recipients[one].title[language]),
  period: retentionWords(activity.retention, language),
  rights: rightsOf(id).map((right) => rightNames[right][language]),
})

interface Wanted {
  readonly table: TableId
  readonly columns: readonly ExportColumn[]
  readonly language: Language
}

async function rowsOf(
  base: Pick<Base, 'db' | 'keys'>,
  person: Person,
  { table, columns, language }: Wanted,
): Promise<CopyEntry[][]> {
  const own = columns.filter(({ column }) => column.startsWith(`${table}.`))
  const names = own.map(({ column }) => column).join(', ')
  const condition = ownedBy(table, person.subject)
  const text = `select ${names} from ${table} where ${condition} order by 1, 2`
  const { rows } = await base.db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [person.root]))
  const entry = (row: Record<string, unknown>, { column, as, portable }: ExportColumn): CopyEntry => ({
    column,
    name: columnName(column, language),
    value: as === 'value' ? opened(base, person, { column, row }) : null,
    given: as === 'value',
    portable,
  })
  return rows.map((row) => own.map((one) => entry(row, one)))
}

function opened(
  { keys }: Pick<Base, 'keys'>,
  person: Person,
  { column, row }: { column: ExportColumn['column']; row: Record<string, unknown> },
): Value {
  const [table = '', name = ''] = column.split('.')
  const entry = (tables[table as TableId].columns as Record<string, Column>)[name]
  const value = row[name]
  if (value === null || value === undefined) return null
  const protection = entry?.personal ? entry.protection : 'clear'
  const box = value as Sealed<SealedColumn>
  const place = { column: column as SealedColumn, row: String(row['id']) }
  if (protection === 'account' && person.subject === 'counsellor')
    return openText({ ...place, subject: person.root }, person.key, box)
  if (protection === 'installation') return openText({ ...place, subject: place.row }, keys.installation, box)
  return plain(value)
}

function plain(value: unknown): Value {
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return value.toString('hex')
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value)
}

/** By whom requests and evidence are found. */
export type Holder = { readonly accountId: string } | { readonly receiptHash: Buffer }

const isAccount = (holder: Holder): holder is { readonly accountId: string } => 'accountId' in holder

/** The history of a person's consents, the newest first. */
export async function consentsOf(db: Db, holder: Holder): Promise<ConsentEvidence[]> {
  const all = db.selectFrom('consent').select(['id', 'given_at', 'withdrawn_at', 'language'])
  const own = isAccount(holder)
    ? all.where('account_id', '=', holder.accountId)
    : all.where('receipt_hash', '=', holder.receiptHash)
  const rows = await own.orderBy('given_at', 'desc').execute()
  if (rows.length === 0) return []
  const items = await db
    .selectFrom('consent_item')
    .selectAll()
    .where(
      'consent_id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
  const order: readonly string[] = ['privacy', 'terms', 'processing']
  return rows.map((row) => ({
    givenAt: row.given_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    language: row.language === 'en' ? 'en' : 'de',
    items: items
      .filter(({ consent_id }) => consent_id === row.id)
      .toSorted((one, other) => order.indexOf(one.box) - order.indexOf(other.box))
      .map(({ box, text_hash }) => ({ box: box as 'privacy', hash: text_hash.toString('hex') })),
  }))
}

/** When the evidence behind a receipt is deleted, and whether its person still has a place in a meeting. */
export async function standingOf(
  { db, config }: Pick<Base, 'db' | 'config'>,
  receiptHash: Buffer,
): Promise<{ keptUntil: Date; inMeeting: boolean } | null> {
  const end = endSql(rulesOf(config)['consent.client'])
  const row = await db
    .selectFrom('consent')
    .select([
      sql<Date>`${sql.raw(end)}`.as('kept_until'),
      sql<boolean>`exists (select from participant seat
        where seat.consent_id = consent.id and seat.state in ('waiting', 'held', 'admitted'))`.as('in_meeting'),
    ])
    .where('receipt_hash', '=', receiptHash)
    .executeTakeFirst()
  return row ? { keptUntil: row.kept_until, inMeeting: row.in_meeting } : null
}

/** A request with its texts opened. */
export function openRequest({ keys }: Pick<Base, 'keys'>, row: RequestRow): RightsRequest {
  const open = <F extends 'text' | 'answer' | 'extension_reason'>(field: F) => {
    const box = row[field]
    return box ? openText(requestPlace(row.id, field), keys.installation, box) : null
  }
  return {
    number: row.number,
    kind: row.kind,
    state: row.state,
    text: open('text') ?? '',
    createdAt: row.created_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    extensionReason: open('extension_reason'),
    answer: open('answer'),
    answeredAt: row.answered_at?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
  }
}

/** The requests of a person, the newest first. */
export async function requestsOf(base: Pick<Base, 'db' | 'keys'>, holder: Holder): Promise<RightsRequest[]> {
  const all = base.db.selectFrom('rights_request').selectAll()
  const own = isAccount(holder)
    ? all.where('account_id', '=', holder.accountId)
    : all.where('receipt_hash', '=', holder.receiptHash)
  const rows = await own.orderBy('created_at', 'desc').execute()
  return rows.map((row) => openRequest(base, row))
}

const lineColumns = [
  'number',
  'kind',
  'state',
  'account_id',
  'receipt_hash',
  'created_at',
  'due_at',
  'extended_at',
  'answered_at',
  'closed_at',
] as const

/** A request without its words. */
const lineOf = (row: Pick<RequestRow, (typeof lineColumns)[number]>): RequestLine => ({
  number: row.number,
  kind: row.kind,
  state: row.state,
  by: row.account_id ? 'account' : row.receipt_hash ? 'receipt' : 'nobody',
  createdAt: row.created_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  extendedAt: row.extended_at?.toISOString() ?? null,
  answeredAt: row.answered_at?.toISOString() ?? null,
  closedAt: row.closed_at?.toISOString() ?? null,
})

/** What is not closed: open requests by their deadline, then answered ones, the newest first. Opens none of their words. */
export async function waitingRequests(db: Db): Promise<RequestLine[]> {
  const rows = await db
    .selectFrom('rights_request')
    .select(lineColumns)
    .where('state', '<>', 'closed')
    .orderBy(sql`state <> 'open'`)
    .orderBy(sql`case when state = 'open' then due_at end`)
    .orderBy('answered_at', 'desc')
    .execute()
  return rows.map(lineOf)
}

const pageOfRequests = 25

/** Closed requests, the newest first: those after the request `before`, or the first ones. */
export async function closedRequests(
  db: Db,
  before: string | null,
): Promise<{ requests: RequestLine[]; more: boolean }> {
  const closed = db.selectFrom('rights_request').select(lineColumns).where('state', '=', 'closed')
  const below = sql<boolean>`(closed_at, number) < (select closed_at, number from rights_request where number = ${before})`
  const rows = await (before === null ? closed : closed.where(below))
    .orderBy('closed_at', 'desc')
    .orderBy('number', 'desc')
    .limit(pageOfRequests + 1)
    .execute()
  return { requests: rows.slice(0, pageOfRequests).map(lineOf), more: rows.length > pageOfRequests }
}

/** A request with its words opened, as the account `reader` (or the operator) reads it. */
export function fileOf({ keys, clock }: Pick<Base, 'keys' | 'clock'>, row: RequestRow, reader: string): RequestFile {
  const { text, extensionReason, answer } = openRequest({ keys }, row)
  const by = row.answered_by
  const answeredBy = by === null ? null : by === reader ? 'you' : by === operator ? 'operator' : 'office'
  return { ...lineOf(row), text, extensionReason, answer, answeredBy, extendable: isExtendable(row, clock.now()) }
}

/** Two further months can be had once, while the first is not over (Art. 12 (3) GDPR). */
export const isExtendable = ({ state, extended_at, due_at }: RequestRow, now: Date): boolean =>
  state === 'open' && extended_at === null && now <= due_at

/** The row of a number, locked for a change; Fail('not-found'). */
export async function lockRequest(tx: Tx, number: string): Promise<RequestRow> {
  const row = tx.selectFrom('rights_request').selectAll().where('number', '=', number)
  const found = await row.forUpdate().executeTakeFirst()
  if (!found) throw new Fail('not-found')
  return found
}

export async function restrictedSince(db: Db, accountId: string): Promise<string | null> {
  const row = await db.selectFrom('account').select('restricted_at').where('id', '=', accountId).executeTakeFirst()
  return row?.restricted_at?.toISOString() ?? null
}

/** The words behind a hash of the evidence; Fail('not-found'). */
export async function archived(db: Db, hash: string) {
  const texts = db.selectFrom('legal_text').selectAll().where('hash', '=', Buffer.from(hash, 'hex'))
  const row = await texts.executeTakeFirst()
  if (!row) throw new Fail('not-found')
  const language: Language = row.language === 'en' ? 'en' : 'de'
  return { language, body: row.body, publishedAt: row.published_at.toISOString() }
}
