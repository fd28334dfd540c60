import { periods } from '@vieraugen/policy/periods.ts'
import { tables, type TableId } from '@vieraugen/policy/columns.ts'
import { executionSeconds, type RetentionRuleId } from '@vieraugen/policy/retention.ts'
import { chainHash } from '../base/chain.ts'
import type { Random } from '../base/clock.ts'
import { spokenCode } from '../base/spoken-code.ts'

/**
 * Tables whose rows belong to one meeting and die with it, read from the register. What refers to another table stands
 * behind it there, so the reverse order deletes without breaking a reference.
 */
export const meetingTables: readonly TableId[] = Object.entries(tables)
  .filter(([, table]) => 'meeting_id' in table.columns)
  .map(([name]) => name as TableId)
  .toReversed()

/** An orphan key younger than this may belong to a meeting that is being opened right now. */
export const orphanKeyAge = 5 * 60

/** Number of a deletion: eight characters, „XXXX-XXXX“, 40 bits. It refers to nothing but the entry in the log. */
export const receiptNumber = (random: Random): string => spokenCode(random, 8)

/** One entry of the deletion log before it is chained: what was due and done, nothing about what it was. */
export interface Evidence {
  readonly number: number
  readonly receipt: string
  readonly class: string
  readonly count: number
  readonly due_at: Date
  readonly started_at: Date
  readonly finished_at: Date
  readonly method: string
  readonly result: string
}

export const evidenceHash = (previous: Uint8Array, entry: Evidence): Buffer =>
  chainHash(previous, [
    entry.number,
    entry.receipt,
    entry.class,
    entry.count,
    entry.due_at.toISOString(),
    entry.started_at.toISOString(),
    entry.finished_at.toISOString(),
    entry.method,
    entry.result,
  ])

/** The instants that decide what is over at `now`. */
export function deadlines(now: Date) {
  const before = (seconds: number) => new Date(now.getTime() - seconds * 1000)
  return {
    emptyBefore: before(periods.emptyRoom),
    openedBefore: before(periods.longestMeeting),
    plannedEndBefore: before(periods.unopenedMeeting),
    orphansBefore: before(orphanKeyAge),
  }
}

/** From how many minutes on a meeting counts as how long. Coarse, so that a number of the day tells of no single one. */
const lengths = [
  [90, '90+'],
  [60, '60-90'],
  [30, '30-60'],
  [15, '15-30'],
] as const

/** How long a meeting was, in minutes, as it is counted: a word of a closed list. */
export function lengthOf(openedAt: Date, endedAt: Date): string {
  const minutes = (endedAt.getTime() - openedAt.getTime()) / 60_000
  return lengths.find(([from]) => minutes >= from)?.[1] ?? '0-15'
}

/** A run longer ago than this means that the sweeper stands still, in seconds: what it carries out is promised sooner. */
const longestGap = (rule: RetentionRuleId): number =>
  rule === 'meeting.content' ? 2 * periods.meetingContent : executionSeconds

/** Whether a rule that is carried out in runs should have been by `now`; one without a run yet counts as late. */
export const isLate = (rule: RetentionRuleId, lastRun: Date | null, now: Date): boolean =>
  lastRun === null || now.getTime() - lastRun.getTime() > longestGap(rule) * 1000
