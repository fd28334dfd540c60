import { useWords } from '../../lib/i18n.ts'
import { loadSite } from '../../lib/site.ts'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { PartyView } from '../../ui/party-view.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

/** The statement and the way to give feedback (§ 12b BGG, BITV 2.0). */
export function AccessibilityPage() {
  const w = useWords(words)
  const site = useLoaded(loadSite)
  return (
    <div className="grid max-w-2xl gap-6">
      <Heading>{w.heading}</Heading>
      <p>{w.lead}</p>
      <List title={w.works} items={w.worksList} />
      <List title={w.lacks} items={w.lacksList} />
      <section className="grid gap-2">
        <h2>{w.how}</h2>
        <p>{w.howText}</p>
      </section>
      <section className="grid gap-2">
        <h2>{w.feedback}</h2>
        <p>{w.feedbackText}</p>
        <p>{w.unanswered}</p>
      </section>
      {site.value ? <PartyView party={site.value.card.controller} title={w.controller} /> : <Pending of={site} />}
    </div>
  )
}

function List({ title, items }: { title: string; items: readonly string[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <ul className="mt-2 ml-5 grid list-disc gap-1">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  )
}
