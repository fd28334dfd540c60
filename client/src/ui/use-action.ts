import { useState } from 'react'
import { type Problem, problemOf } from '../lib/api.ts'

export interface Action {
  busy: boolean
  problem: Problem | null
  /** Runs `work`; answers whether it succeeded. Does nothing while the last one is still running. */
  run(work: () => Promise<void>): Promise<boolean>
  clear(): void
}

/** Something that a click sets off: whether it is under way, and what went wrong. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  return {
    busy,
    problem,
    clear: () => setProblem(null),
    async run(work) {
      if (busy) return false
      setBusy(true)
      setProblem(null)
      try {
        await work()
        return true
      } catch (error) {
        setProblem(problemOf(error))
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
