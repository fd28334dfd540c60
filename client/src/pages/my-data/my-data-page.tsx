import { Link } from 'wouter'
import { paths } from '@vieraugen/protocol/pages.ts'
import { useWords } from '../../lib/i18n.ts'
import { loadSite } from '../../lib/site.ts'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { PartyView } from '../../ui/party-view.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { ReceiptRights } from './receipt-rights.tsx'
import { words } from './words.ts'

const textLink = 'inline-flex min-h-11 items-center underline'

/** The rights of Art. 15 to 21 and 77 GDPR without an account, by the receipt code, and whom to turn to. */
export function MyDataPage() {
  const w = useWords(words)
  return (
    <div className="grid max-w-2xl gap-7">
      <Heading>{w.heading}</Heading>
      <p>{w.lead}</p>
      <ReceiptRights />
      <section className="grid gap-2">
        <h2>{w.lostTitle}</h2>
        <p>{w.lost}</p>
        <p>{w.during}</p>
      </section>
      <section className="grid gap-2">
        <h2>{w.counsellor}</h2>
        <p>
          {w.counsellorText}{' '}
          <Link className="underline" href={paths.accountData}>
            {w.counsellorLink}
          </Link>
        </p>
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
        <h2>{w.complaintTitle}</h2>
        <p>{w.complaintText}</p>
        <a className={textLink} href={`mailto:${authority.email}`}>
          {w.complaint}
        </a>
      </section>
      <PartyView party={authority} title={w.authority} />
      <PartyView party={controller} title={w.controller} />
      <PartyView party={dataProtectionOfficer} title={w.officer} />
      <section>
        <h2>{w.withdrawByMail}</h2>
        <a className={textLink} href={`mailto:${withdrawalEmail}`}>
          {withdrawalEmail}
        </a>
      </section>
    </div>
  )
}
