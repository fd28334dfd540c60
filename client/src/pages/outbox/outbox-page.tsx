import type * as z from 'zod/mini'
import { readOutbox } from '@vieraugen/protocol/http/site.ts'
import { call } from '../../lib/api.ts'
import { moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { loadSite } from '../../lib/site.ts'
import { useStore } from '../../lib/use-store.ts'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { usePolling } from '../../ui/use-polling.ts'
import { partsOf } from './links.ts'
import { words } from './words.ts'

type Mail = z.output<typeof readOutbox.reply>['mails'][number]

const lookEvery = 3_000

/** The mails, newest first; none are `shown` where they are really sent. */
async function load(): Promise<{ shown: boolean; mails: Mail[] }> {
  if (!(await loadSite()).outboxShown) return { shown: false, mails: [] }
  const { mails } = await call(readOutbox)
  return { shown: true, mails: [...mails].sort((a, b) => b.createdAt.localeCompare(a.createdAt)) }
}

export function OutboxPage() {
  const w = useWords(words)
  const outbox = useLoaded(load)
  usePolling(lookEvery, outbox.again)
  if (!outbox.value) return <Pending of={outbox} />
  const { shown, mails } = outbox.value
  return (
    <div className="grid gap-6">
      <Heading>{shown ? w.heading : w.off}</Heading>
      <p>{shown ? w.lead : w.offText}</p>
      {shown && mails.length === 0 && (
        <div className="rounded-xl bg-sunken p-6">
          <h2>{w.empty}</h2>
          <p className="mt-1">{w.emptyText}</p>
        </div>
      )}
      {mails.map((mail) => (
        <MailView key={mail.id} mail={mail} />
      ))}
    </div>
  )
}

function MailView({ mail }: { mail: Mail }) {
  const w = useWords(words)
  const shown = useStore(language)
  return (
    <article className="grid gap-2 rounded-xl border border-line bg-surface p-4">
      <h2>{mail.subject}</h2>
      <p className="text-[0.9rem] text-muted">
        {w.to}: {mail.to} · {moment(mail.createdAt, shown)}
      </p>
      <p className="whitespace-pre-line">
        {partsOf(mail.text).map((part, index) =>
          part.isLink ? (
            <a key={index} href={part.text} className="break-all underline">
              {part.text}
            </a>
          ) : (
            part.text
          ),
        )}
      </p>
    </article>
  )
}
