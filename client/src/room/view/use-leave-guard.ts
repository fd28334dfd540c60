import { useEffect } from 'react'

/** While in the conversation the browser asks before the page is closed, left or gone back from. */
export function useLeaveGuard(inConversation: boolean): void {
  useEffect(() => {
    if (!inConversation) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    // One entry of the own page on top: „back“ leads to itself and is noticed, instead of leaving the room.
    history.pushState(history.state, '')
    const stay = () => history.pushState(history.state, '')
    addEventListener('beforeunload', ask)
    addEventListener('popstate', stay)
    return () => {
      removeEventListener('beforeunload', ask)
      removeEventListener('popstate', stay)
    }
  }, [inConversation])
}
