import { useWords } from '../../lib/i18n.ts'
import { Heading } from '../../ui/heading.tsx'
import { words } from './words.ts'

export function FarewellPage() {
  const w = useWords(words)
  return (
    <div className="grid max-w-xl gap-5">
      <Heading>{w.heading}</Heading>
      <p>{w.text}</p>
    </div>
  )
}
