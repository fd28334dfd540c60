import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemRandom } from './clock.ts'
import { openErasureLedger } from './erasure-ledger.ts'
import { createTestClock } from './test-base.ts'

const id = '01930000-0000-7000-8000-000000000001'
const other = '01930000-0000-7000-8000-000000000002'
const day = 24 * 3600_000

let folder: string
let file: string
let clock: ReturnType<typeof createTestClock>
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vieraugen-ledger-'))
  file = join(folder, 'key.erasures')
  clock = createTestClock()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () => openErasureLedger(file, { clock, random: systemRandom })

test('what was deleted is known after a restart, by kind, and nothing else is', () => {
  open().add('account', id)
  const ledger = open()
  expect(ledger.has('account', id)).toBe(true)
  expect(ledger.has('meeting', id)).toBe(false)
  expect(ledger.has('account', other)).toBe(false)
})

test('the file holds a day and a hash for each, no id, and only its user reads it', () => {
  const ledger = open()
  ledger.add('account', id)
  ledger.add('account', id)
  const text = readFileSync(file, 'utf8')
  expect(text.match(/^2026-03-02 [0-9a-f]{64}$/gm)).toHaveLength(1)
  expect(text).not.toContain(id)
  expect(statSync(file).mode & 0o077).toBe(0)
})

test('the same id has another hash in another installation', () => {
  open().add('account', id)
  const here = readFileSync(file, 'utf8').split('\n').at(-2)
  rmSync(file)
  open().add('account', id)
  expect(readFileSync(file, 'utf8').split('\n').at(-2)).not.toBe(here)
})

test('a line that a power cut left half-written spoils neither the one before nor the one after', () => {
  open().add('account', id)
  writeFileSync(file, readFileSync(file, 'utf8').trimEnd())
  appendFileSync(file, '\n2026-03-02 00ff')
  open().add('account', other)
  const ledger = open()
  expect([ledger.has('account', id), ledger.has('account', other)]).toEqual([true, true])
})

test('a mark that is taken back is gone after a restart, and the others stay', () => {
  const ledger = open()
  ledger.add('account', id)
  ledger.add('account', other)
  expect([open().unsettled(), ledger.unsettled()]).toEqual([[], [id, other]])
  ledger.settle([id, other], new Set([id]))
  expect(ledger.unsettled()).toEqual([])
  expect([ledger.has('account', id), open().has('account', id), open().has('account', other)]).toEqual([
    false,
    false,
    true,
  ])
})

test('is forgotten after 30 days, when no backup can hold it any more, and not sooner', () => {
  open().add('account', id)
  clock.advance(30 * day)
  const ledger = open()
  expect(ledger.prune()).toBe(0)
  ledger.add('meeting', other)
  clock.advance(day)
  expect(ledger.prune()).toBe(1)
  expect([open().has('account', id), open().has('meeting', other)]).toEqual([false, true])
})
