import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Config, ConfigError } from '../config.ts'
import type { Base, Db } from './base.ts'
import { pause, systemClock, systemRandom } from './clock.ts'
import { openContentKeys } from './content-keys.ts'
import { type Custody, type CustodyGiven, openCustody } from './custody.ts'
import { startCluster } from './db/cluster.ts'
import { claimDatabase, type Connection, openDatabase } from './db/database.ts'
import { migrate } from './db/migrate.ts'
import { openKeyService } from './egress.ts'
import { openErasureLedger } from './erasure-ledger.ts'
import { type KeyFile, keyFileProvider } from './key-file.ts'
import { type KeyProvider, KeyUnreachable, KeyWithdrawn } from './key-provider.ts'
import { createKeys, type Rings, ringsFrom } from './keys.ts'
import { kmsProvider } from './kms.ts'
import { createLimits } from './limits.ts'
import { type Log, silentLog } from './log.ts'
import { createOutbox } from './mail.ts'
import { openCards } from './operator-card.ts'

/** The opened data of this installation: everything slices need, and the way to close it. */
export interface Installation {
  readonly base: Base
  readonly custody: Custody
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

/**
 * Data from before keys had versions: everything followed from the key file's content, and a pseudonym of it lies with the
 * data. Answers the keys of that data; null for any other.
 */
async function adoptedRings(db: Db, file: () => KeyFile): Promise<Rings | null> {
  const { rows } = await sql<{
    kept: string | null
  }>`select obj_description('migration'::regnamespace) as kept`.execute(db)
  const kept = rows[0]?.kept
  if (!kept) return null
  const root = await file().root()
  if (createKeys(root).mac('key-check', '').toString('hex') !== kept) throw new KeyWithdrawn('OtherKey')
  return ringsFrom(root)
}

/** Keys that the file sealed are opened with it once more, when the key management service takes its place. */
async function providerOf(config: Config, keyFile: () => KeyFile): Promise<KeyProvider> {
  if (!config.kms) return keyFile()
  const kms = kmsProvider(await openKeyService(config.kms))
  return {
    ...kms,
    unwrap: (name, box, holder) => (holder.startsWith('file:') ? keyFile() : kms).unwrap(name, box, holder),
  }
}

/** What the person at the keyboard is told when no key can be had. */
function refusal(config: Config, code: string): ConfigError {
  return new ConfigError(
    config.kms
      ? `The key of KMS_KEY_ID cannot be used (${code}). It must be enabled, symmetric, and allow this server ` +
          'GenerateDataKey, Decrypt and DescribeKey.'
      : `The key in ${config.keyFile} is not the one this data was sealed with.`,
  )
}

type KeysGiven = Omit<CustodyGiven, 'provider' | 'adopted'>

/** `prepare` runs once it is known who holds the key, and before any key is read. */
async function openKeys(config: Config, given: KeysGiven, start: { fresh: boolean; prepare?: () => Promise<void> }) {
  const plan = { file: config.keyFile, dataDir: config.dataDir, sealedDataExists: !start.fresh }
  const keyFile = () => keyFileProvider(plan, given.random)
  const provider = await providerOf(config, keyFile)
  await start.prepare?.()
  const custody = await openCustody({
    ...given,
    provider,
    adopted: () => adoptedRings(given.db, keyFile),
  }).catch((error: unknown) => {
    throw error instanceof KeyWithdrawn || error instanceof KeyUnreachable ? refusal(config, error.code) : error
  })
  // A service that refuses may come back while we wait in the dark; a wrong file is a mistake to be told at once.
  if (custody.keys.isDark && !config.kms) throw refusal(config, '')
  return custody
}

async function openBase(config: Config, db: Db, log: Log): Promise<{ base: Base; custody: Custody }> {
  const given = { db, clock: systemClock, random: systemRandom, log }
  const prepare = async () => log.event('database.migrated', { count: await migrate(db) })
  const custody = await openKeys(config, given, { fresh: await isFresh(db), prepare })
  const { keys } = custody
  const cards = await openCards({ config, db, clock: systemClock })
  const base = {
    ...given,
    cards,
    config,
    keys,
    contentKeys: await openContentKeys(config.keyDir, systemRandom),
    ledger: openErasureLedger(config.erasureLedger, { clock: systemClock, random: systemRandom }),
    outbox: createOutbox({ keys, clock: systemClock }),
    limits: createLimits(systemClock, systemRandom),
  }
  return { base, custody }
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
    return { ...(await openBase(config, db, log)), close }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * The database as it is, for a short command, while the server runs or not: nothing is claimed or migrated, and a cluster of
 * our own is left as it was found.
 */
export async function withDatabase(config: Config, action: (db: Db) => Promise<void>): Promise<void> {
  const plan = { folder: join(config.dataDir, 'postgres'), path: config.path, durable: true }
  if (!config.databaseUrl && !existsSync(plan.folder)) throw new ConfigError(`There is no database in ${plan.folder}.`)
  const cluster = config.databaseUrl ? null : await startCluster(plan)
  // Two: a transaction, and what is read beside it.
  const db = openDatabase(config.databaseUrl ?? cluster?.connection ?? '', 2)
  try {
    await action(db)
  } finally {
    await db.destroy()
    if (cluster && !cluster.attached) await cluster.stop()
  }
}

/** What a short command has that opens and seals values as the server does. */
export type Opened = Pick<Base, 'config' | 'db' | 'clock' | 'random' | 'keys' | 'outbox'>

/** As `withDatabase`, with the installation's keys. Throws a `ConfigError` when no key can be had. */
export async function withOpenKeys(config: Config, action: (opened: Opened) => Promise<void>): Promise<void> {
  await withDatabase(config, async (db) => {
    if (await isFresh(db)) throw new ConfigError('This database is empty. Start the server first.')
    const given = { db, clock: systemClock, random: systemRandom, log: silentLog }
    const { keys } = await openKeys(config, given, { fresh: false })
    if (keys.isDark) throw refusal(config, 'withdrawn')
    await action({ ...given, config, keys, outbox: createOutbox({ keys, clock: systemClock }) })
  })
}
