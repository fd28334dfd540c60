import { useState } from 'react'
import { type ConsentCounts, consentCounts } from '@vieraugen/protocol/http/admin-consents.ts'
import { call } from '../../lib/api.ts'
import { moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { words as rightsWords } from '../../lib/words.ts'
import { ArchivedText } from '../../ui/archived-text.tsx'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { ReceiptLookUp } from './receipt-look-up.tsx'
import { words } from './words.ts'

const load = () => call(consentCounts)

const monthWords = (month: string, shown: 'de' | 'en'): string =>
  new Intl.DateTimeFormat(shown === 'de' ? 'de-DE' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${month}-15T12:00:00Z`))

/** How many consents there are, and what a receipt proves; nothing leads from here to a person. */
export function AdminConsentsPage() {
  const w = useWords(words)
  const counts = useLoaded(load)
  return (
    <div className="grid gap-8">
      <Heading>{w.heading}</Heading>
      <p className="max-w-2xl">{w.lead}</p>
      <ReceiptLookUp />
      {counts.value ? <Counts counts={counts.value} /> : <Pending of={counts} />}
    </div>
  )
}

const cell = 'border-b border-line px-3 py-2 text-left align-top'

function Counts({ counts: { months, texts } }: { counts: ConsentCounts }) {
  const w = useWords(words)
  const shown = useStore(language)
  return (
    <>
      <section className="grid gap-3">
        <h2>{w.months}</h2>
        <p className="max-w-2xl">{w.monthsText}</p>
        {months.length === 0 ? (
          <p>{w.noMonths}</p>
        ) : (
          <div role="region" aria-label={w.months} tabIndex={0} className="overflow-x-auto">
            <table className="w-full min-w-96 border-collapse">
              <thead>
                <tr>
                  {[w.month, w.role, w.given, w.withdrawn].map((title) => (
                    <th key={title} scope="col" className={cell}>
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {months.map(({ month, role, given, withdrawn }) => (
                  <tr key={`${month} ${role}`}>
                    <th scope="row" className={cell}>
                      {monthWords(month, shown)}
                    </th>
                    <td className={cell}>{w.roles[role]}</td>
                    <td className={cell}>{given ?? w.few}</td>
                    <td className={cell}>{withdrawn ?? w.few}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {texts.length > 0 && <Texts texts={texts} />}
    </>
  )
}

/** To which version of which text the consents of one month were given. */
function Texts({ texts }: { texts: ConsentCounts['texts'] }) {
  const w = useWords(words)
  const boxes = useWords(rightsWords).boxes
  const shown = useStore(language)
  const months = [...new Set(texts.map(({ month }) => month))]
  const [month, setMonth] = useState(months[0])
  const [read, setRead] = useState<{ title: string; hash: string } | null>(null)
  return (
    <section className="grid gap-3">
      <h2>{w.texts}</h2>
      <p className="max-w-2xl">{w.textsText}</p>
      <label className="grid max-w-xs gap-1 font-bold">
        {w.month}
        <select
          value={month}
          onChange={(event) => setMonth(event.target.value)}
          className="min-h-12 rounded-lg border-2 border-control bg-surface px-3 font-normal"
        >
          {months.map((one) => (
            <option key={one} value={one}>
              {monthWords(one, shown)}
            </option>
          ))}
        </select>
      </label>
      <ul className="grid gap-3">
        {texts
          .filter((one) => one.month === month)
          .map(({ role, box, hash, title, language: written, publishedAt, given }) => (
            <li
              key={`${role} ${box} ${hash}`}
              className="grid gap-2 rounded-xl border border-line bg-surface p-4 sm:grid-cols-[1fr_auto] sm:items-center"
            >
              <div className="grid gap-1">
                <h3>{w.version(boxes[box], w.roles[role])}</h3>
                <p>
                  {title} · {w.languages[written]} · {w.since(moment(publishedAt, shown))}
                </p>
                <p className="text-muted">{w.hash(hash.slice(0, 16))}</p>
                <p className="font-bold">{w.consents(given === null ? w.few : String(given))}</p>
              </div>
              <Button aria-label={`${w.read}: ${title}`} onClick={() => setRead({ title, hash })}>
                {w.read}
              </Button>
            </li>
          ))}
      </ul>
      {read && <ArchivedText {...read} onClose={() => setRead(null)} />}
    </section>
  )
}
