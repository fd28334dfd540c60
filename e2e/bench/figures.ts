/** One line of the table: what was measured, what we aim for, and whether the aim is met. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** `below`: smaller is better; `above`: larger is better. Without an aim the figure explains another one. */
  readonly aim?: { readonly below: number } | { readonly above: number }
  readonly note?: string
}

/** The value in the middle; of an even number of values, the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}

/** The value that `share` (0 to 1) of all values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

function verdict({ value, aim }: Figure): string {
  if (!aim) return ''
  const met = 'below' in aim ? value < aim.below : value >= aim.above
  return met ? 'met' : 'MISSED'
}

function aimOf({ aim, unit }: Figure): string {
  if (!aim) return ''
  return 'below' in aim ? `< ${aim.below} ${unit}`.trim() : `≥ ${aim.above} ${unit}`.trim()
}

/** Three digits that mean something, and no more. */
function written(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

/** Prints a group of figures as a table under its heading. */
export function printFigures(heading: string, figures: readonly Figure[]): void {
  const rows = figures.map((figure) => ({
    name: figure.aim ? figure.name : `  ${figure.name}`,
    value: `${written(figure.value)} ${figure.unit}`.trim(),
    aim: aimOf(figure),
    verdict: verdict(figure),
    note: figure.note ?? '',
  }))
  const width = (key: 'name' | 'value' | 'aim' | 'verdict', least: number) =>
    Math.max(least, ...rows.map((row) => row[key].length))
  const [name, value, aim, said] = [width('name', 46), width('value', 10), width('aim', 10), width('verdict', 6)]
  console.log(`\n${heading}`)
  for (const row of rows) {
    const line = `  ${row.name.padEnd(name)}  ${row.value.padStart(value)}  ${row.aim.padEnd(aim)}  ${row.verdict.padEnd(said)}  ${row.note}`
    console.log(line.trimEnd())
  }
}
