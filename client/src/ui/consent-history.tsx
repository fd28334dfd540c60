import { useCallback, useState } from 'react'
import { archivedText, type ConsentEvidence } from '@vieraugen/protocol/http/rights.ts'
import { call } from '../lib/api.ts'
import { moment } from '../lib/dates.ts'
import { language, useWords } from '../lib/i18n.ts'
import { useStore } from '../lib/use-store.ts'
import { words } from '../lib/words.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Pending } from './loading.tsx'
import { useLoaded } from './use-loaded.ts'

/** When somebody consented to what, with the very words that were shown (Art. 7 (1) GDPR). */
export function ConsentHistory({ consents }: { consents: readonly ConsentEvidence[] }) {
  const w = useWords(words)
  const shown = useStore(language)
  const [read, setRead] = useState<{ title: string; hash: string } | null>(null)
  return (
    <section className="grid gap-3">
      <h2>{w.consents}</h2>
      {consents.map(({ givenAt, withdrawnAt, items }) => (
        <article key={givenAt} className="grid gap-2 rounded-xl border border-line bg-surface p-4">
          <p className="font-bold">{w.given(moment(givenAt, shown))}</p>
          <p>{withdrawnAt ? w.withdrawn(moment(withdrawnAt, shown)) : w.inForce}</p>
          <div className="flex flex-wrap gap-2 screen-only">
            {items.map(({ box, hash }) => (
              <Button key={box} onClick={() => setRead({ title: w.boxes[box], hash })}>
                {w.readText(w.boxes[box])}
              </Button>
            ))}
          </div>
        </article>
      ))}
      {read && <TextDialog {...read} onClose={() => setRead(null)} />}
    </section>
  )
}

function TextDialog({ title, hash, onClose }: { title: string; hash: string; onClose(): void }) {
  const text = useLoaded(useCallback(() => call(archivedText, { body: { hash } }), [hash]))
  return (
    <Dialog title={title} onClose={onClose}>
      {text.value ? (
        <p lang={text.value.language} className="whitespace-pre-wrap">
          {text.value.body}
        </p>
      ) : (
        <Pending of={text} />
      )}
    </Dialog>
  )
}
