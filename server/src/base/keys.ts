import { createHash, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { Random } from './clock.ts'
import type { Sealed } from './db/sealed.ts'
import type { SealedColumn } from './db/tables.ts'
import { withRing } from './key-ring.ts'
import { openByRing, openColumn, type Place, sealByRing, sealColumn } from './seal.ts'

export interface Keys {
  /** True while the controller's key is withdrawn: then there is no key here, and every use throws Fail('key-withdrawn'). */
  readonly isDark: boolean
  /** Under it rest the columns that the register calls `installation`. A ring. */
  readonly installation: KeyObject
  /** Seals a key that rests outside the database; `context` names its place and is needed to open it. */
  wrap(context: string, key: Uint8Array): Buffer
  /** Throws `SealError` when box or context are wrong. */
  unwrap(context: string, box: Uint8Array): Buffer
  /** 32 bytes that find a row by its sealed text. The caller normalises the text. */
  blindIndex(column: IndexedColumn, text: string): Buffer
  /** Every value under which a row may be found: one, and two while the key of the indexes is being renewed. */
  blindIndexes(column: IndexedColumn, text: string): Buffer[]
  /** HMAC-SHA-256 under a key of its own for each purpose. */
  mac(purpose: string, data: string | Uint8Array): Buffer
}

export type IndexedColumn = 'account.email' | 'account.user_name'

/** What the controller's keys are for. Each has versions of its own and is sealed by the key provider. */
export const keyPurposes = ['installation', 'wrap', 'index', 'mac'] as const
export type KeyPurpose = (typeof keyPurposes)[number]

/** A ring for each purpose. */
export type Rings = Readonly<Record<KeyPurpose, KeyObject>>

function derive(secret: KeyObject | Buffer, salt: string, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, 32))
}

function secretKey(bytes: Buffer): KeyObject {
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return key
}

/** One key for each purpose, following from a single secret by HKDF (RFC 5869). */
export function ringsFrom(root: KeyObject): Rings {
  const ring = (purpose: KeyPurpose) => secretKey(derive(root, 'vieraugen', `${purpose}/v1`))
  return { installation: ring('installation'), wrap: ring('wrap'), index: ring('index'), mac: ring('mac') }
}

/** Keys of an installation whose rings never change. */
export function createKeys(root: KeyObject): Keys {
  const rings = ringsFrom(root)
  return keysOf(() => rings)
}

/** The keys as they are at each use; `current` answers null while the controller's key is withdrawn. */
export function keysOf(current: () => Rings | null): Keys {
  const ring = (purpose: KeyPurpose): KeyObject => {
    const rings = current()
    if (!rings) throw new Fail('key-withdrawn')
    return rings[purpose]
  }
  const hmac = (key: KeyObject, data: string | Uint8Array) => createHmac('sha256', key).update(data).digest()
  const index = (key: Buffer, column: IndexedColumn, text: string) =>
    hmac(secretKey(derive(key, 'vieraugen', `bidx/v1|${column}`)), text)
  return {
    get isDark() {
      return current() === null
    },
    get installation() {
      return ring('installation')
    },
    wrap: (context, key) => sealByRing(['wrap', context], ring('wrap'), key),
    unwrap: (context, box) => openByRing(['wrap', context], ring('wrap'), box),
    blindIndex: (column, text) => withRing(ring('index'), ({ newest }) => index(newest, column, text)),
    blindIndexes: (column, text) => withRing(ring('index'), ({ keys }) => keys.map((key) => index(key, column, text))),
    mac: (purpose, data) =>
      withRing(ring('mac'), ({ newest }) => hmac(secretKey(derive(newest, 'vieraugen', `mac/v1|${purpose}`)), data)),
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
  return secretKey(openColumn(at, keys.installation, wrapped))
}

/**
 * 32 bytes that follow from a person's key and an id: a secret that need not be stored, and dies with the key. It outlives
 * renewals, so that a link which was mailed goes on working.
 */
export const subjectSecret = (subjectKey: KeyObject, purpose: string, id: string): Buffer =>
  withRing(subjectKey, ({ seed }) => derive(seed, id, `secret/v1|${purpose}`))

/** How a random token rests in the database: 256 bits of chance need no slow hash. */
export const tokenHash = (token: string | Uint8Array): Buffer => createHash('sha256').update(token).digest()
