/** One number of a table of counts. */
export interface Cell {
  /** The day or month that was counted. */
  readonly day: string
  readonly what: string
  readonly value: string
  /** Null: fewer than five, or held back so that nobody can work out one that is. */
  readonly count: number | null
}

/** Groups smaller than this can be single people (decision of the register: counts under five are not shown). */
export const smallest = 5

/**
 * Hides small cells. `what` of a day is a sum, `value` one of its parts. The parts of a sum are known when all but one are shown; then the smallest of the shown ones is hidden as
 * well.
 */
export function suppressed(cells: readonly (Cell & { readonly count: number })[]): Cell[] {
  const groups = Map.groupBy(cells, ({ day, what }) => `${day} ${what}`)
  return [...groups.values()].flatMap((group) => {
    const hidden = new Set(group.filter(({ count }) => count < smallest))
    const shown = group.filter((cell) => !hidden.has(cell)).toSorted((one, other) => one.count - other.count)
    if (hidden.size === 1 && shown[0]) hidden.add(shown[0])
    return group.map((cell) => (hidden.has(cell) ? { ...cell, count: null } : cell))
  })
}
