import { changeRole, type ListedAccount } from '@vieraugen/protocol/http/admin-accounts.ts'
import type { Role } from '@vieraugen/protocol/shapes.ts'
import { call } from '../../lib/api.ts'
import { useWords } from '../../lib/i18n.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { useForm } from '../../ui/use-form.ts'
import { RoleChoice } from './role-choice.tsx'
import { words } from './words.ts'

interface RoleDialogProps {
  account: ListedAccount
  name: string
  onDone(said: string): void
  onClose(): void
}

export function RoleDialog({ account, name, onDone, onClose }: RoleDialogProps) {
  const w = useWords(words)
  const form = useForm<{ role: Role }>({ role: account.role }, {})
  return (
    <Dialog title={w.acts.role.title} onClose={onClose}>
      <Form
        form={form}
        kind="danger"
        action={w.acts.role.open}
        work={async ({ role }) => {
          if (role !== account.role) {
            await call(changeRole, { params: { id: account.id }, body: { role } })
            onDone(w.acts.role.done(name))
          }
          onClose()
        }}
      >
        <p>
          <strong>{name}</strong>, {account.email}
        </p>
        <p>{w.acts.role.text}</p>
        <RoleChoice value={form.values.role} onChange={(role) => form.set({ role })} />
      </Form>
    </Dialog>
  )
}
