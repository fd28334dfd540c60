import { useCallback, useEffect, useRef, useState } from 'react'
import {
  accountState,
  type AccountState,
  type ListedAccount,
  searchAccounts,
} from '@vieraugen/protocol/http/admin-accounts.ts'
import { call } from '../../lib/api.ts'
import { useWords } from '../../lib/i18n.ts'
import { session } from '../../lib/session.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useForm } from '../../ui/use-form.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import { AccountCard } from './account-card.tsx'
import { Invitations } from './invitations.tsx'
import { words } from './words.ts'

/** Who may sign in here, as what, and who is invited. */
export function AdminAccountsPage() {
  const w = useWords(words)
  const status = useRef<HTMLParagraphElement>(null)
  const [said, setSaid] = useState({ text: '' })
  // The button that had the focus is gone with what it did.
  useEffect(() => {
    if (said.text) status.current?.focus()
  }, [said])
  const say = useCallback((text: string) => setSaid({ text }), [])
  const isAllowed = useStore(session)?.role === 'administrator'
  if (!isAllowed) {
    return (
      <div className="grid gap-4">
        <Heading>{w.heading}</Heading>
        <p>{w.forbidden}</p>
      </div>
    )
  }
  return (
    <div className="grid gap-9">
      <Heading>{w.heading}</Heading>
      <p className="max-w-2xl">{w.lead}</p>
      <p role="status" ref={status} tabIndex={-1} className="font-bold text-good">
        {said.text}
      </p>
      <Accounts onDone={say} />
      <Invitations onDone={say} />
    </div>
  )
}

interface Wanted {
  search: string
  state: AccountState | null
}

function Accounts({ onDone }: { onDone(said: string): void }) {
  const w = useWords(words)
  const [wanted, setWanted] = useState<Wanted>({ search: '', state: null })
  const form = useForm({ search: '' }, {})
  const states = [null, ...accountState.options]
  return (
    <section className="grid gap-5">
      <h2>{w.accounts}</h2>
      <div className="max-w-xl">
        <Form
          form={form}
          kind="plain"
          action={w.find}
          work={async ({ search }) => setWanted({ ...wanted, search: search.trim() })}
        >
          <TextField
            label={w.search}
            hint={w.searchHint}
            state={form.field('search')}
            type="search"
            autoComplete="off"
            maxLength={200}
          />
        </Form>
      </div>
      <fieldset>
        <legend className="mb-2 font-bold">{w.filter}</legend>
        <div className="flex flex-wrap gap-2">
          {states.map((state) => (
            <Button
              key={state ?? ''}
              kind={wanted.state === state ? 'main' : 'plain'}
              aria-pressed={wanted.state === state}
              onClick={() => setWanted({ ...wanted, state })}
            >
              {state ? w.states[state] : w.all}
            </Button>
          ))}
        </div>
      </fieldset>
      <Found key={JSON.stringify(wanted)} wanted={wanted} onDone={onDone} />
    </section>
  )
}

function Found({ wanted, onDone }: { wanted: Wanted; onDone(said: string): void }) {
  const w = useWords(words)
  const first = useLoaded(useCallback(() => call(searchAccounts, { body: { ...wanted, after: null } }), [wanted]))
  const [rest, setRest] = useState<{ accounts: ListedAccount[]; next: string | null } | null>(null)
  const loading = useAction()
  if (!first.value) return <Pending of={first} />
  const accounts = [...first.value.accounts, ...(rest?.accounts ?? [])]
  const { next } = rest ?? first.value
  const load = () =>
    loading.run(async () => {
      const more = await call(searchAccounts, { body: { ...wanted, after: next } })
      setRest({ accounts: [...(rest?.accounts ?? []), ...more.accounts], next: more.next })
    })
  const changed = (said: string) => {
    onDone(said)
    setRest(null)
    first.again()
  }
  if (accounts.length === 0) return <p role="status">{wanted.search ? w.noneFound : w.none}</p>
  return (
    <div className="grid gap-3">
      <p role="status" className="text-muted">
        {w.count(accounts.length, next !== null)}
      </p>
      {first.problem && <ProblemNotice problem={first.problem} onRetry={first.again} />}
      <ul className="grid gap-3">
        {accounts.map((account) => (
          <AccountCard key={account.id} account={account} onDone={changed} />
        ))}
      </ul>
      {loading.problem && <ProblemNotice problem={loading.problem} />}
      {next !== null && (
        <p>
          <Button aria-disabled={loading.busy} onClick={() => void load()}>
            {w.more}
          </Button>
        </p>
      )}
    </div>
  )
}
