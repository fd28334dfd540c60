/** What a STATUS says to a guest; the byte on the wire. */
export const Status = {
  waiting: 0,
  held: 1,
  denied: 2,
  removed: 3,
  mismatch: 4,
  /** This knock is not known here: knock again. */
  unknown: 5,
} as const

/** The words for which someone is not let in again with the same keys. */
export type Barred = 'denied' | 'removed' | 'mismatch'

/** What a FAREWELL says; the byte on the wire. */
export const Farewell = { leave: 0, mismatch: 1 } as const
