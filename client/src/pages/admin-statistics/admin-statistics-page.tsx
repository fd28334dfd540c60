import { useCallback, useState } from 'react'
import {
  type Measure,
  readStatistics,
  type Statistics,
  type StatisticsRange,
  statisticsRanges,
} from '@vieraugen/protocol/http/admin-statistics.ts'
import { call } from '../../lib/api.ts'
import { period } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { BarChart } from '../../ui/bar-chart.tsx'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import { WideTable } from '../../ui/wide-table.tsx'
import { byKind, byPeriod, csvOf, type Row, sumOf } from './series.ts'
import { words } from './words.ts'

/** Numbers of whole days or months, as charts, tables and a file. */
export function AdminStatisticsPage() {
  const w = useWords(words)
  const [range, setRange] = useState<StatisticsRange>('30-days')
  const statistics = useLoaded(useCallback(() => call(readStatistics, { params: { range } }), [range]))
  return (
    <div className="grid gap-8">
      <Heading>{w.heading}</Heading>
      <p>{w.intro}</p>
      <fieldset>
        <legend className="mb-1 font-bold">{w.range}</legend>
        <div className="flex flex-wrap gap-x-6">
          {statisticsRanges.map((one) => (
            <label key={one} className="flex min-h-11 items-center gap-2">
              <input
                type="radio"
                name="range"
                className="size-5"
                checked={one === range}
                onChange={() => setRange(one)}
              />
              {w.ranges[one]}
            </label>
          ))}
        </div>
      </fieldset>
      {statistics.value ? (
        <>
          <Download statistics={statistics.value} range={range} />
          {statistics.value.measures.map((series) => (
            <MeasureView key={series.measure} statistics={statistics.value!} measure={series.measure} />
          ))}
        </>
      ) : (
        <Pending of={statistics} />
      )}
    </div>
  )
}

/** Names of the kinds of a measure. */
function useKinds() {
  const w = useWords(words)
  return (measure: Measure, value: string): string => {
    const known: Readonly<Record<string, string>> = measure === 'meeting-length' ? w.lengths : w.browsers
    return known[value] ?? value
  }
}

function Download({ statistics, range }: { statistics: Statistics; range: StatisticsRange }) {
  const w = useWords(words)
  const kindOf = useKinds()
  const { measure, period: when, kind, count } = w.csvHead
  const save = () => {
    const csv = csvOf(statistics, { head: [measure, when, kind, count], nameOf: (one) => w.measures[one], kindOf })
    saveFile(w.csvFile(range), 'text/csv;charset=utf-8', csv)
  }
  return (
    <div className="grid gap-2">
      <p>
        <Button onClick={save}>{w.csv}</Button>
      </p>
      <p className="text-[0.9rem] text-muted">{w.csvText}</p>
    </div>
  )
}

const withKinds: readonly Measure[] = ['meeting-length', 'browser']

function MeasureView({ statistics, measure }: { statistics: Statistics; measure: Measure }) {
  const w = useWords(words)
  const shown = useStore(language)
  const kindOf = useKinds()
  const series = statistics.measures.find((one) => one.measure === measure) ?? { measure, cells: [] }
  const hasKinds = withKinds.includes(measure)
  const rows = hasKinds
    ? byKind(series, measure === 'meeting-length' ? Object.keys(words.de.lengths) : [])
    : byPeriod(statistics, series)
  const nameOf = ({ name }: Row) => (hasKinds ? kindOf(measure, name) : period(name, shown))
  const format = (count: number) => new Intl.NumberFormat(shown).format(count)
  const isEmpty = series.cells.length === 0
  const cell = ({ count, more }: Row) => (count === null ? w.hidden : more ? w.atLeast(format(count)) : format(count))
  return (
    <section className="grid gap-3">
      <h2>{w.measures[measure]}</h2>
      <p className="text-muted">{w.meanings[measure]}</p>
      <p>{isEmpty ? w.empty : summary(rows, { w, format, nameOf })}</p>
      {!isEmpty && (
        <>
          <BarChart
            bars={rows.map((row) => ({ label: nameOf(row), count: row.count }))}
            along={hasKinds ? 'kinds' : 'time'}
            format={format}
            hidden={w.hidden}
          />
          <details>
            <summary className="inline-flex min-h-11 items-center rounded px-1 font-bold underline underline-offset-4">
              {w.table}
            </summary>
            <WideTable
              label={w.tableOf(w.measures[measure])}
              head={[hasKinds ? w.kind : w.period, w.count]}
              rows={rows.map((row) => ({ key: row.name, cells: [nameOf(row), cell(row)] }))}
            />
          </details>
        </>
      )}
    </section>
  )
}

interface Telling {
  w: ReturnType<typeof useWords<(typeof words)['de']>>
  format(count: number): string
  nameOf(row: Row): string
}

/** What the chart shows, in a sentence. */
function summary(rows: readonly Row[], { w, format, nameOf }: Telling): string {
  const { count, more } = sumOf(rows)
  if (!count) return w.allHidden
  const highest = [...rows].sort((one, other) => (other.count ?? 0) - (one.count ?? 0))[0]
  const sum = more ? w.sumAtLeast(format(count)) : w.sum(format(count))
  return highest?.count ? `${sum} ${w.highest(nameOf(highest), format(highest.count))}` : sum
}
