import { useCallback, useEffect, useRef, useState } from 'react'
import { closeRequest, type RequestFile, readRequest } from '@vieraugen/protocol/http/admin-requests.ts'
import { periods } from '@vieraugen/policy/periods.ts'
import { duration } from '@vieraugen/policy/texts/duration.ts'
import { call } from '../../lib/api.ts'
import { moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { words as rightsWords } from '../../lib/words.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { AnswerForm, ExtendDialog } from './answer-form.tsx'
import { Deadline } from './deadline-text.tsx'
import { drafts, dropDraft } from './drafts.ts'
import { words } from './words.ts'

/** One request: what was asked, what happened, and the next step. That it was opened is recorded. */
export function RequestView({ number, onBack }: { number: string; onBack(): void }) {
  const w = useWords(words)
  const kinds = useWords(rightsWords).kinds
  const loaded = useLoaded(useCallback(() => call(readRequest, { body: { number } }), [number]))
  const [changed, setChanged] = useState<RequestFile | null>(null)
  const [said, setSaid] = useState('')
  const status = useRef<HTMLParagraphElement>(null)
  // The form that had the focus is gone.
  useEffect(() => {
    if (said) status.current?.focus()
  }, [said])
  const file = changed ?? loaded.value
  const onChanged = (next: RequestFile, sentence: string) => {
    setChanged(next)
    setSaid(sentence)
  }
  const reload = () => {
    setChanged(null)
    setSaid('')
    loaded.again()
  }
  return (
    <div className="grid max-w-2xl gap-6">
      <p className="screen-only">
        <Button onClick={onBack}>{w.back}</Button>
      </p>
      <p role="status" ref={status} tabIndex={-1} className="font-bold text-good">
        {said}
      </p>
      {file ? (
        <>
          <Heading>{w.title(kinds[file.kind], file.number)}</Heading>
          {file.state === 'open' && <Deadline of={file} />}
          <Asked file={file} />
          <History file={file} />
          {file.state === 'open' && <Open file={file} onChanged={onChanged} onReload={reload} />}
          {file.state !== 'open' && <DraftLeft number={number} />}
          {file.state === 'answered' && <Closing number={number} onChanged={onChanged} />}
        </>
      ) : (
        <Pending of={loaded} />
      )}
    </div>
  )
}

function Asked({ file: { by, kind, text } }: { file: RequestFile }) {
  const w = useWords(words)
  return (
    <section className="grid gap-3">
      <h2>{w.asked}</h2>
      {text ? (
        <blockquote className="rounded-xl border border-line bg-surface p-4 whitespace-pre-wrap">{text}</blockquote>
      ) : (
        <p>{w.withoutWords}</p>
      )}
      <Notice tone={by === 'nobody' ? 'signal' : 'calm'} title={w.askerTitle}>
        <p>{kind === 'contract' ? w.contractMeaning : w.askerMeanings[by]}</p>
      </Notice>
    </section>
  )
}

function History({ file }: { file: RequestFile }) {
  const w = useWords(words)
  const shown = useStore(language)
  const { createdAt, extendedAt, extensionReason, answeredAt, answeredBy, answer, closedAt } = file
  const when = (instant: string) => moment(instant, shown)
  return (
    <section className="grid gap-3">
      <h2>{w.history}</h2>
      <ol className="grid gap-3 border-l-4 border-line pl-4">
        <li>{w.received(when(createdAt))}</li>
        {extendedAt && (
          <li>
            {w.extendedOn(when(extendedAt))}
            <p className="whitespace-pre-wrap">{extensionReason}</p>
          </li>
        )}
        {answeredAt && answeredBy && (
          <li>
            {w.answeredBy(when(answeredAt), w.authors[answeredBy])}
            <p className="mt-1 rounded-xl border border-line bg-surface p-4 whitespace-pre-wrap">{answer}</p>
          </li>
        )}
        {closedAt && <li>{w.closedOn(when(closedAt), duration(periods.rightsRequest, shown))}</li>}
      </ol>
    </section>
  )
}

interface StepProps {
  onChanged(next: RequestFile, sentence: string): void
}

function Open({ file, onChanged, onReload }: StepProps & { file: RequestFile; onReload(): void }) {
  const w = useWords(words)
  const [extending, setExtending] = useState(false)
  return (
    <>
      <AnswerForm number={file.number} onAnswered={(next) => onChanged(next, w.answeredSaid)} onReload={onReload} />
      <section className="grid gap-3">
        <h2>{w.extension}</h2>
        <p>{file.extendable ? w.extensionText : file.extendedAt ? w.extendedAlready : w.monthOver}</p>
        {file.extendable && (
          <p>
            <Button onClick={() => setExtending(true)}>{w.extend}</Button>
          </p>
        )}
        {extending && (
          <ExtendDialog
            number={file.number}
            onExtended={(next) => onChanged(next, w.extendedSaid)}
            onClose={() => setExtending(false)}
          />
        )}
      </section>
    </>
  )
}

/** What somebody wrote here while somebody else answered. */
function DraftLeft({ number }: { number: string }) {
  const w = useWords(words)
  const draft = useStore(drafts).get(number)
  if (!draft) return null
  return (
    <section className="grid gap-3">
      <Notice tone="signal" title={w.draftLeft}>
        <p>{w.draftLeftMeaning}</p>
      </Notice>
      <p className="rounded-xl border border-line bg-surface p-4 whitespace-pre-wrap">{draft}</p>
      <div className="flex flex-wrap gap-3">
        <CopyButton label={w.copyDraft} text={draft} />
        <Button onClick={() => dropDraft(number)}>{w.dropDraft}</Button>
      </div>
    </section>
  )
}

function Closing({ number, onChanged }: StepProps & { number: string }) {
  const w = useWords(words)
  const shown = useStore(language)
  const [asking, setAsking] = useState(false)
  const meaning = w.closingText(duration(periods.rightsRequest, shown))
  const close = async () => onChanged(await call(closeRequest, { body: { number } }), w.closedSaid)
  return (
    <section className="grid gap-3">
      <h2>{w.closing}</h2>
      <p>{meaning}</p>
      <p>
        <Button kind="main" onClick={() => setAsking(true)}>
          {w.close}
        </Button>
      </p>
      {asking && (
        <ConfirmDialog title={w.closeTitle} action={w.close} work={close} onClose={() => setAsking(false)}>
          <p>{meaning}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}
