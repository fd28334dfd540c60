import type { Activity, LegalBasis, PromiseId, Text } from './activity.ts'
import { browserKeys, cookies } from './browser.ts'
import { tables } from './columns.ts'
import type { Column, TableId } from './columns.ts'
import { logEvents } from './log-events.ts'
import { mails } from './mails.ts'
import { activities } from './register.ts'
import type { ActivityId } from './register.ts'
import { topics } from './topics.ts'

/** The names of a table's columns. */
export type ColumnOf<T extends TableId> = keyof (typeof tables)[T]['columns'] & string

/** A column by its full name, for example `account.email`. */
export type ColumnRef = { [T in TableId]: `${T}.${ColumnOf<T>}` }[TableId]

export const tableIds = Object.keys(tables) as TableId[]

/** The columns of one table with what the register says about each, in the order of the register. */
export const columnsIn = (table: TableId): [column: string, entry: Column][] => Object.entries(tables[table].columns)

/** Every column of every table, by its full name. */
export const everyColumn: readonly (readonly [ref: ColumnRef, entry: Column])[] = tableIds.flatMap((table) =>
  columnsIn(table).map(([column, entry]) => [`${table}.${column}` as ColumnRef, entry] as const),
)

const namesOf = <K extends string>(entries: Readonly<Record<K, { activity: ActivityId }>>, activity: ActivityId): K[] =>
  (Object.keys(entries) as K[]).filter((name) => entries[name].activity === activity)

/** Where an activity shows up, by inversion: nothing of this is written down by hand. */
export const tablesOf = (activity: ActivityId): TableId[] => namesOf(tables, activity)
export const columnsOf = (activity: ActivityId): ColumnRef[] =>
  tablesOf(activity).flatMap((table) => columnsIn(table).map(([column]) => `${table}.${column}` as ColumnRef))
export const cookiesOf = (activity: ActivityId): string[] => namesOf(cookies, activity)
export const browserKeysOf = (activity: ActivityId): string[] => namesOf(browserKeys, activity)
export const mailsOf = (activity: ActivityId): string[] => namesOf(mails, activity)
export const topicsOf = (activity: ActivityId): string[] => namesOf(topics, activity)
export const logEventsOf = (activity: ActivityId): string[] => namesOf(logEvents, activity)

/** The activities that must keep a promise. */
export const activitiesOf = (promise: PromiseId): ActivityId[] =>
  (Object.entries(activities) as [ActivityId, Activity][])
    .filter(([, activity]) => activity.promises.includes(promise))
    .map(([id]) => id)

export type Right = '7(3)' | '15' | '16' | '17' | '18' | '20' | '21' | '77'

export const rightNames: Record<Right, Text> = {
  '7(3)': { de: 'Widerruf der Einwilligung (Art. 7 Abs. 3 DSGVO)', en: 'Withdrawal of consent (Art. 7(3) GDPR)' },
  '15': { de: 'Auskunft (Art. 15 DSGVO)', en: 'Access (Art. 15 GDPR)' },
  '16': { de: 'Berichtigung (Art. 16 DSGVO)', en: 'Rectification (Art. 16 GDPR)' },
  '17': { de: 'Löschung (Art. 17 DSGVO)', en: 'Erasure (Art. 17 GDPR)' },
  '18': { de: 'Einschränkung (Art. 18 DSGVO)', en: 'Restriction (Art. 18 GDPR)' },
  '20': { de: 'Mitnahme der Daten (Art. 20 DSGVO)', en: 'Portability (Art. 20 GDPR)' },
  '21': { de: 'Widerspruch (Art. 21 DSGVO)', en: 'Objection (Art. 21 GDPR)' },
  '77': { de: 'Beschwerde (Art. 77 DSGVO)', en: 'Complaint (Art. 77 GDPR)' },
}

type Article = LegalBasis['article']

/** What each right asks of the legal basis; where nothing is named, it holds for every activity. */
const rightsByBasis: Partial<Record<Right, readonly Article[]>> = {
  '7(3)': ['6(1)(a)', '9(2)(a)'],
  // What the law obliges to keep is not erased on request (Art. 17 (3)(b) GDPR).
  '17': ['6(1)(a)', '6(1)(b)', '6(1)(f)', '9(2)(a)'],
  '20': ['6(1)(a)', '6(1)(b)', '9(2)(a)'],
  '21': ['6(1)(f)'],
}

/** The rights that apply to an activity; they follow from its legal bases. */
export function rightsOf(activity: ActivityId): Right[] {
  const articles: readonly Article[] = activities[activity].basis.map(({ article }) => article)
  return (Object.keys(rightNames) as Right[]).filter(
    (right) => rightsByBasis[right]?.some((article) => articles.includes(article)) ?? true,
  )
}
