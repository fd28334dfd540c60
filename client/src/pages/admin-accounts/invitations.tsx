import { useRef, useState } from 'react'
import {
  type AccountInvitation,
  inviteCounsellor,
  inviteOffice,
  listInvitations,
  withdrawInvitation,
} from '@vieraugen/protocol/http/admin-accounts.ts'
import { email, type Role } from '@vieraugen/protocol/shapes.ts'
import { call } from '../../lib/api.ts'
import { moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Pending } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useForm } from '../../ui/use-form.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import { RoleChoice } from './role-choice.tsx'
import { words } from './words.ts'

const load = async () => (await call(listInvitations)).invitations

/** The links with which somebody may still register. */
export function Invitations({ onDone }: { onDone(said: string): void }) {
  const w = useWords(words)
  const invitations = useLoaded(load)
  const [inviting, setInviting] = useState(false)
  return (
    <section className="grid gap-4">
      <h2>{w.invitations}</h2>
      <p className="max-w-2xl">{w.invitationsText}</p>
      <p>
        <Button kind="main" onClick={() => setInviting(true)}>
          {w.invite}
        </Button>
      </p>
      {!invitations.value && <Pending of={invitations} />}
      {invitations.value?.length === 0 && <p>{w.noInvitations}</p>}
      <ul className="grid gap-3">
        {invitations.value?.map((invitation) => (
          <Open
            key={invitation.id}
            invitation={invitation}
            onWithdrawn={() => {
              onDone(w.withdrawn)
              invitations.again()
            }}
          />
        ))}
      </ul>
      {inviting && <InviteDialog onMade={invitations.again} onClose={() => setInviting(false)} />}
    </section>
  )
}

function Open({ invitation, onWithdrawn }: { invitation: AccountInvitation; onWithdrawn(): void }) {
  const w = useWords(words)
  const shown = useStore(language)
  const [asking, setAsking] = useState(false)
  const { id, role, createdAt, expiresAt } = invitation
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-surface p-4">
      <div>
        <h3>{w.roles[role]}</h3>
        <p className="text-muted">{w.invitedAt(moment(createdAt, shown), moment(expiresAt, shown))}</p>
      </div>
      <Button onClick={() => setAsking(true)}>
        {w.withdraw}
        <span className="sr-only">
          : {w.roles[role]}, {moment(createdAt, shown)}
        </span>
      </Button>
      {asking && (
        <ConfirmDialog
          title={w.withdrawTitle}
          action={w.withdraw}
          onClose={() => setAsking(false)}
          work={async () => {
            await call(withdrawInvitation, { params: { id } })
            onWithdrawn()
          }}
        >
          <p>{w.withdrawText}</p>
        </ConfirmDialog>
      )}
    </li>
  )
}

function InviteDialog({ onMade, onClose }: { onMade(): void; onClose(): void }) {
  const w = useWords(words)
  const [made, setMade] = useState<{ link: string; to: string } | null>(null)
  const form = useForm<{ role: Role; to: string }>(
    { role: 'counsellor', to: '' },
    { to: (value) => (value.trim() === '' || email.safeParse(value).success ? null : w.addressWrong) },
  )
  const work = async ({ role, to: typed }: { role: Role; to: string }) => {
    const body = { to: typed.trim() || null, language: language.get() }
    const { link } =
      role === 'counsellor'
        ? await call(inviteCounsellor, { body })
        : await call(inviteOffice, { body: { ...body, role } })
    setMade({ link, to: body.to ?? '' })
    onMade()
  }
  return (
    <Dialog title={w.invite} onClose={onClose}>
      {made ? (
        <Made {...made} onClose={onClose} />
      ) : (
        <Form form={form} action={w.makeInvitation} work={work}>
          <RoleChoice value={form.values.role} onChange={(role) => form.set({ role })} />
          <TextField label={w.address} hint={w.addressHint} state={form.field('to')} type="email" autoComplete="off" />
        </Form>
      )}
    </Dialog>
  )
}

function Made({ link, to, onClose }: { link: string; to: string; onClose(): void }) {
  const w = useWords(words)
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="grid gap-4">
      <Notice tone="good" role="status" title={to ? w.madeAndSent(to) : w.made}>
        <p>{w.madeText}</p>
      </Notice>
      <label className="grid gap-1 font-bold">
        {w.link}
        <input
          ref={input}
          readOnly
          value={link}
          className="min-h-12 w-full rounded-lg border-2 border-control bg-sunken px-3 py-2 font-normal"
        />
      </label>
      <div className="flex flex-wrap gap-3">
        <CopyButton label={w.copy} text={link} fallback={input} />
        <Button onClick={onClose}>{w.close}</Button>
      </div>
    </div>
  )
}
