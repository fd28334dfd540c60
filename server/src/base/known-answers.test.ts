import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { Sealed } from './db/sealed.ts'
import { createKeys, subjectSecret } from './keys.ts'
import { openText } from './seal.ts'

const hex = z.pipe(
  z.string().check(z.regex(/^([0-9a-f]{2})*$/)),
  z.transform((text: string) => Buffer.from(text, 'hex')),
)
const listed = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.object({ source: z.string(), vectors: z.array(z.object(shape)) })
const answers = z
  .object({
    aes256gcm: listed({ key: hex, nonce: hex, aad: hex, plain: hex, cipher: hex, tag: hex }),
    hkdfSha256: listed({ secret: hex, salt: hex, info: hex, out: hex }),
    hmacSha256: listed({ key: hex, data: hex, mac: hex }),
    own: z.object({
      ...{ source: z.string(), root: hex, mac: hex, index: hex, wrapped: hex },
      ...{ ring: hex, column: hex, columnBefore: hex, columnFirst: hex, secret: hex },
    }),
  })
  .parse(JSON.parse(readFileSync(new URL('known-answers.json', import.meta.url), 'utf8')))

describe('the ciphers of this machine answer as published', () => {
  test.each(answers.aes256gcm.vectors)('AES-256-GCM %#', ({ key, nonce, aad, plain, cipher, tag }) => {
    const to = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(aad)
    expect(Buffer.concat([to.update(plain), to.final()])).toEqual(cipher)
    expect(to.getAuthTag()).toEqual(tag)
    const from = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(aad).setAuthTag(tag)
    expect(Buffer.concat([from.update(cipher), from.final()])).toEqual(plain)
  })

  test.each(answers.hkdfSha256.vectors)('HKDF-SHA-256 %#', ({ secret, salt, info, out }) => {
    expect(Buffer.from(hkdfSync('sha256', secret, salt, info, out.length))).toEqual(out)
  })

  test.each(answers.hmacSha256.vectors)('HMAC-SHA-256 %#', ({ key, data, mac }) => {
    expect(createHmac('sha256', key).update(data).digest()).toEqual(mac)
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
