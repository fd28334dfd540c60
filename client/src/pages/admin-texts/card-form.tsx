import type { ReactNode } from 'react'
import type { CardEntries } from '@vieraugen/protocol/operator-card.ts'
import { email } from '@vieraugen/protocol/shapes.ts'
import { useWords } from '../../lib/i18n.ts'
import { TextArea, TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { type FormState, useForm } from '../../ui/use-form.ts'
import { type CardFields, cardOf, type FieldName, parties, partyFields, type PartyName } from './card-fields.ts'
import { words } from './words.ts'

const isAddress = (name: FieldName) => name === 'withdrawalEmail' || name.endsWith('.email')
const longest = (name: FieldName) => (name.endsWith('.phone') ? 40 : name.startsWith('alternative.') ? 500 : 200)

/** Every entry of the card. Sending it shows what would follow; nothing is published by this form. */
export function CardForm({ initial, onPreview }: { initial: CardFields; onPreview(card: CardEntries): Promise<void> }) {
  const w = useWords(words)
  const wrong = (name: FieldName) => (value: string) => {
    if (!value.trim()) return w.missing
    if (isAddress(name) && !email.safeParse(value).success) return w.emailWrong
    return name !== 'board' && value.trim().length > longest(name) ? w.tooLong : null
  }
  const rules = Object.fromEntries((Object.keys(initial) as FieldName[]).map((name) => [name, wrong(name)]))
  const form = useForm<CardFields>(initial, rules)
  return (
    <Form form={form} action={w.preview} work={(fields) => onPreview(cardOf(fields))}>
      <p>{w.allNeeded}</p>
      {parties.map((party) => (
        <PartyFieldset key={party} form={form} party={party} />
      ))}
      <Fieldset title={w.other} hint={w.otherHint}>
        <TextField label={w.entries['alternative.phone']} state={form.field('alternative.phone')} type="tel" required />
        <TextArea label={w.entries['alternative.de']} state={form.field('alternative.de')} rows={2} required />
        <TextArea label={w.entries['alternative.en']} state={form.field('alternative.en')} rows={2} required />
        <TextField
          label={w.entries.withdrawalEmail}
          hint={w.withdrawalHint}
          state={form.field('withdrawalEmail')}
          type="email"
          required
        />
      </Fieldset>
    </Form>
  )
}

function PartyFieldset({ form, party }: { form: FormState<CardFields>; party: PartyName }) {
  const w = useWords(words)
  const types = { email: 'email', phone: 'tel' } as const
  return (
    <Fieldset title={w.parties[party]} hint={w.partyHints[party]}>
      <div className="grid gap-4 sm:grid-cols-2">
        {partyFields.map((field) => (
          <div key={field} className="first:sm:col-span-2">
            <TextField
              label={w.fields[field]}
              state={form.field(`${party}.${field}`)}
              type={field === 'email' || field === 'phone' ? types[field] : 'text'}
              required
            />
          </div>
        ))}
      </div>
      {party === 'controller' && (
        <>
          <TextField label={w.entries.register} hint={w.registerHint} state={form.field('register')} required />
          <TextArea label={w.entries.board} hint={w.boardHint} state={form.field('board')} rows={3} required />
          <TextField label={w.entries.taxId} state={form.field('taxId')} required />
        </>
      )}
    </Fieldset>
  )
}

function Fieldset({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-4 rounded-xl border border-line p-4 sm:p-5">
      <legend className="px-2 font-bold">{title}</legend>
      <p className="text-[0.9rem] text-muted">{hint}</p>
      {children}
    </fieldset>
  )
}
