import type * as z from 'zod/mini'
import { type previewCard, publishCard } from '@vieraugen/protocol/http/admin-texts.ts'
import type { CardEntries } from '@vieraugen/protocol/operator-card.ts'
import { call } from '../../lib/api.ts'
import { useWords } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { LegalTextView } from '../../ui/legal-text-view.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { words } from './words.ts'

export type Preview = z.output<typeof previewCard.reply>

interface CardPreviewProps {
  card: CardEntries
  preview: Preview
  /** The version this draft was made from. */
  version: number
  /** Null where the person may only look. */
  onPublished: (() => void) | null
  onBack(): void
}

/** The texts as people would read them with this card, whom they would be shown to again, and the way to publish. */
export function CardPreview({ card, preview, version, onPublished, onBack }: CardPreviewProps) {
  const w = useWords(words)
  const publishing = useAction()
  const changed = preview.texts.filter((one) => one.changed)
  const publish = async () => {
    if (await publishing.run(async () => void (await call(publishCard, { body: { card, after: version } }))))
      onPublished?.()
  }
  return (
    <div className="grid gap-5">
      <Notice tone={changed.length > 0 ? 'signal' : 'calm'} role="status" title={w.changes(changed.length)}>
        {preview.asksAgain.counsellor && <p>{w.asksCounsellors}</p>}
        {preview.asksAgain.client && <p>{w.asksClients}</p>}
      </Notice>
      <ul className="grid gap-2">
        {preview.texts.map(({ text, language, changed: isChanged }) => (
          <li key={`${text.id} ${language}`}>
            <details className="rounded-lg border border-line bg-surface">
              <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 px-4 py-2 font-bold">
                {text.title} <span className="font-normal text-muted">{w.languages[language]}</span>
                {isChanged && <span className="font-normal text-signal">{w.changedMark}</span>}
              </summary>
              <div className="border-t border-line p-4" lang={language}>
                <LegalTextView text={text} level="h3" />
              </div>
            </details>
          </li>
        ))}
      </ul>
      {publishing.problem && <ProblemNotice problem={publishing.problem} />}
      <div className="flex flex-wrap gap-3">
        <Button onClick={onBack}>{w.back}</Button>
        {onPublished && (
          <Button kind="main" aria-disabled={publishing.busy} onClick={() => void publish()}>
            {publishing.busy ? w.publishing : w.publish}
          </Button>
        )}
      </div>
    </div>
  )
}
