import { useState } from 'react'
import { Link } from 'wouter'
import { register } from '@vieraugen/protocol/http/accounts.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { email, line, userName } from '@vieraugen/protocol/shapes.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import { call } from '../../lib/api.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { loadSite } from '../../lib/site.ts'
import { buttonLook } from '../../ui/button.tsx'
import { ConsentBoxes, useConsent } from '../../ui/consent-boxes.tsx'
import { PasswordField, TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { passwordRule } from '../../ui/password-rule.ts'
import { useForm } from '../../ui/use-form.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

const empty = { firstName: '', lastName: '', email: '', userName: '', password: '' }

export function RegisterPage() {
  const [sentTo, setSentTo] = useState<string | null>(null)
  return sentTo === null ? <RegisterForm onSent={setSentTo} /> : <AlmostDone address={sentTo} />
}

function RegisterForm({ onSent }: { onSent(address: string): void }) {
  const w = useWords(words)
  const site = useLoaded(loadSite).value
  const consent = useConsent('counsellor')
  const form = useForm(empty, {
    firstName: (value) => (line(80).safeParse(value).success ? null : w.firstNameMissing),
    lastName: (value) => (line(80).safeParse(value).success ? null : w.lastNameMissing),
    email: (value) => (email.safeParse(value).success ? null : w.emailWrong),
    userName: (value) => (userName.safeParse(value).success ? null : w.userNameWrong),
    password: passwordRule,
  })
  const submit = async (values: typeof empty) => {
    const ticks = consent.check()
    if (!ticks) return
    try {
      await call(register, { body: { ...values, language: language.get(), ticks } })
    } catch (error) {
      if (error instanceof Fail && error.code === 'texts-changed') consent.renew()
      throw error
    }
    onSent(values.email.trim())
  }
  return (
    <div className="grid max-w-xl gap-6">
      <Heading>{w.heading}</Heading>
      <p>{w.lead}</p>
      <Form form={form} work={submit} action={w.submit}>
        <TextField label={w.firstName} state={form.field('firstName')} autoComplete="given-name" required />
        <TextField label={w.lastName} state={form.field('lastName')} autoComplete="family-name" required />
        <TextField
          label={w.email}
          hint={w.emailHint}
          state={form.field('email')}
          type="email"
          autoComplete="email"
          required
        />
        <TextField
          label={w.userName}
          hint={w.userNameHint}
          state={form.field('userName')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <PasswordField
          label={w.password}
          hint={w.passwordHint}
          state={form.field('password')}
          autoComplete="new-password"
          required
        />
        <fieldset className="grid gap-4">
          <legend className="mb-2 text-[1.3rem] font-bold">{w.boxes}</legend>
          {site && <p>{w.withdrawal(site.card.withdrawalEmail)}</p>}
          <ConsentBoxes consent={consent} />
        </fieldset>
      </Form>
      <p>
        {w.haveAccount}{' '}
        <Link href={paths.signIn} className="underline">
          {w.toSignIn}
        </Link>
      </p>
    </div>
  )
}

function AlmostDone({ address }: { address: string }) {
  const w = useWords(words)
  const site = useLoaded(loadSite).value
  return (
    <div className="grid max-w-xl gap-5">
      <Heading>{w.done}</Heading>
      <p>{w.doneText(address)}</p>
      <p>{w.doneLater}</p>
      {site?.outboxShown && (
        <Notice tone="signal" title={w.outbox}>
          <Link href={paths.outbox} className={buttonLook('plain')}>
            {w.toOutbox}
          </Link>
        </Notice>
      )}
    </div>
  )
}
