import type { Clock } from './clock.ts'

/** So many are kept at once; beyond that the oldest are forgotten. */
const most = 10_000

/** What waits in memory for the second half of an exchange, and never longer than `seconds`. A restart forgets all of it. */
export class Pending<T> {
  readonly #waiting = new Map<string, { value: T; endsAt: number }>()
  readonly #clock: Clock
  readonly #seconds: number
  constructor(clock: Clock, seconds: number) {
    this.#clock = clock
    this.#seconds = seconds
  }

  put(key: string, value: T): void {
    this.#forget()
    this.#waiting.delete(key)
    this.#waiting.set(key, { value, endsAt: this.#clock.monotonic() + this.#seconds * 1000 })
  }

  get(key: string): T | null {
    this.#forget()
    return this.#waiting.get(key)?.value ?? null
  }

  delete(key: string): void {
    this.#waiting.delete(key)
  }

  /** The oldest stand in front, so that the first living one ends the search. */
  #forget(): void {
    const now = this.#clock.monotonic()
    for (const [key, { endsAt }] of this.#waiting) {
      if (endsAt > now && this.#waiting.size < most) break
      this.#waiting.delete(key)
    }
  }
}
