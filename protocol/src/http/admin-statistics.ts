import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { nothing } from '../shapes.ts'

/** Whole days back from yesterday, or whole months back from the last one. */
export const statisticsRanges = ['7-days', '30-days', '90-days', '12-months'] as const
export type StatisticsRange = (typeof statisticsRanges)[number]

export const measures = [
  'visits',
  'requests',
  'kibibytes',
  'registrations',
  'meetings',
  'meeting-length',
  'browser',
  'refused-sign-ins',
  'errors',
] as const
export type Measure = (typeof measures)[number]

const cell = z.strictObject({
  /** `2026-03-02`, or of a whole month `2026-03`. */
  period: z.string(),
  /** Which kind, where the measure has kinds; else empty. */
  value: z.string(),
  /** Null: fewer than five, or held back so that nobody can work out such a number. */
  count: z.nullable(z.int()),
  /** The number is at least this: days of the month whose own number is too small to be told are not in it. */
  more: z.boolean(),
})
export type StatisticsCell = z.infer<typeof cell>

/** `:range` is one of `statisticsRanges`. What is missing is zero. */
export const readStatistics = endpoint({
  method: 'GET',
  path: '/api/administration/statistics/:range',
  activity: 'request.count',
  access: 'office',
  body: nothing,
  reply: z.strictObject({
    /** Every day or month of the range, oldest first. */
    periods: z.array(z.string()),
    measures: z.array(z.strictObject({ measure: z.enum(measures), cells: z.array(cell) })),
  }),
})
export type Statistics = z.infer<typeof readStatistics.reply>
