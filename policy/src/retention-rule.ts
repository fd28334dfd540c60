import type { Retention, Text } from './activity.ts'
import type { TableId } from './columns.ts'
import type { ColumnOf } from './coverage.ts'
import type { ActivityId } from './register.ts'

/** Which rows of one table a rule is about, and from which column its period counts. */
export type Rows = {
  [T in TableId]: {
    readonly table: T
    /** The first of these columns that is not null begins the period. */
    readonly anchor: readonly [ColumnOf<T>, ...ColumnOf<T>[]]
    /** SQL condition on the row; without it every row. */
    readonly where?: string
    /** The anchor holds the end of the period, not its beginning. */
    readonly anchorIsEnd?: true
    /** The period counts from the end of the anchor's calendar year in Germany. */
    readonly fromYearEnd?: true
    /** Tables whose rows go with the row, by reference. */
    readonly takes?: readonly TableId[]
    /** When the person was last told that the end is near. */
    readonly noticed?: ColumnOf<T>
  }
}[TableId]

interface RuleBase {
  readonly what: Text
  readonly activity: ActivityId
  /** What begins the period, in words. */
  readonly start: Text
  /** DIN 66398: A at collection, B at the end of a process, E at the end of the relation. */
  readonly startType: 'A' | 'B' | 'E'
  readonly maxSeconds: number
  readonly action: Retention['action']
  /** Days or hours before the end at which the person is told, in seconds. */
  readonly notices?: readonly number[]
}

/** Who makes the period come true. Only the first names rows. */
type Execution =
  | {
      readonly executed: 'retention engine'
      readonly rows: Rows
      /** The controller may hold the rule where a law forbids to delete, such as a pending lawsuit. Never content of meetings. */
      readonly holdable?: true
    }
  | { readonly executed: 'meeting deletion' | 'account deletion'; readonly tables: readonly TableId[] }
  | { readonly executed: 'memory' | 'browser' | 'operator' | 'erasure ledger' }
  /** The application holds no such data. The period binds whoever adds it. */
  | { readonly executed: 'nothing kept' }

export type RetentionRule = RuleBase & Execution
export type EngineRule = Extract<RetentionRule, { executed: 'retention engine' }>
