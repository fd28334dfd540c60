import { month, rulesOf } from './configured.ts'
import type { Chosen } from './configured.ts'
import type { EngineRuleId } from './retention.ts'
import type { EngineRule, RetentionRule } from './retention-rule.ts'

/** Rules the retention engine carries out; they are all that name rows, so the proof of P16 counts by them too. */
export const engineRulesOf = (chosen: Chosen): readonly [EngineRuleId, EngineRule][] =>
  (Object.entries(rulesOf(chosen)) as [EngineRuleId, RetentionRule][]).filter(
    (entry): entry is [EngineRuleId, EngineRule] => entry[1].executed === 'retention engine',
  )

/** SQL expression: when the period of a row begins, or ends where the register says so. */
export function anchorSql({ rows }: EngineRule): string {
  const anchor = rows.anchor.length === 1 ? rows.anchor[0] : `coalesce(${rows.anchor.join(', ')})`
  return rows.fromYearEnd
    ? `((date_trunc('year', ${anchor} at time zone 'Europe/Berlin') + interval '1 year') at time zone 'Europe/Berlin')`
    : anchor
}

/** SQL expression: when the period of a row is over. From the end of a year the months of the calendar count. */
export function endSql(rule: EngineRule): string {
  const { anchorIsEnd, fromYearEnd } = rule.rows
  const begin = anchorSql(rule)
  if (anchorIsEnd) return begin
  if (!fromYearEnd) return `${begin} + interval '${rule.maxSeconds} seconds'`
  const months = `interval '${rule.maxSeconds / month} months'`
  return `((${begin} at time zone 'Europe/Berlin' + ${months}) at time zone 'Europe/Berlin')`
}

/** SQL condition on a row of `rule.rows.table`: its period is over at `$1` (timestamptz), `lateSeconds` ago or longer. */
export function dueSql(rule: EngineRule, lateSeconds = 0): string {
  const { anchorIsEnd, fromYearEnd, where } = rule.rows
  // The column stands alone on its side where it can, so that an index on it serves.
  const [end, seconds] = fromYearEnd ? [endSql(rule), 0] : [anchorSql(rule), anchorIsEnd ? 0 : rule.maxSeconds]
  const due = `${end} <= $1::timestamptz - interval '${seconds + lateSeconds} seconds'`
  return where ? `(${where}) and ${due}` : due
}

/** SQL expressions: when each notice of the rule falls due, the first one first. */
const noticeTimes = (rule: EngineRule): string[] =>
  (rule.notices ?? []).map((before) => `${anchorSql(rule)} + interval '${rule.maxSeconds - before} seconds'`)

/** SQL condition on a row: at `$1` the person must be told, and was not; null for rules without notices. */
export function noticeSql(rule: EngineRule): string | null {
  const { noticed, where = 'true' } = rule.rows
  if (!noticed) return null
  const missing = noticeTimes(rule).map(
    (at) => `(${at} <= $1::timestamptz and (${noticed} is null or ${noticed} < ${at}))`,
  )
  return `(${where}) and (${missing.join(' or ')})`
}

/**
 * SQL condition on a row: the engine deletes it at `$1`. Where the rule has notices, the last one was given, and its time has
 * passed: a server that stood still tells the person first and deletes later.
 */
export function executableSql(rule: EngineRule): string {
  const last = rule.notices?.at(-1)
  const { noticed } = rule.rows
  if (!noticed || last === undefined) return dueSql(rule)
  return `${dueSql(rule)} and ${noticed} >= ${noticeTimes(rule).at(-1)} and ${noticed} + interval '${last} seconds' <= $1::timestamptz`
}
