import { useCallback, useEffect } from 'react'
import { Link } from 'wouter'
import type { LegalTextId } from '@vieraugen/policy/legal-text.ts'
import { type ArchivedVersion, textArchive } from '@vieraugen/protocol/http/consents.ts'
import { type LegalTextReply, readText } from '@vieraugen/protocol/http/site.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { call } from '../../lib/api.ts'
import { day } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
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

/** The texts that people tick, in short, in full and printable, without having to begin anything. */
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

const loadVersions = async () => (await call(textArchive)).texts

function Texts({ texts, heading }: { texts: LegalTextReply[]; heading: string }) {
  const w = useWords(words)
  const versions = useLoaded(loadVersions).value ?? []
  // The browser looked for the section of the address before the text was there.
  useEffect(() => document.getElementById(location.hash.slice(1))?.scrollIntoView(), [])
  return (
    <>
      <p className="flex flex-wrap gap-3 screen-only">
        <Button onClick={() => print()}>{w.print}</Button>
        <Link href={paths.textArchive} className={buttonLook('quiet')}>
          {w.versions}
        </Link>
      </p>
      {texts.map((text) => (
        <section
          key={text.id}
          aria-labelledby={text.title === heading ? undefined : text.id}
          className="grid gap-4 border-t border-line pt-6 first-of-type:border-0 first-of-type:pt-0"
        >
          {text.title !== heading && (
            <h2 id={text.id} tabIndex={-1} className="scroll-mt-6">
              {text.title}
            </h2>
          )}
          <Version of={text} versions={versions} />
          <LegalTextView text={text} level={text.title === heading ? 'h2' : 'h3'} linked>
            {text.short && <Contents of={text} further={texts.filter((one) => one !== text)} />}
          </LegalTextView>
        </section>
      ))}
    </>
  )
}

/** The sections of a long text, and the texts that follow it. */
function Contents({ of, further }: { of: LegalTextReply; further: readonly LegalTextReply[] }) {
  const w = useWords(words)
  const links = [
    ...of.sections.flatMap(({ id, heading }) => (id ? [{ id, heading }] : [])),
    ...further.map(({ id, title }) => ({ id, heading: title })),
  ]
  return (
    <nav aria-label={w.contents} className="grid gap-2 screen-only">
      <p className="font-bold">{w.contents}</p>
      <ul className="gap-x-8 sm:columns-2">
        {links.map(({ id, heading }) => (
          <li key={id} className="break-inside-avoid py-1">
            <a href={`#${id}`} className="underline">
              {heading}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Since when the text holds, and by which checksum it is found in the archive. */
function Version({ of, versions }: { of: LegalTextReply; versions: readonly ArchivedVersion[] }) {
  const w = useWords(words)
  const shown = useStore(language)
  const version = versions.find((one) => one.inForce && one.language === shown && one.title === of.title)
  if (!version) return null
  return (
    <p className="text-[0.9rem] text-muted">
      {w.since(day(version.publishedAt, shown))} {w.checksum} <code className="break-all">{version.hash}</code>
    </p>
  )
}
