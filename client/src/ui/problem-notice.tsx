import type { Problem } from '../lib/api.ts'
import { useWords } from '../lib/i18n.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'
import { words } from './words.ts'

/** Says what went wrong, what it means and what to do; read aloud at once. */
export function ProblemNotice({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  const w = useWords(words)
  const { happened, next } = w.failures[problem]
  return (
    <Notice tone="alarm" role="alert" title={happened}>
      <p>{next}</p>
      {onRetry && (
        <Button className="mt-3" onClick={onRetry}>
          {w.retry}
        </Button>
      )}
    </Notice>
  )
}
