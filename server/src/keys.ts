// Lists the installation's keys and asks for their renewal, while the server runs or not:
//   node server/src/keys.ts [controller | accounts | index]
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from './base/clock.ts'
import { startCluster } from './base/db/cluster.ts'
import { openDatabase } from './base/db/database.ts'
import type { Db } from './base/base.ts'
import { askForRenewal, keysAtRest, type RenewalLevel } from './base/rotation.ts'
import { type Config, ConfigError, readProcessConfig } from './config.ts'

const levels: readonly RenewalLevel[] = ['controller', 'accounts', 'index']

function levelOf(wish: string | undefined): RenewalLevel | undefined {
  const level = levels.find((one) => one === wish)
  if (wish !== undefined && !level) throw new ConfigError(`Say which keys: ${levels.join(', ')}.`)
  return level
}

async function perform(db: Db, level: RenewalLevel | undefined): Promise<void> {
  if (level) await askForRenewal({ db, clock: systemClock }, level)
  for (const line of await keysAtRest(db)) process.stdout.write(`${line}\n`)
  if (level) process.stdout.write('The running server begins within a minute.\n')
}

/** The database as it is: a cluster of our own is left as it was found. */
async function withDatabase(config: Config, action: (db: Db) => Promise<void>): Promise<void> {
  const plan = { folder: join(config.dataDir, 'postgres'), path: config.path, durable: true }
  if (!config.databaseUrl && !existsSync(plan.folder)) throw new ConfigError(`There is no database in ${plan.folder}.`)
  const cluster = config.databaseUrl ? null : await startCluster(plan)
  const db = openDatabase(config.databaseUrl ?? cluster?.connection ?? '', 1)
  try {
    await action(db)
  } finally {
    await db.destroy()
    if (cluster && !cluster.attached) await cluster.stop()
  }
}

async function main(): Promise<void> {
  const level = levelOf(process.argv[2])
  await withDatabase(readProcessConfig(), (db) => perform(db, level))
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The keys cannot be read.'}\n`)
  process.exitCode = 1
})
