import type { CopyEntry, PersonalCopy } from '@vieraugen/protocol/http/rights.ts'
import { moment } from '../lib/dates.ts'
import { language, useWords } from '../lib/i18n.ts'
import { useStore } from '../lib/use-store.ts'
import { words } from '../lib/words.ts'
import { Button } from './button.tsx'
import { saveFile } from './save-file.ts'

type Activity = PersonalCopy['activities'][number]

/** Everything that is kept about a person, to read, to print and to take along (Art. 15 and 20 GDPR). */
export function PersonalCopyView({ copy }: { copy: PersonalCopy }) {
  const w = useWords(words)
  const shown = useStore(language)
  const portable = portableOf(copy)
  const save = (name: string, content: unknown) => saveFile(name, 'application/json', JSON.stringify(content, null, 2))
  return (
    <section className="grid gap-4">
      <h2>{w.copy}</h2>
      <p className="text-muted">{w.made(moment(copy.madeAt, shown))}</p>
      <div className="flex flex-wrap gap-2 screen-only">
        <Button onClick={() => save(w.copyFile, copy)}>{w.download}</Button>
        {Object.keys(portable).length > 0 && (
          <Button onClick={() => save(w.portableFile, portable)}>{w.portable}</Button>
        )}
        <Button onClick={() => print()}>{w.print}</Button>
      </div>
      {copy.activities.map((activity) => (
        <ActivityPart key={activity.id} activity={activity} />
      ))}
    </section>
  )
}

function ActivityPart({ activity }: { activity: Activity }) {
  const w = useWords(words)
  const facts = [
    [w.purpose, activity.purpose],
    [w.basis, activity.basis.join('; ')],
    [w.categories, activity.categories],
    [w.recipients, activity.recipients.join(', ')],
    [w.period, activity.period],
    [w.rights, activity.rights.join(', ')],
  ] as const
  const rows = activity.tables.flatMap((table) => table.rows)
  return (
    <section className="grid gap-3 rounded-xl border border-line bg-surface p-4">
      <h3>{activity.title}</h3>
      <dl className="grid gap-x-4 gap-y-1 text-[0.95rem] sm:grid-cols-[auto_1fr]">
        {facts.map(([name, text]) => (
          <Fact key={name} name={name} text={text} />
        ))}
      </dl>
      {rows.length === 0 && <p>{w.nothingKept}</p>}
      {rows.map((row, index) => (
        <details key={index} open={index === 0}>
          <summary className="min-h-11 cursor-pointer py-2 font-bold">{w.entry(index + 1)}</summary>
          <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[auto_1fr]">
            {row.map((entry) => (
              <Entry key={entry.column} entry={entry} />
            ))}
          </dl>
        </details>
      ))}
    </section>
  )
}

function Fact({ name, text }: { name: string; text: string }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd>{text}</dd>
    </>
  )
}

const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

function Entry({ entry }: { entry: CopyEntry }) {
  const w = useWords(words)
  const shown = useStore(language)
  const { value, given } = entry
  const text = value === null ? w.empty : String(value)
  return (
    <>
      <dt className="text-muted">{entry.name}</dt>
      <dd className={given && value !== null ? '[overflow-wrap:anywhere] whitespace-pre-wrap' : 'text-muted'}>
        {given ? (instant.test(text) ? moment(text, shown) : text) : w.hidden}
      </dd>
    </>
  )
}

/** What the person typed in, table by table, as objects with the names of the columns. */
function portableOf({ activities }: PersonalCopy): Record<string, Record<string, CopyEntry['value']>[]> {
  const taken = activities.flatMap(({ tables }) =>
    tables.map(({ table, rows }) => {
      const own = rows.map((row) => row.filter(({ portable, value }) => portable && value !== null))
      const named = own.map((row) => Object.fromEntries(row.map(({ column, value }) => [column.split('.')[1], value])))
      return [table, named.filter((row) => Object.keys(row).length > 0)] as const
    }),
  )
  return Object.fromEntries(taken.filter(([, rows]) => rows.length > 0))
}
