import type {
  Clock,
  Guest,
  Incident,
  MemberId,
  Moderator,
  Opened,
  Outgoing,
  Participation,
  Random,
} from './conference.ts'
import { createGuest } from './guest.ts'
import { createModerator } from './moderator.ts'

/** For tests: time that passes only when told to. */
export class SimulatedClock implements Clock {
  #now = 0
  #timers: { at: number; run: () => void }[] = []

  now(): number {
    return this.#now
  }

  today(): number {
    return this.#now + 1_800_000_000_000
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** Moves to the next timer, `limit` at most; false if there was none before it. */
  step(limit: number): boolean {
    const next = this.#timers.toSorted((a, b) => a.at - b.at)[0]
    if (!next || next.at > limit) {
      this.#now = limit
      return false
    }
    this.#timers = this.#timers.filter((other) => other !== next)
    this.#now = Math.max(this.#now, next.at)
    next.run()
    return true
  }
}

/** For tests: the same bytes for the same seed (xorshift; never for the product). */
export function seeded(seed: number): Random {
  let state = (seed * 2_654_435_761 + 1) >>> 0 || 1
  const next = () => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state & 255
  }
  return (count) => Uint8Array.from({ length: count }, next)
}

export interface Packet {
  readonly from: MemberId
  readonly to: MemberId
  readonly bytes: Uint8Array
}

/** What the relay makes of a packet: nothing, the packet, or others. */
export type Relay = (packet: Packet) => readonly Packet[]

export const meetingId = '00000000-0000-4000-8000-0000000000ff'
export const moderatorId = '00000000-0000-4000-8000-000000000001'
export const guestId = (n: number): MemberId => `00000000-0000-4000-8000-0000000001${n.toString(16).padStart(2, '0')}`

type Party = Moderator | Guest

/** For tests: people, a relay that can be made to lie, and a clock, all in one process. */
export class Lab {
  readonly clock = new SimulatedClock()
  readonly parties = new Map<MemberId, Party>()
  readonly wire: Packet[] = []
  readonly #queue: Packet[] = []
  readonly #random: Random
  relay: Relay = (packet) => [packet]

  constructor(seed = 1) {
    this.#random = seeded(seed)
  }

  participation(self: MemberId, displayName: string, restored?: Uint8Array): Participation {
    const random = this.#random
    const send = (to: string, bytes: Uint8Array) => this.#send(self, to, bytes)
    return {
      meetingId,
      self,
      displayName,
      instance: random(16),
      fingerprint: random(32),
      wire: { send },
      clock: this.clock,
      random,
      restored,
    }
  }

  async moderator(restored?: Uint8Array): Promise<Moderator> {
    this.parties.get(moderatorId)?.close()
    const moderator = await createModerator(this.participation(moderatorId, 'Beraterin', restored))
    this.parties.set(moderatorId, moderator)
    return moderator
  }

  async guest(n: number, restored?: Uint8Array): Promise<Guest> {
    this.parties.get(guestId(n))?.close()
    const guest = await createGuest(this.participation(guestId(n), `Gast ${n}`, restored))
    this.parties.set(guestId(n), guest)
    return guest
  }

  /** A moderator with one admitted guest for each number. */
  async admitted(...numbers: number[]): Promise<{ moderator: Moderator; guests: Guest[] }> {
    const moderator = await this.moderator()
    const guests: Guest[] = []
    for (const n of numbers) {
      const guest = await this.guest(n)
      guests.push(guest)
      await guest.onOpening(moderator.opening())
      await this.settle()
      await moderator.admit(guestId(n), { history: true })
      await this.advance(1_500)
    }
    return { moderator, guests }
  }

  /** Lets someone open what may name a key that is not there, and gives up after the time they would. */
  async opened(party: Party, from: MemberId, ...envelopes: readonly Uint8Array[]): Promise<(Opened | null)[]> {
    const opening = Promise.all(envelopes.map((bytes) => party.open(from, bytes)))
    await this.advance(5_000)
    return opening
  }

  #send(from: MemberId, to: string, bytes: Uint8Array): void {
    const receivers =
      to === 'all' ? [...this.parties.keys()].filter((id) => id !== from) : [to === 'moderator' ? moderatorId : to]
    for (const receiver of receivers) this.inject(...this.relay({ from, to: receiver, bytes }))
  }

  /** Puts packets on the wire as they are. */
  inject(...packets: readonly Packet[]): void {
    this.wire.push(...packets)
    this.#queue.push(...packets)
  }

  /** Delivers until nobody has anything left to say. */
  async settle(): Promise<void> {
    for (;;) {
      const packet = this.#queue.shift()
      if (packet) await this.parties.get(packet.to)?.handle(packet.from, packet.bytes)
      else await Promise.allSettled([...this.parties.values()].map((party) => party.suspend()))
      if (!packet && this.#queue.length === 0) return
    }
  }

  /** Lets `ms` pass, timer by timer. */
  async advance(ms: number): Promise<void> {
    await this.settle()
    const limit = this.clock.now() + ms
    while (this.clock.step(limit)) await this.settle()
    await this.settle()
  }
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

export const chat = (text: string, to: 'all' | MemberId = 'all'): Outgoing => ({
  topic: 'chat',
  to,
  payload: bytesOf(text),
  kind: 'log',
})

/** The text of an opened message, or null if it was refused. */
export const read = (opened: Opened | null): string | null => opened && new TextDecoder().decode(opened.payload)

/** What someone refused, in order. */
export const kinds = (party: Party): readonly Incident['kind'][] => party.incidents.get().map(({ kind }) => kind)
