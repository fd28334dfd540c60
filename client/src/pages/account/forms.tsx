import { useState } from 'react'
import { type Account, changeEmail, changeNames, changePassword } from '@vieraugen/protocol/http/accounts.ts'
import { email, line, userName } from '@vieraugen/protocol/shapes.ts'
import { call } from '../../lib/api.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { sessions } from '../../lib/session.ts'
import { PasswordField, TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { passwordRule } from '../../ui/password-rule.ts'
import { useForm } from '../../ui/use-form.ts'
import { words } from './words.ts'

/** Always there, so that a screen reader hears what is put into it. */
function Saved({ text }: { text: string }) {
  return (
    <p role="status" className="self-center font-bold text-good">
      {text}
    </p>
  )
}

export function NamesForm({ account }: { account: Account }) {
  const w = useWords(words)
  const [said, setSaid] = useState('')
  const { firstName, lastName } = account
  const named = (value: string) => (line(80).safeParse(value).success ? null : w.nameMissing)
  const form = useForm(
    { firstName, lastName, userName: account.userName },
    {
      firstName: named,
      lastName: named,
      userName: (value) => (userName.safeParse(value).success ? null : w.userNameWrong),
    },
  )
  return (
    <Form
      form={form}
      kind="plain"
      action={w.saveNames}
      aside={<Saved text={said} />}
      work={async (body) => {
        sessions.changed(await call(changeNames, { body }))
        setSaid(w.namesSaved)
      }}
    >
      <p>{w.namesHint}</p>
      <TextField label={w.firstName} state={form.field('firstName')} autoComplete="given-name" required />
      <TextField label={w.lastName} state={form.field('lastName')} autoComplete="family-name" required />
      <TextField
        label={w.userName}
        state={form.field('userName')}
        autoComplete="username"
        autoCapitalize="none"
        required
      />
    </Form>
  )
}

export function EmailForm({ account }: { account: Account }) {
  const w = useWords(words)
  const [said, setSaid] = useState('')
  const form = useForm(
    { email: '', password: '' },
    {
      email: (value) => (email.safeParse(value).success ? null : w.emailWrong),
      password: (value) => (value ? null : w.passwordMissing),
    },
  )
  return (
    <Form
      form={form}
      kind="plain"
      action={w.saveEmail}
      aside={<Saved text={said} />}
      work={async (values) => {
        await call(changeEmail, { body: { ...values, language: language.get() } })
        form.reset()
        setSaid(w.emailSaved)
      }}
    >
      <p>{w.emailNow(account.email)}</p>
      <TextField label={w.newEmail} state={form.field('email')} type="email" autoComplete="email" required />
      <PasswordField label={w.current} state={form.field('password')} autoComplete="current-password" required />
    </Form>
  )
}

export function PasswordForm() {
  const w = useWords(words)
  const [said, setSaid] = useState('')
  const form = useForm(
    { current: '', next: '' },
    { current: (value) => (value ? null : w.passwordMissing), next: passwordRule },
  )
  return (
    <Form
      form={form}
      kind="plain"
      action={w.savePassword}
      aside={<Saved text={said} />}
      work={async (body) => {
        await call(changePassword, { body })
        form.reset()
        setSaid(w.passwordSaved)
      }}
    >
      <PasswordField label={w.current} state={form.field('current')} autoComplete="current-password" required />
      <PasswordField label={w.next} hint={w.nextHint} state={form.field('next')} autoComplete="new-password" required />
    </Form>
  )
}
