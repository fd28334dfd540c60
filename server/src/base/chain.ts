import { createHash } from 'node:crypto'

/** The hash before the first entry. */
export const chainStart = Buffer.alloc(32)

/** Each entry carries the hash of the one before, so that none can be taken out or changed unnoticed. 32 bytes (SHA-256). */
export const chainHash = (previous: Uint8Array, fields: readonly (string | number | null)[]): Buffer =>
  createHash('sha256').update(previous).update(JSON.stringify(fields)).digest()
