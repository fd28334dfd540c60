/** A whole number from 0 up to, not including, `below` (at most 65536), each as likely as the other. */
export type Random = (below: number) => number

export const browserRandom: Random = (below) => {
  // Numbers beyond the last full multiple would favour the small ones.
  const limit = 65_536 - (65_536 % below)
  const drawn = new Uint16Array(1)
  do crypto.getRandomValues(drawn)
  while (drawn[0]! >= limit)
  return drawn[0]! % below
}

/** `count` bytes that nobody can guess. */
export const browserBytes = (count: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(count))
