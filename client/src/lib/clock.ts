/** Time as the client needs it; the only place that asks the browser for it. */
export interface Clock {
  /** Milliseconds since 1970, UTC: for dates that people read. */
  today(): number
  /** Milliseconds on a clock that never goes back: for durations. */
  now(): number
  /** Runs `action` once after `ms`; returns the function that calls it off. */
  after(ms: number, action: () => void): () => void
  /** Runs `action` every `ms`; returns the function that ends it. */
  every(ms: number, action: () => void): () => void
}

export const browserClock: Clock = {
  today: () => Date.now(),
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
