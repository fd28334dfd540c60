import { useEffect } from 'react'

/** The screen stays on during the conversation; asked for again when the tab comes back. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null
    let over = false
    const ask = async () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      // Refused on low battery; the conversation goes on.
      const next = await navigator.wakeLock.request('screen').catch(() => null)
      if (over) void next?.release()
      else lock = next
    }
    const onVisible = () => void ask()
    document.addEventListener('visibilitychange', onVisible)
    void ask()
    return () => {
      over = true
      document.removeEventListener('visibilitychange', onVisible)
      void lock?.release()
    }
  }, [])
}
