import { retentionRules } from './retention.ts'
import type { EngineRule, RetentionRule, RetentionRuleId, RowRule } from './retention.ts'

const all = Object.entries(retentionRules) as [RetentionRuleId, RetentionRule][]

/** Rules that name rows, whoever carries them out: the proof of P16 counts by them. */
export const rowRules: readonly [RetentionRuleId, RowRule][] = all.filter(
  (entry): entry is [RetentionRuleId, RowRule] => 'rows' in entry[1],
)

/** Rules the retention engine carries out. */
export const engineRules: readonly [RetentionRuleId, EngineRule][] = all.filter(
  (entry): entry is [RetentionRuleId, EngineRule] => entry[1].executed === 'retention engine',
)

/** SQL expression: when the period of a row begins, or ends where the register says so. */
export function anchorSql({ rows }: RowRule): string {
  const anchor = rows.anchor.length === 1 ? rows.anchor[0] : `coalesce(${rows.anchor.join(', ')})`
  return rows.fromYearEnd
    ? `((date_trunc('year', ${anchor} at time zone 'Europe/Berlin') + interval '1 year') at time zone 'Europe/Berlin')`
    : anchor
}

/** SQL condition on a row of `rule.rows.table`: its period is over at `$1` (timestamptz), `lateSeconds` ago or longer. */
export function dueSql(rule: RowRule, lateSeconds = 0): string {
  const seconds = (rule.rows.anchorIsEnd ? 0 : rule.maxSeconds) + lateSeconds
  const due = `${anchorSql(rule)} + interval '${seconds} seconds' <= $1::timestamptz`
  return rule.rows.where ? `(${rule.rows.where}) and ${due}` : due
}
