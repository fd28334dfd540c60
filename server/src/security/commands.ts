import { createHmac, type KeyObject } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { periods } from '@vieraugen/policy/periods.ts'
import { recordAct } from '../base/audit.ts'
import type { Base, Db, Tx } from '../base/base.ts'
import type { ContentKeys } from '../base/content-keys.ts'
import { addCount, dayOf } from '../base/day-counts.ts'
import { transact } from '../base/db/database.ts'
import { subjectSecret } from '../base/keys.ts'
import { type BlockCause, network } from '../base/limits.ts'
import { sealColumn } from '../base/seal.ts'
import { addressBytes, blockSeconds, browserOf, fileOf, isKeyDue, keyDiesAt } from './rules.ts'

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

  /** The days whose addresses can be read, newest first, and when the key above them dies. */
  async days(): Promise<{ day: string; diesAt: Date }[]> {
    const now = this.#clock.now()
    const days = (await this.#files.list()).map(({ id }) => id).filter((day) => !isKeyDue(day, now))
    return days
      .toSorted()
      .toReversed()
      .map((day) => ({ day, diesAt: keyDiesAt(day) }))
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
const dayMs = 86_400_000

/** An address under the key of its day. */
interface Address {
  readonly id: string
  readonly ip: string
  readonly plain: Buffer
  readonly at: Date
}

function addressOf(key: DayKey, ip: string, at: Date): Address | null {
  const plain = addressBytes(ip)
  return plain && { id: key.addressId(plain), ip, plain, at }
}

/** So many addresses are sealed and written in one go; between two, others have their turn. */
const addressesAtOnce = 1_000

/** Writes addresses that are new to the day of the key, and counts each as a visit. */
async function insertAddresses(tx: Tx, key: DayKey, addresses: readonly Address[]): Promise<void> {
  for (let first = 0; first < addresses.length; first += addressesAtOnce) {
    const visits = await insertNew(tx, key, addresses.slice(first, first + addressesAtOnce))
    if (visits > 0) await addCount(tx, { day: key.day, what: 'visits', value: '' }, visits)
  }
}

/** Answers how many were new. */
async function insertNew(tx: Tx, key: DayKey, addresses: readonly Address[]): Promise<number> {
  const ids = addresses.map(({ id }) => id)
  // Locked, so that none is removed before what is written now refers to it.
  const known = await tx.selectFrom('address_seen').select('id').where('id', 'in', ids).forKeyShare().execute()
  const old = new Set(known.map(({ id }) => id))
  const rows = addresses
    .filter(({ id }) => !old.has(id))
    .map(({ id, ip, plain, at }) => ({
      id,
      day: key.day,
      network: key.networkTag(ip),
      address: sealColumn({ column: 'address_seen.address', row: id, subject: key.day }, key.seal, plain),
      seen_at: at,
    }))
  if (rows.length === 0) return 0
  // One address can be written in two ways, and is one row.
  const inserted = await tx
    .insertInto('address_seen')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(inserted.numInsertedOrUpdatedRows)
}

/** Requests that were alike, and so are counted together. */
interface Kind {
  readonly file: string
  readonly status: number
  readonly browser: string
  count: number
  bytes: number
}

/** Requests of one day: what is alike is kept once, and of each request four numbers stay. */
class BatchOfDay {
  readonly day: string
  /** In ms since 1970, from which the next day counts. */
  readonly endsAt: number
  readonly kinds: Kind[] = []
  readonly addresses: { readonly ip: string; readonly at: Date }[] = []
  /** Of each request: seconds since 1970, number of its kind, bytes, number of its address. */
  readonly columns: readonly [number[], number[], number[], number[]] = [[], [], [], []]
  readonly #kindNumbers = new Map<string, number>()
  readonly #addressNumbers = new Map<string, number>()

  constructor(at: Date) {
    this.day = dayOf(at)
    this.endsAt = Date.parse(`${this.day}T00:00:00Z`) + dayMs
  }

  add(seen: Seen, browser: string): void {
    const number = this.#kindOf(fileOf(seen), seen.status, browser)
    const kind = this.kinds[number] as Kind
    const bytes = Math.min(seen.bytes, largestInteger)
    kind.count += 1
    kind.bytes += bytes
    this.columns[0].push(Math.floor(seen.at.getTime() / 1000))
    this.columns[1].push(number)
    this.columns[2].push(bytes)
    this.columns[3].push(this.#addressOf(seen.ip, seen.at))
  }

  #kindOf(file: string, status: number, browser: string): number {
    const name = `${status} ${browser} ${file}`
    let number = this.#kindNumbers.get(name)
    if (number === undefined) {
      number = this.kinds.push({ file, status, browser, count: 0, bytes: 0 }) - 1
      this.#kindNumbers.set(name, number)
    }
    return number
  }

  #addressOf(ip: string, at: Date): number {
    let number = this.#addressNumbers.get(ip)
    if (number === undefined) {
      number = this.addresses.push({ ip, at }) - 1
      this.#addressNumbers.set(ip, number)
    }
    return number
  }
}

/** Requests that are written together. */
export class Batch {
  readonly days: BatchOfDay[] = []
  readonly #browsers = new Map<string | undefined, string>()
  size = 0

  add(seen: Seen): void {
    this.size += 1
    this.#dayOf(seen.at).add(seen, this.#browserOf(seen.userAgent))
  }

  #dayOf(at: Date): BatchOfDay {
    const time = at.getTime()
    // A request begun before midnight may end after others that began later.
    const open = this.days.find(({ endsAt }) => time < endsAt && time >= endsAt - dayMs)
    if (open) return open
    const begun = new BatchOfDay(at)
    this.days.push(begun)
    return begun
  }

  #browserOf(userAgent: string | undefined): string {
    const known = this.#browsers.get(userAgent)
    if (known !== undefined) return known
    const browser = browserOf(userAgent)
    this.#browsers.set(userAgent, browser)
    return browser
  }
}

/**
 * Writes a batch of requests: addresses once for each day, sealed; the requests; and the numbers of the day, in one
 * transaction, so that what is counted and what is deleted a day later are the same.
 */
export async function writeRequests({ db }: Base, keys: DayKeys, batch: Batch): Promise<void> {
  const days = await Promise.all(
    batch.days.map(async (of) => {
      const key = await keys.findOrCreate(of.day)
      return { of, key, addresses: of.addresses.map(({ ip, at }) => key && addressOf(key, ip, at)) }
    }),
  )
  await db.transaction().execute(async (tx) => {
    for (const { of, key, addresses } of days) {
      const known = addresses.filter((address) => address !== null)
      if (key) await insertAddresses(tx, key, known)
      await insertRequests(tx, of, addresses)
    }
  })
}

/** One statement for all rows of a day: the server of the database takes the columns apart, not this process. */
async function insertRequests(
  tx: Tx,
  { day, kinds, columns }: BatchOfDay,
  addresses: readonly (Address | null)[],
): Promise<void> {
  const [at, kind, bytes, address] = columns.map((numbers) => `{${numbers.join(',')}}`)
  await sql`
    with kind as (
      select number - 1 as number, file, status, browser, count, bytes
      from unnest(${kinds.map(({ file }) => file)}::text[], ${kinds.map(({ status }) => status)}::integer[],
        ${kinds.map(({ browser }) => browser)}::text[], ${kinds.map(({ count }) => count)}::bigint[],
        ${kinds.map(({ bytes }) => bytes)}::bigint[])
        with ordinality as kind(file, status, browser, count, bytes, number)
    ), address as (
      select number - 1 as number, id
      from unnest(${addresses.map((known) => known?.id ?? null)}::uuid[]) with ordinality as address(id, number)
    ), added as (
      insert into request_record (at, file, status, bytes, browser, address_id)
      select to_timestamp(request.at), kind.file, kind.status, request.bytes, kind.browser, address.id
      from unnest(${at}::bigint[], ${kind}::integer[], ${bytes}::integer[], ${address}::integer[])
        as request(at, kind, bytes, address)
        join kind on kind.number = request.kind join address on address.number = request.address
    )
    insert into day_count (day, what, value, count)
    select ${day}, what, value, sum(count)::integer from (
      select 'requests' as what, '' as value, sum(count) as count from kind
      union all select 'kibibytes', '', ceil(sum(bytes) / 1024.0) from kind
      union all select 'file', file, sum(count) from kind group by file
      union all select 'status', status::text, sum(count) from kind group by status
      union all select 'browser', browser, sum(count) from kind group by browser
      union all select 'refused-sign-ins', '', sum(count) from kind
        where file = 'POST /api/session' and status = 401 having count(*) > 0
    ) as counted group by what, value
    on conflict (day, what, value) do update set count = day_count.count + excluded.count`.execute(tx)
}

export interface Block {
  readonly id: string
  readonly day: string
  readonly network: Buffer
  readonly cause: BlockCause
  readonly strikes: number
  readonly begun_at: Date
  readonly ends_at: Date
}

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
    await insertAddresses(tx, key, address ? [address] : [])
    await tx.insertInto('attack_block').values(block).execute()
    await addCount(tx, { day: key.day, what: 'attack', value: of.cause })
  })
  return block
}

/** Ends a block that still holds, and writes down who did; null when it is over. */
export function endBlock({ db, clock }: Base, id: string, actor: string): Promise<Block | null> {
  return transact(db, async (tx) => {
    const now = clock.now()
    const ended = await tx
      .updateTable('attack_block')
      .set({ ends_at: now })
      .where('id', '=', id)
      .where('ends_at', '>', now)
      .returningAll()
      .executeTakeFirst()
    if (!ended) return null
    await recordAct(tx, clock, { actor, act: 'block.lifted', thing: `${ended.cause} ${ended.day}` })
    return ended
  })
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
