import type { Clock } from '../lib/clock.ts'
import type { WritableStore } from '../lib/store.ts'

/** Number and time (ISO 8601) of the proven deletion. */
export interface Deletion {
  readonly receipt: string
  readonly at: string
}

export interface EndingOptions {
  readonly clock: Pick<Clock, 'after'>
  readonly ask: () => Promise<{ receipt: string | null; verifiedAt: string | null }>
  /** Filled by the relay's last word, or by asking. */
  readonly found: WritableStore<Deletion | null>
}

/** ms between two questions at first; each pause is half as long again as the last, up to the longest. */
const firstPause = 1_500
const longestPause = 15_000

/** After the end: asks until the deletion is proven, in case the relay's last word did not arrive. */
export function createEnding({ clock, ask, found }: EndingOptions) {
  let cancel: (() => void) | null = null
  let closed = false

  const wait = (pause: number) => {
    cancel = clock.after(pause, () => void askOnce(pause))
  }
  const askOnce = async (pause: number) => {
    if (found.get() || closed) return
    const answer = await ask().catch(() => null)
    if (answer?.receipt && answer.verifiedAt && !found.get())
      found.set({ receipt: answer.receipt, at: answer.verifiedAt })
    if (!found.get() && !closed) wait(Math.min(pause * 1.5, longestPause))
  }
  return {
    begin: () => wait(firstPause),
    close() {
      closed = true
      cancel?.()
    },
  }
}
