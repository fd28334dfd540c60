import { useEffect } from 'react'
import {
  answerRequest,
  extendRequest,
  longestAnswer,
  type RequestFile,
} from '@vieraugen/protocol/http/admin-requests.ts'
import { call } from '../../lib/api.ts'
import { useWords } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { useForm } from '../../ui/use-form.ts'
import { drafts, dropDraft, keepDraft } from './drafts.ts'
import { words } from './words.ts'

const useText = (name: string, initial: string) => {
  const w = useWords(words)
  const rule = (value: string): string | null => {
    if (!value.trim()) return w.textMissing
    return value.trim().length > longestAnswer ? w.textLong(longestAnswer) : null
  }
  return useForm({ [name]: initial }, { [name]: rule })
}

interface AnswerProps {
  number: string
  onAnswered(next: RequestFile): void
  /** Asks how the request stands now. */
  onReload(): void
}

/** The answer of a human. What is typed is kept until it is sent, whatever happens in between. */
export function AnswerForm({ number, onAnswered, onReload }: AnswerProps) {
  const w = useWords(words)
  const form = useText('answer', drafts.get().get(number) ?? '')
  const { answer = '' } = form.values
  useEffect(() => keepDraft(number, answer), [number, answer])
  const send = async () => {
    const next = await call(answerRequest, { body: { number, answer } })
    dropDraft(number)
    onAnswered(next)
  }
  return (
    <section className="grid gap-3">
      <h2>{w.answer}</h2>
      <p>{w.answerText}</p>
      <Form
        form={form}
        action={w.send}
        work={send}
        aside={form.action.problem === 'outdated' && <Button onClick={onReload}>{w.reload}</Button>}
      >
        <TextArea label={w.answerField} hint={w.answerHint} state={form.field('answer')} rows={10} />
      </Form>
    </section>
  )
}

interface ExtendProps {
  number: string
  onExtended(next: RequestFile): void
  onClose(): void
}

/** Two further months, with the reason that the person reads. */
export function ExtendDialog({ number, onExtended, onClose }: ExtendProps) {
  const w = useWords(words)
  const form = useText('reason', '')
  const { reason = '' } = form.values
  const extend = async () => {
    onExtended(await call(extendRequest, { body: { number, reason } }))
    onClose()
  }
  return (
    <Dialog title={w.extendTitle} onClose={onClose}>
      <Form form={form} action={w.extend} work={extend}>
        <p>{w.extendMeaning}</p>
        <TextArea label={w.reasonField} hint={w.reasonHint} state={form.field('reason')} rows={4} />
      </Form>
    </Dialog>
  )
}
