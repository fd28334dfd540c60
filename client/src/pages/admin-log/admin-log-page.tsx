import { useCallback, useId, useState } from 'react'
import { type ActId, acts } from '@vieraugen/policy/acts.ts'
import { checkLog, exportLog, type LogEntry, readLog, type Somebody } from '@vieraugen/protocol/http/admin-log.ts'
import { call } from '../../lib/api.ts'
import { moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { session } from '../../lib/session.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { useAction } from '../../ui/use-action.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import { WideTable } from '../../ui/wide-table.tsx'
import { words } from './words.ts'

/** Everything done in the administration, and whether anybody touched the log. */
export function AdminLogPage() {
  const w = useWords(words)
  const shown = useStore(language)
  const account = useStore(session)
  const id = useId()
  const [act, setAct] = useState<ActId | null>(null)
  return (
    <div className="grid gap-8">
      <Heading>{w.heading}</Heading>
      <p>{w.intro}</p>
      {account?.role === 'dpo' && <Notice>{w.withoutNames}</Notice>}
      <Chain />
      <section className="grid gap-4">
        <h2>{w.entries}</h2>
        <div>
          <label htmlFor={id} className="mb-1 block font-bold">
            {w.filter}
          </label>
          <select
            id={id}
            value={act ?? ''}
            onChange={({ target }) => setAct(target.value === '' ? null : (target.value as ActId))}
            className="min-h-12 w-full max-w-md rounded-lg border-2 border-control bg-surface px-3 py-2 text-text"
          >
            <option value="">{w.all}</option>
            {Object.entries(acts).map(([one, name]) => (
              <option key={one} value={one}>
                {name[shown]}
              </option>
            ))}
          </select>
        </div>
        <Entries key={act ?? ''} act={act} />
      </section>
    </div>
  )
}

const loadChain = () => call(checkLog)

function Chain() {
  const w = useWords(words)
  const shown = useStore(language)
  const chain = useLoaded(loadChain)
  const saving = useAction()
  const save = () =>
    saving.run(async () => saveFile(w.file, 'application/json', JSON.stringify(await call(exportLog), null, 2)))
  if (!chain.value) return <Pending of={chain} />
  const { entries, head, faults } = chain.value
  return (
    <section className="grid gap-3">
      <h2>{w.chain}</h2>
      {faults.length > 0 ? (
        <Notice tone="alarm" title={w.broken}>
          <p>{w.brokenMeaning}</p>
          <ul className="list-disc pl-5">
            {faults.map(({ kind, number }) => (
              <li key={`${kind} ${number}`}>{w.faults[kind](number)}</li>
            ))}
          </ul>
        </Notice>
      ) : entries > 0 ? (
        <Notice tone="good" title={w.holds(entries)}>
          {w.holdsMeaning}
        </Notice>
      ) : (
        <p>{w.empty}</p>
      )}
      {head && (
        <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[auto_1fr]">
          <dt className="text-muted">{w.head}</dt>
          <dd>{w.headValue(head.number, moment(head.at, shown))}</dd>
          <dt className="text-muted">{w.hash}</dt>
          <dd className="font-mono text-[0.9rem] break-all">{head.hash}</dd>
        </dl>
      )}
      {entries > 0 && (
        <>
          {saving.problem && <ProblemNotice problem={saving.problem} />}
          <p>
            <Button aria-disabled={saving.busy} onClick={() => void save()}>
              {w.save}
            </Button>
          </p>
          <p className="text-[0.9rem] text-muted">{w.saveText}</p>
        </>
      )}
    </section>
  )
}

function Entries({ act }: { act: ActId | null }) {
  const w = useWords(words)
  const first = useLoaded(useCallback(() => call(readLog, { body: { act, before: null } }), [act]))
  const [older, setOlder] = useState<{ entries: LogEntry[]; more: boolean } | null>(null)
  const loading = useAction()
  if (!first.value) return <Pending of={first} />
  const entries = [...first.value.entries, ...(older?.entries ?? [])]
  const more = older ? older.more : first.value.more
  const loadMore = () =>
    loading.run(async () => {
      const next = await call(readLog, { body: { act, before: entries.at(-1)?.number ?? null } })
      setOlder({ entries: [...(older?.entries ?? []), ...next.entries], more: next.more })
    })
  if (entries.length === 0) return <p>{w.none}</p>
  return (
    <>
      <EntryTable entries={entries} />
      <p role="status" className="text-muted">
        {w.loaded(entries.length)}
      </p>
      {loading.problem && <ProblemNotice problem={loading.problem} />}
      {more && (
        <p>
          <Button aria-disabled={loading.busy} onClick={() => void loadMore()}>
            {w.more}
          </Button>
        </p>
      )}
    </>
  )
}

function EntryTable({ entries }: { entries: readonly LogEntry[] }) {
  const w = useWords(words)
  const shown = useStore(language)
  const somebody = ({ kind, mark, role, name }: Somebody): string => {
    if (kind === 'operator') return w.operator
    if (kind === 'deleted' || !role) return w.deleted(mark)
    return w.known(name ?? w.roles[role], mark)
  }
  const actName = (act: string): string => (act in acts ? acts[act as ActId][shown] : act)
  return (
    <WideTable
      label={w.entries}
      head={[w.number, w.at, w.filter, w.actor, w.account, w.thing]}
      rows={entries.map(({ number, at, act, actor, account, thing }) => ({
        key: String(number),
        cells: [
          number,
          moment(at, shown),
          actName(act),
          somebody(actor),
          account ? somebody(account) : w.nobody,
          thing ?? w.nobody,
        ],
      }))}
    />
  )
}
