import { type RefObject, useEffect, useState } from 'react'
import { browserClock } from '../lib/clock.ts'
import { useWords } from '../lib/i18n.ts'
import { Button } from './button.tsx'
import { words } from './words.ts'

interface CopyButtonProps {
  label: string
  text: string
  /** Selected when the browser refuses to copy, so that people can do it by hand. */
  fallback?: RefObject<HTMLInputElement | null>
}

/** Copies a text and says so, to eyes and ears. Its name stays the same. */
export function CopyButton({ label, text, fallback }: CopyButtonProps) {
  const w = useWords(words)
  const [said, setSaid] = useState<'' | 'copied' | 'copyFailed'>('')
  useEffect(() => (said ? browserClock.after(4_000, () => setSaid('')) : undefined), [said])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setSaid('copied')
    } catch {
      fallback?.current?.select()
      setSaid('copyFailed')
    }
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Button onClick={() => void copy()}>{label}</Button>
      <span role="status" className="text-[0.9rem] font-bold text-good">
        {said && w[said]}
      </span>
    </span>
  )
}
