import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { PromiseId } from '@vieraugen/policy/activity.ts'
import { periods } from '@vieraugen/policy/periods.ts'
import type { Proof } from '@vieraugen/policy/proofs.ts'
import type { Proofs } from '@vieraugen/protocol/http/admin-proofs.ts'
import * as z from 'zod/mini'
import type { Base } from '../base/base.ts'

/** What one check found: how many break the promise, of how many, and the age of the oldest (seconds). */
export interface Finding {
  readonly bad: number
  readonly of: number
  readonly oldestSeconds: number | null
}

/** A finding with its time. `of` is the largest number of one to two days. */
export interface Result extends Finding {
  readonly at: Date
}

export const proofStates = ['holds', 'violated', 'stale', 'none'] as const
export type ProofState = (typeof proofStates)[number]

/** „0 of 0“ is no data, never good. A violation stays one, however old the check is. */
export function stateOf(result: Result | null, proof: Pick<Proof, 'staleAfterSeconds'>, now: Date): ProofState {
  if (!result) return 'none'
  if (result.bad > 0) return 'violated'
  if (now.getTime() - result.at.getTime() > proof.staleAfterSeconds * 1000) return 'stale'
  return result.of === 0 ? 'none' : 'holds'
}

const range = z.object({ from: z.number(), to: z.number() })
export type Range = z.infer<typeof range>

/**
 * A number as it is published. Below ten it is only said that it is below ten, above it two digits count, so that two looks
 * at the page do not tell what one person did in between.
 */
export function rangeOf(count: number): Range {
  if (count === 0) return { from: 0, to: 0 }
  if (count < 10) return { from: 1, to: 9 }
  const step = 10 ** Math.max(1, Math.floor(Math.log10(count)) - 1)
  const from = Math.floor(count / step) * step
  return { from, to: from + step - 1 }
}

const hour = 3600

/** Younger than an hour, the oldest item would tell when a single meeting ended; a violation is told to the minute. */
export function publishedAge({ bad, oldestSeconds }: Finding): number | null {
  if (oldestSeconds === null) return null
  if (bad > 0) return Math.floor(Math.max(0, oldestSeconds) / 60) * 60
  return oldestSeconds < hour ? null : Math.floor(oldestSeconds / hour) * hour
}

/** The largest number of today and of the day before: a number that comes and goes would tell when a single meeting is held. */
export class Peak {
  #since = 0
  #before = 0
  #now = 0

  /** The peak with this number in it; `at` in milliseconds. */
  with(count: number, at: number): number {
    if (at - this.#since >= 24 * hour * 1000) {
      this.#before = at - this.#since >= 48 * hour * 1000 ? 0 : this.#now
      this.#now = 0
      this.#since = at
    }
    this.#now = Math.max(this.#now, count)
    return Math.max(this.#before, this.#now)
  }
}

/** Counts what goes by until somebody looks. */
export class Tally {
  #bad = 0
  #of = 0

  seen(good: boolean): void {
    this.#of += 1
    if (!good) this.#bad += 1
  }

  /** What was seen since the last look. */
  take(): Finding {
    const taken = { bad: this.#bad, of: this.#of, oldestSeconds: null }
    this.#bad = 0
    this.#of = 0
    return taken
  }
}

export const sum = (findings: readonly Finding[]): Finding => ({
  bad: findings.reduce((total, { bad }) => total + bad, 0),
  of: findings.reduce((total, { of }) => total + of, 0),
  oldestSeconds: findings.reduce<number | null>(
    (oldest, { oldestSeconds }) => (oldestSeconds === null ? oldest : Math.max(oldest ?? 0, oldestSeconds)),
    null,
  ),
})

/** One entry of the chain as it is published: bytes in base64url, the body exactly as it was signed. */
const publishedEntry = z.object({
  number: z.int(),
  at: z.iso.datetime(),
  body: z.string(),
  previousHash: z.string(),
  hash: z.string(),
  publicKey: z.string(),
  signature: z.string(),
})
export type PublishedEntry = z.infer<typeof publishedEntry>

const line = z.object({
  promise: z.string(),
  proof: z.string(),
  state: z.enum(proofStates),
  bad: z.nullable(range),
  of: z.nullable(range),
  oldestSeconds: z.nullable(z.number()),
  checkedAt: z.nullable(z.iso.datetime()),
})
export type PublishedLine = z.infer<typeof line> & { readonly promise: PromiseId }

/** What is signed anew at each look: all results, and the head of the chain they belong to. */
const statement = z.object({
  origin: z.string(),
  build: z.string(),
  /** When the pages were built; null when nobody built any. */
  builtAt: z.nullable(z.iso.datetime()),
  /** When a restore was last practised with success; null for never. */
  drilledAt: z.nullable(z.iso.datetime()),
  at: z.iso.datetime(),
  promises: z.array(line),
  meetingsStopped: z.boolean(),
  keys: z.object({ place: z.enum(['memory', 'disk']) }),
  database: z.record(z.string(), z.string()),
  head: z.nullable(z.object({ number: z.int(), hash: z.string() })),
})

/** The answer of `/nachweis.json`. */
export const publishedProof = z.object({
  statement,
  publicKey: z.string(),
  signature: z.string(),
  chain: z.array(publishedEntry),
})
export type PublishedProof = z.infer<typeof publishedProof>
export type Statement = Omit<PublishedProof['statement'], 'promises'> & { readonly promises: readonly PublishedLine[] }

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url')

/** What a private Ed25519 key of 32 bytes has in front of it in PKCS #8 (RFC 8410, 7), and a public one in SPKI (4). */
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicHead = Buffer.from('302a300506032b6570032100', 'hex')

export interface Signer {
  readonly publicKey: Buffer
  sign(data: Uint8Array): Buffer
}

/** Ed25519 (RFC 8032) from a seed of 32 bytes that follows from the installation's key, so that it rests nowhere. */
export function createSigner(seed: Uint8Array): Signer {
  const key = createPrivateKey({ key: Buffer.concat([privateHead, seed]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return { publicKey: spki.subarray(publicHead.length), sign: (data) => sign(null, data, key) }
}

/** Who signs for the installation whose keys these are. */
export const installationSigner = ({ keys }: Pick<Base, 'keys'>): Signer =>
  createSigner(keys.mac('proof-signing/v1', ''))

function isSigned(publicKey: string, data: Uint8Array, signature: string): boolean {
  const raw = bytesOf(publicKey)
  if (raw.length !== 32) return false
  const key: KeyObject = createPublicKey({ key: Buffer.concat([publicHead, raw]), format: 'der', type: 'spki' })
  return verify(null, data, key, bytesOf(signature))
}

/** A restore that was never practised is late only once there was time for it. Nothing to look at before: no data. */
export function drillFinding({ drilled, begun }: { drilled: Date | null; begun: Date | null }, now: Date): Finding {
  const since = drilled ?? begun
  const isLate = since !== null && now.getTime() - since.getTime() > periods.restoreDrill * 1000
  return { bad: isLate ? 1 : 0, of: drilled || isLate ? 1 : 0, oldestSeconds: null }
}

/** The hash before the first entry. */
export const chainStart = Buffer.alloc(32)

export function entryHash(
  entry: Pick<PublishedEntry, 'number' | 'at' | 'body' | 'previousHash' | 'publicKey'>,
): Buffer {
  const { number, at, body, previousHash, publicKey } = entry
  return createHash('sha256')
    .update(bytesOf(previousHash))
    .update(JSON.stringify([number, at, body, publicKey]))
    .digest()
}

/** SHA-256 of a statement, the bytes that its signature covers. */
export const statementHash = (given: object): Buffer => createHash('sha256').update(JSON.stringify(given)).digest()

/** What is wrong with entries in order, in words; none when the chain holds. Older entries may have passed their period. */
export function faultsOfChain(entries: readonly PublishedEntry[]): string[] {
  return entries.flatMap((entry, at) => {
    const before = entries[at - 1]
    const faults: string[] = []
    if (before && entry.number !== before.number + 1) faults.push(`entry ${before.number + 1} is missing`)
    if (before && entry.previousHash !== before.hash)
      faults.push(`entry ${entry.number} does not follow the one before`)
    if (entry.number === 1 && entry.previousHash !== base64(chainStart)) faults.push('the first entry has a past')
    const hash = entryHash(entry)
    if (base64(hash) !== entry.hash) faults.push(`entry ${entry.number} was changed`)
    if (!isSigned(entry.publicKey, hash, entry.signature))
      faults.push(`the signature of entry ${entry.number} is wrong`)
    return faults
  })
}

/** What is wrong with a published proof: its chain, its signature and that both belong together. */
export function faultsOf(given: PublishedProof): string[] {
  const faults = faultsOfChain(given.chain)
  const head = given.chain.at(-1)
  if (!isSigned(given.publicKey, statementHash(given.statement), given.signature))
    faults.push('the signature of the statement is wrong')
  if (given.statement.head?.hash !== head?.hash) faults.push('the statement does not name the last entry of the chain')
  return faults
}

const states = z.object({ states: z.record(z.string(), z.string()) })

/** Since when the chain knows a promise in the state of its last entry; null when that entry says another one. */
function stateSince(
  chain: readonly PublishedEntry[],
  { promise, state }: PublishedProof['statement']['promises'][number],
) {
  let since: string | null = null
  for (const { at, body } of chain.toReversed()) {
    if (z.parse(states, JSON.parse(body)).states[promise] !== state) break
    since = at
  }
  return since
}

/** What the office sees: the published promises with their past, and whether the chain holds. */
export function proofsOf({ statement, publicKey, chain }: PublishedProof): Proofs {
  const head = chain.at(-1)
  return {
    promises: statement.promises.map((line) => ({ ...line, since: stateSince(chain, line) })),
    meetingsStopped: statement.meetingsStopped,
    publicKey,
    chain: {
      entries: chain.length,
      head: head ? { number: head.number, at: head.at, hash: head.hash } : null,
      faults: faultsOfChain(chain),
    },
  }
}
