import type { Statistics, StatisticsCell } from '@vieraugen/protocol/http/admin-statistics.ts'

export interface Row {
  /** A period, or a kind. */
  readonly name: string
  /** Null: too small to be told. */
  readonly count: number | null
  /** The number is at least this. */
  readonly more: boolean
}

type Series = Statistics['measures'][number]

/** A number for every period, zero where nothing was counted. */
export function byPeriod({ periods }: Statistics, { cells }: Series): Row[] {
  const known = new Map(cells.map((cell) => [cell.period, cell]))
  return periods.map((name) => {
    const { count, more } = known.get(name) ?? { count: 0, more: false }
    return { name, count, more }
  })
}

/** The sum over all periods for each kind: the order given first, then the largest. Hidden numbers are left out of the sums. */
export function byKind({ cells }: Series, order: readonly string[] = []): Row[] {
  const names = [...new Set(cells.map(({ value }) => value))]
  const kinds = names.map((name) =>
    rowOf(
      name,
      cells.filter(({ value }) => value === name),
    ),
  )
  const rank = ({ name }: Row) => (order.includes(name) ? order.indexOf(name) : order.length)
  return kinds.sort((one, other) => rank(one) - rank(other) || (other.count ?? 0) - (one.count ?? 0))
}

function rowOf(name: string, cells: readonly StatisticsCell[]): Row {
  const sum = cells.reduce((total, { count }) => total + (count ?? 0), 0)
  const isCut = cells.some(({ count, more }) => count === null || more)
  return { name, count: sum === 0 && isCut ? null : sum, more: isCut && sum > 0 }
}

/** The sum of all rows as far as it is told. */
export const sumOf = (rows: readonly Row[]): Row => ({
  name: '',
  count: rows.reduce((total, { count }) => total + (count ?? 0), 0),
  more: rows.some(({ count, more }) => count === null || more),
})

interface Csv {
  readonly head: readonly [measure: string, period: string, kind: string, count: string]
  nameOf(measure: Series['measure']): string
  kindOf(measure: Series['measure'], value: string): string
}

/** Begins with the mark by which Excel knows UTF-8 (RFC 3629, 6); semicolons, because the comma is the decimal sign here. */
export function csvOf({ measures }: Statistics, { head, nameOf, kindOf }: Csv): string {
  const lines = measures.flatMap(({ measure, cells }) =>
    cells.map(({ period, value, count, more }) => [
      nameOf(measure),
      period,
      kindOf(measure, value),
      count === null ? '<5' : `${more ? '>=' : ''}${count}`,
    ]),
  )
  const field = (text: string): string => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return `\ufeff${[head, ...lines].map((line) => line.map(field).join(';')).join('\r\n')}\r\n`
}
