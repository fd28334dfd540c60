/** A track that is switched on and brings no packet for so long is stuck, whatever the connection says. */
const silentMs = 15_000
/** After a search for new paths: Firefox 153 sometimes stays connected and deaf when it answers one. */
const silentAfterRestartMs = 2_000
const afterRestartMs = 10_000
const leastSamples = 2
const mostRecoveries = 2
/** Recoveries cost everybody a short interruption; a track that stays silent after two is left alone for a minute. */
const coolDownMs = 60_000

export interface TrackSample {
  /** Milliseconds on the clock of the timers. */
  at: number
  /** The track should bring packets: switched on by its member, on a connection that is up. */
  expected: boolean
  packetsReceived: number
}

/** Notices a track that should flow and does not. `recover` is asked for at most twice a minute. */
export class Watchdog {
  #packets = -1
  #silentSince: number | null = null
  #samples = 0
  #recoveries = 0
  #lastRecovery = Number.NEGATIVE_INFINITY
  #lastRestart = Number.NEGATIVE_INFINITY

  /** New paths are being looked for: be less patient for a while. */
  onRestart(at: number): void {
    this.#lastRestart = at
  }

  /** True when something must be done now. */
  feed({ at, expected, packetsReceived }: TrackSample): boolean {
    const flows = packetsReceived !== this.#packets
    this.#packets = packetsReceived
    if (!expected || flows) {
      this.#silentSince = null
      this.#samples = 0
      if (flows && expected && at - this.#lastRecovery > coolDownMs) this.#recoveries = 0
      return false
    }
    this.#silentSince ??= at
    this.#samples += 1
    if (this.#samples < leastSamples || at - this.#silentSince < this.#patience(at)) return false
    return this.#mayRecover(at)
  }

  #patience(at: number): number {
    return at - this.#lastRestart < afterRestartMs ? silentAfterRestartMs : silentMs
  }

  #mayRecover(at: number): boolean {
    if (this.#recoveries >= mostRecoveries) {
      if (at - this.#lastRecovery < coolDownMs) return false
      this.#recoveries = 0
    }
    this.#recoveries += 1
    this.#lastRecovery = at
    this.#silentSince = at
    this.#samples = 0
    return true
  }
}
