import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { instant, nothing } from '../shapes.ts'

const range = z.strictObject({ from: z.int(), to: z.int() })

const promise = z.strictObject({
  promise: z.string(),
  proof: z.string(),
  state: z.enum(['holds', 'violated', 'stale', 'none']),
  /** Ranges, as the public page shows them: exact numbers would tell the office when a single meeting is held. */
  bad: z.nullable(range),
  of: z.nullable(range),
  oldestSeconds: z.nullable(z.number()),
  checkedAt: z.nullable(instant),
  /** Since when the chain knows this state; null when it does not. */
  since: z.nullable(instant),
})
export type PromiseLine = z.infer<typeof promise>

const reply = z.strictObject({
  promises: z.array(promise),
  meetingsStopped: z.boolean(),
  publicKey: z.string(),
  chain: z.strictObject({
    entries: z.int(),
    head: z.nullable(z.strictObject({ number: z.int(), at: instant, hash: z.string() })),
    /** What is wrong with numbers, hashes and signatures, in English sentences; none when the chain holds. */
    faults: z.array(z.string()),
  }),
})
export type Proofs = z.infer<typeof reply>

export const readProofs = endpoint({
  method: 'GET',
  path: '/api/administration/proofs',
  activity: 'proof.publish',
  access: 'office',
  body: nothing,
  reply,
})

/** Runs every check now; answers what they found. */
export const checkProofs = endpoint({
  method: 'POST',
  path: '/api/administration/proofs/check',
  activity: 'proof.publish',
  access: 'office',
  body: nothing,
  reply,
})
