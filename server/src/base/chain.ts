import { createHash } from 'node:crypto'

/** The hash before the first entry. */
export const chainStart = Buffer.alloc(32)

/** Each entry carries the hash of the one before, so that none before the newest can be taken out or changed unnoticed by who has noted a later hash. 32 bytes (SHA-256). */
export const chainHash = (previous: Uint8Array, fields: readonly (string | number | null)[]): Buffer =>
  createHash('sha256').update(previous).update(JSON.stringify(fields)).digest()

/** An entry of a chain as it lies in the database. */
export interface Linked {
  readonly number: number
  readonly previous_hash: Uint8Array
  readonly hash: Uint8Array
}

export interface Fault {
  readonly kind: 'changed' | 'missing' | 'misplaced'
  readonly number: number
}

/**
 * What is wrong with an entry behind `last`, which is null for the oldest: what was before that one may have been deleted
 * after its period.
 */
export function faultOf<E extends Linked>(
  entry: E,
  last: Pick<Linked, 'number' | 'hash'> | null,
  hashOf: (previous: Uint8Array, entry: E) => Buffer,
): Fault | null {
  const { number, previous_hash, hash } = entry
  if (!hashOf(previous_hash, entry).equals(hash)) return { kind: 'changed', number }
  if (last && number !== last.number + 1) return { kind: 'missing', number }
  const known = last?.hash ?? (number === 1 ? chainStart : previous_hash)
  return Buffer.compare(previous_hash, known) === 0 ? null : { kind: 'misplaced', number }
}
