import type { Opened } from './e2ee/conference.ts'
import { concat, fromU64, same, u64 } from './e2ee/encoding.ts'
import { createLine } from './e2ee/line.ts'
import { labelledHash } from './e2ee/suite.ts'
import { createStore, type Store } from '../lib/store.ts'

/** How far the log was read: the number of the last entry and the hash over all entries up to it (24 bytes). */
export interface LogPlace {
  readonly seq: number
  readonly chain: Uint8Array
}

export interface DurableLogOptions {
  /** Opens one entry; null for what cannot or must not be read. */
  readonly open: (from: string, box: Uint8Array, source: 'live' | 'stored') => Promise<Opened | null>
  /** Whether there is a key to open entries with; until then they wait. */
  readonly ready: () => boolean
  /** Called in the order of the log. */
  readonly deliver: (entry: Opened, seq: number) => void
  /** Asks the relay for everything after this place. */
  readonly read: (after: number) => void
  /** A new last entry: what the moderator signs with the next heartbeat. */
  readonly reached: (head: Uint8Array) => void
  readonly start?: LogPlace | undefined
}

/** The durable log of the room, read in order, with nothing left out unnoticed. */
export interface DurableLog {
  /** True once the relay has shown that it keeps entries back, or has shown others something else. */
  readonly incomplete: Store<boolean>
  receive(from: string, seq: number, box: Uint8Array): void
  /** The relay says that everything up to `seq` was sent. */
  readTo(seq: number): void
  /** The moderator's signed word on how far the log reaches. */
  compare(head: Uint8Array): void
  /** Reads on: a connection was made, or a key has come. */
  resume(): void
  /** Runs `task` between two entries, so that what it sees belongs together. */
  between<T>(task: (place: LogPlace) => Promise<T>): Promise<T>
}

interface Entry {
  readonly from: string
  readonly box: Uint8Array
}

const chainBytes = 24
/** Former places that the moderator's word may still speak of. */
const keptPlaces = 256
/** Entries that arrive ahead of a gap wait for it; more than this many and the gap is declared. */
const keptAhead = 512

const noPlace: LogPlace = { seq: 0, chain: new Uint8Array(chainBytes) }

export const headOf = ({ seq, chain }: LogPlace): Uint8Array => concat([u64(seq), chain])

export function createDurableLog(options: DurableLogOptions): DurableLog {
  return new OrderedLog(options)
}

class OrderedLog implements DurableLog {
  readonly incomplete = createStore(false)
  readonly #it: DurableLogOptions
  readonly #line = createLine()
  readonly #ahead = new Map<number, Entry>()
  readonly #places = new Map<number, Uint8Array>()
  #place: LogPlace
  #reading = false
  #newestHead: Uint8Array | null = null

  constructor(options: DurableLogOptions) {
    this.#it = options
    this.#place = options.start ?? noPlace
  }

  receive(from: string, seq: number, box: Uint8Array): void {
    if (this.#ahead.size >= keptAhead) return this.incomplete.set(true)
    this.#ahead.set(seq, { from, box: box.slice() })
    void this.#drain(this.#reading ? 'stored' : 'live').then(() => {
      for (const old of this.#ahead.keys()) if (old <= this.#place.seq) this.#ahead.delete(old)
      if (this.#ahead.size > 0 && this.#it.ready()) this.#ask()
    })
  }

  readTo(seq: number): void {
    this.#reading = false
    void this.#line.run(async () => {
      if (this.#place.seq < seq) this.incomplete.set(true)
    })
  }

  compare(head: Uint8Array): void {
    this.#newestHead = head
    void this.#line.run(async () => this.#check(head))
  }

  resume(): void {
    this.#reading = false
    void this.#drain('stored')
    this.#ask()
  }

  between<T>(task: (place: LogPlace) => Promise<T>): Promise<T> {
    return this.#line.run(() => task(this.#place))
  }

  #drain(source: 'live' | 'stored'): Promise<void> {
    const next = () => this.#ahead.get(this.#place.seq + 1)
    return this.#line.run(async () => {
      for (let entry = next(); entry && this.#it.ready(); entry = next()) {
        this.#ahead.delete(this.#place.seq + 1)
        await this.#advance(this.#place.seq + 1, entry, source)
      }
    })
  }

  async #advance(seq: number, { from, box }: Entry, source: 'live' | 'stored'): Promise<void> {
    const hash = await labelledHash('vieraugen/log', this.#place.chain, u64(seq), box)
    this.#place = { seq, chain: hash.slice(0, chainBytes) }
    this.#places.set(seq, this.#place.chain)
    this.#places.delete(seq - keptPlaces)
    const entry = await this.#it.open(from, box, source)
    if (entry) this.#it.deliver(entry, seq)
    this.#it.reached(headOf(this.#place))
    if (this.#newestHead) this.#check(this.#newestHead)
  }

  #ask(): void {
    if (this.#reading) return
    this.#reading = true
    void this.#line.run(async () => this.#it.read(this.#place.seq))
  }

  #check(head: Uint8Array): void {
    const seq = fromU64(head.slice(0, 8))
    if (seq > this.#place.seq) return this.#ask()
    const known = this.#places.get(seq)
    if (known && !same(known, head.subarray(8))) this.incomplete.set(true)
  }
}
