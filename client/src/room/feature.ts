import type { Topic } from '@vieraugen/policy/topics.ts'
import type { Store } from '../lib/store.ts'
import type { Clock, Random } from './e2ee/conference.ts'

/** What a room feature is given; it knows neither the relay nor the keys. */
export interface FeatureRoom {
  readonly self: { readonly id: string; readonly name: string }
  readonly clock: Clock
  readonly random: Random
  /** Seals `message` (plain data) and sends it to everybody in the room; for a durable topic resolves once it is stored. Rejects while there is no key. */
  send(message: unknown): Promise<void>
}

/** Who said something, as their signature and the signed roster have it. */
export interface Sender {
  readonly id: string
  readonly name: string
  /** The sender's clock, ms since 1970. */
  readonly at: number
  /** Place in the durable log; null for what is not kept. */
  readonly seq: number | null
}

/** One ability of the room. State in plain data; a panel shows it. */
export interface Feature<State> {
  readonly state: Store<State>
  /** Something arrived on the feature's topic. Whatever does not parse is dropped. */
  handle(message: unknown, from: Sender): void
  /** What a reload, or a newcomer with history, must know, in pieces of at most 20 kB as JSON; empty if nothing rests. */
  snapshot(): readonly unknown[]
  /** Takes pieces of `snapshot()` in. What is known already stays as it is. */
  restore(pieces: readonly unknown[]): void
  /** This person withdrew their consent: everything they said here is gone. */
  forget(id: string): void
  /** Who is in the room now, the own person included. */
  onMembers(ids: readonly string[]): void
}

export interface FeatureKind<F extends Feature<unknown>> {
  readonly topic: Topic
  create(room: FeatureRoom): F
}
