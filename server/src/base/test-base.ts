import { createSecretKey } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import type { Base } from './base.ts'
import { type Clock, systemRandom } from './clock.ts'
import { openContentKeys } from './content-keys.ts'
import { createTestDatabase, type TestDatabase } from './db/test-database.ts'
import { createKeys } from './keys.ts'
import { createLimits } from './limits.ts'
import { createLog } from './log.ts'
import { createOutbox } from './mail.ts'

/** A clock that tests move by hand; timers run when their time is passed. */
export class TestClock implements Clock {
  #ms = Date.parse('2026-11-23T09:00:00Z')
  #timers: { at: number; every: number | null; job: () => void }[] = []
  now = (): Date => new Date(this.#ms)
  monotonic = (): number => this.#ms
  after = (ms: number, job: () => void) => this.#add({ at: this.#ms + ms, every: null, job })
  every = (ms: number, job: () => void) => this.#add({ at: this.#ms + ms, every: ms, job })

  #add(timer: { at: number; every: number | null; job: () => void }): () => void {
    this.#timers.push(timer)
    return () => void (this.#timers = this.#timers.filter((one) => one !== timer))
  }

  /** Lets `seconds` pass and runs what was due on the way, in order. */
  pass(seconds: number): void {
    const until = this.#ms + seconds * 1000
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0]
      if (!next) break
      this.#ms = next.at
      if (next.every === null) this.#timers = this.#timers.filter((one) => one !== next)
      else next.at += next.every
      next.job()
    }
    this.#ms = until
  }
}

export interface TestBase {
  readonly base: Base
  readonly clock: TestClock
  readonly database: TestDatabase
  /** Every line that was logged. */
  readonly lines: string[]
  close(): Promise<void>
}

/** Everything a slice is given, real, with a database and folders of its own and a clock that stands still. */
export async function createTestBase(env: Record<string, string> = {}): Promise<TestBase> {
  const folder = mkdtempSync(join(tmpdir(), 'vieraugen-base-'))
  const config = readConfig({ DATA_DIR: folder, KEY_DIR: join(folder, 'content-keys'), PORT: '0', ...env })
  const clock = new TestClock()
  const database = await createTestDatabase()
  const keys = createKeys(createSecretKey(systemRandom(32)))
  const lines: string[] = []
  const base: Base = {
    config,
    clock,
    random: systemRandom,
    db: database.db,
    keys,
    contentKeys: await openContentKeys(config.keyDir, systemRandom),
    outbox: createOutbox({ keys, clock }),
    limits: createLimits(clock, systemRandom),
    log: createLog((line) => lines.push(line)),
  }
  return {
    base,
    clock,
    database,
    lines,
    async close() {
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
