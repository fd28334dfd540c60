import { createHmac } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { periods } from '@vieraugen/policy/periods.ts'
import type { Clock, Random } from './clock.ts'

/** What can be deleted for good, or withdrawn, before its backups are gone. */
export type Erasable = 'account' | 'meeting' | 'consent'

/**
 * What was deleted or withdrawn, remembered outside the database and its backups: a restored copy is brought up to date from it before
 * anybody is let in. A line holds the day, the kind and a keyed hash of the id, nothing that leads to a person.
 */
export interface ErasureLedger {
  /** Durable when it returns. A second time for the same id changes nothing. */
  add(kind: Erasable, id: string): void
  has(kind: Erasable, id: string): boolean
  /** The day it was added, `2026-03-02`; null for what is not in it. */
  dayOf(kind: Erasable, id: string): string | null
  /** Accounts that were marked since the start and are not settled yet. */
  unsettled(): string[]
  /** These are settled; the marks of those that are alive, because their deletion failed, are taken back, durably. */
  settle(accountIds: readonly string[], alive: ReadonlySet<string>): void
  /** Forgets what no backup can hold any more; answers how many lines. */
  prune(): number
}

const keyLine = /^key ([\w-]{43})$/
const entryLine = /^(\d{4}-\d{2}-\d{2}) ([0-9a-f]{64})$/
const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10)

/**
 * Opens the file, making it when missing. The key of its hashes stands in it: deletion goes on
 * while the controller's key is withdrawn or renewed. A line that a power cut left half-written is passed over.
 */
export function openErasureLedger(file: string, { clock, random }: { clock: Clock; random: Random }): ErasureLedger {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const kept = lines.map((text) => keyLine.exec(text)?.[1]).find((text) => text !== undefined)
  const key = kept ?? random(32).toString('base64url')
  const entries = lines.map((text) => entryLine.exec(text))
  const days = new Map(entries.flatMap((match) => (match?.[1] && match[2] ? [[match[2], match[1]] as const] : [])))
  const mark = (kind: Erasable, id: string) => createHmac('sha256', key).update(`${kind}/${id}`).digest('hex')
  const unsettled = new Set<string>()
  const rewrite = () => {
    write(`${file}.new`, 'w', `key ${key}\n${[...days].map(([hash, day]) => `${day} ${hash}\n`).join('')}`)
    renameSync(`${file}.new`, file)
  }
  if (!kept) write(file, 'a', `\nkey ${key}\n`)
  return {
    has: (kind, id) => days.has(mark(kind, id)),
    dayOf: (kind, id) => days.get(mark(kind, id)) ?? null,
    add(kind, id) {
      const hash = mark(kind, id)
      if (days.has(hash)) return
      const day = dayOf(clock.now())
      // The line break stands in front, so that a half-written line before this one cannot spoil it.
      write(file, 'a', `\n${day} ${hash}\n`)
      days.set(hash, day)
      if (kind === 'account') unsettled.add(id)
    },
    unsettled: () => [...unsettled],
    settle(ids, alive) {
      const undone = ids.filter((id) => alive.has(id) && days.delete(mark('account', id)))
      if (undone.length > 0) rewrite()
      for (const id of ids) unsettled.delete(id)
    },
    prune() {
      const oldest = dayOf(new Date(clock.now().getTime() - periods.erasureLedger * 1000))
      const old = [...days].filter(([, day]) => day < oldest)
      if (old.length === 0) return 0
      for (const [hash] of old) days.delete(hash)
      rewrite()
      return old.length
    },
  }
}

/** Appends to the file or replaces it, and returns once the disk has it. */
function write(file: string, flags: 'a' | 'w', text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const opened = openSync(file, flags, 0o600)
  try {
    writeSync(opened, text)
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}
