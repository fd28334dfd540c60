import type * as z from 'zod/mini'
import type { askedKind, RightsRequest } from '@vieraugen/protocol/http/rights.ts'
import { day, moment } from '../lib/dates.ts'
import { language, useWords } from '../lib/i18n.ts'
import { useStore } from '../lib/use-store.ts'
import { words } from '../lib/words.ts'
import { Dialog } from './dialog.tsx'
import { TextArea } from './field.tsx'
import { Form } from './form.tsx'
import { useForm } from './use-form.ts'

export type AskedKind = z.infer<typeof askedKind>

/** Requests with their deadline and answer, the newest first. */
export function RequestList({ requests }: { requests: readonly RightsRequest[] }) {
  const w = useWords(words)
  return (
    <section className="grid gap-3">
      <h2>{w.requests}</h2>
      {requests.length === 0 && <p>{w.noRequests}</p>}
      {requests.map((request) => (
        <Request key={request.number} request={request} />
      ))}
    </section>
  )
}

function Request({ request }: { request: RightsRequest }) {
  const w = useWords(words)
  const shown = useStore(language)
  const { number, kind, state, text, createdAt, dueAt, extensionReason, answer, answeredAt } = request
  return (
    <article className="grid gap-2 rounded-xl border border-line bg-surface p-4">
      <h3>{w.requestTitle(w.kinds[kind], number)}</h3>
      <p className="text-muted">
        {moment(createdAt, shown)} · {w.states[state]}
      </p>
      {text && <p className="whitespace-pre-wrap">{text}</p>}
      {state === 'open' && <p>{w.due(day(dueAt, shown))}</p>}
      {extensionReason && (
        <p className="whitespace-pre-wrap">
          {w.extended} {extensionReason}
        </p>
      )}
      {answer && answeredAt && (
        <div>
          <h4 className="font-bold">
            {w.answer}, {moment(answeredAt, shown)}
          </h4>
          <p className="whitespace-pre-wrap">{answer}</p>
        </div>
      )}
    </article>
  )
}

interface RequestDialogProps {
  kind: AskedKind
  /** What this right means here, in a sentence or two. */
  meaning: string
  ask(wish: { kind: AskedKind; text: string }): Promise<void>
  onClose(): void
}

/** Asks a human for something. */
export function RequestDialog({ kind, meaning, ask, onClose }: RequestDialogProps) {
  const w = useWords(words)
  const form = useForm({ text: '' }, { text: (value) => (value.trim().length > 2000 ? w.askLong : null) })
  return (
    <Dialog title={w.kinds[kind]} onClose={onClose}>
      <Form
        form={form}
        action={w.ask}
        work={async ({ text }) => {
          await ask({ kind, text })
          onClose()
        }}
      >
        <p>{meaning}</p>
        <p>{w.askedBy}</p>
        <TextArea label={w.askText} hint={w.askHint} state={form.field('text')} rows={5} />
      </Form>
    </Dialog>
  )
}
