import { useEffect } from 'react'

/** The whole page is dark, and nothing of it scrolls, while this is shown. */
export function useNight(): void {
  useEffect(() => {
    const { classList, style } = document.documentElement
    classList.add('night')
    style.scrollbarGutter = 'auto'
    return () => {
      classList.remove('night')
      style.scrollbarGutter = ''
    }
  }, [])
}
