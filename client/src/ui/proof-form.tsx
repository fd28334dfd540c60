import { type ReactNode, useState } from 'react'
import type { FactorKind, Proof, RequestOptions } from '@vieraugen/protocol/http/second-factor.ts'
import { useWords } from '../lib/i18n.ts'
import { askPasskey, canPasskeys } from '../lib/passkey.ts'
import { Button } from './button.tsx'
import { TextField } from './field.tsx'
import { Form } from './form.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { takeFocus } from './take-focus.ts'
import { useAction } from './use-action.ts'
import { useForm } from './use-form.ts'
import { words } from './words.ts'

interface ProofFormProps {
  kinds: readonly FactorKind[]
  /** A question to the person's passkeys; asked for at each try. */
  question(): Promise<RequestOptions | null>
  /** Name of the button that sends a code. */
  action: string
  onProof(proof: Proof): Promise<void>
  /** Beside the button: a way out. */
  aside?: ReactNode
}

/** Asks for the second factor: a code of the app, a passkey, or a recovery code. */
export function ProofForm(props: ProofFormProps) {
  const w = useWords(words).proof
  const [recovering, setRecovering] = useState(false)
  const { kinds } = props
  return (
    <div className="grid gap-6">
      {recovering && <RecoveryForm {...props} />}
      {!recovering && kinds.includes('totp') && <CodeForm {...props} />}
      {!recovering && kinds.includes('passkey') && <PasskeyButton {...props} isOnly={!kinds.includes('totp')} />}
      <p>
        <Button kind="quiet" className="-ml-4 text-left" onClick={() => setRecovering(!recovering)}>
          {recovering ? w.otherWay : w.recovery}
        </Button>
      </p>
    </div>
  )
}

function CodeForm({ action, onProof, aside }: ProofFormProps) {
  const w = useWords(words).proof
  const form = useForm(
    { code: '' },
    { code: (value) => (/^\d{6}$/.test(value.replaceAll(/\s/g, '')) ? null : w.codeMissing) },
  )
  return (
    <Form form={form} action={action} aside={aside} work={({ code }) => onProof({ kind: 'totp', code })}>
      <TextField
        label={w.code}
        hint={w.codeHint}
        state={form.field('code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
      />
    </Form>
  )
}

function RecoveryForm({ action, onProof, aside }: ProofFormProps) {
  const w = useWords(words).proof
  const form = useForm({ recovery: '' }, { recovery: (value) => (value.trim() ? null : w.recoveryMissing) })
  return (
    <Form
      form={form}
      action={action}
      aside={aside}
      work={({ recovery }) => onProof({ kind: 'recovery-code', code: recovery })}
    >
      <p ref={takeFocus} tabIndex={-1} className="outline-none">
        {w.recoveryMissing}
      </p>
      <TextField
        label={w.recoveryCode}
        hint={w.recoveryHint}
        state={form.field('recovery')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        required
      />
    </Form>
  )
}

function PasskeyButton({ question, onProof, aside, isOnly }: ProofFormProps & { isOnly: boolean }) {
  const w = useWords(words)
  const { busy, problem, run } = useAction()
  const ask = async () => {
    const options = await question()
    if (options) await onProof({ kind: 'passkey', assertion: await askPasskey(options) })
  }
  if (!canPasskeys()) return <p>{w.proof.noPasskeys}</p>
  return (
    <div className="grid gap-3">
      <p>{w.proof.passkeyHint}</p>
      {problem && <ProblemNotice problem={problem} />}
      <div className="flex flex-wrap gap-3">
        <Button kind={isOnly ? 'main' : 'plain'} aria-disabled={busy} onClick={() => void run(ask)}>
          {busy ? w.working : w.proof.passkey}
        </Button>
        {isOnly && aside}
      </div>
    </div>
  )
}
