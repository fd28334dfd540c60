import { createHash } from 'node:crypto'

/** The hash before the first entry. */
export const chainStart = Buffer.alloc(32)

/** Each entry carries the hash of the one before, so that none can be taken out or changed unnoticed. 32 bytes (SHA-256). */
export const chainHash = (previous: Uint8Array, fields: readonly (string | number | null)[]): Buffer =>
  createHash('sha256').update(previous).update(JSON.stringify(fields)).digest()

/** An entry of a chain as it lies in the database. */
export interface Linked {
  readonly number: number
  readonly previous_hash: Uint8Array
  readonly hash: Uint8Array
}

/**
 * The number of the first entry that was changed, or before which one is missing; null when the part is whole. `entries` stand
 * in their order, `before` is the one in front of them: null for the oldest, because what was before it may have been deleted
 * after its period.
 */
export function firstBreak<E extends Linked>(
  entries: readonly E[],
  before: Linked | null,
  hashOf: (previous: Uint8Array, entry: E) => Buffer,
): number | null {
  let last: Pick<Linked, 'number' | 'hash'> = before ?? frontOf(entries[0])
  for (const entry of entries) {
    const follows = entry.number === last.number + 1 && Buffer.compare(entry.previous_hash, last.hash) === 0
    if (!follows || !hashOf(entry.previous_hash, entry).equals(entry.hash)) return entry.number
    last = entry
  }
  return null
}

/** What the oldest entry follows: the beginning of the chain, or something that is gone. */
const frontOf = (oldest?: Linked): Pick<Linked, 'number' | 'hash'> =>
  oldest && oldest.number > 1
    ? { number: oldest.number - 1, hash: oldest.previous_hash }
    : { number: 0, hash: chainStart }
