import type * as z from 'zod/mini'
import { type previewCard, publishCard } from '@vieraugen/protocol/http/admin-texts.ts'
import type { CardEntries } from '@vieraugen/protocol/operator-card.ts'
import { call } from '../../lib/api.ts'
import { useWords } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { LegalTextView } from '../../ui/legal-text-view.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { takeFocus } from '../../ui/take-focus.ts'
import { useAction } from '../../ui/use-action.ts'
import { changesBetween, type FieldName, isEntry, type PartyField, type PartyName } from './card-fields.ts'
import type { CardState } from './card-versions.tsx'
import { words } from './words.ts'

export type Preview = z.output<typeof previewCard.reply>

interface CardPreviewProps {
  card: CardEntries
  preview: Preview
  /** What holds now, and was there when the draft was made. */
  state: CardState
  onBack(): void
  /** Somebody else published meanwhile: what holds must be read anew. */
  onNews(): void
  onPublished(): void
}

/** What this card changes: its entries, the texts as people would read them, whom they would be shown to again; and the way to publish. */
export function CardPreview({ card, preview, state, onBack, onNews, onPublished }: CardPreviewProps) {
  const w = useWords(words)
  const publishing = useAction()
  const changed = preview.texts.filter((one) => one.changed)
  // The first card replaces nothing but invented entries.
  const changes = state.version === 0 ? null : changesBetween(state.card, card)
  const publish = async () => {
    const body = { card, after: state.version }
    if (await publishing.run(async () => void (await call(publishCard, { body })))) onPublished()
  }
  const isOutdated = publishing.problem === 'outdated'
  const back = () => {
    if (isOutdated) onNews()
    onBack()
  }
  return (
    <section className="grid gap-5">
      <h2 tabIndex={-1} ref={takeFocus}>
        {w.previewTitle}
      </h2>
      <Notice tone={changed.length > 0 ? 'signal' : 'calm'} title={w.changes(changed.length)}>
        {preview.asksAgain.counsellor && <p>{w.asksCounsellors}</p>}
        {preview.asksAgain.client && <p>{w.asksClients}</p>}
      </Notice>
      {changes && <Changes changes={changes} />}
      <h3>{w.texts}</h3>
      <PreviewTexts texts={preview.texts} />
      {publishing.problem && <ProblemNotice problem={publishing.problem} />}
      <div className="flex flex-wrap gap-3">
        <Button onClick={back}>{isOutdated ? w.backToNews : w.back}</Button>
        {changes?.length !== 0 && !isOutdated && (
          <Button kind="main" aria-disabled={publishing.busy} onClick={() => void publish()}>
            {publishing.busy ? w.publishing : w.publish}
          </Button>
        )}
      </div>
    </section>
  )
}

function PreviewTexts({ texts }: { texts: Preview['texts'] }) {
  const w = useWords(words)
  return (
    <ul className="grid gap-2">
      {texts.map(({ text, language, changed }) => (
        <li key={`${text.id} ${language}`}>
          <details className="rounded-lg border border-line bg-surface">
            <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 px-4 py-2 font-bold">
              <span lang={language}>{text.title}</span>
              <span className="font-normal text-muted">{w.languages[language]}</span>
              {changed && <span className="font-normal text-signal">{w.changedMark}</span>}
            </summary>
            <div className="border-t border-line p-4" lang={language}>
              <LegalTextView text={text} level="h3" />
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
}

function Changes({ changes }: { changes: ReturnType<typeof changesBetween> }) {
  const w = useWords(words)
  const nameOf = (field: FieldName): string => {
    if (isEntry(field)) return w.entries[field]
    const [party, entry] = field.split('.') as [PartyName, PartyField]
    return `${w.parties[party]}: ${w.fields[entry]}`
  }
  return (
    <>
      <h3>{w.changedEntries}</h3>
      {changes.length === 0 && <p>{w.nothingChanged}</p>}
      <dl className="grid gap-3">
        {changes.map(({ name, before, after }) => (
          <div key={name} className="border-l-4 border-line pl-3">
            <dt className="font-bold">{nameOf(name)}</dt>
            <dd className="whitespace-pre-line text-muted">
              {w.before} <del>{before}</del>
            </dd>
            <dd className="whitespace-pre-line">
              {w.after} <ins className="no-underline">{after}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
