import type { ReactNode } from 'react'
import { useWords } from '../lib/i18n.ts'
import { Button, type ButtonKind } from './button.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import type { FormState } from './use-form.ts'
import { words } from './words.ts'

interface FormProps<V extends Record<string, string>> {
  form: FormState<V>
  work(values: V): Promise<void>
  action: string
  kind?: ButtonKind
  /** Beside the button: a way out. */
  aside?: ReactNode
  children: ReactNode
}

/** Fields, what went wrong, and the one button that sends them. */
export function Form<V extends Record<string, string>>({ form, work, action, kind, aside, children }: FormProps<V>) {
  const w = useWords(words)
  const { busy, problem } = form.action
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit(work)
      }}
    >
      {children}
      {form.flawed && (
        <p className="sr-only" role="alert">
          {w.checkFields}
        </p>
      )}
      {problem && <ProblemNotice problem={problem} />}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" kind={kind ?? 'main'} aria-disabled={busy}>
          {busy ? w.working : action}
        </Button>
        {aside}
      </div>
    </form>
  )
}
