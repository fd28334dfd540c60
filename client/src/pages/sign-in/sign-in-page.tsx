import { Link, useLocation } from 'wouter'
import { paths } from '@vieraugen/protocol/pages.ts'
import { useWords } from '../../lib/i18n.ts'
import { sessions } from '../../lib/session.ts'
import { PasswordField, TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { useForm } from '../../ui/use-form.ts'
import { words } from './words.ts'

export function SignInPage() {
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
          await sessions.signIn(login, password)
          navigate(paths.meetings, { replace: true })
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
