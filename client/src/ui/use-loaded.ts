import { useCallback, useEffect, useState } from 'react'
import { type Problem, problemOf } from '../lib/api.ts'

export interface Loaded<T> {
  /** Null until it is there. What is there stays while it is asked for again. */
  value: T | null
  problem: Problem | null
  again(): void
}

/** Asks for something when a page opens and whenever `load` changes (keep it stable with `useCallback`). */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [value, setValue] = useState<T | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [round, setRound] = useState(0)
  const again = useCallback(() => setRound((before) => before + 1), [])
  useEffect(() => {
    let current = true
    load().then(
      (next) => {
        if (!current) return
        setValue(next)
        setProblem(null)
      },
      (error: unknown) => current && setProblem(problemOf(error)),
    )
    return () => {
      current = false
    }
  }, [load, round])
  return { value, problem, again }
}
