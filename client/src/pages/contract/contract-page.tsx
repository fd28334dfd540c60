import { useState } from 'react'
import type * as z from 'zod/mini'
import { withdrawContract } from '@vieraugen/protocol/http/rights.ts'
import { email, line } from '@vieraugen/protocol/shapes.ts'
import { call } from '../../lib/api.ts'
import { day, time } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { loadSite } from '../../lib/site.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { useForm } from '../../ui/use-form.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

type Received = z.output<typeof withdrawContract.reply>

/** „Vertrag widerrufen“ in two steps, without signing in (§ 356a BGB). */
export function ContractPage() {
  const w = useWords(words)
  const site = useLoaded(loadSite)
  const shown = useStore(language)
  const [begun, setBegun] = useState(false)
  const [received, setReceived] = useState<Received | null>(null)
  if (!site.value) return <Pending of={site} />
  if (!site.value.contractWithdrawal) return <Said heading={w.heading} lines={[w.none]} />
  if (received) {
    const { number, receivedAt } = received
    const when = w.received(number, day(receivedAt, shown), time(receivedAt, shown, { seconds: true }))
    return <Said heading={w.done} lines={[when, w.mailed]} />
  }
  return (
    <div className="grid max-w-xl gap-5">
      <Heading>{w.heading}</Heading>
      <p>{w.text}</p>
      {begun ? (
        <Declaration onReceived={setReceived} />
      ) : (
        <p>
          <Button kind="main" onClick={() => setBegun(true)}>
            {w.begin}
          </Button>
        </p>
      )}
    </div>
  )
}

function Declaration({ onReceived }: { onReceived(received: Received): void }) {
  const w = useWords(words)
  const filled = (value: string) => (line(160).safeParse(value).success ? null : w.missing)
  const form = useForm(
    { name: '', contract: '', email: '' },
    {
      name: filled,
      contract: filled,
      email: (value) => (email.safeParse(value).success ? null : w.emailWrong),
    },
  )
  return (
    <Form
      form={form}
      action={w.confirm}
      work={async (body) => onReceived(await call(withdrawContract, { body: { ...body, language: language.get() } }))}
    >
      <p className="font-bold">{w.declaration}</p>
      <TextField label={w.name} state={form.field('name')} autoComplete="name" required />
      <TextField label={w.contract} hint={w.contractHint} state={form.field('contract')} required />
      <TextField
        label={w.email}
        hint={w.emailHint}
        state={form.field('email')}
        type="email"
        autoComplete="email"
        required
      />
    </Form>
  )
}

function Said({ heading, lines }: { heading: string; lines: readonly string[] }) {
  return (
    <div className="grid max-w-xl gap-5" role="status">
      <Heading key={heading}>{heading}</Heading>
      {lines.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  )
}
