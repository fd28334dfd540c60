import { useEffect, useState } from 'react'
import { type ArchivedVersion, textArchive } from '@vieraugen/protocol/http/consents.ts'
import { call } from '../../lib/api.ts'
import { moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { ArchivedText } from '../../ui/archived-text.tsx'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

const load = async () => (await call(textArchive)).texts

/** Every version of every text that people ticked here, for everybody to read and to check. */
export function TextArchivePage() {
  const w = useWords(words)
  const shown = useStore(language)
  const versions = useLoaded(load)
  const [read, setRead] = useState<ArchivedVersion | null>(null)
  // One's own language first; of each text the newest version, as the server has them.
  const sorted = [...(versions.value ?? [])].sort(
    (one, other) =>
      Number(other.language === shown) - Number(one.language === shown) || one.title.localeCompare(other.title),
  )
  const titles = [...new Set(sorted.map(({ title }) => title))]
  return (
    <div className="grid max-w-3xl gap-6">
      <Heading>{w.heading}</Heading>
      <p>{w.lead}</p>
      <p>{w.check}</p>
      {!versions.value && <Pending of={versions} />}
      {titles.map((title) => (
        <Versions key={title} of={sorted.filter((one) => one.title === title)} title={title} onRead={setRead} />
      ))}
      {read && <ArchivedText title={read.title} hash={read.hash} onClose={() => setRead(null)} />}
    </div>
  )
}

interface VersionsProps {
  title: string
  of: readonly ArchivedVersion[]
  onRead(version: ArchivedVersion): void
}

function Versions({ title, of, onRead }: VersionsProps) {
  const w = useWords(words)
  const shown = useStore(language)
  // The browser looked for the version of the address before the list was there.
  useEffect(() => {
    const asked = location.hash.slice(1)
    if (of.some(({ hash }) => hash === asked)) document.getElementById(asked)?.scrollIntoView()
  }, [of])
  return (
    <section className="grid gap-3" aria-label={title}>
      <h2 lang={of[0]?.language}>{title}</h2>
      {of.map((version) => (
        <article
          key={version.hash}
          id={version.hash}
          className="grid scroll-mt-6 gap-2 rounded-xl border border-line bg-surface p-4"
        >
          <h3>{w.published(moment(version.publishedAt, shown))}</h3>
          <p className={version.inForce ? 'font-bold text-good' : ''}>{version.inForce ? w.inForce : w.replaced}</p>
          <p className="text-[0.9rem]">
            {w.checksum} <code className="break-all">{version.hash}</code>
          </p>
          <p className="screen-only">
            <Button onClick={() => onRead(version)}>
              {w.read}
              <span className="sr-only">
                : {title}, {moment(version.publishedAt, shown)}
              </span>
            </Button>
          </p>
        </article>
      ))}
    </section>
  )
}
