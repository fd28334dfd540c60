import { mailInvitation } from '@vieraugen/protocol/http/meetings.ts'
import { email } from '@vieraugen/protocol/shapes.ts'
import { call } from '../../lib/api.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { useForm } from '../../ui/use-form.ts'
import { words } from './words.ts'

interface MailDialogProps {
  meetingId: string
  onClose(): void
  onSent(said: string): void
}

export function MailDialog({ meetingId, onClose, onSent }: MailDialogProps) {
  const w = useWords(words)
  const form = useForm({ email: '' }, { email: (value) => (email.safeParse(value).success ? null : w.addressWrong) })
  return (
    <Dialog title={w.mailTitle} onClose={onClose}>
      <Form
        form={form}
        action={w.mailAction}
        work={async (values) => {
          await call(mailInvitation, { params: { id: meetingId }, body: { ...values, language: language.get() } })
          onSent(w.mailSent)
        }}
      >
        <p>{w.mailText}</p>
        <TextField label={w.address} state={form.field('email')} type="email" autoComplete="off" required />
      </Form>
    </Dialog>
  )
}
