import { useWords } from '../lib/i18n.ts'
import type { Loaded } from './use-loaded.ts'
import { ProblemNotice } from './problem-notice.tsx'
import { words } from './words.ts'

/** Stands where something is still to come. Appears after a moment, so that short waits do not flicker. */
export function Loading() {
  const w = useWords(words)
  return (
    <p role="status" className="appear-late py-8 text-muted">
      {w.loading}
    </p>
  )
}

/** What was asked for is not there yet, or cannot be had. */
export function Pending({ of }: { of: Loaded<unknown> }) {
  return of.problem ? <ProblemNotice problem={of.problem} onRetry={of.again} /> : <Loading />
}
