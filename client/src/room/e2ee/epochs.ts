import type { MemberId } from './conference.ts'
import type { Bytes } from './encoding.ts'
import { Refused } from './refusal.ts'
import type { Person } from './roster.ts'

/** ms until a member that saw no heartbeat name the new epoch sends with it nevertheless. */
export const switchAfter = 2_000
/** ms that live messages of the last epoch are still accepted. */
export const acceptAfter = 10_000

export interface Epoch {
  readonly number: number
  readonly secret: Bytes
  /** Everybody who was in a roster of this epoch, in the newest form known. */
  readonly people: ReadonlyMap<MemberId, Person>
  readonly installedAt: number
  readonly supersededAt: number | null
}

/** The epoch keys this member was given, and which of them is for what. */
export class Epochs {
  #held = new Map<number, Epoch>()
  #newest: number | null = null
  /** The newest epoch that may be sent with before `switchAfter` is over. */
  #released = 0

  newest(): Epoch | null {
    return this.#newest === null ? null : this.#held.get(this.#newest)!
  }

  get(number: number): Epoch | undefined {
    return this.#held.get(number)
  }

  /** Takes a new epoch, or new people of the newest one. `urgent`: someone left, so that nothing more may be sent under the last key. */
  install(
    next: { number: number; secret: Bytes; people: ReadonlyMap<MemberId, Person> },
    now: number,
    urgent: boolean,
  ): void {
    const newest = this.newest()
    if (newest && next.number < newest.number) throw new Refused('rollback')
    if (newest?.number === next.number) {
      this.#held.set(newest.number, { ...newest, people: new Map([...newest.people, ...next.people]) })
      return
    }
    if (newest) this.#held.set(newest.number, { ...newest, supersededAt: now })
    this.#held.set(next.number, { ...next, installedAt: now, supersededAt: null })
    this.#newest = next.number
    if (urgent || !newest) this.#released = next.number
  }

  /** A heartbeat named this epoch: everybody has been given it. */
  release(number: number): void {
    if (number > this.#released) this.#released = number
  }

  /** The epoch to send with now, or null. */
  sending(now: number): Epoch | null {
    const newest = this.newest()
    if (!newest || this.#released >= newest.number || now - newest.installedAt >= switchAfter) return newest
    const before = [...this.#held.values()].filter((epoch) => epoch.number < newest.number)
    return before.at(-1) ?? newest
  }

  /** The epoch of a message that arrived now; throws `Refused` if its time is over or it never was ours. */
  receiving(number: number, now: number, stored: boolean): Epoch {
    const epoch = this.#held.get(number)
    if (!epoch) throw new Refused('wrong-epoch')
    if (!stored && epoch.supersededAt !== null && now - epoch.supersededAt >= acceptAfter)
      throw new Refused('wrong-epoch')
    return epoch
  }

  wipe(): void {
    for (const { secret } of this.#held.values()) secret.fill(0)
    this.#held.clear()
    this.#newest = null
    this.#released = 0
  }

  all(): readonly Epoch[] {
    return [...this.#held.values()]
  }

  /** Takes back what `all()` gave, oldest first. Nothing is sent before the next roster; old epochs stay closed for live messages. */
  restore(epochs: readonly Epoch[]): void {
    const long = Number.NEGATIVE_INFINITY
    for (const [i, epoch] of epochs.entries()) {
      this.#held.set(epoch.number, { ...epoch, installedAt: long, supersededAt: i < epochs.length - 1 ? long : null })
      this.#newest = epoch.number
      this.#released = epoch.number
    }
  }
}

/** The next of a series of numbers that never repeats, even if the last one was lost in a reload: the clock in ms, or one more. */
export const successor = (last: number, now: number): number => Math.max(last + 1, Math.floor(now))
