import type { Clock } from '../../lib/clock.ts'
import { wordsNow } from '../../lib/i18n.ts'
import { follow } from '../follow.ts'
import type { Room } from '../room.ts'
import { isFinal, type Phase } from '../session.ts'
import { createChime } from './chime.ts'
import { words as outside } from '../words.ts'
import { words } from './words.ts'

/** ms after which somebody who still waits is mentioned once more, while the counsellor looks elsewhere. */
const reminderEvery = 30_000

/** Calls people to this page when something begins: a tone, the title of the tab, the badge, a short buzz. Until the returned function is called. */
export function attend(room: Room, clock: Clock): () => void {
  const chime = createChime(clock)
  let waiting = 0
  let endDoor = () => {}

  const showWaiting = (count: number) => {
    if (count > waiting) chime.ring()
    waiting = count
    const { title, door } = wordsNow(words)
    document.title = `${count > 0 ? door.tabTitle(count) : title} – Vieraugen`
    wearBadge(count)
  }
  const onPhase = (before: Phase, after: Phase) => {
    if (isFinal(after) && !isFinal(before)) showWaiting(0)
    if (after !== 'live' || room.session.get().role !== 'guest') return
    document.title = `${wordsNow(words).title} – Vieraugen`
    if (before !== 'waiting' && before !== 'held') return
    chime.ring()
    navigator.vibrate?.([200, 100, 200])
    if (!document.hidden) return
    document.title = `${wordsNow(outside).waiting.called} – Vieraugen`
    const seen = () => (document.title = `${wordsNow(words).title} – Vieraugen`)
    document.addEventListener('visibilitychange', seen, { once: true })
  }
  let phase: Phase = room.session.get().phase
  const ends = [
    follow(room.session, (session) => {
      onPhase(phase, session.phase)
      phase = session.phase
    }),
    follow(room.conversation, (conversation) => {
      const door = conversation?.door
      if (!door) return
      endDoor()
      endDoor = follow(door.people, (people) => {
        if (room.session.get().phase === 'live') showWaiting(people.filter(({ state }) => state === 'ready').length)
      })
    }),
    clock.every(reminderEvery, () => {
      if (waiting > 0 && document.hidden) chime.ring()
    }),
    () => chime.close(),
    () => wearBadge(0),
  ]
  return () => {
    endDoor()
    for (const end of ends) end()
  }
}

function wearBadge(count: number): void {
  const badge = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.()
  // Only installed pages may wear one.
  badge?.catch(() => undefined)
}
