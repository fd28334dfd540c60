import { useState } from 'react'
import { useLocation } from 'wouter'
import { deleteAccount } from '@vieraugen/protocol/http/accounts.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { call } from '../../lib/api.ts'
import { useWords } from '../../lib/i18n.ts'
import { sessions } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PasswordField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { useForm } from '../../ui/use-form.ts'
import { words } from './words.ts'

export function DeletionSection() {
  const w = useWords(words)
  const [asking, setAsking] = useState(false)
  return (
    <>
      <p>{w.deletionText}</p>
      <p>
        <Button onClick={() => setAsking(true)}>{w.deletionOpen}</Button>
      </p>
      {asking && <DeletionDialog onClose={() => setAsking(false)} />}
    </>
  )
}

function DeletionDialog({ onClose }: { onClose(): void }) {
  const w = useWords(words)
  const [, navigate] = useLocation()
  const form = useForm({ password: '' }, { password: (value) => (value ? null : w.passwordMissing) })
  return (
    <Dialog title={w.deletionTitle} onClose={onClose}>
      <Form
        form={form}
        kind="danger"
        action={w.deletionAction}
        work={async (body) => {
          await call(deleteAccount, { body })
          navigate(paths.farewell, { replace: true })
          sessions.lost()
        }}
      >
        <p>{w.deletionText}</p>
        <PasswordField label={w.current} state={form.field('password')} autoComplete="current-password" required />
      </Form>
    </Dialog>
  )
}
