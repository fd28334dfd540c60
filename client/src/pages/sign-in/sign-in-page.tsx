import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { SecondStep } from '@vieraugen/protocol/http/second-factor.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { useWords } from '../../lib/i18n.ts'
import { sessions } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { PasswordField, TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { ProofForm } from '../../ui/proof-form.tsx'
import { useForm } from '../../ui/use-form.ts'
import { words } from './words.ts'

export function SignInPage() {
  const [step, setStep] = useState<SecondStep | null>(null)
  return step ? <SecondStepForm step={step} onBack={() => setStep(null)} /> : <PasswordStep onStep={setStep} />
}

/** After the right password, where a second factor is set up. */
function SecondStepForm({ step, onBack }: { step: SecondStep; onBack(): void }) {
  const w = useWords(words)
  const [, navigate] = useLocation()
  return (
    <div className="grid max-w-md gap-6">
      <Heading>{w.secondStep}</Heading>
      <p>{w.secondStepText}</p>
      <ProofForm
        kinds={step.kinds}
        question={async () => step.options}
        action={w.submit}
        onProof={async (proof) => {
          await sessions.signInStrongly(step.ticket, proof)
          navigate(paths.meetings, { replace: true })
        }}
        aside={<Button onClick={onBack}>{w.back}</Button>}
      />
    </div>
  )
}

function PasswordStep({ onStep }: { onStep(step: SecondStep): void }) {
  const w = useWords(words)
  const [, navigate] = useLocation()
  const form = useForm(
    { login: '', password: '' },
    {
      login: (value) => (value.trim() ? null : w.loginMissing),
      password: (value) => (value ? null : w.passwordMissing),
    },
  )
  return (
    <div className="grid max-w-md gap-6">
      <Heading>{w.heading}</Heading>
      <Form
        form={form}
        action={w.submit}
        work={async ({ login, password }) => {
          const step = await sessions.signIn(login, password)
          if (step) onStep(step)
          else navigate(paths.meetings, { replace: true })
        }}
      >
        <TextField
          label={w.login}
          state={form.field('login')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <PasswordField label={w.password} state={form.field('password')} autoComplete="current-password" required />
      </Form>
      <p>
        <Link href={paths.forgotten} className="underline">
          {w.forgotten}
        </Link>
      </p>
      <p>
        {w.noAccount}{' '}
        <Link href={paths.register} className="underline">
          {w.toRegister}
        </Link>
      </p>
      <p className="text-[0.9rem] text-muted">{w.cookie}</p>
    </div>
  )
}
