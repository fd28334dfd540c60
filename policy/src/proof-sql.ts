import { tables } from './columns.ts'
import type { TableId } from './columns.ts'
import type { Chosen } from './configured.ts'
import { columnsIn, everyColumn, tableIds } from './coverage.ts'
import { boxKeys } from './legal-text.ts'
import { periods } from './periods.ts'
import { executionSeconds, retentionRules } from './retention.ts'
import type { EngineRuleId, RetentionRuleId } from './retention.ts'
import type { EngineRule, RetentionRule } from './retention-rule.ts'
import { anchorSql, dueSql, engineRulesOf } from './retention-sql.ts'

/*
 * Each statement takes the present instant as `$1` (timestamptz), reads only, and answers one row:
 *   bad     bigint            how many break the promise
 *   of      bigint            how many were looked at
 *   oldest  double precision  age in seconds of the oldest one that breaks it (of a deletion: that is under way); else null
 */

const present = '$1::timestamptz'
const ageOf = (instant: string) => `extract(epoch from ${present} - ${instant})::double precision`

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ')

/** Columns of the database against columns of the register, both ways; of the named tables or of all. */
export function columnsSql(only: readonly TableId[] | null): string {
  const wanted = everyColumn.map(([ref]) => ref).filter((ref) => !only || only.includes(ref.split('.')[0] as TableId))
  return `
with wanted(name) as (values ${wanted.map((name) => `('${name}')`).join(', ')}),
present as (
  select class.relname || '.' || attribute.attname as name
  from pg_catalog.pg_attribute attribute join pg_catalog.pg_class class on class.oid = attribute.attrelid
  where class.relkind in ('r', 'p', 'v', 'm') and class.relnamespace = 'public'::regnamespace
    and attribute.attnum > 0 and not attribute.attisdropped
    ${only ? `and class.relname in (${quoted(only)})` : ''}
)
select count(*) filter (where wanted.name is null or present.name is null) as bad, count(*) as "of",
  null::double precision as oldest
from wanted full join present on wanted.name = present.name
where ${present} is not null`
}

// One pass over all evidence: a hundred thousand accounts take about a second.
export const accountsWithoutConsentSql = `
select count(*) filter (where not agreed) as bad, count(*) as "of",
  ${ageOf('min(created_at) filter (where not agreed)')} as oldest
from (
  select account.created_at, account.id in (
    select consent.account_id from consent join consent_item item on item.consent_id = consent.id
    where consent.account_id is not null and consent.withdrawn_at is null
    group by consent.id having count(*) >= ${boxKeys.length}
  ) as agreed
  from account
) as looked_at`

export const guestsWithoutConsentSql = `
select count(*) filter (where not agreed) as bad, count(*) as "of",
  ${ageOf('min(entered_at) filter (where not agreed)')} as oldest
from (
  select seat.entered_at, exists (
    select from consent join consent_item item on item.consent_id = consent.id
    where consent.id = seat.consent_id and consent.withdrawn_at is null
    having count(*) >= ${boxKeys.length}
  ) as agreed
  from participant seat
  where seat.role = 'guest' and seat.state in ('waiting', 'held', 'admitted')
) as looked_at`

/** Decisions about guests that no moderator made. The moderator's own seat may be gone, another guest's must not stand there. */
export const undecidedSql = (states: readonly string[]): string => `
select count(*) filter (where not by_person) as bad, count(*) as "of",
  ${ageOf('min(entered_at) filter (where not by_person)')} as oldest
from (
  select seat.entered_at, seat.decided_by is not null and not exists (
    select from participant decider
    where decider.id = seat.decided_by and (decider.role <> 'moderator' or decider.meeting_id <> seat.meeting_id)
  ) as by_person
  from participant seat
  where seat.role = 'guest' and seat.state in (${quoted(states)})
) as looked_at`

/** Tables whose rows belong to one meeting and die with it. */
const meetingTables = tableIds.filter((table) => 'meeting_id' in tables[table].columns)

/** Meetings that ended: verified as gone within the period, and nothing of them left after it. */
export const endedWithDataSql = `
select count(*) filter (where overdue or remains) as bad, count(*) as "of",
  ${ageOf(`min(ended_at) filter (where state <> 'verified' or remains)`)} as oldest
from (
  select ended_at, state,
    state <> 'verified' and ended_at + interval '${periods.meetingContent} seconds' <= ${present} as overdue,
    state = 'verified' and (note is not null
${meetingTables.map((table) => `      or id in (select ${table}.meeting_id from ${table})`).join('\n')}) as remains
  from meeting
  where ended_at is not null
) as looked_at`

/**
 * Network addresses have types of their own; a column of such a type would hold one in the clear. The sealed ones stand under
 * their day: none may be there past the period, and the first day says how old the oldest is at most.
 */
export const addressesSql = `
select plain.bad + late.bad as bad, plain.looked_at + days.kept as "of", days.oldest
from (
  select count(*) filter (where attribute.atttypid in ('inet'::regtype, 'cidr'::regtype)) as bad, count(*) as looked_at
  from pg_catalog.pg_attribute attribute join pg_catalog.pg_class class on class.oid = attribute.attrelid
  where class.relkind in ('r', 'p', 'm') and class.relnamespace = 'public'::regnamespace
    and attribute.attnum > 0 and not attribute.attisdropped
) as plain, (
  select count(*) as bad from address_seen
  where day <= to_char((${present} - interval '${periods.address} seconds') at time zone 'UTC', 'YYYY-MM-DD')
    and seen_at + interval '${periods.address + executionSeconds} seconds' <= ${present}
) as late, (
  select count(*) as kept, ${ageOf(`min((day || 'T00:00:00Z')::timestamptz)`)} as oldest
  from generate_series(0, ${Math.ceil(periods.address / 86_400)}) as ago,
    lateral (select to_char((${present} - ago * interval '1 day') at time zone 'UTC', 'YYYY-MM-DD') as day) as calendar
  where exists (select from address_seen where address_seen.day = calendar.day)
) as days`

/** A box begins with its format and is never shorter than version, nonce and tag together. */
const box = { format: String.raw`'\x01'::bytea`, bytes: 33 }
const boxKinds: readonly string[] = ['account', 'meeting', 'day', 'installation']

const boxColumns = tableIds.flatMap((table) =>
  columnsIn(table).flatMap(([column, entry]) =>
    entry.personal && boxKinds.includes(entry.protection) ? [{ table, column }] : [],
  ),
)

/** Values of sealed columns that are no box. */
export const unsealedSql = `
select coalesce(sum(bad), 0)::bigint as bad, coalesce(sum(looked_at), 0)::bigint as "of", null::double precision as oldest
from (
${boxColumns
  .map(
    ({ table, column }) => `  select count(*) filter (
    where octet_length(${column}) < ${box.bytes} or substring(${column} from 1 for 1) <> ${box.format}) as bad,
    count(${column}) as looked_at
  from ${table}`,
  )
  .join('\n  union all\n')}
) as columns
where ${present} is not null`

/** A rule that a law makes the controller hold is not late; what is held is shown beside the proof. */
const lateSql = (id: EngineRuleId, rule: EngineRule): string => {
  const late = dueSql(rule, executionSeconds)
  return rule.holdable ? `${late} and not exists (select from retention_hold where rule = '${id}')` : late
}

/** Rows of a rule. Of a large table the database's own estimate is enough, which costs no walk through all of it. */
const rowsOf = ({ rows }: EngineRule): string => `(
    select case when class.reltuples > 100000 then class.reltuples::bigint
      else (select count(*) from ${rows.table}${rows.where ? ` where ${rows.where}` : ''}) end
    from pg_catalog.pg_class class where class.oid = '${rows.table}'::regclass)`

/** Meetings that ended are looked for every 30 seconds: after this long without a run, in seconds, nobody looks any more. */
const contentSilence = 3 * 60

const noted = (Object.entries(retentionRules) as [RetentionRuleId, RetentionRule][])
  .filter(([, { executed }]) => executed === 'retention engine' || executed === 'erasure ledger')
  .map(([rule]) => rule)

/** Rules that note each complete run, and how long at most the last one may be ago, in seconds. */
export const silences: readonly (readonly [rule: RetentionRuleId, seconds: number])[] = [
  ['meeting.content', contentSilence],
  ...noted.map((rule) => [rule, executionSeconds] as const),
]

/** Rules not carried out for too long or never, whether anything is due by them or not. A held one counts as carried out. */
const silentRulesSql = `
  select count(*) filter (where silent) as bad, count(*) as looked_at, ${ageOf('min(run_at) filter (where silent)')} as oldest
  from (
    select run_at, run_at is null or run_at + make_interval(secs => seconds) <= ${present} as silent
    from (values ${silences.map(([rule, seconds]) => `('${rule}', ${seconds})`).join(', ')}) as expected(rule, seconds)
    left join retention_run on retention_run.rule = expected.rule
  ) as runs`

/** Rows past their period and the time to carry it out, and rules that nobody carries out any more. */
export const rowsPastPeriodSql = (chosen: Chosen): string => `
select coalesce(sum(bad), 0)::bigint as bad, coalesce(sum(looked_at), 0)::bigint as "of",
  max(oldest)::double precision as oldest
from (
${silentRulesSql}
  union all
${engineRulesOf(chosen)
  .map(
    ([
      id,
      rule,
    ]) => `  select count(*) as bad, ${rowsOf(rule)} as looked_at, ${ageOf(`min(${anchorSql(rule)})`)} as oldest
  from ${rule.rows.table} where ${lateSql(id, rule)}`,
  )
  .join('\n  union all\n')}
) as rules`

/** Requests of data subjects that nobody answered by their deadline (Art. 12 (3) GDPR). */
export const lateRequestsSql = `
select count(*) filter (where late) as bad, count(*) as "of", ${ageOf('min(created_at) filter (where late)')} as oldest
from (select created_at, state = 'open' and due_at <= ${present} as late from rights_request) as looked_at`

const withdrawalSeconds = 60

/** Withdrawn consents after which a seat is still taken or an account still there. */
export const openWithdrawalsSql = `
select count(*) filter (where in_use) as bad, count(*) as "of", ${ageOf('min(withdrawn_at) filter (where in_use)')} as oldest
from (
  select consent.withdrawn_at,
    consent.withdrawn_at + interval '${withdrawalSeconds} seconds' <= ${present} and (
      exists (select from account where account.id = consent.account_id)
      or exists (
        select from participant seat
        where seat.consent_id = consent.id and seat.state in ('waiting', 'held', 'admitted')
      )
    ) as in_use
  from consent
  where consent.withdrawn_at is not null
) as looked_at`
