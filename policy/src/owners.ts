import { tables } from './columns.ts'
import type { TableId } from './columns.ts'
import { columnsIn, everyColumn, tableIds } from './coverage.ts'
import type { ColumnRef } from './coverage.ts'

/** Who can be recognised in the database: an account by its id, a client by the hash of the receipt code. */
export type DataSubject = 'counsellor' | 'client'

/**
 * The way from a row to the person, column by column: two neighbours of different tables are equal, two of the same table
 * stand in the same row. The last column names the person.
 */
export type OwnerPath = readonly [ColumnRef, ...ColumnRef[]]

const clientOwners: Partial<Record<TableId, OwnerPath>> = {
  consent: ['consent.receipt_hash'],
  consent_item: ['consent_item.consent_id', 'consent.id'],
  participant: ['participant.consent_id', 'consent.id'],
  rights_request: ['rights_request.receipt_hash', 'consent.receipt_hash'],
  session: ['session.id', 'participant.session_id'],
  room_event: ['room_event.sender', 'participant.id'],
}

const root: Record<DataSubject, ColumnRef> = { counsellor: 'account.id', client: 'consent.receipt_hash' }

const firstStep = (table: TableId, subject: DataSubject): readonly ColumnRef[] | null =>
  subject === 'client' ? (clientOwners[table] ?? null) : (tables[table].owner as readonly ColumnRef[] | null)

/** The whole way from a table to a person of this kind; null where its rows are not about such a person. */
export function ownerPath(table: TableId, subject: DataSubject): OwnerPath | null {
  const path: ColumnRef[] = []
  for (let at: TableId = table; ;) {
    const step = firstStep(at, subject)
    if (!step) return null
    path.push(...step)
    const last = step.at(-1)
    if (last === root[subject]) return path as unknown as OwnerPath
    const next = last?.split('.')[0] as TableId
    // A path that ends in its own table leads to no person: a queued mail names its recipient inside the sealed message only.
    if (next === at) return null
    at = next
  }
}

/** Condition on a row of `table` that it belongs to the person whose root column equals `$1`. */
export function ownedBy(table: TableId, subject: DataSubject): string | null {
  const path = ownerPath(table, subject)
  return path && condition(path)
}

function condition([from, ...rest]: OwnerPath): string {
  const [to, ...further] = rest
  if (!to) return `${from} = $1`
  const inside = to.split('.')[0]
  // The next column stands in the same row as `to`, or is the same column and ends the way.
  const then = further.length === 0 ? `${to} = $1` : condition(further as unknown as OwnerPath)
  return `${from} in (select ${to} from ${inside} where ${then})`
}

/** What must not leave the server although it is about the person: said to exist, never given out (Art. 32 GDPR). */
const secrets: readonly ColumnRef[] = ['account.password', 'account_key.wrapped', 'second_factor.secret']

/** What the person typed in; only that is portable (Art. 20 (1) GDPR, „provided by the data subject“). */
const provided: readonly ColumnRef[] = [
  'account.first_name',
  'account.last_name',
  'account.email',
  'account.user_name',
  'account_token.new_email',
  'second_factor.name',
  'meeting.note',
  'meeting.begins_at',
  'meeting.minutes',
  'rights_request.text',
]

export interface ExportColumn {
  readonly column: ColumnRef
  /** `value`: given out. `named`: told that it is kept, without its value (hashes, keys, boxes the server cannot open). */
  readonly as: 'value' | 'named'
  /** Also part of the portable copy (Art. 20 GDPR). */
  readonly portable: boolean
}

const unreadable: readonly string[] = ['hash', 'meeting', 'day']

/** All columns that an answer under Art. 15 GDPR contains for a person of this kind: every column of every row about them. */
export function exportColumns(subject: DataSubject): ExportColumn[] {
  return everyColumn.flatMap(([column, entry]) => {
    if (!ownerPath(column.split('.')[0] as TableId, subject)) return []
    const isHidden = secrets.includes(column) || (entry.personal && unreadable.includes(entry.protection))
    return [{ column, as: isHidden ? 'named' : 'value', portable: provided.includes(column) } as const]
  })
}

/** Tables that hold something about people. */
export const personalTables: readonly TableId[] = tableIds.filter((table) =>
  columnsIn(table).some(([, entry]) => entry.personal),
)
