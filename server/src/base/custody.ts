import type { KeyObject } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Base, Db, Tx } from './base.ts'
import { transact } from './db/database.ts'
import type { Database } from './db/tables.ts'
import { type KeyProvider, KeyUnreachable, KeyWithdrawn } from './key-provider.ts'
import { makeRing } from './key-ring.ts'
import { type KeyPurpose, keyPurposes, type Keys, keysOf, type Rings } from './keys.ts'

/** The key is asked for this often, in seconds: after a withdrawal the application is dark this much later at most. */
export const checkSeconds = 5 * 60
/** A holder that does not answer may be a network that is down; one that is silent this many times counts as withdrawn. */
const patience = 3

type Row = Selectable<Database['controller_key']>

/** The installation's keys as the controller's key opens them, now and at each check. */
export interface Custody {
  readonly keys: Keys
  /** When the holder last opened all keys; null when it never did since the start. */
  readonly checkedAt: Date | null
  /**
   * Opens all keys anew, through the holder of the controller's key. Withdrawn: drops every key and goes dark. Back: comes
   * back. Answers 1 when that changed, else 0.
   */
  check(): Promise<number>
  /** Makes a further version of a key, from now on the newest, and retires the one before. */
  renew(purpose: KeyPurpose): Promise<void>
  /** Deletes the versions of a key before `version`: what is still sealed under them opens nowhere any more. */
  discard(purpose: KeyPurpose, version: number): Promise<void>
}

export interface CustodyGiven extends Pick<Base, 'db' | 'clock' | 'random' | 'log'> {
  readonly provider: KeyProvider
  /** The keys that existing data was sealed under before each had a version; null when there is none. Asked once. */
  adopted(): Promise<Rings | null>
}

const rowsOf = (db: Db | Tx): Promise<Row[]> =>
  db.selectFrom('controller_key').selectAll().orderBy('purpose').orderBy('version', 'desc').execute()

/** Opens the installation's keys. Dark from the start when the holder refuses keys that exist; throws when there are none. */
export async function openCustody(given: CustodyGiven): Promise<Custody> {
  let rings: Rings | null = null
  let silences = 0
  let checkedAt: Date | null = null
  const load = async (): Promise<void> => {
    const holder = await given.provider.holder()
    await transact(given.db, async (tx) => {
      await sql`lock table controller_key in share row exclusive mode`.execute(tx)
      await createFirst(given, tx, holder)
      await moveToHolder(given, tx, holder)
    })
    rings = await openRings(given)
    silences = 0
    checkedAt = given.clock.now()
  }
  const darken = (error: unknown): void => {
    const isSilent = error instanceof KeyUnreachable && rings !== null && ++silences < patience
    if (isSilent) given.log.event('key.unreachable', { code: error.code })
    else if (error instanceof KeyWithdrawn || error instanceof KeyUnreachable) rings = null
    else throw error
  }
  let running: Promise<number> | null = null
  const check = async (): Promise<number> => {
    const wasDark = rings === null
    let code = ''
    await load().catch((error: unknown) => {
      darken(error)
      code = (error as KeyWithdrawn).code
    })
    const isDark = (rings as Rings | null) === null
    if (isDark && !wasDark) given.log.event('key.withdrawn', { code })
    if (!isDark && wasDark) given.log.event('key.back', { provider: given.provider.kind })
    return isDark === wasDark ? 0 : 1
  }
  const custody: Custody = {
    keys: keysOf(() => rings),
    get checkedAt() {
      return checkedAt
    },
    check: () => (running ??= check().finally(() => (running = null))),
    async renew(purpose) {
      await addVersion(given, purpose)
      await load()
    },
    async discard(purpose, version) {
      await given.db
        .deleteFrom('controller_key')
        .where('purpose', '=', purpose)
        .where('version', '<', version)
        .execute()
      await load()
    },
  }
  await load().catch(async (error: unknown) => {
    // Without any key there is nothing to lock, and nobody could ever sign in: that is for the person at the keyboard.
    if ((await rowsOf(given.db)).length === 0) throw error
    darken(error)
    given.log.event('key.withdrawn', { code: (error as KeyWithdrawn).code })
  })
  return custody
}

async function insertKey(
  given: CustodyGiven,
  tx: Tx,
  key: { purpose: KeyPurpose; version: number; secret: Buffer; holder: string },
): Promise<void> {
  const { purpose, version, secret, holder } = key
  const box = await given.provider.wrap({ purpose, version }, secret, holder)
  secret.fill(0)
  await tx
    .insertInto('controller_key')
    .values({ purpose, version, holder, box, created_at: given.clock.now() })
    .execute()
}

/** The very first keys; those of existing data stay. */
async function createFirst(given: CustodyGiven, tx: Tx, holder: string): Promise<void> {
  if ((await rowsOf(tx)).length > 0) return
  const adopted = await given.adopted()
  for (const purpose of keyPurposes) {
    const secret = adopted?.[purpose].export() ?? given.random(32)
    await insertKey(given, tx, { purpose, version: 1, secret, holder })
  }
}

/** Seals every key with the controller's present key, after that was renewed or moved. One step: all or none. */
async function moveToHolder({ provider }: CustodyGiven, tx: Tx, holder: string): Promise<void> {
  for (const row of await rowsOf(tx)) {
    if (row.holder === holder) continue
    const secret = await provider.unwrap(row, row.box, row.holder)
    const box = await provider.wrap(row, secret, holder)
    secret.fill(0)
    await tx
      .updateTable('controller_key')
      .set({ holder, box })
      .where('purpose', '=', row.purpose)
      .where('version', '=', row.version)
      .execute()
  }
}

async function openRings({ db, provider }: CustodyGiven): Promise<Rings> {
  const rows = await rowsOf(db)
  const opened = await Promise.all(
    rows.map(async (row) => ({ row, key: await provider.unwrap(row, row.box, row.holder) })),
  )
  const ring = (purpose: KeyPurpose): KeyObject => {
    const own = opened.filter(({ row }) => row.purpose === purpose)
    const made = makeRing(
      own[0]?.row.version ?? 0,
      own.map(({ key }) => key),
    )
    for (const { key } of own) key.fill(0)
    return made
  }
  return { installation: ring('installation'), wrap: ring('wrap'), index: ring('index'), mac: ring('mac') }
}

function addVersion(given: CustodyGiven, purpose: KeyPurpose): Promise<void> {
  return transact(given.db, async (tx) => {
    await sql`lock table controller_key in share row exclusive mode`.execute(tx)
    const newest = (await rowsOf(tx)).find((row) => row.purpose === purpose)
    if (!newest) throw new KeyWithdrawn('NoKey')
    await tx
      .updateTable('controller_key')
      .set({ retired_at: given.clock.now() })
      .where('purpose', '=', purpose)
      .where('retired_at', 'is', null)
      .execute()
    const { version, holder } = newest
    await insertKey(given, tx, { purpose, version: version + 1, secret: given.random(32), holder })
  })
}
