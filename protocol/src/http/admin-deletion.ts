import * as z from 'zod/mini'
import type { HoldableRuleId } from '@vieraugen/policy/retention.ts'
import { retentionRules } from '@vieraugen/policy/retention.ts'
import type { RetentionRule } from '@vieraugen/policy/retention-rule.ts'
import { endpoint } from '../endpoint.ts'
import { instant, line, nothing, sha256 } from '../shapes.ts'

const office = { activity: 'deletion.evidence', access: 'office' } as const

const text = z.strictObject({ de: z.string(), en: z.string() })

const holdableRules = (Object.entries(retentionRules) as [string, RetentionRule][])
  .filter(([, rule]) => rule.executed === 'retention engine' && rule.holdable)
  .map(([id]) => id) as [HoldableRuleId, ...HoldableRuleId[]]

/** One entry of the deletion log. Its hash covers the fields from `number` to `result` and the hash before it. */
export const deletionEntry = z.strictObject({
  number: z.int(),
  receipt: z.string(),
  /** The rule that was carried out, or `meeting`. */
  class: z.string(),
  count: z.int(),
  dueAt: instant,
  startedAt: instant,
  finishedAt: instant,
  method: z.string(),
  result: z.string(),
  previousHash: sha256,
  hash: sha256,
})
export type DeletionEntry = z.infer<typeof deletionEntry>

/** A rule of deletion and how it stands. */
export const deletionRule = z.strictObject({
  id: z.string(),
  what: text,
  /** What begins the period. */
  start: text,
  maxSeconds: z.int(),
  action: z.enum(['shred', 'delete', 'anonymise']),
  executed: z.enum([
    'retention engine',
    'meeting deletion',
    'account deletion',
    'memory',
    'browser',
    'operator',
    'erasure ledger',
    'nothing kept',
  ]),
  /** Null for what the server does not carry out in runs. */
  run: z.nullable(
    z.strictObject({
      /** Null: not yet. */
      at: z.nullable(instant),
      /** The last run was too long ago. */
      late: z.boolean(),
    }),
  ),
  /** What the next run deletes; null for what has no preview. */
  next: z.nullable(z.strictObject({ count: z.int(), oldest: z.nullable(instant) })),
  holdable: z.boolean(),
  hold: z.nullable(z.strictObject({ reason: z.string(), since: instant })),
})
export type DeletionRule = z.infer<typeof deletionRule>

/** The rules, and whether the log of deletions is whole: how many entries were checked, and the first that does not fit. */
export const deletionState = endpoint({
  ...office,
  method: 'GET',
  path: '/api/administration/deletion',
  body: nothing,
  reply: z.strictObject({
    chain: z.strictObject({ entries: z.int(), brokenAt: z.nullable(z.int()) }),
    rules: z.array(deletionRule),
  }),
})

/** The log of deletions, the newest first; with `before`, what stands below that number. */
export const deletionLog = endpoint({
  ...office,
  method: 'POST',
  path: '/api/administration/deletion/log',
  body: z.strictObject({ before: z.nullable(z.int()), most: z.int().check(z.minimum(1), z.maximum(500)) }),
  reply: z.strictObject({ entries: z.array(deletionEntry), more: z.boolean() }),
})

/** Stops a rule because a law forbids to delete; `reason` names the law and no person. Fail('outdated') when it is held. */
export const holdRule = endpoint({
  ...office,
  grave: true,
  method: 'POST',
  path: '/api/administration/deletion/hold',
  body: z.strictObject({ rule: z.enum(holdableRules), reason: line(300) }),
  reply: nothing,
})

/** What became due meanwhile is deleted with the next run. Fail('outdated') when the rule is not held. */
export const releaseRule = endpoint({
  ...office,
  grave: true,
  method: 'POST',
  path: '/api/administration/deletion/resumption',
  body: z.strictObject({ rule: z.enum(holdableRules) }),
  reply: nothing,
})
