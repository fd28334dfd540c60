import type { Base } from '../base/base.ts'
import { openContentKeys } from '../base/content-keys.ts'
import { dayOf } from '../base/day-counts.ts'
import { type BlockCause, isBlockCause, type LimitName, network } from '../base/limits.ts'
import { errorFacts } from '../base/log.ts'
import { periods } from '@vieraugen/policy/periods.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import {
  Batch,
  type Block,
  DayKeys,
  endBlock,
  insertBlock,
  purgeRequests,
  type Seen,
  writeRequests,
} from './commands.ts'
import { addressesOf, rememberedBlocks } from './queries.ts'
import { isSharedDoor } from './rules.ts'

/** Requests that may wait for the database. Beyond that new ones are not recorded: memory is worth more than a statistic. */
const longestBatch = 50_000

/** What was asked since the last batch, in memory for seconds. */
export class Requests {
  readonly #base: Base
  readonly #keys: DayKeys
  #waiting = new Batch()
  #writing: Promise<void> = Promise.resolve()
  constructor(base: Base, keys: DayKeys) {
    this.#base = base
    this.#keys = keys
  }

  add(seen: Seen): void {
    if (this.#waiting.size < longestBatch) this.#waiting.add(seen)
  }

  /** Writes what waits. What the database refuses is lost on purpose: a request is not worth keeping in memory for long. */
  flush(): Promise<number> {
    this.#writing = this.#writing.then(async () => {
      const batch = this.#waiting
      if (batch.size === 0) return
      this.#waiting = new Batch()
      await writeRequests(this.#base, this.#keys, batch).catch((error: unknown) =>
        this.#base.log.event('job.failed', { job: 'request-records', err: errorFacts(error) }),
      )
    })
    // Said of no batch how large it was: that would be a statistic of its own.
    return this.#writing.then(() => 0)
  }
}

const memoryMs = periods.attackMemory * 1000

/** Networks that are blocked, or were lately. Found by hashes under the key of the day on which the block began. */
export class Blocks {
  readonly #base: Base
  readonly #keys: DayKeys
  readonly #blocks = new Map<string, Block>()
  readonly #pending = new Set<string>()
  #tags: { day: string; tagOf(ip: string): Buffer }[] = []
  constructor(base: Base, keys: DayKeys) {
    this.#base = base
    this.#keys = keys
  }

  /** Takes back what was blocked before a restart. */
  async load(): Promise<void> {
    const endedAfter = new Date(this.#base.clock.now().getTime() - memoryMs)
    for (const block of await rememberedBlocks(this.#base, endedAfter)) await this.#remember(block)
  }

  async #remember(block: Block): Promise<void> {
    const key = await this.#keys.find(block.day)
    if (!key) return
    if (!this.#tags.some(({ day }) => day === block.day))
      this.#tags.push({ day: block.day, tagOf: (ip) => key.networkTag(ip) })
    this.#blocks.set(block.network.toString('base64'), block)
  }

  /** The last block of the network of this address, if it is remembered. */
  #find(ip: string): Block | undefined {
    return this.#tags
      .map(({ tagOf }) => this.#blocks.get(tagOf(ip).toString('base64')))
      .filter((block) => block !== undefined)
      .toSorted((one, other) => other.ends_at.getTime() - one.ends_at.getTime())[0]
  }

  /** Milliseconds until the network of this address may ask again; 0 when it may. */
  remaining(ip: string): number {
    // Almost always nobody is blocked, and then no hash is computed.
    if (this.#blocks.size === 0) return 0
    const block = this.#find(ip)
    return block ? Math.max(0, block.ends_at.getTime() - this.#base.clock.now().getTime()) : 0
  }

  /** Blocks the network from which an attack comes: an hour, and twice as long each time it comes again. */
  async attacked(name: LimitName, ip: string): Promise<void> {
    if (!isBlockCause(name) || isSharedDoor(ip, this.#base.config.trustedProxies) || this.remaining(ip) > 0) return
    // A hundred tries at once are one attack.
    const own = network(ip)
    if (this.#pending.has(own)) return
    this.#pending.add(own)
    await this.#block(name, ip)
      .catch((error: unknown) => this.#base.log.event('job.failed', { job: 'attack-block', err: errorFacts(error) }))
      .finally(() => this.#pending.delete(own))
  }

  async #block(name: BlockCause, ip: string): Promise<void> {
    const now = this.#base.clock.now()
    const key = await this.#keys.findOrCreate(dayOf(now))
    if (!key) return
    const before = this.#find(ip)
    const isRepeated = before && before.ends_at.getTime() + memoryMs > now.getTime()
    const strikes = isRepeated ? before.strikes + 1 : 1
    const block = await insertBlock(this.#base, key, { ip, cause: name, strikes })
    await this.#remember(block)
    const hours = (block.ends_at.getTime() - block.begun_at.getTime()) / 3_600_000
    this.#base.log.event('attack.blocked', { cause: name, hours })
  }

  /**
   * Ends a block, because somebody judged that it was no attack, and begins to count from nothing. Should it come again, the
   * next one lasts twice as long. Fail('not-found') when it is over.
   */
  async lift(id: string, actor: string): Promise<void> {
    const block = await endBlock(this.#base, id, actor)
    if (!block) throw new Fail('not-found')
    await this.#remember(block)
    for (const address of await addressesOf(this.#base, this.#keys, id)) this.#base.limits.forget(block.cause, address)
  }

  /** Forgets blocks that ended too long ago to count, and with them the keys they needed. */
  forget(): void {
    const now = this.#base.clock.now().getTime()
    for (const [tag, block] of this.#blocks) if (block.ends_at.getTime() + memoryMs <= now) this.#blocks.delete(tag)
    const days = new Set([...this.#blocks.values()].map(({ day }) => day))
    this.#tags = this.#tags.filter(({ day }) => days.has(day))
  }
}

/** What watches over requests: their record, the keys above their addresses, the blocks. */
export interface Security {
  readonly requests: Requests
  readonly blocks: Blocks
  readonly keys: DayKeys
  /** Destroys keys whose time is over, then removes the rows nobody can read any more; answers how many. */
  sweep(): Promise<number>
}

/** Before the server listens: keys whose time came while it stood still die first. */
export async function openSecurity(base: Base): Promise<Security> {
  const keys = new DayKeys(await openContentKeys(`${base.config.keyFile}.days`, base.random), base.clock)
  const blocks = new Blocks(base, keys)
  const sweep = async (): Promise<number> => {
    const destroyed = await keys.destroyDue()
    blocks.forget()
    return destroyed.length + (await purgeRequests(base))
  }
  await sweep()
  await blocks.load()
  base.limits.watch((name, who) => blocks.attacked(name, who))
  return { requests: new Requests(base, keys), blocks, keys, sweep }
}
