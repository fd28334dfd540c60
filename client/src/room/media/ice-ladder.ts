import type { Connection } from './media-engine.ts'
import type { Clock } from '../../lib/clock.ts'

/** Most interruptions of this kind heal by themselves within two or three seconds. */
const patienceMs = 2_500
/** A connection or a restart that has not succeeded by then will not. */
const connectMs = 9_000
/** From the third rebuild on the person is told, and tries become rarer. */
const triesBeforeFailed = 2
const slowConnectMs = 20_000
/** Several events report the same change of network. */
const actPauseMs = 2_000
const brokenPauseMs = 1_000

export interface LadderSteps {
  timers: Clock
  /** New ICE candidates for the same connection. */
  restartIce(): void
  /** A new connection; `attempt` counts from 1 since the last success. */
  rebuild(attempt: number): void
  show(connection: Connection): void
}

/**
 * Decides when to wait, when to restart ICE and when to build a new connection:
 * disconnected for 2.5 s → restart; failed → restart; not connected 9 s later → rebuild, and again, for ever.
 */
export class IceLadder {
  readonly #steps: LadderSteps
  #wasConnected = false
  #state: RTCPeerConnectionState = 'new'
  #attempt = 0
  #lastAct = Number.NEGATIVE_INFINITY
  #callOff: () => void = () => {}

  constructor(steps: LadderSteps) {
    this.#steps = steps
    this.#waitForSuccess()
  }

  /** The state of the connection that is current now. A rebuilt one begins again with `new`. */
  onState(state: RTCPeerConnectionState): void {
    const before = this.#state
    this.#state = state
    if (state === 'connected') return this.#succeed()
    if (state === 'disconnected') {
      this.#show()
      if (before === 'connected') this.#wait(patienceMs, () => this.#restart())
    }
    if (state === 'failed') this.#restart()
  }

  /**
   * The network has changed (`certain`) or the device was asleep: does not wait until the old path is found to be
   * dead. Without such haste an interruption can last 15 seconds.
   */
  onNetworkChange(certain: boolean): void {
    if (this.#state === 'disconnected' || (certain && this.#state === 'connected')) this.#restart()
    else if (this.#attempt > 0 && this.#mayActAgain()) this.#rebuild()
  }

  /** Somebody else decided for a new connection: the other side, or the person. It counts as the next attempt. */
  onRebuilt(): void {
    this.#attempt += 1
    this.#state = 'new'
    this.#show()
    this.#waitForSuccess()
  }

  /** Skips to the last rung, for a connection that is beyond repair; later and later when that happens again. */
  onBroken(): void {
    this.#wait(Math.min(this.#attempt, 10) * brokenPauseMs, () => this.#rebuild())
  }

  close(): void {
    this.#callOff()
  }

  #succeed(): void {
    this.#callOff()
    this.#attempt = 0
    this.#wasConnected = true
    this.#show()
  }

  #restart(): void {
    if (!this.#mayActAgain()) return
    this.#show()
    this.#waitForSuccess()
    this.#steps.restartIce()
  }

  #mayActAgain(): boolean {
    const now = this.#steps.timers.now()
    if (now - this.#lastAct < actPauseMs) return false
    this.#lastAct = now
    return true
  }

  #rebuild(): void {
    this.#attempt += 1
    this.#state = 'new'
    this.#show()
    this.#waitForSuccess()
    this.#steps.rebuild(this.#attempt)
  }

  #waitForSuccess(): void {
    const slow = this.#attempt > triesBeforeFailed
    // A restart on a path that was still alive reports no new state: then there is nothing to do.
    this.#wait(slow ? slowConnectMs : connectMs, () => this.#state !== 'connected' && this.#rebuild())
  }

  #wait(ms: number, action: () => unknown): void {
    this.#callOff()
    this.#callOff = this.#steps.timers.after(ms, () => void action())
  }

  #show(): void {
    const { show } = this.#steps
    if (this.#state === 'connected') show('connected')
    else if (this.#attempt > triesBeforeFailed) show('failed')
    else show(this.#wasConnected ? 'reconnecting' : 'connecting')
  }
}
