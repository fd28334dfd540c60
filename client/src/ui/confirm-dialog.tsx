import { type ReactNode } from 'react'
import { useWords } from '../lib/i18n.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { useAction } from './use-action.ts'
import { words } from './words.ts'

interface ConfirmDialogProps {
  title: string
  /** Name of the button that does it. */
  action: string
  work(): Promise<void>
  onClose(): void
  children: ReactNode
}

/** Asks once more before something that cannot be taken back. */
export function ConfirmDialog({ title, action, work, onClose, children }: ConfirmDialogProps) {
  const w = useWords(words)
  const { busy, problem, run } = useAction()
  const confirm = async () => {
    if (await run(work)) onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="grid gap-4">
        {children}
        {problem && <ProblemNotice problem={problem} />}
        <div className="flex flex-wrap gap-3">
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button kind="danger" aria-disabled={busy} onClick={() => void confirm()}>
            {busy ? w.working : action}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
