import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { previewCard, readCard } from '@vieraugen/protocol/http/admin-texts.ts'
import type { CardEntries } from '@vieraugen/protocol/operator-card.ts'
import { officePaths, paths } from '@vieraugen/protocol/pages.ts'
import { call, problemOf } from '../../lib/api.ts'
import { useWords } from '../../lib/i18n.ts'
import { session } from '../../lib/session.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { takeFocus } from '../../ui/take-focus.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import { CardForm } from './card-form.tsx'
import { CardPreview, type Preview } from './card-preview.tsx'
import { type CardState, CardVersions, CardView } from './card-versions.tsx'
import { fieldsOf, firstFields } from './card-fields.ts'
import { dropDraft, keepDraft, useDraft } from './draft.ts'
import { words } from './words.ts'

const loadCard = () => call(readCard)

/** The operator's card: as it holds, as a draft with its consequences, and as it was. */
export function AdminTextsPage() {
  const w = useWords(words)
  const state = useLoaded(loadCard)
  return (
    <div className="grid gap-6">
      <Heading>{w.heading}</Heading>
      {state.value ? <CardArea state={state.value} onNews={state.again} /> : <Pending of={state} />}
    </div>
  )
}

function CardArea({ state, onNews }: { state: CardState; onNews(): void }) {
  const w = useWords(words)
  const account = useStore(session)
  const draft = useDraft()
  const [preview, setPreview] = useState<Preview | null>(null)
  const [isPublished, setIsPublished] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  const steps = useRef(0)
  // From the preview, from the list of versions and from a draft that was discarded one comes back to the card.
  useEffect(() => {
    if (steps.current++ > 0) title.current?.focus()
  }, [draft, preview])
  const isAdministrator = account?.role === 'administrator'
  const mayPublish = isAdministrator && !state.isFile
  const look = async (card: CardEntries) => {
    const next = await call(previewCard, { body: { card } }).catch((error: unknown) => {
      // The way leads through the boxes now, and back to this draft.
      if (problemOf(error) === 'consent-needed') keepDraft(card)
      throw error
    })
    keepDraft(card)
    setPreview(next)
  }
  if (isPublished) return <Published asksAgain={preview?.asksAgain.counsellor ?? false} />
  if (preview && draft) {
    const back = () => setPreview(null)
    const published = () => {
      setIsPublished(true)
      dropDraft()
    }
    return <CardPreview {...{ preview, state, card: draft }} onBack={back} onNews={onNews} onPublished={published} />
  }
  const first = state.version === 0 && !draft
  return (
    <>
      <p className="max-w-2xl">{w.intro}</p>
      <CardNotices {...{ state, isAdministrator }} />
      <section className="grid gap-4">
        <h2 tabIndex={-1} ref={title}>
          {draft ? w.draft : w.card}
        </h2>
        {draft && <DraftNotice onDiscard={dropDraft} />}
        {mayPublish ? (
          <CardForm
            key={JSON.stringify(draft)}
            initial={first ? firstFields(state.card) : fieldsOf(draft ?? state.card)}
            onPreview={look}
          />
        ) : (
          <CardView card={state.card} />
        )}
      </section>
      <Texts />
      <CardVersions state={state} onDraft={mayPublish ? keepDraft : null} />
    </>
  )
}

/** Why the card cannot stay as it is, or cannot be changed here. */
function CardNotices({ state, isAdministrator }: { state: CardState; isAdministrator: boolean }) {
  const w = useWords(words)
  return (
    <>
      {state.version === 0 && (
        <Notice tone="signal" title={w.example}>
          {w.exampleMeaning}
        </Notice>
      )}
      {state.isFile && <Notice title={w.fromFile}>{w.fromFileMeaning}</Notice>}
      {!isAdministrator && !state.isFile && <Notice>{w.forAdministrators}</Notice>}
    </>
  )
}

function DraftNotice({ onDiscard }: { onDiscard(): void }) {
  const w = useWords(words)
  return (
    <Notice>
      <p>{w.draftMeaning}</p>
      <Button className="mt-3" onClick={onDiscard}>
        {w.discard}
      </Button>
    </Notice>
  )
}

function Texts() {
  const w = useWords(words)
  const link = 'inline-flex min-h-11 items-center underline'
  return (
    <section className="grid gap-3 border-t border-line pt-6">
      <h2>{w.texts}</h2>
      <p>{w.textsMeaning}</p>
      <p className="flex flex-wrap gap-x-5">
        <Link href={paths.privacy} className={link}>
          {w.privacyLink}
        </Link>
        <Link href={paths.terms} className={link}>
          {w.termsLink}
        </Link>
        <Link href={paths.textArchive} className={link}>
          {w.archiveLink}
        </Link>
      </p>
    </section>
  )
}

/** Says what follows for the person who published: they are the first to be asked again. */
function Published({ asksAgain }: { asksAgain: boolean }) {
  const w = useWords(words)
  return (
    <section className="grid gap-4">
      <h2 tabIndex={-1} ref={takeFocus}>
        {w.published}
      </h2>
      <p>{asksAgain ? w.publishedAsks : w.publishedMeaning}</p>
      <p>
        {/* A whole page load: what surrounds the page still speaks of the card before. */}
        <a href={officePaths.texts} className={buttonLook('main')}>
          {w.goOn}
        </a>
      </p>
    </section>
  )
}
