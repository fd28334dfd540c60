import type * as z from 'zod/mini'
import type { readCard } from '@vieraugen/protocol/http/admin-texts.ts'
import type { CardEntries } from '@vieraugen/protocol/operator-card.ts'
import { moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { PartyView } from '../../ui/party-view.tsx'
import { entries, fieldsOf, parties } from './card-fields.ts'
import { words } from './words.ts'

export type CardState = z.output<typeof readCard.reply>

/** A card to read. */
export function CardView({ card }: { card: CardEntries }) {
  const w = useWords(words)
  const fields = fieldsOf(card)
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      {parties.map((party) => (
        <PartyView key={party} party={card[party]} title={w.parties[party]} />
      ))}
      <dl className="grid gap-1 sm:col-span-2 sm:grid-cols-[auto_1fr] sm:gap-x-6">
        {entries.map((name) => (
          <div key={name} className="contents">
            <dt className="font-bold">{w.entries[name]}</dt>
            <dd className="mb-2 whitespace-pre-line sm:mb-0">{fields[name]}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Every card that was published; each but the present one can become a draft. */
export function CardVersions({ state, onDraft }: { state: CardState; onDraft: ((card: CardEntries) => void) | null }) {
  const w = useWords(words)
  const shown = useStore(language)
  return (
    <section className="grid gap-3 border-t border-line pt-6">
      <h2>{w.versions}</h2>
      {state.versions.length === 0 && <p>{w.noVersions}</p>}
      <ol className="grid gap-2">
        {state.versions.map(({ version, source, publishedAt, card }) => (
          <li key={version}>
            <details className="rounded-lg border border-line bg-surface">
              <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 px-4 py-2">
                {w.version(version, moment(publishedAt, shown), w.sources[source])}
                {version === state.version && <span className="font-bold text-good">{w.holds}</span>}
              </summary>
              <div className="grid gap-4 border-t border-line p-4">
                <CardView card={card} />
                {onDraft && version !== state.version && (
                  <p>
                    <Button onClick={() => onDraft(card)}>{w.asDraft}</Button>
                  </p>
                )}
              </div>
            </details>
          </li>
        ))}
      </ol>
    </section>
  )
}
