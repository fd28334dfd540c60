import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromU64, hex, idBytes, idText, Malformed, pack, pad, u64, unpack, unpad } from './encoding.ts'
import { Seen } from './envelope.ts'
import { decode, encodeBody, layouts, withTrailer, type Name } from './messages.ts'
import { codeEmoji } from './security-code.ts'

const bytes = fc.uint8Array({ maxLength: 300 })

test('packing is undone by unpacking, and no two lists of parts pack to the same bytes', () => {
  fc.assert(
    fc.property(fc.array(bytes), fc.array(bytes), (a, b) => {
      expect(unpack(pack(...a)).map(hex)).toEqual(a.map(hex))
      expect(hex(pack(...a)) === hex(pack(...b))).toBe(JSON.stringify(a.map(hex)) === JSON.stringify(b.map(hex)))
    }),
  )
})

test('padding is undone and tells only a step', () => {
  fc.assert(fc.property(bytes, (content) => hex(unpad(pad(content))) === hex(content)))
  expect(() => unpad(pad(new Uint8Array(5)).with(127, 1))).toThrow(Malformed)
  expect(() => pad(new Uint8Array(63_485))).toThrow(RangeError)
})

test('ids and numbers survive the wire', () => {
  fc.assert(fc.property(fc.uuid(), (id) => idText(idBytes(id)) === id))
  fc.assert(fc.property(fc.maxSafeNat(), (number) => fromU64(u64(number)) === number))
  expect(() => fromU64(new Uint8Array(8).fill(255))).toThrow(Malformed)
})

const fieldOf = { id: fc.uuid(), number: fc.maxSafeNat(), byte: fc.nat(255), bytes }
const trailers = { signature: 64, mac: 32, none: 0 }
const anyMessage = fc.constantFrom(...(Object.keys(layouts) as Name[])).chain((name) => {
  const arbitraries = Object.entries(layouts[name].fields).map(([key, field]) => {
    const length = field as number
    return [
      key,
      field in fieldOf
        ? fieldOf[field as keyof typeof fieldOf]
        : fc.uint8Array({ minLength: length, maxLength: length }),
    ]
  })
  return fc.record(Object.fromEntries(arbitraries)).map((fields) => ({ name, fields }))
})

test('every message is read back as it was written, and any cut or longer one is malformed', () => {
  fc.assert(
    fc.property(anyMessage, fc.nat(), ({ name, fields }, cut) => {
      const body = encodeBody(name, fields as never)
      const length = trailers[layouts[name].trailer]
      const whole = length === 0 ? body : withTrailer(body, new Uint8Array(length).fill(1))
      const read = decode(whole)
      expect([read.name, hex(read.body), read.trailer.length]).toEqual([name, hex(body), length])
      expect(hex(encodeBody(name, read.fields as never))).toBe(hex(body))
      expect(() => decode(whole.slice(0, cut % whole.length))).toThrow(Malformed)
      expect(() => decode(Uint8Array.of(...whole, 0))).toThrow(Malformed)
    }),
  )
})

test('any bytes at all are a message or malformed, never another fault', () => {
  fc.assert(
    fc.property(fc.nat(14), bytes, (type, rest) => {
      try {
        decode(Uint8Array.of(type, ...rest))
        return true
      } catch (error) {
        return error instanceof Malformed
      }
    }),
  )
})

test('each number of a stream is taken once, in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), (numbers) => {
      const seen = new Seen()
      expect(numbers.filter((number) => seen.take(number))).toEqual([...new Set(numbers)])
    }),
  )
})

test('a stream full of gaps is remembered within bounds, and still nothing is taken twice', () => {
  const seen = new Seen()
  const even = Array.from({ length: 6_000 }, (_, i) => 2 * i)
  for (const number of even) expect(seen.take(number)).toBe(true)
  for (const number of even) expect(seen.take(number)).toBe(false)
})

test('the 64 pictures have 64 different names in both languages', () => {
  for (const part of ['symbol', 'de', 'en'] as const) expect(new Set(codeEmoji.map((each) => each[part])).size).toBe(64)
})
