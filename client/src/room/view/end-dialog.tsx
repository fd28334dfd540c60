import { useState, type ReactNode } from 'react'
import { useWords } from '../../lib/i18n.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import type { Room } from '../room.ts'
import { words } from './words.ts'

interface Question {
  readonly open: () => void
  /** To be rendered where the button stands; null while closed. */
  readonly dialog: ReactNode
}

/** „Gespräch beenden und alles löschen?“ */
export function useEndDialog(room: Room): Question {
  const w = useWords(words).tools
  const [isOpen, setOpen] = useState(false)
  const dialog = isOpen && (
    <ConfirmDialog title={w.endTitle} action={w.endButton} work={() => room.end()} onClose={() => setOpen(false)}>
      <p>{w.endMeaning}</p>
    </ConfirmDialog>
  )
  return { open: () => setOpen(true), dialog }
}

/** „Raum verlassen?“: only me. */
export function useLeaveDialog(room: Room): Question {
  const w = useWords(words).tools
  const [isOpen, setOpen] = useState(false)
  const isModerator = room.session.get().role === 'moderator'
  const dialog = isOpen && (
    <ConfirmDialog title={w.leaveTitle} action={w.leave} work={() => room.leave()} onClose={() => setOpen(false)}>
      <p>{isModerator ? w.leaveMeaning : w.leaveGuestMeaning}</p>
    </ConfirmDialog>
  )
  return { open: () => setOpen(true), dialog }
}

/** „Einwilligung widerrufen?“: guests, in the room and in front of it. */
export function useWithdrawalDialog(room: Room): Question {
  const w = useWords(words).withdrawal
  const [isOpen, setOpen] = useState(false)
  const dialog = isOpen && (
    <ConfirmDialog title={w.title} action={w.action} work={() => room.withdraw()} onClose={() => setOpen(false)}>
      <p>{w.meaning}</p>
    </ConfirmDialog>
  )
  return { open: () => setOpen(true), dialog }
}
