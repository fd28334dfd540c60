import type { Base } from '../base/base.ts'
import { dayOf } from '../base/day-counts.ts'
import { openColumn } from '../base/seal.ts'
import { type Cell, suppressed } from '../base/small-cells.ts'
import type { Block, DayKeys } from './commands.ts'
import { addressText } from './rules.ts'

/** Blocks that still hold, or ended so lately that a further attack counts as a repetition. */
export function rememberedBlocks({ db }: Base, endedAfter: Date): Promise<Block[]> {
  return db.selectFrom('attack_block').selectAll().where('ends_at', '>', endedAfter).orderBy('begun_at').execute()
}

/** What the operator sees of an attack: no address, only a short mark by which blocks of one network and day are told apart. */
export interface BlockView {
  readonly id: string
  readonly mark: string
  readonly cause: string
  readonly strikes: number
  readonly begunAt: Date
  readonly endsAt: Date
  readonly active: boolean
}

/** All blocks of the last seven days, newest first. */
export async function blockList({ db, clock }: Base): Promise<BlockView[]> {
  const rows = await db.selectFrom('attack_block').selectAll().orderBy('begun_at', 'desc').execute()
  return rows.map((row) => ({
    id: row.id,
    mark: row.network.toString('hex').slice(0, 6),
    cause: row.cause,
    strikes: row.strikes,
    begunAt: row.begun_at,
    endsAt: row.ends_at,
    active: row.ends_at > clock.now(),
  }))
}

/** The addresses behind a block, to report the attack to their network's operator; empty once the day's key is gone. */
export async function addressesOf({ db }: Base, keys: DayKeys, blockId: string): Promise<string[]> {
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

/** The numbers of whole days, small ones hidden. Today is left out: watched while it grows, a sum tells single requests. */
export async function statistics({ db, clock }: Base, from: string): Promise<Cell[]> {
  const cells = await db
    .selectFrom('day_count')
    .selectAll()
    .where('day', '>=', from)
    .where('day', '<', dayOf(clock.now()))
    .orderBy('day')
    .orderBy('what')
    .orderBy('value')
    .execute()
  return suppressed(cells)
}
