/** Time as the media layer needs it; handed in so that tests can turn the hands themselves. */
export interface Timers {
  /** Milliseconds on a clock that never goes back. */
  now(): number
  /** Runs `action` once after `ms`; returns the function that calls it off. */
  after(ms: number, action: () => void): () => void
  /** Runs `action` every `ms`; returns the function that ends it. */
  every(ms: number, action: () => void): () => void
}

export const browserTimers: Timers = {
  now: () => performance.now(),
  after(ms, action) {
    const id = setTimeout(action, ms)
    return () => clearTimeout(id)
  },
  every(ms, action) {
    const id = setInterval(action, ms)
    return () => clearInterval(id)
  },
}
