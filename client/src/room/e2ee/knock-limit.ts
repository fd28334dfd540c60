import type { Clock } from './conference.ts'

const perMinute = 5

/**
 * Each fresh knock draws a new security code, and so gives someone in the middle one more chance in a million.
 * Both sides therefore count: the moderator what it answers, the guest what it is made to send.
 */
export class KnockLimit {
  readonly #clock: Clock
  readonly #most: number
  #total = 0
  #recent: readonly number[] = []

  /** `most`: how many there may be in all. */
  constructor(clock: Clock, most = Number.POSITIVE_INFINITY) {
    this.#clock = clock
    this.#most = most
  }

  /** How many there were in the last minute. */
  count(): number {
    const since = this.#clock.now() - 60_000
    this.#recent = this.#recent.filter((at) => at > since)
    return this.#recent.length
  }

  /** Counts one more; false, and not counted, if that would be one too many. */
  take(): boolean {
    if (this.count() >= perMinute || this.#total >= this.#most) return false
    this.#recent = [...this.#recent, this.#clock.now()]
    this.#total += 1
    return true
  }
}

/** Knocks with one key in one meeting: far more than reloads need, far fewer than guessing a code needs. */
export const knocksPerKey = 60
