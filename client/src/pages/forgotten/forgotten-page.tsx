import { useState } from 'react'
import { Link } from 'wouter'
import { askForReset } from '@vieraugen/protocol/http/accounts.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { email } from '@vieraugen/protocol/shapes.ts'
import { call } from '../../lib/api.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { loadSite } from '../../lib/site.ts'
import { buttonLook } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { useForm } from '../../ui/use-form.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

export function ForgottenPage() {
  const w = useWords(words)
  const site = useLoaded(loadSite).value
  const [sent, setSent] = useState(false)
  const form = useForm({ email: '' }, { email: (value) => (email.safeParse(value).success ? null : w.emailWrong) })
  if (sent)
    return (
      <div className="grid max-w-xl gap-5">
        <Heading key="sent">{w.done}</Heading>
        <p>{w.doneText}</p>
        {site?.outboxShown && (
          <p>
            <Link href={paths.outbox} className={buttonLook('plain')}>
              {w.toOutbox}
            </Link>
          </p>
        )}
      </div>
    )
  return (
    <div className="grid max-w-md gap-6">
      <Heading>{w.heading}</Heading>
      <p>{w.lead}</p>
      <Form
        form={form}
        action={w.submit}
        work={async (values) => {
          await call(askForReset, { body: { ...values, language: language.get() } })
          setSent(true)
        }}
      >
        <TextField label={w.email} state={form.field('email')} type="email" autoComplete="email" required />
      </Form>
    </div>
  )
}
