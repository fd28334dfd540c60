import { useState } from 'react'
import {
  type KeysReply,
  readKeys,
  type RenewalLevel,
  renewalLevels,
  renewKeys,
} from '@vieraugen/protocol/http/admin-keys.ts'
import { call } from '../../lib/api.ts'
import { moment, period } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { session } from '../../lib/session.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { WideTable } from '../../ui/wide-table.tsx'
import { words } from './words.ts'

const load = () => call(readKeys)

/** Who holds the topmost key, which keys rest under it, and their renewal. */
export function AdminKeysPage() {
  const w = useWords(words)
  const loaded = useLoaded(load)
  const [said, setSaid] = useState('')
  return (
    <div className="grid gap-8">
      <Heading>{w.heading}</Heading>
      <p>{w.intro}</p>
      <p role="status" className="font-bold text-good empty:hidden">
        {said}
      </p>
      {loaded.value ? (
        <>
          <Holder keys={loaded.value} />
          <Versions keys={loaded.value} />
          <Renewals
            keys={loaded.value}
            onAsked={(text) => {
              setSaid(text)
              loaded.again()
            }}
          />
          <Days days={loaded.value.days} />
        </>
      ) : (
        <Pending of={loaded} />
      )}
    </div>
  )
}

function Holder({ keys: { provider, keys, checkedAt } }: { keys: KeysReply }) {
  const w = useWords(words)
  const shown = useStore(language)
  const holders = [...new Set(keys.filter(({ retiredAt }) => retiredAt === null).map(({ holder }) => holder))]
  const facts = [
    [w.place, w.providers[provider]],
    [w.id, holders.join(', ')],
    [w.checkedAt, checkedAt ? moment(checkedAt, shown) : w.unchecked],
  ] as const
  return (
    <section className="grid gap-3">
      <h2>{w.holder}</h2>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[auto_1fr]">
        {facts.map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="break-all">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Versions({ keys: { keys } }: { keys: KeysReply }) {
  const w = useWords(words)
  const shown = useStore(language)
  return (
    <section className="grid gap-3">
      <h2>{w.keys}</h2>
      <WideTable
        label={w.keys}
        head={[w.purpose, w.version, w.since, w.retired]}
        rows={keys.map(({ purpose, version, since, retiredAt }) => ({
          key: `${purpose} ${version}`,
          cells: [w.purposes[purpose], version, moment(since, shown), retiredAt ? moment(retiredAt, shown) : w.inUse],
        }))}
      />
    </section>
  )
}

function Renewals({ keys, onAsked }: { keys: KeysReply; onAsked(said: string): void }) {
  const w = useWords(words)
  const account = useStore(session)
  const [asking, setAsking] = useState<RenewalLevel | null>(null)
  return (
    <section className="grid gap-4">
      <h2>{w.renewals}</h2>
      <p>{w.renewalsText}</p>
      {renewalLevels.map((level) => (
        <article key={level} className="grid gap-2 rounded-xl border border-line bg-surface p-4">
          <h3>{w.levels[level]}</h3>
          <p>{w.levelTexts[level]}</p>
          <Progress keys={keys} level={level} />
          {account?.role === 'administrator' && (
            <p>
              <Button onClick={() => setAsking(level)}>{w.renewName(w.levels[level])}</Button>
            </p>
          )}
        </article>
      ))}
      {asking && (
        <ConfirmDialog
          title={w.renewTitle(w.levels[asking])}
          action={w.renew}
          onClose={() => setAsking(null)}
          work={async () => {
            await call(renewKeys, { params: { level: asking } })
            onAsked(w.renewed(w.levels[asking]))
          }}
        >
          <p>{w.levelTexts[asking]}</p>
          <p>{w.renewMore}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}

function Progress({ keys: { renewals, accounts }, level }: { keys: KeysReply; level: RenewalLevel }) {
  const w = useWords(words)
  const shown = useStore(language)
  const renewal = renewals.find((one) => one.level === level)
  if (!renewal) return <p className="text-muted">{w.never}</p>
  if (renewal.finishedAt) return <p className="text-muted">{w.finished(moment(renewal.finishedAt, shown))}</p>
  const { all, old, settling } = accounts
  return (
    <>
      <p className="font-bold">{w.asked(moment(renewal.askedAt, shown))}</p>
      {level === 'accounts' && (
        <>
          <progress
            aria-label={w.progressName}
            className="w-full accent-action"
            max={Math.max(1, all)}
            value={all - old}
          />
          <p>{w.progress(all - old, all)}</p>
          {settling > 0 && <p>{w.settling(settling)}</p>}
        </>
      )}
    </>
  )
}

function Days({ days }: { days: KeysReply['days'] }) {
  const w = useWords(words)
  const shown = useStore(language)
  return (
    <section className="grid gap-3">
      <h2>{w.days}</h2>
      <p>{days.length === 0 ? w.noDays : w.daysText}</p>
      {days.length > 0 && (
        <WideTable
          label={w.days}
          head={[w.day, w.dies]}
          rows={days.map(({ day, diesAt }) => ({ key: day, cells: [period(day, shown), moment(diesAt, shown)] }))}
        />
      )}
    </section>
  )
}
