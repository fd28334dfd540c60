export interface Bar {
  readonly label: string
  /** Null: too small to be told. */
  readonly count: number | null
}

interface BarChartProps {
  bars: readonly Bar[]
  /** `time`: many thin columns from left to right, the first and the last named. `kinds`: a line for each. */
  along: 'time' | 'kinds'
  /** A number as people read it. */
  format(count: number): string
  /** What stands for a number that is not told. */
  hidden: string
}

/** Marks a number that is not told by its pattern, not by colour alone. */
const hatched = {
  backgroundImage: 'repeating-linear-gradient(45deg, var(--control) 0 2px, transparent 2px 6px)',
}

/**
 * Bars for the eye. Who does not see them loses nothing: the page says their sum in a sentence and their values in a table, so
 * they are hidden from screen readers.
 */
export function BarChart({ bars, along, format, hidden }: BarChartProps) {
  const highest = Math.max(1, ...bars.map(({ count }) => count ?? 0))
  const part = (count: number | null) => `${count === null ? 6 : (count / highest) * 100}%`
  if (along === 'kinds') {
    return (
      <div aria-hidden="true" className="grid gap-2">
        {bars.map(({ label, count }) => (
          <div key={label} className="grid grid-cols-[8rem_1fr_4rem] items-center gap-2 text-[0.9rem]">
            <span>{label}</span>
            <span className="h-5">
              <span
                className={`block h-full rounded-r ${count === null ? '' : 'bg-action'}`}
                style={{ width: part(count), ...(count === null && hatched) }}
              />
            </span>
            <span className="text-right">{count === null ? hidden : format(count)}</span>
          </div>
        ))}
      </div>
    )
  }
  return (
    <div aria-hidden="true">
      {bars.some(({ count }) => count) && <p className="text-[0.9rem] text-muted">{format(highest)}</p>}
      <div className="flex h-36 items-end gap-px border-b border-control">
        {bars.map(({ label, count }) => (
          <span
            key={label}
            title={`${label}: ${count === null ? hidden : format(count)}`}
            className={`min-w-0 flex-1 rounded-t-sm ${count === null ? '' : 'bg-action'}`}
            style={{ height: part(count), ...(count === null && hatched) }}
          />
        ))}
      </div>
      <p className="flex justify-between gap-4 text-[0.9rem] text-muted">
        <span>{bars[0]?.label}</span>
        <span>{bars.at(-1)?.label}</span>
      </p>
    </div>
  )
}
