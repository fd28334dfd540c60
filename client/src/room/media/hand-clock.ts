import type { Clock } from '../../lib/clock.ts'

/** A clock whose hands only a test turns. */
export class HandClock implements Clock {
  #now = 0
  #pending: { at: number; action: () => void }[] = []

  now(): number {
    return this.#now
  }

  today(): number {
    return this.#now
  }

  after(ms: number, action: () => void): () => void {
    const entry = { at: this.#now + ms, action }
    this.#pending.push(entry)
    return () => {
      this.#pending = this.#pending.filter((one) => one !== entry)
    }
  }

  every(ms: number, action: () => void): () => void {
    let callOff = () => {}
    const arm = () => {
      callOff = this.after(ms, () => {
        arm()
        action()
      })
    }
    arm()
    return () => callOff()
  }

  /** Lets so many milliseconds pass, and everything happen that is due in them, in order. */
  pass(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const [next] = this.#pending.filter(({ at }) => at <= end).toSorted((left, right) => left.at - right.at)
      if (!next) break
      this.#pending = this.#pending.filter((one) => one !== next)
      this.#now = next.at
      next.action()
    }
    this.#now = end
  }
}
