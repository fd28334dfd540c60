import { createHash, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import type { Random } from './clock.ts'
import type { Sealed } from './db/sealed.ts'
import type { SealedColumn } from './db/tables.ts'
import { openBytes, openColumn, type Place, sealBytes, sealColumn } from './seal.ts'

/** Where the controller's root key comes from. A key management service is a second implementation of the same. */
export interface KeyProvider {
  readonly kind: 'file'
  /** The root secret, 256 bits, asked for once at boot and kept in memory only. */
  root(): Promise<KeyObject>
}

export interface Keys {
  /** Under it rest the columns that the register calls `installation`. */
  readonly installation: KeyObject
  /** Seals a key that rests outside the database; `context` names its place and is needed to open it. */
  wrap(context: string, key: Uint8Array): Buffer
  /** Throws `SealError` when box or context are wrong. */
  unwrap(context: string, box: Uint8Array): Buffer
  /** 32 bytes that find a row by its sealed text. The caller normalises the text. */
  blindIndex(column: IndexedColumn, text: string): Buffer
  /** HMAC-SHA-256 under a key of its own for each purpose. */
  mac(purpose: string, data: string | Uint8Array): Buffer
}

export type IndexedColumn = 'account.email' | 'account.user_name'

function derive(secret: KeyObject, salt: string, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, 32))
}

function derivedKey(secret: KeyObject, info: string): KeyObject {
  const bytes = derive(secret, 'vieraugen', info)
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return key
}

/** All keys of the installation, derived from the root by HKDF (RFC 5869) with a purpose each. */
export function createKeys(root: KeyObject): Keys {
  const installation = derivedKey(root, 'installation/v1')
  const wrapping = derivedKey(root, 'wrap/v1')
  const indexing = derivedKey(root, 'index/v1')
  const macs = derivedKey(root, 'mac/v1')
  const hmac = (key: KeyObject, data: string | Uint8Array) => createHmac('sha256', key).update(data).digest()
  const seal = (context: string) => ({ context: ['wrap', context], key: wrapping, keyVersion: 1 })
  return {
    installation,
    wrap: (context, key) => sealBytes(seal(context), key),
    unwrap: (context, box) => openBytes(seal(context), box),
    blindIndex: (column, text) => hmac(derivedKey(indexing, `bidx/v1|${column}`), text),
    mac: (purpose, data) => hmac(derivedKey(macs, `mac/v1|${purpose}`), data),
  }
}

/** A fresh key for one person, and the same key sealed for its column. */
export function createSubjectKey<C extends SealedColumn>(
  keys: Keys,
  random: Random,
  at: Place<C>,
): { key: KeyObject; wrapped: Sealed<C> } {
  const bytes = random(32)
  const made = { key: createSecretKey(bytes), wrapped: sealColumn(at, keys.installation, bytes) }
  bytes.fill(0)
  return made
}

/** The key that `createSubjectKey` sealed at this place. */
export function openSubjectKey<C extends SealedColumn>(keys: Keys, at: Place<C>, wrapped: Sealed<C>): KeyObject {
  const bytes = openColumn(at, keys.installation, wrapped)
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return key
}

/** 32 bytes that follow from a person's key and an id: a secret that need not be stored, and dies with the key. */
export const subjectSecret = (subjectKey: KeyObject, purpose: string, id: string): Buffer =>
  derive(subjectKey, id, `secret/v1|${purpose}`)

/** How a random token rests in the database: 256 bits of chance need no slow hash. */
export const tokenHash = (token: string | Uint8Array): Buffer => createHash('sha256').update(token).digest()
