import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { awayPath } from '../../paths.ts'
import { Mark } from '../../ui/mark.tsx'
import { QuickExit } from '../../ui/quick-exit.tsx'
import { Icon } from '../icon.tsx'
import type { OpenedRoom } from './browser-room.ts'
import { CodeDialog } from './code-dialog.tsx'
import { words } from './words.ts'

/** Where one is, how safe it is, and the quick way out for clients. */
export function CallHeader({ opened: { room } }: { opened: OpenedRoom }) {
  const w = useWords(words)
  const [isOpen, setOpen] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  // Whoever listens to the page hears that the conversation has begun.
  useEffect(() => heading.current?.focus(), [])
  const members = useStore(room.roster)
  const codes = useStore(room.codes)
  const compared = members.filter(({ id }) => codes.has(id))
  const isVerified = compared.length > 0 && compared.every(({ verified }) => verified)
  const isGuest = room.session.get().role === 'guest'
  return (
    <header className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-1">
      <span className="hidden sm:block">
        <Mark />
      </span>
      <h1 ref={heading} tabIndex={-1} className="sr-only">
        {w.title}
      </h1>
      <button
        type="button"
        onClick={() => setOpen(true)}
        title={w.code.encrypted}
        className={`flex min-h-11 items-center gap-2 rounded-lg px-2 hover:bg-sunken ${isVerified ? 'text-good' : 'text-muted'}`}
      >
        <Icon name="lock" size={20} />
        <span className="flex flex-col text-left text-[0.78rem] leading-tight whitespace-nowrap sm:flex-row sm:gap-1 sm:text-base">
          <span className="font-bold">{w.code.name}</span>
          <span>{isVerified ? w.code.compared : w.code.notCompared}</span>
        </span>
      </button>
      <span className="grow" />
      {isGuest && <QuickExit to={awayPath} />}
      {isOpen && <CodeDialog room={room} onClose={() => setOpen(false)} />}
    </header>
  )
}
