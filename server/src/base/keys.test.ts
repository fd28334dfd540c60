import { createSecretKey, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemRandom } from './clock.ts'
import { keyFileProvider } from './key-file.ts'
import { createKeys, createSubjectKey, openSubjectKey, subjectSecret } from './keys.ts'
import { SealError } from './seal.ts'

const root = createSecretKey(Buffer.alloc(32, 7))
const keys = createKeys(root)

describe('keys', () => {
  test('are the same after every start with the same root, and others with another', () => {
    const again = createKeys(createSecretKey(Buffer.alloc(32, 7)))
    const other = createKeys(createSecretKey(Buffer.alloc(32, 8)))
    expect(again.mac('a', 'b')).toEqual(keys.mac('a', 'b'))
    expect(other.mac('a', 'b')).not.toEqual(keys.mac('a', 'b'))
    expect(other.blindIndex('account.email', 'x')).not.toEqual(keys.blindIndex('account.email', 'x'))
  })

  test('of different purposes and columns have nothing in common', () => {
    const made = [
      keys.mac('a', 'x'),
      keys.mac('b', 'x'),
      keys.blindIndex('account.email', 'x'),
      keys.blindIndex('account.user_name', 'x'),
    ]
    expect(new Set(made.map((bytes) => bytes.toString('hex'))).size).toBe(4)
  })

  test('outside the database open only at the place they were wrapped for', () => {
    const box = keys.wrap('meeting/1', Buffer.alloc(32, 1))
    expect(keys.unwrap('meeting/1', box)).toEqual(Buffer.alloc(32, 1))
    expect(() => keys.unwrap('meeting/2', box)).toThrow(SealError)
  })

  test('of people open only for their own row, and lead to secrets that differ for each id', () => {
    const at = { column: 'account_key.wrapped', row: 'one', subject: 'one' } as const
    const { key, wrapped } = createSubjectKey(keys, systemRandom, at)
    const opened = openSubjectKey(keys, at, wrapped)
    expect(opened.equals(key)).toBe(true)
    expect(() => openSubjectKey(keys, { ...at, row: 'two' }, wrapped)).toThrow(SealError)
    expect(subjectSecret(key, 'link', 'a')).toEqual(subjectSecret(opened, 'link', 'a'))
    expect(subjectSecret(key, 'link', 'a')).not.toEqual(subjectSecret(key, 'link', 'b'))
    expect(subjectSecret(key, 'link', 'a')).not.toEqual(subjectSecret(key, 'other', 'a'))
  })
})

describe('the key file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vieraugen-key-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const plan = (more = {}) => ({
    file: join(folder, 'own/key'),
    dataDir: join(folder, 'data'),
    sealedDataExists: false,
    ...more,
  })

  test('is made at the very first start, for its owner alone, and read again', async () => {
    const made = await keyFileProvider(plan(), systemRandom).root()
    expect(statSync(plan().file).mode & 0o777).toBe(0o600)
    const again = await keyFileProvider(plan({ sealedDataExists: true }), systemRandom).root()
    expect(again.equals(made)).toBe(true)
  })

  test('is never made anew while data exists that it cannot open', () => {
    expect(() => keyFileProvider(plan({ sealedDataExists: true }), systemRandom)).toThrow('KEY_FILE')
  })

  test.each([0o640, 0o604, 0o660])('that others can read (mode %o) is refused with what to do', (mode) => {
    const provider = keyFileProvider(plan(), systemRandom)
    chmodSync(plan().file, mode)
    expect(() => provider.root()).toThrow('chmod 600')
  })

  test('inside the data directory is refused', () => {
    mkdirSync(join(folder, 'data'))
    expect(() => keyFileProvider(plan({ file: join(folder, 'data/key') }), systemRandom)).toThrow('outside DATA_DIR')
  })

  test('with anything but a key is refused, without quoting it', () => {
    const provider = keyFileProvider(plan(), systemRandom)
    const wrong = randomBytes(20).toString('hex')
    writeFileSync(plan().file, wrong)
    expect(() => provider.root()).toThrow('does not hold a key')
    expect(readFileSync(plan().file, 'utf8')).toBe(wrong)
  })
})
