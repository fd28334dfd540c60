import { useEffect, useState } from 'react'
import type { Conversation } from '../conversation.ts'
import type { Room } from '../room.ts'
import { actionOf, takesText } from './keyboard.ts'

/** The keys of the conversation. True while space is held to talk. */
export function useShortcuts(room: Room, { features }: Conversation): boolean {
  const [talking, setTalking] = useState(false)
  useEffect(() => {
    let isTalking = false
    const talk = (now: boolean) => {
      isTalking = now
      setTalking(now)
      void (now ? room.devices.turnOn('microphone') : room.devices.turnOff('microphone'))
    }
    const onKey = (event: KeyboardEvent) => {
      const element = document.activeElement
      const action = actionOf(event, {
        isWriting: takesText(element),
        isOnControl: element?.closest('button, a, summary, [role=tab]') != null,
        isDialogOpen: document.querySelector('dialog[open]') !== null,
        isTalking,
      })
      if (!action) return
      event.preventDefault()
      if (action === 'microphone' || action === 'camera') toggle(room, action)
      if (action === 'hand') features.presence.raiseHand(!features.presence.state.get().own.hand)
      if (action === 'talk-start' && !room.devices.microphone.get().wanted) talk(true)
      if (action === 'talk-end') talk(false)
    }
    const letGo = () => {
      if (isTalking) talk(false)
    }
    addEventListener('keydown', onKey)
    addEventListener('keyup', onKey)
    addEventListener('blur', letGo)
    return () => {
      removeEventListener('keydown', onKey)
      removeEventListener('keyup', onKey)
      removeEventListener('blur', letGo)
      // The key comes up where nobody listens any more.
      letGo()
    }
  }, [room, features])
  return talking
}

export function toggle(room: Room, kind: 'microphone' | 'camera'): void {
  const on = !room.devices[kind].get().wanted
  // On the way into the conversation too: it begins as the person left the buttons.
  room.wish(kind, on)
  void (on ? room.devices.turnOn(kind) : room.devices.turnOff(kind))
}
