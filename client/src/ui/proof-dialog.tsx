import { askForProof, giveProof } from '@vieraugen/protocol/http/second-factor.ts'
import { call } from '../lib/api.ts'
import { useWords } from '../lib/i18n.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Loading } from './loading.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { ProofForm } from './proof-form.tsx'
import { useLoaded } from './use-loaded.ts'
import { words } from './words.ts'

const ask = () => call(askForProof)

/** Asks for the second factor once more, in the middle of what needs it. */
export function ProofDialog({ onDone }: { onDone(proven: boolean): void }) {
  const w = useWords(words)
  const asked = useLoaded(ask)
  return (
    <Dialog title={w.proof.title} onClose={() => onDone(false)}>
      <div className="grid gap-5">
        <p>{w.proof.why}</p>
        {asked.problem && <ProblemNotice problem={asked.problem} onRetry={asked.again} />}
        {!asked.value && !asked.problem && <Loading />}
        {asked.value && (
          <ProofForm
            kinds={asked.value.kinds}
            question={async () => (await ask()).options}
            action={w.proof.confirm}
            onProof={async (proof) => {
              await call(giveProof, { body: { proof } })
              onDone(true)
            }}
            aside={<Button onClick={() => onDone(false)}>{w.cancel}</Button>}
          />
        )}
      </div>
    </Dialog>
  )
}
