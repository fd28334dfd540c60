import type { Party } from '@vieraugen/policy/card.ts'

/** Name, address and ways to reach somebody who is named on the operator's card. */
export function PartyView({ party, title }: { party: Party; title: string }) {
  return (
    <section>
      <h2>{title}</h2>
      <address className="mt-1 not-italic">
        {party.name}
        <br />
        {party.street}
        <br />
        {party.place}
        <br />
        <a className="inline-flex min-h-11 items-center underline" href={`mailto:${party.email}`}>
          {party.email}
        </a>
        <br />
        <a
          className="inline-flex min-h-11 items-center underline"
          href={`tel:${party.phone.replaceAll(/[^+\d]/g, '')}`}
        >
          {party.phone}
        </a>
      </address>
    </section>
  )
}
