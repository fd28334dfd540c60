// A process that renews keys and dies by SIGKILL at the step it is told. Started by rotation.test.ts only.
import { kill, pid } from 'node:process'
import { openErasureLedger } from './erasure-ledger.ts'
import { createLimits } from './limits.ts'
import { reindex } from '../accounts/personal-data.ts'
import { readConfig } from '../config.ts'
import { systemRandom } from './clock.ts'
import { openContentKeys } from './content-keys.ts'
import { openCustody } from './custody.ts'
import { openDatabase } from './db/database.ts'
import { createLog } from './log.ts'
import { createOutbox } from './mail.ts'
import { openCards } from './operator-card.ts'
import { renewKeys } from './rotation.ts'
import { createTestClock } from './test-base.ts'
import { fileProvider } from './test-custody.ts'

interface Orders {
  readonly connection: { host: string; user: string; database: string }
  readonly file: string
  readonly keyDir: string
  /** Time of the process, in milliseconds. */
  readonly now: number
  readonly dieAt: string
}

const orders = JSON.parse(process.argv[2] ?? '') as Orders
const clock = createTestClock(new Date(orders.now))
const given = { db: openDatabase(orders.connection, 4), clock, random: systemRandom, log: createLog(() => undefined) }
const custody = await openCustody({
  ...given,
  provider: fileProvider(orders.file),
  adopted: () => Promise.resolve(null),
})
const { keys } = custody
const config = readConfig({ KEY_DIR: orders.keyDir, KEY_FILE: `${orders.keyDir}.key` })
const base = {
  ...given,
  keys,
  config,
  ledger: openErasureLedger(config.erasureLedger, { clock, random: systemRandom }),
  contentKeys: await openContentKeys(orders.keyDir, systemRandom),
  cards: await openCards({ ...given, config }),
  outbox: createOutbox({ keys, clock }),
  limits: createLimits(clock, systemRandom),
}
const step = (name: string): void | Promise<void> => {
  if (name !== orders.dieAt) return
  kill(pid, 'SIGKILL')
  // The signal arrives at once, but not before the next line would run.
  return new Promise(() => undefined)
}
await renewKeys({ base, custody, reindex: (after) => reindex(base, after), step })
process.exit(3)
