import { useState } from 'react'
import {
  approveAccount,
  type ListedAccount,
  lockAccount,
  refuseAccount,
  removeAccount,
  resetFactors,
  unlockAccount,
} from '@vieraugen/protocol/http/admin-accounts.ts'
import { call } from '../../lib/api.ts'
import { period } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { RoleDialog } from './role-dialog.tsx'
import { words } from './words.ts'

const endpoints = {
  approve: approveAccount,
  refuse: refuseAccount,
  lock: lockAccount,
  unlock: unlockAccount,
  reset: resetFactors,
  remove: removeAccount,
}
type Act = keyof typeof endpoints | 'role'

/** What can be done to an account in its state; nothing to one that nobody confirmed: it goes by itself. */
function actsFor({ state, own, secondFactor }: ListedAccount): Act[] {
  if (own || state === 'unconfirmed') return []
  if (state === 'pending') return ['approve', 'refuse']
  return [state === 'active' ? 'lock' : 'unlock', 'role', ...(secondFactor ? (['reset'] as const) : []), 'remove']
}

interface AccountProps {
  account: ListedAccount
  /** Something was done; the sentence says so. */
  onDone(said: string): void
}

/** One account: what the administration needs of it, and what it can do. */
export function AccountCard({ account, onDone }: AccountProps) {
  const w = useWords(words)
  const [asking, setAsking] = useState<Act | null>(null)
  const name = `${account.firstName} ${account.lastName}`
  return (
    <li className="grid gap-3 rounded-xl border border-line bg-surface p-4">
      <h3 className="break-words">{name}</h3>
      <Facts account={account} />
      {account.own && <p className="text-muted">{w.own}</p>}
      {account.state === 'unconfirmed' && <p className="text-muted">{w.unconfirmedText}</p>}
      <div className="flex flex-wrap gap-2">
        {actsFor(account).map((act) => (
          <Button key={act} onClick={() => setAsking(act)}>
            {w.acts[act].open}
            <span className="sr-only">: {name}</span>
          </Button>
        ))}
      </div>
      {asking === 'role' && <RoleDialog {...{ account, name, onDone }} onClose={() => setAsking(null)} />}
      {asking && asking !== 'role' && (
        <ConfirmDialog
          title={w.acts[asking].title}
          action={w.acts[asking].open}
          onClose={() => setAsking(null)}
          work={async () => {
            await call(endpoints[asking], { params: { id: account.id } })
            onDone(w.acts[asking].done(name))
          }}
        >
          <p>
            <strong>{name}</strong>, {account.email}
          </p>
          <p>{w.acts[asking].text}</p>
        </ConfirmDialog>
      )}
    </li>
  )
}

function Facts({ account }: { account: ListedAccount }) {
  const w = useWords(words)
  const shown = useStore(language)
  const { email, userName, role, state, restricted, secondFactor, registeredOn, signedInOn } = account
  const facts = [
    [w.email, email],
    [w.userName, userName],
    [w.role, w.roles[role]],
    [w.state, restricted ? w.restricted(w.states[state]) : w.states[state]],
    [w.secondFactor, secondFactor ? w.on : w.off],
    [w.registered, period(registeredOn, shown)],
    [w.signedIn, signedInOn ? period(signedInOn, shown) : w.never],
  ] as const
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-2 xl:grid-cols-3">
      {facts.map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="text-[0.9rem] text-muted">{name}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
