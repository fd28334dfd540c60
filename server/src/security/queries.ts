import type { Block as BlockView } from '@vieraugen/protocol/http/admin-security.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import { recordAct } from '../base/audit.ts'
import type { Base, Db, Tx } from '../base/base.ts'
import { dayOf } from '../base/day-counts.ts'
import { transact } from '../base/db/database.ts'
import { openColumn } from '../base/seal.ts'
import { type Cell, suppressed } from '../base/small-cells.ts'
import type { Block, DayKeys } from './commands.ts'
import { addressText, errorsIn, keyDiesAt, monthsOf } from './rules.ts'

/** Blocks that still hold, or ended so lately that a further attack counts as a repetition. */
export function rememberedBlocks({ db }: Base, endedAfter: Date): Promise<Block[]> {
  return db.selectFrom('attack_block').selectAll().where('ends_at', '>', endedAfter).orderBy('begun_at').execute()
}

/** All blocks of the last seven days, newest first: no address, only a short mark of one network and day. */
export async function blockList({ db, clock }: Base): Promise<BlockView[]> {
  const rows = await db.selectFrom('attack_block').selectAll().orderBy('begun_at', 'desc').execute()
  return rows.map((row) => ({
    id: row.id,
    mark: row.network.toString('hex').slice(0, 6),
    cause: row.cause,
    strikes: row.strikes,
    begunAt: row.begun_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    active: row.ends_at > clock.now(),
    addressesUntil: keyDiesAt(row.day).toISOString(),
  }))
}

/** The addresses behind a block, to end the attack where this server cannot; never passed on (P18). Empty once the day's key is gone. */
export async function addressesOf({ db }: { db: Db | Tx }, keys: DayKeys, blockId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('attack_block')
    .innerJoin('address_seen', (join) =>
      join
        .onRef('address_seen.network', '=', 'attack_block.network')
        .onRef('address_seen.day', '=', 'attack_block.day'),
    )
    .select(['address_seen.id', 'address_seen.day', 'address_seen.address'])
    .where('attack_block.id', '=', blockId)
    .execute()
  const key = rows[0] ? await keys.find(rows[0].day) : null
  if (!key) return []
  return rows.map(({ id, day, address }) =>
    addressText(openColumn({ column: 'address_seen.address', row: id, subject: day }, key.seal, address)),
  )
}

/** The same for a person, which is written down; Fail('not-found') when nothing can be read any more. */
export function showAddresses(
  { db, clock }: Base,
  keys: DayKeys,
  { id, actor }: { id: string; actor: string },
): Promise<string[]> {
  return transact(db, async (tx) => {
    const addresses = await addressesOf({ db: tx }, keys, id)
    const of = await tx.selectFrom('attack_block').select(['cause', 'day']).where('id', '=', id).executeTakeFirst()
    if (!of || addresses.length === 0) throw new Fail('not-found')
    await recordAct(tx, clock, { actor, act: 'block.addresses-read', thing: `${of.cause} ${of.day}` })
    return addresses
  })
}

/**
 * The numbers of whole days or of whole months, small ones hidden. Today and this month are left out: watched while it grows,
 * a sum tells what it grew by.
 */
export async function statistics(
  { db, clock }: Base,
  from: string,
  by: 'day' | 'month' = 'day',
): Promise<(Cell & { more?: boolean })[]> {
  const today = dayOf(clock.now())
  const cells = await db
    .selectFrom('day_count')
    .selectAll()
    .where('day', '>=', from)
    .where('day', '<', by === 'day' ? today : `${today.slice(0, 7)}-01`)
    .orderBy('day')
    .orderBy('what')
    .orderBy('value')
    .execute()
  const all = [...cells, ...errorsIn(cells)]
  return by === 'day' ? suppressed(all) : monthsOf(all)
}
