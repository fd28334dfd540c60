import type { Clock } from './conference.ts'

/** ms without a heartbeat after which the moderator's silence means something: the server may be holding back a new key. */
const beatsMissed = 60_000

/**
 * What a guest makes of the moderator's silence. While our own line to the relay is down it says nothing about the
 * moderator; nor does it vouch for anybody else.
 */
export class Hearing {
  readonly #clock: Clock
  /** Until when the time with and without line was counted. */
  #countedAt: number
  /** ms since the last heartbeat, and how many of them with a line. */
  #silent = 0
  #silentOnline = 0
  #online = true
  #current: Promise<void> = Promise.resolve()
  /** Keeps `#current`; null while nothing is missed. */
  #resolve: (() => void) | null = null

  constructor(clock: Clock) {
    this.#clock = clock
    this.#countedAt = clock.now()
  }

  /** The line to the relay broke, or stands again. */
  onLine(online: boolean): void {
    this.#count()
    this.#online = online
    if (online || this.stale) return
    this.#current = new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  /** A heartbeat. Lines that break all the time do not buy more of it: only the moderator's own word does. */
  heard(): void {
    this.#count()
    this.#silent = 0
    this.#silentOnline = 0
  }

  /** Our roster is the moderator's present one. */
  caughtUp(): void {
    this.#resolve?.()
    this.#resolve = null
  }

  /** True from a broken line on until we know that no newer roster was missed. */
  get stale(): boolean {
    return this.#resolve !== null
  }

  /** Resolves when what is said now is said under the present key. */
  current(): Promise<void> {
    return this.#current
  }

  /** `cut-off`: silent for long, but the line was down. `lost`: silent for long although the line stood. */
  get silence(): 'short' | 'cut-off' | 'lost' {
    this.#count()
    if (this.#silentOnline >= beatsMissed) return 'lost'
    return this.#silent >= beatsMissed ? 'cut-off' : 'short'
  }

  #count(): void {
    const now = this.#clock.now()
    const passed = now - this.#countedAt
    this.#countedAt = now
    this.#silent += passed
    if (this.#online) this.#silentOnline += passed
  }
}
