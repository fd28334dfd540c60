import { useEffect } from 'react'
import { browserClock } from '../lib/clock.ts'
import { useWords } from '../lib/i18n.ts'
import { storage } from '../lib/storage.ts'
import { words } from './words.ts'

/** Three times Shift counts within this time, in milliseconds. */
const patience = 1_500

/** Empties the page at once and puts another one in its place, so that „back“ does not lead here. */
export function leaveQuickly(to: string): void {
  // Captured before whatever else listens: nothing may ask a question now.
  addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true })
  // What is being stored at this moment goes as well.
  addEventListener('pagehide', storage.clear)
  silence(document.querySelectorAll<HTMLMediaElement>('audio, video'))
  storage.clear()
  document.title = ' '
  document.body.replaceChildren()
  location.replace(to)
}

/** Ends sound and pictures at once: elements that are taken out of the page would go on playing until it is gone. */
export function silence(elements: Iterable<Pick<HTMLMediaElement, 'pause' | 'srcObject'>>): void {
  for (const element of elements) {
    element.pause()
    if (element.srcObject && 'getTracks' in element.srcObject)
      for (const track of element.srcObject.getTracks()) track.stop()
    element.srcObject = null
  }
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
