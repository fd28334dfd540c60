import { useEffect } from 'react'
import { browserClock } from '../lib/clock.ts'
import { useWords } from '../lib/i18n.ts'
import { storage } from '../lib/storage.ts'
import { words } from './words.ts'

/** Three times Shift counts within this time, in milliseconds. */
const patience = 1_500

/** Empties the page at once and puts another one in its place, so that „back“ does not lead here. */
export function leaveQuickly(to: string): void {
  storage.clear()
  document.title = ' '
  document.body.replaceChildren()
  location.replace(to)
}

/** For people who are watched while they read. `to` is a page of our own that shows nothing of this one. */
export function QuickExit({ to }: { to: string }) {
  const w = useWords(words)
  useEffect(() => {
    let presses: number[] = []
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Shift') presses = []
      else if (!event.repeat)
        presses = [...presses, browserClock.now()].filter((at) => at > browserClock.now() - patience)
      if (presses.length >= 3) leaveQuickly(to)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [to])
  return (
    <button
      type="button"
      title={w.leaveHint}
      onClick={() => leaveQuickly(to)}
      className="min-h-11 rounded-lg border-2 border-control bg-surface px-3 py-1 text-[0.9rem] font-bold leading-tight hover:bg-sunken"
    >
      {w.leaveQuickly}
    </button>
  )
}
