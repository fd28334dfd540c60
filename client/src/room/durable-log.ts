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
  const { open, ready, deliver, read, reached } = options
  const incomplete = createStore(false)
  const line = createLine()
  const ahead = new Map<number, Entry>()
  const places = new Map<number, Uint8Array>()
  let place = options.start ?? noPlace
  let reading = false
  let newestHead: Uint8Array | null = null

  const advance = async (seq: number, { from, box }: Entry, source: 'live' | 'stored') => {
    const hash = await labelledHash('vieraugen/log', place.chain, u64(seq), box)
    place = { seq, chain: hash.slice(0, chainBytes) }
    places.set(seq, place.chain)
    places.delete(seq - keptPlaces)
    const entry = await open(from, box, source)
    if (entry) deliver(entry, seq)
    reached(headOf(place))
    if (newestHead) check(newestHead)
  }

  const drain = (source: 'live' | 'stored') =>
    line.run(async () => {
      for (let next = ahead.get(place.seq + 1); next && ready(); next = ahead.get(place.seq + 1)) {
        ahead.delete(place.seq + 1)
        await advance(place.seq + 1, next, source)
      }
    })

  const ask = () => {
    if (reading) return
    reading = true
    void line.run(async () => read(place.seq))
  }

  const check = (head: Uint8Array) => {
    const seq = fromU64(head.subarray(0, 8) as Uint8Array<ArrayBuffer>)
    if (seq > place.seq) return ask()
    const known = places.get(seq)
    if (known && !same(known, head.subarray(8))) incomplete.set(true)
  }

  return {
    incomplete,
    receive(from, seq, box) {
      if (ahead.size >= keptAhead) return incomplete.set(true)
      ahead.set(seq, { from, box: box.slice() })
      void drain(reading ? 'stored' : 'live').then(() => {
        for (const old of ahead.keys()) if (old <= place.seq) ahead.delete(old)
        if (ahead.size > 0 && ready()) ask()
      })
    },
    readTo(seq) {
      reading = false
      void line.run(async () => {
        if (place.seq < seq) incomplete.set(true)
      })
    },
    compare(head) {
      newestHead = head
      void line.run(async () => check(head))
    },
    resume() {
      reading = false
      void drain('stored')
      ask()
    },
    between: (task) => line.run(() => task(place)),
  }
}
