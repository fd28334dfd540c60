import { createHmac, type KeyObject } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { periods } from '@vieraugen/policy/periods.ts'
import type { Base, Db, Tx } from '../base/base.ts'
import type { ContentKeys } from '../base/content-keys.ts'
import { subjectSecret } from '../base/keys.ts'
import { network } from '../base/limits.ts'
import { sealColumn } from '../base/seal.ts'
import { addressBytes, blockSeconds, browserOf, dayOf, fileOf, isKeyDue } from './rules.ts'

/** The key above the addresses of one day, and what follows from it. */
export interface DayKey {
  readonly day: string
  readonly seal: KeyObject
  /** Pseudonym of an address: 16 bytes of an HMAC in the form of a UUID. */
  addressId(plain: Buffer): string
  /** Pseudonym of the network (IPv6: /64) that limits and blocks count by, 32 bytes. */
  networkTag(ip: string): Buffer
}

function dayKey(day: string, seal: KeyObject): DayKey {
  const tags = subjectSecret(seal, 'address-tags', day)
  const mac = (kind: string, data: string | Buffer) =>
    createHmac('sha256', tags).update(`${kind}|`).update(data).digest()
  return {
    day,
    seal,
    addressId: (plain) => {
      const hex = mac('address', plain).toString('hex')
      return hex.slice(0, 32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
    },
    networkTag: (ip) => mac('network', network(ip)),
  }
}

/** The keys of the days: one file each, made when the first address of a day comes, dead before it is seven days old. */
export class DayKeys {
  readonly #files: ContentKeys
  readonly #clock: Base['clock']
  readonly #open = new Map<string, DayKey>()
  constructor(files: ContentKeys, clock: Base['clock']) {
    this.#files = files
    this.#clock = clock
  }

  /** The key of a day that is there, from memory or file; null when it was destroyed or never made. */
  async find(day: string): Promise<DayKey | null> {
    if (isKeyDue(day, this.#clock.now())) return null
    const known = this.#open.get(day)
    if (known) return known
    const file = await this.#files.load(day)
    return file ? this.#keep(day, file) : null
  }

  /** The key of a day, made now if there is none; null when its time is over. */
  async findOrCreate(day: string): Promise<DayKey | null> {
    if (isKeyDue(day, this.#clock.now())) return null
    return (await this.find(day)) ?? this.#keep(day, await this.#files.create(day))
  }

  #keep(day: string, file: KeyObject): DayKey {
    const key = dayKey(day, file)
    this.#open.set(day, key)
    return key
  }

  /** Destroys every key whose time is over: from then on its addresses are unreadable in rows, logs and backups alike. */
  async destroyDue(): Promise<string[]> {
    const now = this.#clock.now()
    const due = (await this.#files.list()).map(({ id }) => id).filter((day) => isKeyDue(day, now))
    for (const day of this.#open.keys()) if (isKeyDue(day, now)) this.#open.delete(day)
    for (const day of due) await this.#files.destroy(day)
    return due
  }
}

/** One request as it was seen, before anything of it is written. */
export interface Seen {
  readonly at: Date
  readonly method: string
  readonly route: string
  readonly url: string
  readonly status: number
  readonly bytes: number
  readonly userAgent: string | undefined
  readonly ip: string
}

const largestInteger = 2 ** 31 - 1

/** An address under the key of its day. */
interface Address {
  readonly key: DayKey
  readonly id: string
  readonly ip: string
  readonly plain: Buffer
  readonly at: Date
}

function addressOf(key: DayKey, ip: string, at: Date): Address | null {
  const plain = addressBytes(ip)
  return plain && { key, id: key.addressId(plain), ip, plain, at }
}

/** Writes addresses that are new to their day, and counts each as a visit. */
async function insertAddresses(tx: Tx, addresses: readonly Address[]): Promise<void> {
  for (const { key, id, ip, plain, at } of addresses) {
    const inserted = await tx
      .insertInto('address_seen')
      .values({
        id,
        day: key.day,
        network: key.networkTag(ip),
        address: sealColumn({ column: 'address_seen.address', row: id, subject: key.day }, key.seal, plain),
        seen_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (Number(inserted.numInsertedOrUpdatedRows) > 0) await addCount(tx, { day: key.day, what: 'visits', value: '' })
  }
}

async function addCount(tx: Tx, to: { day: string; what: string; value: string }): Promise<void> {
  await tx
    .insertInto('day_count')
    .values({ ...to, count: 1 })
    .onConflict((conflict) =>
      conflict.columns(['day', 'what', 'value']).doUpdateSet({ count: sql<number>`day_count.count + 1` }),
    )
    .execute()
}

/**
 * Writes a batch of requests: addresses once for each day, sealed; the requests; and the numbers of the day, in one
 * transaction, so that what is counted and what is deleted a day later are the same.
 */
export async function writeRequests({ db }: Base, keys: DayKeys, batch: readonly Seen[]): Promise<void> {
  // Hashing and sealing cost more than all the rest: done once for each address and day, not for each request.
  const addresses = new Map<string, Address | null>()
  const nameOf = ({ at, ip }: Seen): string => `${dayOf(at)} ${ip}`
  for (const seen of batch) {
    const name = nameOf(seen)
    if (addresses.has(name)) continue
    const key = await keys.findOrCreate(dayOf(seen.at))
    addresses.set(name, key && addressOf(key, seen.ip, seen.at))
  }
  const browsers = new Map<string | undefined, string>()
  const browserNamed = (userAgent: string | undefined): string => {
    const known = browsers.get(userAgent) ?? browserOf(userAgent)
    browsers.set(userAgent, known)
    return known
  }
  const rows = batch.map((seen) => ({
    at: `${seen.at.toISOString().slice(0, 19)}Z`,
    file: fileOf(seen),
    status: seen.status,
    bytes: Math.min(seen.bytes, largestInteger),
    browser: browserNamed(seen.userAgent),
    address_id: addresses.get(nameOf(seen))?.id ?? null,
  }))
  await db.transaction().execute(async (tx) => {
    await insertAddresses(
      tx,
      [...addresses.values()].filter((address) => address !== null),
    )
    await insertRequests(tx, JSON.stringify(rows))
  })
}

/** One statement for all rows: the server of the database takes the JSON apart, not this process. */
async function insertRequests(tx: Tx, rows: string): Promise<void> {
  await sql`
    with added as (
      insert into request_record (at, file, status, bytes, browser, address_id)
      select at, file, status, bytes, browser, address_id from json_to_recordset(${rows}::json)
        as row(at timestamptz, file text, status integer, bytes integer, browser text, address_id uuid)
      returning to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, file, status, bytes, browser
    )
    insert into day_count (day, what, value, count)
    select day, 'requests', '', count(*) from added group by day
    union all select day, 'kibibytes', '', ceil(sum(bytes) / 1024.0) from added group by day
    union all select day, 'file', file, count(*) from added group by day, file
    union all select day, 'status', status::text, count(*) from added group by day, status
    union all select day, 'browser', browser, count(*) from added group by day, browser
    on conflict (day, what, value) do update set count = day_count.count + excluded.count`.execute(tx)
}

export interface Block {
  readonly id: string
  readonly day: string
  readonly network: Buffer
  readonly cause: string
  readonly strikes: number
  readonly begun_at: Date
  readonly ends_at: Date
}

export type BlockCause = 'register' | 'sign-in' | 'reset' | 'knock' | 'socket' | 'unknown-link' | 'missing-page'

/** Blocks a network; `strikes` is 1 for the first time. The address is kept sealed, so that the attack can be reported. */
export async function insertBlock(
  { db, clock }: Base,
  key: DayKey,
  of: { ip: string; cause: BlockCause; strikes: number },
): Promise<Block> {
  const begun = clock.now()
  const block = {
    id: uuid(),
    day: key.day,
    network: key.networkTag(of.ip),
    cause: of.cause,
    strikes: of.strikes,
    begun_at: begun,
    ends_at: new Date(begun.getTime() + blockSeconds(of.strikes) * 1000),
  }
  await db.transaction().execute(async (tx) => {
    const address = addressOf(key, of.ip, begun)
    await insertAddresses(tx, address ? [address] : [])
    await tx.insertInto('attack_block').values(block).execute()
    await addCount(tx, { day: key.day, what: 'attack', value: of.cause })
  })
  return block
}

const deleted = (rows: { numDeletedRows: bigint }): number => Number(rows.numDeletedRows)

/**
 * Removes what is past its period: single requests after a day; with the last of them their address, unless an attack came from
 * its network; and what stands under keys that are gone, which nobody can read any more. Answers how many rows.
 */
export async function purgeRequests({ db, clock }: Base): Promise<number> {
  const now = clock.now()
  const before = new Date(now.getTime() - periods.accessRecord * 1000)
  const requests = await db.deleteFrom('request_record').where('at', '<=', before).executeTakeFirst()
  const unused = await db
    .deleteFrom('address_seen')
    .where('seen_at', '<=', before)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('request_record').select('at').whereRef('address_id', '=', 'address_seen.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('attack_block')
            .select('id')
            .whereRef('attack_block.network', '=', 'address_seen.network')
            .whereRef('attack_block.day', '=', 'address_seen.day'),
        ),
      ),
    )
    .executeTakeFirst()
  return deleted(requests) + deleted(unused) + (await purgeUnreadable(db, now))
}

/** Rows of days whose key is gone. */
async function purgeUnreadable(db: Db, now: Date): Promise<number> {
  const days = await db
    .selectFrom('address_seen')
    .select('day')
    .union(db.selectFrom('attack_block').select('day'))
    .execute()
  const over = days.map(({ day }) => day).filter((day) => isKeyDue(day, now))
  if (over.length === 0) return 0
  const addresses = await db.deleteFrom('address_seen').where('day', 'in', over).executeTakeFirst()
  const blocks = await db.deleteFrom('attack_block').where('day', 'in', over).executeTakeFirst()
  return deleted(addresses) + deleted(blocks)
}
