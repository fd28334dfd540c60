import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { Sealed } from './db/sealed.ts'
import { createKeys, subjectSecret } from './keys.ts'
import { openBytes, openText, sealBytes, SealError } from './seal.ts'

const hex = z.pipe(
  z.string().check(z.regex(/^([0-9a-f]{2})*$/)),
  z.transform((text: string) => Buffer.from(text, 'hex')),
)
const listed = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.object({ source: z.string(), vectors: z.array(z.object(shape)) })
const shapes = {
  aes256gcm: { key: hex, nonce: hex, aad: hex, plain: hex, cipher: hex },
  hkdfSha256: { secret: hex, salt: hex, info: hex },
  hmacSha256: { key: hex, data: hex },
}
const whole = {
  aes256gcm: listed({ ...shapes.aes256gcm, tag: hex }),
  hkdfSha256: listed({ ...shapes.hkdfSha256, out: hex }),
  hmacSha256: listed({ ...shapes.hmacSha256, mac: hex }),
}
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
const answers = z
  .object({
    ...whole,
    own: z.object({
      ...{ source: z.string(), root: hex, mac: hex, index: hex, wrapped: hex },
      ...{ ring: hex, column: hex, columnBefore: hex, columnFirst: hex, secret: hex },
    }),
  })
  .parse(read('known-answers.json'))

/** In which way a wrong tag differs from the right one. Bits are counted as the vectors do: 8 is the lowest of the second byte. */
const change = z.union([
  z.object({ flipped: z.array(z.int()) }),
  z.object({ eachByte: z.union([z.object({ xor: z.int() }), z.object({ set: z.int() })]) }),
])
const wrongTags = z.array(z.intersection(change, z.object({ id: z.int(), tag: hex })))
const adversarial = z
  .object({
    aes256gcm: z.extend(whole.aes256gcm, { modifiedTags: z.object({ ...shapes.aes256gcm, tags: wrongTags }) }),
    hkdfSha256: z.extend(whole.hkdfSha256, { tooLong: z.object({ ...shapes.hkdfSha256, size: z.int() }) }),
    hmacSha256: z.extend(whole.hmacSha256, {
      modifiedTags: z.array(z.object({ ...shapes.hmacSha256, tags: wrongTags })),
    }),
  })
  .parse(read('wycheproof.json'))

function changed(right: Buffer, how: z.output<typeof change>): Buffer {
  if ('flipped' in how) {
    const tag = Buffer.from(right)
    for (const bit of how.flipped) tag[bit >> 3]! ^= 1 << (bit & 7)
    return tag
  }
  const { eachByte } = how
  return Buffer.from(right.map((byte) => ('set' in eachByte ? eachByte.set : byte ^ eachByte.xor)))
}

describe('the ciphers of this machine answer as published', () => {
  test.each([...answers.aes256gcm.vectors, ...adversarial.aes256gcm.vectors])(
    'AES-256-GCM %#',
    ({ key, nonce, aad, plain, cipher, tag }) => {
      const to = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(aad)
      expect(Buffer.concat([to.update(plain), to.final()])).toEqual(cipher)
      expect(to.getAuthTag()).toEqual(tag)
      const from = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(aad).setAuthTag(tag)
      expect(Buffer.concat([from.update(cipher), from.final()])).toEqual(plain)
    },
  )

  test.each([...answers.hkdfSha256.vectors, ...adversarial.hkdfSha256.vectors])(
    'HKDF-SHA-256 %#',
    ({ secret, salt, info, out }) => {
      expect(Buffer.from(hkdfSync('sha256', secret, salt, info, out.length))).toEqual(out)
    },
  )

  test.each([...answers.hmacSha256.vectors, ...adversarial.hmacSha256.vectors])(
    'HMAC-SHA-256 %#',
    ({ key, data, mac }) => {
      expect(createHmac('sha256', key).update(data).digest()).toEqual(mac)
    },
  )
})

// The associated data of these vectors is not of our boxes' form, so they are opened with the cipher that `openBytes` uses,
// and each of their changes is done to a box of our own as well.
describe('what an attacker changed is refused', () => {
  const { key, nonce, aad, plain, cipher, tags } = adversarial.aes256gcm.modifiedTags

  test.each(tags)('AES-256-GCM, test case $id', ({ tag, ...how }) => {
    const to = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(aad)
    expect(Buffer.concat([to.update(plain), to.final()])).toEqual(cipher)
    expect(changed(to.getAuthTag(), how)).toEqual(tag)
    const from = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(aad).setAuthTag(tag)
    from.update(cipher)
    expect(() => from.final()).toThrow()

    const seal = { context: ['wycheproof'], key: createSecretKey(key), keyVersion: 1 }
    const box = sealBytes(seal, plain)
    expect(openBytes(seal, box)).toEqual(plain)
    const forged = Buffer.concat([box.subarray(0, -16), changed(box.subarray(-16), how)])
    expect(() => openBytes(seal, forged)).toThrow(SealError)
  })

  const macs = adversarial.hmacSha256.modifiedTags.flatMap((of) => of.tags.map((wrong) => ({ ...of, ...wrong })))
  test.each(macs)('HMAC-SHA-256, test case $id', ({ key: secret, data, tag, ...how }) => {
    const right = createHmac('sha256', secret).update(data).digest()
    expect(changed(right, how)).toEqual(tag)
    expect(timingSafeEqual(right, tag)).toBe(false)
  })

  test('HKDF-SHA-256 gives no more than 255 blocks', () => {
    const { secret, salt, info, size } = adversarial.hkdfSha256.tooLong
    expect(() => hkdfSync('sha256', secret, salt, info, size)).toThrow()
    expect(hkdfSync('sha256', secret, salt, info, size - 1).byteLength).toBe(255 * 32)
  })
})

describe('what was sealed, hashed and derived once', () => {
  const { own } = answers
  const keys = createKeys(createSecretKey(own.root))
  const ring = createSecretKey(own.ring)

  test('opens still: columns under the newest key of a ring and under the one before', () => {
    const at = { column: 'account.email', row: 'row', subject: 'person' } as const
    const open = (box: Buffer, key = ring) => openText(at, key, box as Sealed<'account.email'>)
    expect(open(own.column)).toBe('anna@beispiel.example')
    expect(open(own.columnBefore)).toBe('anna@beispiel.example')
    expect(open(own.columnFirst, createSecretKey(Buffer.alloc(32, 1)))).toBe('anna@beispiel.example')
    expect(() => open(own.columnFirst)).toThrow('does not open')
  })

  test('opens still: keys outside the database', () => {
    expect(keys.unwrap('place', own.wrapped).toString()).toBe('wrapped')
  })

  test('is the same still: hashes, indexes, secrets', () => {
    expect(keys.mac('receipt', 'code')).toEqual(own.mac)
    expect(keys.blindIndex('account.email', 'anna@beispiel.example')).toEqual(own.index)
    expect(subjectSecret(ring, 'invitation', 'id')).toEqual(own.secret)
  })
})
