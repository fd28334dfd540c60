import { useEffect } from 'react'
import { browserClock } from '../lib/clock.ts'

/** Runs `look` every `ms` while the page is visible, and at once when it becomes visible again. */
export function usePolling(ms: number, look: () => void): void {
  useEffect(() => {
    const whenVisible = () => document.visibilityState === 'visible' && look()
    const stop = browserClock.every(ms, whenVisible)
    document.addEventListener('visibilitychange', whenVisible)
    return () => {
      stop()
      document.removeEventListener('visibilitychange', whenVisible)
    }
  }, [ms, look])
}
