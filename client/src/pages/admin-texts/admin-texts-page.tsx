import { useCallback, useState } from 'react'
import { Link } from 'wouter'
import type * as z from 'zod/mini'
import { previewCard, readCard } from '@vieraugen/protocol/http/admin-texts.ts'
import type { CardEntries } from '@vieraugen/protocol/operator-card.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { call } from '../../lib/api.ts'
import { moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { session } from '../../lib/session.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PartyView } from '../../ui/party-view.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { CardForm } from './card-form.tsx'
import { CardPreview, type Preview } from './card-preview.tsx'
import { parties } from './card-fields.ts'
import { words } from './words.ts'

type State = z.output<typeof readCard.reply>

/** The operator's card: as it holds, as a draft with its consequences, and as it was. */
export function AdminTextsPage() {
  const w = useWords(words)
  const state = useLoaded(useCallback(() => call(readCard), []))
  const [said, setSaid] = useState('')
  return (
    <div className="grid gap-6">
      <Heading>{w.heading}</Heading>
      <p>{w.intro}</p>
      <p role="status" className="font-bold text-good empty:hidden">
        {said}
      </p>
      {state.value ? (
        <CardArea
          key={state.value.version}
          state={state.value}
          onPublished={() => {
            setSaid(w.published)
            state.again()
          }}
        />
      ) : (
        <Pending of={state} />
      )}
    </div>
  )
}

function CardArea({ state, onPublished }: { state: State; onPublished(): void }) {
  const w = useWords(words)
  const account = useStore(session)
  const [draft, setDraft] = useState(state.card)
  const [preview, setPreview] = useState<Preview | null>(null)
  const mayPublish = account?.role === 'administrator' && !state.isFile
  const look = async (card: CardEntries) => {
    setDraft(card)
    setPreview(await call(previewCard, { body: { card } }))
  }
  if (preview) {
    const back = () => setPreview(null)
    return (
      <section className="grid gap-4">
        <h2>{w.previewTitle}</h2>
        <CardPreview {...{ preview, card: draft, version: state.version }} onBack={back} onPublished={onPublished} />
      </section>
    )
  }
  return (
    <>
      {state.version === 0 && (
        <Notice tone="signal" title={w.example}>
          {w.exampleMeaning}
        </Notice>
      )}
      {state.isFile && <Notice title={w.fromFile}>{w.fromFileMeaning}</Notice>}
      <section className="grid gap-4">
        <h2>{w.card}</h2>
        {mayPublish ? (
          <CardForm key={JSON.stringify(draft)} card={draft} onPreview={look} />
        ) : (
          <CardView card={draft} />
        )}
      </section>
      <section className="grid gap-3 border-t border-line pt-6">
        <h2>{w.texts}</h2>
        <p>{w.textsMeaning}</p>
        <p className="flex flex-wrap gap-x-5">
          <Link href={paths.privacy} className="inline-flex min-h-11 items-center underline">
            {w.privacyLink}
          </Link>
          <Link href={paths.terms} className="inline-flex min-h-11 items-center underline">
            {w.termsLink}
          </Link>
          <Link href={paths.textArchive} className="inline-flex min-h-11 items-center underline">
            {w.archiveLink}
          </Link>
        </p>
      </section>
      <Versions state={state} onDraft={mayPublish ? setDraft : null} />
    </>
  )
}

function CardView({ card }: { card: CardEntries }) {
  const w = useWords(words)
  const { controller, alternative, withdrawalEmail } = card
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      {parties.map((party) => (
        <PartyView key={party} party={card[party]} title={w.parties[party]} />
      ))}
      <dl className="grid gap-1 sm:col-span-2 sm:grid-cols-[auto_1fr] sm:gap-x-6">
        {[
          [w.register, controller.register],
          [w.board, controller.board.join(', ')],
          [w.taxId, controller.taxId],
          [w.alternativePhone, alternative.phone],
          [w.alternativeDe, alternative.text.de],
          [w.alternativeEn, alternative.text.en],
          [w.withdrawalEmail, withdrawalEmail],
        ].map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="font-bold">{name}</dt>
            <dd className="mb-2 sm:mb-0">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Versions({ state, onDraft }: { state: State; onDraft: ((card: CardEntries) => void) | null }) {
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
              <summary className="flex min-h-11 cursor-pointer items-center px-4 py-2">
                {w.version(version, moment(publishedAt, shown), w.sources[source])}
              </summary>
              <div className="grid gap-4 border-t border-line p-4">
                <CardView card={card} />
                {onDraft && version !== state.version && (
                  <p>
                    <Button
                      onClick={() => {
                        onDraft(card)
                        scrollTo({ top: 0 })
                      }}
                    >
                      {w.asDraft}
                    </Button>
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
