// What tests of slices stand on: a real database, real key files, the real configuration, and a clock that they move.
import { createSecretKey } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import type { Base } from './base.ts'
import { type Clock, systemRandom } from './clock.ts'
import { openContentKeys } from './content-keys.ts'
import { createTestDatabase, type TestDatabase } from './db/test-database.ts'
import { openErasureLedger } from './erasure-ledger.ts'
import { createKeys } from './keys.ts'
import { createLimits } from './limits.ts'
import { createLog } from './log.ts'
import { createOutbox } from './mail.ts'
import { openCards } from './operator-card.ts'

export interface TestClock extends Clock {
  /** Lets time pass and runs what was due, in order. */
  advance(ms: number): void
}

export function createTestClock(start = new Date('2026-03-02T09:00:00Z')): TestClock {
  let ms = 0
  let timers: { at: number; every: number | null; job: () => void }[] = []
  const plan = (timer: { at: number; every: number | null; job: () => void }) => {
    timers.push(timer)
    return () => {
      timers = timers.filter((other) => other !== timer)
    }
  }
  return {
    now: () => new Date(start.getTime() + ms),
    monotonic: () => ms,
    after: (wait, job) => plan({ at: ms + wait, every: null, job }),
    every: (wait, job) => plan({ at: ms + wait, every: wait, job }),
    advance(step) {
      const end = ms + step
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at)[0]
        if (!next) break
        ms = Math.max(ms, next.at)
        if (next.every === null) timers = timers.filter((other) => other !== next)
        else next.at += next.every
        next.job()
      }
      ms = end
    },
  }
}

export interface TestBase extends Base {
  readonly clock: TestClock
  readonly database: TestDatabase
  readonly lines: string[]
  close(): Promise<void>
}

export async function createTestBase(environment: Record<string, string> = {}): Promise<TestBase> {
  const folder = await mkdtemp(join(tmpdir(), 'vieraugen-base-'))
  const database = await createTestDatabase()
  const config = readConfig({
    DATA_DIR: join(folder, 'data'),
    KEY_DIR: join(folder, 'keys'),
    KEY_FILE: join(folder, 'key'),
    ...environment,
  })
  const clock = createTestClock()
  const lines: string[] = []
  const keys = createKeys(createSecretKey(systemRandom(32)))
  return {
    config,
    cards: await openCards({ config, db: database.db, clock }),
    clock,
    random: systemRandom,
    db: database.db,
    keys,
    contentKeys: await openContentKeys(config.keyDir, systemRandom),
    ledger: openErasureLedger(config.erasureLedger, { clock, random: systemRandom }),
    outbox: createOutbox({ keys, clock }),
    limits: createLimits(clock, systemRandom),
    log: createLog((line) => void lines.push(line)),
    database,
    lines,
    async close() {
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
