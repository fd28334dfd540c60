/** One number of a table of counts. */
export interface Cell {
  /** The day or month that was counted. */
  readonly day: string
  readonly what: string
  readonly value: string
  /** Null: fewer than five, or held back so that the sum tells less of one that is. */
  readonly count: number | null
}

/** Groups smaller than this can be single people (decision of the register: counts under five are not shown). */
export const smallest = 5

/**
 * Hides small cells. `what` of a day is a sum, `value` one of its parts; every part is at least one. Whoever knows the sum and
 * the parts that are shown knows what the hidden ones are together. So parts are hidden, the smallest first, until that is a
 * number like any other, of several, and not just as many as there are parts. Not every way to work a part out is closed: where
 * all parts are hidden and the sum equals their number, each is one, and who knows this order of hiding can narrow ties.
 */
export function suppressed(cells: readonly (Cell & { readonly count: number })[]): Cell[] {
  const groups = Map.groupBy(cells, ({ day, what }) => `${day} ${what}`)
  return [...groups.values()].flatMap((group) => {
    const rising = group.toSorted((one, other) => one.count - other.count)
    const hidden = new Set<Cell>(rising.filter(({ count }) => count < smallest))
    const sum = () => rising.reduce((total, cell) => total + (hidden.has(cell) ? cell.count : 0), 0)
    const isTold = () => hidden.size === 1 || sum() < smallest || sum() === hidden.size
    for (const cell of rising) if (hidden.size > 0 && isTold()) hidden.add(cell)
    return group.map((cell) => (hidden.has(cell) ? { ...cell, count: null } : cell))
  })
}
