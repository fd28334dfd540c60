import { useState } from 'react'
import type * as z from 'zod/mini'
import { lookUpConsent } from '@vieraugen/protocol/http/admin-consents.ts'
import { call } from '../../lib/api.ts'
import { day, moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { words as rightsWords } from '../../lib/words.ts'
import { ArchivedText } from '../../ui/archived-text.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { useForm } from '../../ui/use-form.ts'
import { words } from './words.ts'

type Found = z.output<typeof lookUpConsent.reply>

/** What a receipt code proves when somebody shows one. The code goes with the answer: nothing of it stays on the page. */
export function ReceiptLookUp() {
  const w = useWords(words)
  const form = useForm({ code: '' }, { code: (value) => (value.trim() ? null : w.codeMissing) })
  const [found, setFound] = useState<Found | null>(null)
  const look = async ({ code }: { code: string }) => {
    setFound(null)
    setFound(await call(lookUpConsent, { body: { code } }))
    form.reset()
  }
  return (
    <section className="grid max-w-2xl gap-3">
      <h2>{w.lookUp}</h2>
      <p>{w.lookUpText}</p>
      <Form form={form} action={w.look} work={look}>
        <TextField
          label={w.code}
          hint={w.codeHint}
          state={form.field('code')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
      </Form>
      <div role="status">{found && <Evidence found={found} />}</div>
    </section>
  )
}

function Evidence({ found: { givenAt, withdrawnAt, language: written, items, keptUntil } }: { found: Found }) {
  const w = useWords(words)
  const boxes = useWords(rightsWords).boxes
  const shown = useStore(language)
  const [read, setRead] = useState<{ title: string; hash: string } | null>(null)
  return (
    <article className="grid gap-2 rounded-xl border border-line bg-surface p-4">
      <h3>{w.found}</h3>
      <p>{w.givenOn(moment(givenAt, shown), w.languages[written])}</p>
      <p className={withdrawnAt ? 'font-bold text-signal' : 'font-bold'}>
        {withdrawnAt ? w.withdrawnOn(moment(withdrawnAt, shown)) : w.inForce}
      </p>
      <p>{w.keptUntil(day(keptUntil, shown))}</p>
      <p className="text-muted">{w.nobody}</p>
      <div className="flex flex-wrap gap-2">
        {items.map(({ box, hash }) => (
          <Button key={box} onClick={() => setRead({ title: boxes[box], hash })}>
            {w.readShown(boxes[box])}
          </Button>
        ))}
      </div>
      {read && <ArchivedText {...read} onClose={() => setRead(null)} />}
    </article>
  )
}
