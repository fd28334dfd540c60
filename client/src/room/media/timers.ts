/** Time as the media layer needs it; handed in by the room, so that tests can turn the hands themselves. */
export interface Timers {
  /** Milliseconds; only differences are read. */
  now(): number
  /** Runs `action` once after `ms`; returns the function that calls it off. */
  after(ms: number, action: () => void): () => void
}

/** Runs `action` every `ms` until the returned function is called. */
export function every(timers: Timers, ms: number, action: () => void): () => void {
  let callOff = () => {}
  const arm = () => {
    callOff = timers.after(ms, () => {
      arm()
      action()
    })
  }
  arm()
  return () => callOff()
}
