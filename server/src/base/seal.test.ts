import { createSecretKey, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { tables } from '@vieraugen/policy/columns.ts'
import { isSealed } from './db/generate.ts'
import type { Sealed } from './db/sealed.ts'
import type { SealedColumn } from './db/tables.ts'
import { makeRing } from './key-ring.ts'
import { openBytes, openColumn, openText, type Place, sealBytes, sealColumn, SealError, sealOverhead } from './seal.ts'

const sealedColumns = Object.entries(tables).flatMap(([table, { columns }]) =>
  Object.keys(columns)
    .filter((column) => isSealed(table, column))
    .map((column) => `${table}.${column}` as SealedColumn),
)
const key = createSecretKey(randomBytes(32))
const placeIn = (column: SealedColumn): Place => ({ column, row: 'row-1', subject: 'person-1' })
const text = 'Grüße an Ärztin Özlem 🌻'

test('the register seals columns at all', () => {
  expect(sealedColumns.length).toBeGreaterThan(5)
})

describe.each(sealedColumns)('%s', (column) => {
  const at = placeIn(column)
  const box = sealColumn(at, key, text)
  const refuses = (place: Place, given: Buffer = box, by = key) =>
    expect(() => openColumn(place, by, given as Sealed<SealedColumn>)).toThrow(SealError)

  test('opens where it was sealed', () => {
    expect(openText(at, key, box)).toBe(text)
  })

  test('does not open in another row, for another person, with another key or key version', () => {
    refuses({ ...at, row: 'row-2' })
    refuses({ ...at, subject: 'person-2' })
    refuses({ ...at, row: 'person-1', subject: 'row-1' })
    refuses(at, box, makeRing(3, [randomBytes(32), key.export()]))
    refuses(at, box, createSecretKey(randomBytes(32)))
  })

  test('does not open in any other column of any table', () => {
    for (const other of sealedColumns.filter((name) => name !== column)) refuses(placeIn(other))
  })

  test('does not open with any single byte changed', () => {
    for (let index = 0; index < box.length; index++) {
      const forged = Buffer.from(box)
      forged.writeUInt8(box.readUInt8(index) ^ 1, index)
      refuses(at, forged)
    }
  })

  test('does not open with a tag cut to 4 to 15 bytes, or with any part missing', () => {
    for (let length = 0; length < box.length; length++) refuses(at, box.subarray(0, length))
    for (let tag = 4; tag < 16; tag++)
      refuses(at, Buffer.concat([box.subarray(0, box.length - 16), box.subarray(-16, -16 + tag)]))
  })
})

test('words of the context cannot be moved from one to the next', () => {
  const box = sealBytes({ context: ['ab', 'c'], key, keyVersion: 1 }, Buffer.from(text))
  expect(() => openBytes({ context: ['a', 'bc'], key, keyVersion: 1 }, box)).toThrow(SealError)
  expect(() => openBytes({ context: ['ab', 'c', ''], key, keyVersion: 1 }, box)).toThrow(SealError)
})

test('nothing and a whole file can be sealed; empty is not the same as missing', () => {
  const seal = { context: ['size'], key, keyVersion: 1 }
  expect(openBytes(seal, sealBytes(seal, Buffer.alloc(0)))).toHaveLength(0)
  const large = randomBytes(64 * 1024)
  const box = sealBytes(seal, large)
  expect(box).toHaveLength(large.length + sealOverhead)
  expect(openBytes(seal, box).equals(large)).toBe(true)
})

test('no nonce comes twice in 20,000 boxes', () => {
  const nonces = new Set<string>()
  const seal = { context: ['nonce'], key, keyVersion: 1 }
  for (let count = 0; count < 20_000; count++)
    nonces.add(sealBytes(seal, Buffer.alloc(1)).subarray(5, 17).toString('hex'))
  expect(nonces.size).toBe(20_000)
})

test('a box has the layout that is written down: another implementation of AES-256-GCM opens it', async () => {
  const box = sealBytes({ context: ['table', 'column'], key, keyVersion: 258 }, Buffer.from(text))
  const additionalData = Buffer.concat([
    Buffer.from([1]),
    Buffer.from([0, 0, 0, 5]),
    Buffer.from('table'),
    Buffer.from([0, 0, 0, 6]),
    Buffer.from('column'),
    Buffer.from([0, 0, 1, 2]),
  ])
  expect([...box.subarray(0, 5)]).toEqual([1, 0, 0, 1, 2])
  const webKey = await crypto.subtle.importKey('raw', new Uint8Array(key.export()), 'AES-GCM', false, ['decrypt'])
  const how = { name: 'AES-GCM', iv: new Uint8Array(box.subarray(5, 17)), additionalData, tagLength: 128 }
  const opened = await crypto.subtle.decrypt(how, webKey, new Uint8Array(box.subarray(17)))
  expect(Buffer.from(opened).toString()).toBe(text)
})
