import { useCallback } from 'react'
import type { LegalTextId } from '@vieraugen/policy/legal-text.ts'
import { type LegalTextReply, readText } from '@vieraugen/protocol/http/site.ts'
import { call } from '../../lib/api.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { LegalTextView } from '../../ui/legal-text-view.tsx'
import { Pending } from '../../ui/loading.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

/** What stands on which page, in this order. */
const contents = {
  privacy: ['privacy', 'processing-client', 'processing-counsellor'],
  terms: ['terms-client', 'terms-counsellor'],
} as const satisfies Record<string, readonly LegalTextId[]>

/** The texts that people tick, in full and printable, without having to begin anything. */
export function LegalPage({ page }: { page: keyof typeof contents }) {
  const w = useWords(words)
  const shown = useStore(language)
  const texts = useLoaded(
    useCallback(
      () => Promise.all(contents[page].map((id) => call(readText, { params: { id, language: shown } }))),
      [page, shown],
    ),
  )
  return (
    <div className="grid gap-6">
      <Heading>{w[page]}</Heading>
      {texts.value ? <Texts texts={texts.value} heading={w[page]} /> : <Pending of={texts} />}
    </div>
  )
}

function Texts({ texts, heading }: { texts: LegalTextReply[]; heading: string }) {
  const w = useWords(words)
  return (
    <>
      <p className="screen-only">
        <Button onClick={() => print()}>{w.print}</Button>
      </p>
      {texts.map((text) => (
        <section
          key={text.id}
          className="grid gap-4 border-t border-line pt-6 first-of-type:border-0 first-of-type:pt-0"
        >
          {text.title !== heading && <h2>{text.title}</h2>}
          <LegalTextView text={text} level={text.title === heading ? 'h2' : 'h3'} />
        </section>
      ))}
    </>
  )
}
