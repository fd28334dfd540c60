import { createSecretKey, type KeyObject } from 'node:crypto'
import type { KeyService } from './egress.ts'
import { type KeyName, type KeyProvider, KeyWithdrawn } from './key-provider.ts'
import { openBytes, sealBytes, SealError } from './seal.ts'

/**
 * The controller's key in AWS KMS. It never leaves there: each of our keys is sealed under a data key of its own, and only
 * the service can open the data key.
 *
 *   box = length u16 | data key as the service sealed it | our key, sealed under the data key
 */
const context = (name: KeyName) => ({ app: 'vieraugen', purpose: name.purpose, version: String(name.version) })

const sealOf = ({ purpose, version }: KeyName, key: KeyObject) => ({
  context: ['controller-key', purpose],
  key,
  keyVersion: version,
})

function spend<T>(bytes: Uint8Array, action: (key: KeyObject) => T): T {
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return action(key)
}

/** The provider over a key management service; the service is reached through egress. */
export function kmsProvider(service: KeyService): KeyProvider {
  return {
    kind: 'aws-kms',
    holder: () => service.describe(),
    async wrap(name, secret, holder) {
      const { plain, sealed } = await service.generate(context(name), holder)
      const length = Buffer.alloc(2)
      length.writeUInt16BE(sealed.length)
      return Buffer.concat([length, sealed, spend(plain, (key) => sealBytes(sealOf(name, key), secret))])
    },
    async unwrap(name, box, holder) {
      const bytes = Buffer.from(box)
      const end = bytes.length < 2 ? 2 : 2 + bytes.readUInt16BE(0)
      const plain = await service.decrypt(bytes.subarray(2, end), context(name), holder)
      try {
        return spend(plain, (key) => openBytes(sealOf(name, key), bytes.subarray(end)))
      } catch (error) {
        throw error instanceof SealError ? new KeyWithdrawn('Mismatch') : error
      }
    },
  }
}
