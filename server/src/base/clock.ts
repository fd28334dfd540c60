import { randomBytes } from 'node:crypto'

/** The only source of time. Tests move their own. */
export interface Clock {
  now(): Date
  /** Milliseconds since an arbitrary start, never going back. */
  monotonic(): number
  /** Runs `job` once after `ms` milliseconds; returns the function that cancels it. */
  after(ms: number, job: () => void): () => void
  /** Runs `job` every `ms` milliseconds; returns the function that stops it. */
  every(ms: number, job: () => void): () => void
}

/** `bytes` random bytes from a cryptographic source. */
export type Random = (bytes: number) => Buffer

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  after(ms, job) {
    const timer = setTimeout(job, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
  every(ms, job) {
    const timer = setInterval(job, ms)
    timer.unref()
    return () => clearInterval(timer)
  },
}

export const systemRandom: Random = (bytes) => randomBytes(bytes)

/** Waits `ms` milliseconds of real time, for things outside of us: a program that starts, a lock that becomes free. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
