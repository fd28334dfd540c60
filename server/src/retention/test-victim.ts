// A process that ends a meeting and dies by SIGKILL at the step it is told. Started by kill.test.ts only.
import { createSecretKey } from 'node:crypto'
import { kill, pid } from 'node:process'
import { systemClock, systemRandom } from '../base/clock.ts'
import { openContentKeys } from '../base/content-keys.ts'
import { openDatabase } from '../base/db/database.ts'
import { openErasureLedger } from '../base/erasure-ledger.ts'
import { createKeys } from '../base/keys.ts'
import { createLimits } from '../base/limits.ts'
import { createLog } from '../base/log.ts'
import { createOutbox } from '../base/mail.ts'
import { openCards } from '../base/operator-card.ts'
import { readConfig } from '../config.ts'
import { openMeeting } from '../meetings/commands.ts'
import { createDeletion } from './commands.ts'

interface Orders {
  readonly connection: { host: string; user: string; database: string }
  readonly keyDir: string
  readonly rootKey: string
  readonly dieAt: string
  readonly meetingId: string
  /** With these the meeting is opened instead of ended. */
  readonly accountId: string | null
  readonly sessionId: string
}

const orders = JSON.parse(process.argv[2] ?? '') as Orders
const keys = createKeys(createSecretKey(Buffer.from(orders.rootKey, 'hex')))
const config = readConfig({ KEY_DIR: orders.keyDir, KEY_FILE: `${orders.keyDir}.key` })
const db = openDatabase(orders.connection, 4)
const base = {
  config,
  cards: await openCards({ config, db, clock: systemClock }),
  clock: systemClock,
  random: systemRandom,
  db,
  keys,
  contentKeys: await openContentKeys(orders.keyDir, systemRandom),
  ledger: openErasureLedger(config.erasureLedger, { clock: systemClock, random: systemRandom }),
  outbox: createOutbox({ keys, clock: systemClock }),
  limits: createLimits(systemClock, systemRandom),
  log: createLog(() => undefined),
}
const step = (name: string): void | Promise<void> => {
  if (name !== orders.dieAt) return
  kill(pid, 'SIGKILL')
  // The signal arrives at once, but not before the next line would run.
  return new Promise(() => undefined)
}

const { meetingId: id, accountId, sessionId } = orders
if (accountId) await openMeeting(base, { id, accountId, sessionId }, step)
else {
  const deletion = createDeletion(base, { ended: () => undefined, deleted: () => undefined }, step)
  await deletion.end(id, 'moderator')
  await deletion.settled()
}
process.exit(3)
