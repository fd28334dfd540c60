import type { KeyObject } from 'node:crypto'
import { sql } from 'kysely'
import { type Column, tables } from '@vieraugen/policy/columns.ts'
import { periods } from '@vieraugen/policy/periods.ts'
import type { Base, Db, Tx } from './base.ts'
import type { Step } from './content-keys.ts'
import type { Custody } from './custody.ts'
import { transact } from './db/database.ts'
import type { Sealed } from './db/sealed.ts'
import type { Database, SealedColumn } from './db/tables.ts'
import { makeRing, newestVersion, withRing } from './key-ring.ts'
import { type KeyPurpose, openSubjectKey } from './keys.ts'
import { openColumn, type Place, sealColumn } from './seal.ts'

/**
 * Which keys are renewed. `controller`: the installation's own, under which people's keys rest. `accounts`: each person's
 * key, and with it every column sealed under it. `index`: the one that finds an account by its address.
 */
export type RenewalLevel = Database['key_renewal']['level']

interface Given {
  readonly base: Pick<Base, 'db' | 'clock' | 'random' | 'keys' | 'log'>
  readonly custody: Custody
  /** Writes the indexes of the next accounts anew; answers the last id, null when there are no more. */
  reindex(after: string): Promise<string | null>
  /** Called after each durable step, so that a test can end the process exactly there. */
  readonly step?: Step
}

/** Rows that are re-sealed in one transaction. */
const batch = 500
const beforeAll = '00000000-0000-0000-0000-000000000000'

/** Asks for a renewal, from now on. The running server begins within a minute and goes on after any interruption. */
export async function askForRenewal({ db, clock }: Pick<Base, 'db' | 'clock'>, level: RenewalLevel): Promise<void> {
  const asked = { asked_at: clock.now(), finished_at: null }
  await db
    .insertInto('key_renewal')
    .values({ level, ...asked })
    .onConflict((there) => there.column('level').doUpdateSet(asked))
    .execute()
}

/** What the database says of the keys. Nothing in it is secret. */
export interface KeysAtRest {
  readonly keys: readonly Pick<
    Database['controller_key'],
    'purpose' | 'version' | 'holder' | 'created_at' | 'retired_at'
  >[]
  readonly renewals: readonly Database['key_renewal'][]
  /** `old`: whose key is older than the renewal asked for. `settling`: whose old key rests beside the new one for a while. */
  readonly accounts: { readonly all: number; readonly old: number; readonly settling: number }
}

/** The keys of the installation and what is being renewed. */
export async function keysAtRest(db: Db): Promise<KeysAtRest> {
  const columns = ['purpose', 'version', 'holder', 'created_at', 'retired_at'] as const
  const keys = await db.selectFrom('controller_key').select(columns).orderBy('purpose').orderBy('version').execute()
  const renewals = await db.selectFrom('key_renewal').selectAll().orderBy('level').execute()
  const asked = renewals.find(({ level }) => level === 'accounts')?.asked_at ?? new Date(0)
  const accounts = await db
    .selectFrom('account_key')
    .select([
      sql<number>`count(*)::integer`.as('all'),
      sql<number>`(count(*) filter (where ${isOlder(asked)}))::integer`.as('old'),
      sql<number>`(count(*) filter (where ${isUnsettled}))::integer`.as('settling'),
    ])
    .executeTakeFirstOrThrow()
  return { keys, renewals, accounts }
}

/** Takes every renewal that was asked for as far as it goes now; asks by itself once a year. Answers how many finished. */
export async function renewKeys(given: Given): Promise<number> {
  const { db, clock, keys, log } = given.base
  if (keys.isDark) return 0
  await askForOldKeys(given)
  const open = await db.selectFrom('key_renewal').selectAll().where('finished_at', 'is', null).execute()
  let finished = 0
  for (const { level, asked_at } of open) {
    if (!(await levels[level](given, asked_at))) continue
    await db
      .updateTable('key_renewal')
      .set({ finished_at: clock.now() })
      .where('level', '=', level)
      .where('asked_at', '=', asked_at)
      .execute()
    log.event('key.renewed', { level })
    finished += 1
  }
  await discardRetired(given)
  return finished
}

const levels: Record<RenewalLevel, (given: Given, askedAt: Date) => Promise<boolean>> = {
  controller: renewController,
  accounts: renewAccounts,
  index: renewIndex,
}

const before = ({ base }: Given, seconds: number): Date => new Date(base.clock.now().getTime() - seconds * 1000)

async function askForOldKeys(given: Given): Promise<void> {
  const { db } = given.base
  const oldest = before(given, periods.keyRenewal)
  const waiting = await db.selectFrom('key_renewal').select('level').where('finished_at', 'is', null).execute()
  const ages: Record<RenewalLevel, () => Promise<boolean>> = {
    controller: async () => (await newestOf(given, 'installation')).created_at < oldest,
    index: async () => (await newestOf(given, 'index')).created_at < oldest,
    accounts: async () => (await accountsBefore(db, oldest)).length > 0,
  }
  for (const level of Object.keys(ages) as RenewalLevel[])
    if (!waiting.some((row) => row.level === level) && (await ages[level]())) await askForRenewal(given.base, level)
}

const newestOf = ({ base: { db } }: Given, purpose: KeyPurpose) =>
  db
    .selectFrom('controller_key')
    .select(['version', 'created_at'])
    .where('purpose', '=', purpose)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()

/** The newest version of a key, made now unless that happened since `askedAt`. */
async function madeSince(given: Given, purpose: KeyPurpose, askedAt: Date) {
  const newest = await newestOf(given, purpose)
  if (newest.created_at >= askedAt) return newest
  await given.custody.renew(purpose)
  await given.step?.(`${purpose}.made`)
  return newestOf(given, purpose)
}

interface SealedPlace {
  readonly column: SealedColumn
  readonly table: string
  readonly name: string
  /** Names the row, in the column's own table. */
  readonly rowColumn: string
  /** Names the person whose key it is. */
  readonly ownerColumn: string
}

/** Where the register says that something is sealed under keys of this kind. A column of a new table is there by itself. */
export const sealedPlaces = (protection: 'account' | 'installation'): SealedPlace[] =>
  Object.entries(tables).flatMap(([table, { columns, owner }]) =>
    Object.entries<Column>(columns)
      .filter(([, entry]) => entry.personal && entry.protection === protection)
      .map(([name]) => {
        const ownerColumn = owner?.[0].split('.')[1] ?? 'id'
        const column = `${table}.${name}` as SealedColumn
        return { column, table, name, rowColumn: 'id' in columns ? 'id' : ownerColumn, ownerColumn }
      }),
  )

/** Under the installation's key a value belongs to its own row; a mail belongs to nobody but the queue. */
const placeUnderInstallation = (at: SealedPlace, row: string): Place => ({
  column: at.column,
  row,
  subject: at.column === 'outbox.message' ? 'outbox' : row,
})

/** The first five bytes of every box under the newest key of the ring. */
function newestHead(ring: KeyObject): Buffer {
  const head = Buffer.of(1, 0, 0, 0, 0)
  head.writeUInt32BE(newestVersion(ring), 1)
  return head
}

interface Box {
  readonly row: string
  readonly box: Sealed<SealedColumn>
}

/** Locks boxes that are not under the newest key: all, or those of one person. */
async function staleBoxes(tx: Tx, at: SealedPlace, stale: { head: Buffer; owner?: string }): Promise<Box[]> {
  const box = sql.ref(at.name)
  const mine = stale.owner === undefined ? sql`true` : sql`${sql.ref(at.ownerColumn)} = ${stale.owner}`
  const found = sql<Box>`select ${sql.ref(at.rowColumn)} as row, ${box} as box from ${sql.table(at.table)}
    where ${mine} and ${box} is not null and substring(${box} from 1 for 5) <> ${stale.head}`
  const some = stale.owner === undefined ? sql`limit ${batch} for update skip locked` : sql`for update`
  const { rows } = await sql<Box>`${found} ${some}`.execute(tx)
  return rows
}

async function replaceBox(tx: Tx, at: SealedPlace, { row, box }: Box): Promise<void> {
  await sql`update ${sql.table(at.table)} set ${sql.ref(at.name)} = ${box} where ${sql.ref(at.rowColumn)} = ${row}`.execute(
    tx,
  )
}

/** Seals `row` anew: opened with any key of `from`, sealed with the newest of `to`. */
function resealed({ box }: Box, place: Place, rings: { from: KeyObject; to: KeyObject }): Sealed<SealedColumn> {
  const plain = openColumn(place, rings.from, box)
  try {
    return sealColumn(place, rings.to, plain)
  } finally {
    plain.fill(0)
  }
}

/** Seals every value under the installation's newest key, batch by batch. */
async function resealInstallation({ base, step }: Given): Promise<void> {
  const ring = base.keys.installation
  for (const at of sealedPlaces('installation')) {
    for (let count = batch; count === batch;) {
      count = await transact(base.db, async (tx) => {
        const boxes = await staleBoxes(tx, at, { head: newestHead(ring) })
        for (const { row, box } of boxes)
          await replaceBox(tx, at, {
            row,
            box: resealed({ row, box }, placeUnderInstallation(at, row), { from: ring, to: ring }),
          })
        return boxes.length
      })
      await step?.('installation.batch')
    }
  }
}

async function staleUnderInstallation({ base }: Given): Promise<number> {
  const head = newestHead(base.keys.installation)
  let total = 0
  for (const { table, name } of sealedPlaces('installation')) {
    const { rows } = await sql<{ count: string }>`select count(*) from ${sql.table(table)}
      where ${sql.ref(name)} is not null and substring(${sql.ref(name)} from 1 for 5) <> ${head}`.execute(base.db)
    total += Number(rows[0]?.count)
  }
  return total
}

async function renewController(given: Given, askedAt: Date): Promise<boolean> {
  await madeSince(given, 'installation', askedAt)
  await madeSince(given, 'wrap', askedAt)
  await resealInstallation(given)
  return (await staleUnderInstallation(given)) === 0
}

/**
 * Deletes versions that were retired for as long as a backup lives, which is longer than any wrapped key outside the database
 * lives, and only when nothing in the database is left under them.
 */
async function discardRetired(given: Given): Promise<void> {
  const due = await given.base.db
    .selectFrom('controller_key')
    .select('purpose')
    .distinct()
    .where('purpose', 'in', ['installation', 'wrap'])
    .where('retired_at', '<=', before(given, periods.backup))
    .execute()
  for (const { purpose } of due) {
    if (purpose === 'installation') await resealInstallation(given)
    if (purpose === 'installation' && (await staleUnderInstallation(given)) > 0) continue
    const retired = await given.base.db
      .selectFrom('controller_key')
      .select('version')
      .where('purpose', '=', purpose)
      .where('retired_at', '<=', before(given, periods.backup))
      .orderBy('version', 'desc')
      .executeTakeFirstOrThrow()
    await given.custody.discard(purpose, retired.version + 1)
  }
}

const isOlder = (moment: Date) => sql<boolean>`coalesce(renewed_at, created_at) < ${moment}`
const isUnsettled = sql<boolean>`renewed_at is not null and (settled_at is null or settled_at < renewed_at)`

const accountsBefore = (db: Db, moment: Date) =>
  db.selectFrom('account_key').select('account_id').where(isOlder(moment)).orderBy('account_id').limit(batch).execute()

const unsettled = (db: Db) =>
  db
    .selectFrom('account_key')
    .select(['account_id', 'renewed_at'])
    .where(isUnsettled)
    .orderBy('renewed_at')
    .limit(batch)
    .execute()

/**
 * Each person in one transaction: a new key, and every column sealed under it. The key before stays in the ring for an hour,
 * for what was read before and is written after; then the rest is sealed anew and it goes.
 */
async function renewAccounts(given: Given, askedAt: Date): Promise<boolean> {
  const { base, step } = given
  for (let due = await accountsBefore(base.db, askedAt); due.length > 0; due = await accountsBefore(base.db, askedAt)) {
    for (const { account_id } of due) {
      await changeRing(base, account_id, (ring) => grown(base, ring))
      await step?.('account.renewed')
    }
  }
  const settleable = before(given, periods.keyGrace)
  for (const { account_id, renewed_at } of await unsettled(base.db)) {
    if (!renewed_at || renewed_at > settleable) break
    await changeRing(base, account_id, (ring) => settled(base, ring))
    await step?.('account.settled')
  }
  return (await unsettled(base.db)).length === 0
}

type RingChange = (ring: KeyObject) => { ring: KeyObject; times: { renewed_at: Date } | { settled_at: Date } }

function grown({ random, clock }: Given['base'], ring: KeyObject): ReturnType<RingChange> {
  const fresh = random(32)
  const made = withRing(ring, ({ version, newest, seed }) => makeRing(version + 1, [fresh, newest], seed))
  fresh.fill(0)
  return { ring: made, times: { renewed_at: clock.now() } }
}

function settled({ clock }: Given['base'], ring: KeyObject): ReturnType<RingChange> {
  const made = withRing(ring, ({ version, newest, seed }) => makeRing(version, [newest], seed))
  return { ring: made, times: { settled_at: clock.now() } }
}

function changeRing({ db, keys }: Given['base'], accountId: string, change: RingChange): Promise<void> {
  return transact(db, async (tx) => {
    // The account before its key, as a deletion locks them.
    await tx.selectFrom('account').select('id').where('id', '=', accountId).forNoKeyUpdate().execute()
    const own = tx.selectFrom('account_key').select('wrapped').where('account_id', '=', accountId)
    const row = await own.forUpdate().executeTakeFirst()
    if (!row) return
    const at = { column: 'account_key.wrapped', row: accountId, subject: accountId } as const
    const from = openSubjectKey(keys, at, row.wrapped)
    const { ring: to, times } = change(from)
    for (const place of sealedPlaces('account')) {
      for (const stale of await staleBoxes(tx, place, { head: newestHead(to), owner: accountId })) {
        const where = { column: place.column, row: stale.row, subject: accountId }
        await replaceBox(tx, place, { row: stale.row, box: resealed(stale, where, { from, to }) })
      }
    }
    const bytes = to.export()
    const wrapped = sealColumn(at, keys.installation, bytes)
    bytes.fill(0)
    await tx
      .updateTable('account_key')
      .set({ wrapped, ...times })
      .where('account_id', '=', accountId)
      .execute()
  })
}

/**
 * While both keys are there, accounts are found under either and written under the new one. After an hour nothing that began
 * before is still to be written: then one pass writes the rest, and the key before goes.
 */
async function renewIndex(given: Given, askedAt: Date): Promise<boolean> {
  const newest = await madeSince(given, 'index', askedAt)
  if (newest.created_at > before(given, periods.keyGrace)) return false
  for (let after: string | null = beforeAll; after !== null;) {
    after = await given.reindex(after)
    await given.step?.('index.batch')
  }
  await given.custody.discard('index', newest.version)
  return true
}
