import { useEffect, useState } from 'react'

export const steps = ['landing', 'check', 'name'] as const
export type Step = (typeof steps)[number]

const stepIn = (state: unknown): Step => {
  const step = typeof state === 'object' && state !== null && 'step' in state ? state.step : undefined
  return steps.find((known) => known === step) ?? 'landing'
}

/** One decision per screen, and the browser's „back“ leads to the one before instead of losing the place. */
export function useSteps(): [Step, (next: Step) => void] {
  const [step, setStep] = useState<Step>('landing')
  useEffect(() => {
    const onBack = (event: PopStateEvent) => setStep(stepIn(event.state))
    addEventListener('popstate', onBack)
    return () => removeEventListener('popstate', onBack)
  }, [])
  return [
    step,
    (next) => {
      // What was checked need not be gone through again on the way back.
      if (step === 'check') history.replaceState({ step: next }, '')
      else history.pushState({ step: next }, '')
      setStep(next)
    },
  ]
}
