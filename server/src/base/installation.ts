import { join } from 'node:path'
import { sql } from 'kysely'
import { type Config, ConfigError } from '../config.ts'
import type { Base, Db } from './base.ts'
import { pause, systemClock, systemRandom } from './clock.ts'
import { openContentKeys } from './content-keys.ts'
import { startCluster } from './db/cluster.ts'
import { claimDatabase, type Connection, openDatabase } from './db/database.ts'
import { migrate } from './db/migrate.ts'
import { keyFileProvider } from './key-file.ts'
import { createKeys, type Keys } from './keys.ts'
import { createLimits } from './limits.ts'
import type { Log } from './log.ts'
import { createOutbox } from './mail.ts'

/** The opened data of this installation: everything slices need, and the way to close it. */
export interface Installation {
  readonly base: Base
  close(): Promise<void>
}

/** After a crash the database needs a moment to notice that its last user is gone; tries, 250 ms apart. */
const claimTries = 40

async function claim(connection: Connection): Promise<() => Promise<void>> {
  for (let tries = claimTries; tries > 0; tries--) {
    const release = await claimDatabase(connection)
    if (release) return release
    await pause(250)
  }
  throw new ConfigError(
    'Vieraugen already runs with this database. Stop the other one first, or choose another DATA_DIR.',
  )
}

/** Data has been sealed since the first migration: the key is made before it. */
async function isFresh(db: Db): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`select to_regnamespace('migration') is null as fresh`.execute(db)
  return rows[0]?.fresh ?? true
}

/** Leaves a pseudonym of the key with the data, so that a wrong key is noticed at the door and not at the first account. */
async function refuseOtherKey(db: Db, keys: Keys, keyFile: string): Promise<void> {
  const own = keys.mac('key-check', '').toString('hex')
  const { rows } = await sql<{
    kept: string | null
  }>`select obj_description('migration'::regnamespace) as kept`.execute(db)
  const kept = rows[0]?.kept
  if (kept && kept !== own) throw new ConfigError(`The key in ${keyFile} is not the one this data was sealed with.`)
  if (!kept) await sql`comment on schema migration is ${sql.lit(own)}`.execute(db)
}

async function openBase(config: Config, db: Db, log: Log): Promise<Base> {
  const plan = { file: config.keyFile, dataDir: config.dataDir, sealedDataExists: !(await isFresh(db)) }
  const keys = createKeys(await keyFileProvider(plan, systemRandom).root())
  log.event('database.migrated', { count: await migrate(db) })
  await refuseOtherKey(db, keys, config.keyFile)
  return {
    config,
    clock: systemClock,
    random: systemRandom,
    db,
    keys,
    contentKeys: await openContentKeys(config.keyDir, systemRandom),
    outbox: createOutbox({ keys, clock: systemClock }),
    limits: createLimits(systemClock, systemRandom),
    log,
  }
}

/** Starts or takes back the database, claims it for this process, opens the key and brings the tables up to date. */
export async function openInstallation(config: Config, log: Log): Promise<Installation> {
  const closing: (() => Promise<void>)[] = []
  const close = async () => {
    for (const step of closing.splice(0).toReversed()) await step()
  }
  try {
    let connection: Connection
    if (config.databaseUrl) connection = config.databaseUrl
    else {
      const cluster = await startCluster({ folder: join(config.dataDir, 'postgres'), path: config.path, durable: true })
      log.event('database.started', { attached: cluster.attached })
      connection = cluster.connection
      const release = await claim(connection)
      closing.push(() => cluster.stop(), release)
    }
    if (config.databaseUrl) closing.push(await claim(connection))
    const db = openDatabase(connection)
    closing.push(() => db.destroy())
    return { base: await openBase(config, db, log), close }
  } catch (error) {
    await close()
    throw error
  }
}
