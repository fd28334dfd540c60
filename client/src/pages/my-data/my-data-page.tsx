import { useWords } from '../../lib/i18n.ts'
import { loadSite } from '../../lib/site.ts'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { PartyView } from '../../ui/party-view.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

/** The rights of Art. 15 to 21 and 77 GDPR, and whom to turn to. */
export function MyDataPage() {
  const w = useWords(words)
  return (
    <div className="grid max-w-2xl gap-7">
      <Heading>{w.heading}</Heading>
      <p>{w.lead}</p>
      <section>
        <h2>{w.rights}</h2>
        <ul className="mt-2 ml-5 grid list-disc gap-1">
          {w.rightsList.map((right) => (
            <li key={right}>{right}</li>
          ))}
        </ul>
        <p className="mt-2">{w.deadline}</p>
      </section>
      <section className="grid gap-2">
        <h2>{w.client}</h2>
        <p>{w.clientText}</p>
        <p>{w.lost}</p>
        <p>{w.during}</p>
      </section>
      <section className="grid gap-2">
        <h2>{w.counsellor}</h2>
        <p>{w.counsellorText}</p>
      </section>
      <Contacts />
    </div>
  )
}

function Contacts() {
  const w = useWords(words)
  const site = useLoaded(loadSite)
  if (!site.value) return <Pending of={site} />
  const { controller, dataProtectionOfficer, authority, withdrawalEmail } = site.value.card
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <section>
        <h2>{w.withdraw}</h2>
        <a className="inline-flex min-h-11 items-center underline" href={`mailto:${withdrawalEmail}`}>
          {withdrawalEmail}
        </a>
      </section>
      <PartyView party={controller} title={w.controller} />
      <PartyView party={dataProtectionOfficer} title={w.officer} />
      <PartyView party={authority} title={w.authority} />
    </div>
  )
}
