import { useState } from 'react'
import { Link } from 'wouter'
import { resetPassword } from '@vieraugen/protocol/http/accounts.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { call } from '../../lib/api.ts'
import { useWords } from '../../lib/i18n.ts'
import { buttonLook } from '../../ui/button.tsx'
import { PasswordField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { passwordRule } from '../../ui/password-rule.ts'
import { useForm } from '../../ui/use-form.ts'
import { useSecret } from '../../ui/use-secret.ts'
import { words } from './words.ts'

export function NewPasswordPage() {
  const w = useWords(words)
  const secret = useSecret()
  const [saved, setSaved] = useState(false)
  const form = useForm({ password: '' }, { password: passwordRule })
  if (saved || !secret)
    return (
      <div className="grid max-w-xl gap-5">
        <Heading key={saved ? 'saved' : 'incomplete'}>{saved ? w.done : w.incomplete}</Heading>
        <p>{saved ? w.doneText : w.incompleteText}</p>
        <p>
          <Link href={saved ? paths.signIn : paths.forgotten} className={buttonLook('main')}>
            {saved ? w.toSignIn : w.again}
          </Link>
        </p>
      </div>
    )
  return (
    <div className="grid max-w-md gap-6">
      <Heading key="new">{w.heading}</Heading>
      <p>{w.lead}</p>
      <Form
        form={form}
        action={w.submit}
        work={async ({ password }) => {
          await call(resetPassword, { body: { secret, password } })
          setSaved(true)
        }}
      >
        <PasswordField
          label={w.password}
          hint={w.hint}
          state={form.field('password')}
          autoComplete="new-password"
          required
        />
      </Form>
    </div>
  )
}
