import { useState } from 'react'
import { Link } from 'wouter'
import type { ConsentEvidence } from '@vieraugen/protocol/http/rights.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { moment } from '../lib/dates.ts'
import { language, useWords } from '../lib/i18n.ts'
import { useStore } from '../lib/use-store.ts'
import { words } from '../lib/words.ts'
import { ArchivedText } from './archived-text.tsx'
import { Button } from './button.tsx'

/** When somebody consented to what, with the very words that were shown (Art. 7 (1) GDPR). */
export function ConsentHistory({ consents }: { consents: readonly ConsentEvidence[] }) {
  const w = useWords(words)
  const shown = useStore(language)
  // The newest comes first; those before it were given to texts that others replaced.
  const newest = consents[0]?.givenAt
  const [read, setRead] = useState<{ title: string; hash: string } | null>(null)
  return (
    <section className="grid gap-3">
      <h2>{w.consents}</h2>
      {consents.map(({ givenAt, withdrawnAt, items }) => (
        <article key={givenAt} className="grid gap-2 rounded-xl border border-line bg-surface p-4">
          <p className="font-bold">{w.given(moment(givenAt, shown))}</p>
          <p>{withdrawnAt ? w.withdrawn(moment(withdrawnAt, shown)) : givenAt === newest ? w.inForce : w.renewed}</p>
          <div className="flex flex-wrap gap-2 screen-only">
            {items.map(({ box, hash }) => (
              <Button key={box} onClick={() => setRead({ title: w.boxes[box], hash })}>
                {w.readText(w.boxes[box])}
              </Button>
            ))}
          </div>
        </article>
      ))}
      <p className="screen-only">
        <Link href={paths.textArchive} className="underline">
          {w.archive}
        </Link>
      </p>
      {read && <ArchivedText {...read} onClose={() => setRead(null)} />}
    </section>
  )
}
