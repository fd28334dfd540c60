import { useEffect } from 'react'
import type { Session } from '../session.ts'

/** While in the conversation the browser asks before the page is closed or left; a moderator does not get out with „back“ either. */
export function useLeaveGuard({ phase, role }: Session): void {
  const inConversation = phase === 'live'
  const keepsBack = role === 'moderator'
  useEffect(() => {
    if (!inConversation) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [inConversation])
  useEffect(() => {
    // Not for guests: after „Seite schnell verlassen“ a second entry would lead back to the room.
    if (!inConversation || !keepsBack) return undefined
    // One entry of the own page on top: „back“ leads to itself and is noticed, instead of leaving the room.
    const stay = () => history.pushState(history.state, '')
    stay()
    addEventListener('popstate', stay)
    return () => removeEventListener('popstate', stay)
  }, [inConversation, keepsBack])
}
