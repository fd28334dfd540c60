import { useWords } from '../../lib/i18n.ts'
import { loadSite } from '../../lib/site.ts'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { PartyView } from '../../ui/party-view.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

/** Who is responsible (§ 5 DDG, Art. 13 (1)(a) and (b) GDPR), from the operator's card. */
export function ImprintPage() {
  const w = useWords(words)
  const site = useLoaded(loadSite)
  if (!site.value) return <Pending of={site} />
  const { controller, dataProtectionOfficer, processor, authority } = site.value.card
  return (
    <div className="grid gap-6">
      <Heading>{w.heading}</Heading>
      <div className="grid gap-6 sm:grid-cols-2">
        <div>
          <PartyView party={controller} title={w.controller} />
          <p>
            {w.register}: {controller.register}
          </p>
          <p>
            {w.board}: {controller.board.join(', ')}
          </p>
          <p>
            {w.taxId}: {controller.taxId}
          </p>
        </div>
        <PartyView party={dataProtectionOfficer} title={w.officer} />
        <PartyView party={processor} title={w.processor} />
        <PartyView party={authority} title={w.authority} />
      </div>
    </div>
  )
}
