import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto'
import type { Sealed } from './db/sealed.ts'
import type { SealedColumn } from './db/tables.ts'
import { keyOfVersion, newestVersion } from './key-ring.ts'

/**
 * The only file that calls a cipher: AES-256-GCM (NIST SP 800-38D).
 *
 *   box = 0x01 | key version u32 | nonce 12 bytes | ciphertext | tag 16 bytes
 *   AAD = every word of the context and the key version, each with its length in front
 *
 * A box opens only in the table, column, row and for the person it was sealed for.
 */
const format = 1
const nonceBytes = 12
// Without an explicit length Node accepts a tag cut to four bytes, that is a forgery in 2^32 tries.
const tagBytes = 16
const headBytes = 1 + 4 + nonceBytes
export const sealOverhead = headBytes + tagBytes

/** A box that was changed, or is opened at another place or with another key than it was sealed with. */
export class SealError extends Error {
  constructor() {
    super('A sealed value does not open here.')
    this.name = 'SealError'
  }
}

/** Where a sealed value stands. `row` is the row's id, `subject` the person or meeting whose key it is. */
export interface Place<C extends SealedColumn = SealedColumn> {
  readonly column: C
  readonly row: string
  readonly subject: string
}

export interface Seal {
  readonly context: readonly string[]
  readonly key: KeyObject
  readonly keyVersion: number
}

function associatedData(words: readonly string[], keyVersion: number): Buffer {
  const parts = words.flatMap((word) => {
    const bytes = Buffer.from(word, 'utf8')
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return [length, bytes]
  })
  const version = Buffer.alloc(4)
  version.writeUInt32BE(keyVersion)
  return Buffer.concat([Buffer.of(format), ...parts, version])
}

/** Seals bytes under a 256-bit key. For columns use `sealColumn`; this is for keys that rest in files. */
export function sealBytes(seal: Seal, plaintext: Uint8Array): Buffer {
  // AES-GCM forbids a nonce twice under one key: it never comes from a source that a test can steer.
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', seal.key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(associatedData(seal.context, seal.keyVersion))
  const head = Buffer.alloc(headBytes)
  head.writeUInt8(format)
  head.writeUInt32BE(seal.keyVersion, 1)
  nonce.copy(head, 5)
  return Buffer.concat([head, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `sealBytes` made; throws `SealError` for anything else. */
export function openBytes(seal: Seal, box: Uint8Array): Buffer {
  const bytes = Buffer.from(box.buffer, box.byteOffset, box.byteLength)
  if (bytes.length < sealOverhead || bytes[0] !== format || bytes.readUInt32BE(1) !== seal.keyVersion)
    throw new SealError()
  const nonce = bytes.subarray(5, headBytes)
  const decipher = createDecipheriv('aes-256-gcm', seal.key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(associatedData(seal.context, seal.keyVersion))
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes))
  const opened = decipher.update(bytes.subarray(headBytes, bytes.length - tagBytes))
  try {
    return Buffer.concat([opened, decipher.final()])
  } catch {
    opened.fill(0)
    throw new SealError()
  }
}

/** Version of the key that a box was sealed under; 0 for what is no box. */
export const versionOf = (box: Uint8Array): number =>
  box.length < sealOverhead ? 0 : new DataView(box.buffer, box.byteOffset).getUint32(1)

/** The seal under one key of a ring; `derive` makes of it the key for this use. Throws `SealError` for a version it lacks. */
function ringSeal(ring: KeyObject, keyVersion: number, use: { context: readonly string[]; derive: Derive }): Seal {
  const derived = keyOfVersion(ring, keyVersion, use.derive)
  if (!derived) throw new SealError()
  const key = createSecretKey(derived)
  derived.fill(0)
  return { context: use.context, key, keyVersion }
}

type Derive = (key: Buffer) => Buffer
const copy: Derive = (key) => Buffer.from(key)

/** Seals under the newest key of a ring what does not rest in a column. */
export function sealByRing(context: readonly string[], ring: KeyObject, plaintext: Uint8Array): Buffer {
  return sealBytes(ringSeal(ring, newestVersion(ring), { context, derive: copy }), plaintext)
}

/** Opens what `sealByRing` made, as long as the ring holds the key it was sealed under. */
export function openByRing(context: readonly string[], ring: KeyObject, box: Uint8Array): Buffer {
  return openBytes(ringSeal(ring, versionOf(box), { context, derive: copy }), box)
}

/** A key of its own for each column, so that boxes of one column say nothing about those of another. */
function columnSeal(at: Place, ring: KeyObject, keyVersion: number): Seal {
  const [table = '', column = ''] = at.column.split('.')
  const derive = (key: Buffer) => Buffer.from(hkdfSync('sha256', key, table, `col/v1|${table}|${column}`, 32))
  return ringSeal(ring, keyVersion, { context: [table, column, at.row, at.subject], derive })
}

/** Seals a text or bytes for one column of one row, under the newest key of the ring. */
export function sealColumn<C extends SealedColumn>(
  at: Place<C>,
  ring: KeyObject,
  plaintext: string | Uint8Array,
): Sealed<C> {
  const bytes = typeof plaintext === 'string' ? Buffer.from(plaintext, 'utf8') : plaintext
  return sealBytes(columnSeal(at, ring, newestVersion(ring)), bytes) as Sealed<C>
}

/** The bytes sealed at this place; throws `SealError` for a box from any other, or under a key the ring lacks. */
export function openColumn<C extends SealedColumn>(at: Place<C>, ring: KeyObject, box: Sealed<C>): Buffer {
  return openBytes(columnSeal(at, ring, versionOf(box)), box)
}

/** The text sealed at this place. */
export const openText = <C extends SealedColumn>(at: Place<C>, ring: KeyObject, box: Sealed<C>): string =>
  openColumn(at, ring, box).toString('utf8')
