import { createSecretKey, type KeyObject } from 'node:crypto'

/**
 * Keys of one kind, the newest and those before it that boxes may still need, kept as one secret so that a ring is handed
 * round and sealed like a single key.
 *
 *   one key     32 bytes, version 1
 *   otherwise   version u32 | count u8 | count × 32 bytes, newest first | seed 32 bytes, if secrets follow from the ring
 */
const keyBytes = 32
const headBytes = 4 + 1

export interface Ring {
  /** Version of the newest key; each one behind it is one lower. */
  readonly version: number
  readonly newest: Buffer
  /** 32 bytes each, newest first. */
  readonly keys: readonly Buffer[]
  /** Renewed keys leave it as it is: what followed from the first key goes on following. */
  readonly seed: Buffer
}

/** The ring's content; the caller overwrites it with `forget`. */
function openRing(ring: KeyObject): { content: Ring; forget: () => void } {
  const bytes = ring.export()
  const forget = () => void bytes.fill(0)
  if (bytes.length === keyBytes) return { content: { version: 1, newest: bytes, keys: [bytes], seed: bytes }, forget }
  const count = bytes.readUInt8(4)
  const at = (index: number) => bytes.subarray(headBytes + index * keyBytes, headBytes + (index + 1) * keyBytes)
  const keys = Array.from({ length: count }, (_, index) => at(index))
  const last = at(bytes.length === headBytes + (count + 1) * keyBytes ? count : count - 1)
  return { content: { version: bytes.readUInt32BE(0), newest: at(0), keys, seed: last }, forget }
}

/** Lets `read` look into a ring, and overwrites what it saw. */
export function withRing<T>(ring: KeyObject, read: (content: Ring) => T): T {
  const { content, forget } = openRing(ring)
  try {
    return read(content)
  } finally {
    forget()
  }
}

/** Makes a ring of keys, newest first. */
export function makeRing(version: number, keys: readonly Uint8Array[], seed?: Uint8Array): KeyObject {
  const head = Buffer.alloc(headBytes)
  head.writeUInt32BE(version)
  head.writeUInt8(keys.length, 4)
  const bytes = Buffer.concat([head, ...keys, ...(seed ? [seed] : [])])
  const ring = createSecretKey(bytes)
  bytes.fill(0)
  return ring
}

export const newestVersion = (ring: KeyObject): number => withRing(ring, ({ version }) => version)

/** The key of this version; null when the ring does not hold it (any more). */
export const keyOfVersion = <T>(ring: KeyObject, version: number, read: (key: Buffer) => T): T | null =>
  withRing(ring, (content) => {
    const key = content.keys[content.version - version]
    return key ? read(key) : null
  })
