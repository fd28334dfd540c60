import { lazy, Suspense, useEffect, useState } from 'react'
import { onProofNeeded } from '../lib/api.ts'

const ProofDialog = lazy(async () => ({ default: (await import('./proof-dialog.tsx')).ProofDialog }))

/** Shows the dialog whenever the server wants a fresh proof of the second factor; several calls share one answer. */
export function ProofAsker() {
  const [done, setDone] = useState<((proven: boolean) => void) | null>(null)
  useEffect(() => {
    let asking: Promise<boolean> | null = null
    onProofNeeded(() => {
      asking ??= new Promise<boolean>((resolve) => setDone(() => resolve)).finally(() => {
        asking = null
        setDone(null)
      })
      return asking
    })
    return () => onProofNeeded(async () => false)
  }, [])
  if (!done) return null
  return (
    <Suspense fallback={null}>
      <ProofDialog onDone={done} />
    </Suspense>
  )
}
