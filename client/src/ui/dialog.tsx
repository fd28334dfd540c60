import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWords } from '../lib/i18n.ts'
import { words } from './words.ts'

interface DialogProps {
  title: string
  onClose(): void
  children: ReactNode
}

/**
 * A modal dialog of the browser's own: it keeps the focus inside, closes with Escape and gives the focus back. Render it
 * while it should be open.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const w = useWords(words)
  const id = useId()
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    const before = document.activeElement
    if (!dialog?.open) dialog?.showModal()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      className="m-auto max-h-[calc(100dvh-2rem)] w-[min(40rem,calc(100vw-2rem))] overflow-y-auto rounded-xl border border-line bg-ground p-5 text-text sm:p-7"
    >
      <div className="mb-4 flex items-start justify-between gap-4">
        <h2 id={id} className="pt-2">
          {title}
        </h2>
        <button
          type="button"
          onClick={onClose}
          aria-label={w.close}
          className="grid h-11 w-11 shrink-0 place-items-center rounded-lg text-2xl leading-none hover:bg-sunken screen-only"
        >
          <span aria-hidden="true">×</span>
        </button>
      </div>
      {children}
    </dialog>
  )
}
