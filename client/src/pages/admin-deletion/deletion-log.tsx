import { useCallback, useState } from 'react'
import type * as z from 'zod/mini'
import {
  type DeletionEntry,
  deletionLog,
  type DeletionRule,
  type deletionState,
} from '@vieraugen/protocol/http/admin-deletion.ts'
import { call } from '../../lib/api.ts'
import { moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Pending } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { useAction } from '../../ui/use-action.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

const atOnce = 25
const atOnceInFile = 500

type Page = z.output<typeof deletionLog.reply>
type Chain = z.output<typeof deletionState.reply>['chain']

const pageBelow = (before: number | null, most: number) => call(deletionLog, { body: { before, most } })

/** What an auditor needs to compute every hash anew. */
const recipe =
  'hash = SHA-256(previousHash as bytes, then UTF-8 of JSON.stringify([number, receipt, class, count, dueAt, startedAt, finishedAt, method, result])). previousHash of entry 1 is 32 zero bytes.'

/** The log of deletions, which holds nothing of what was deleted. */
export function DeletionLog({ chain, rules }: { chain: Chain; rules: readonly DeletionRule[] }) {
  const w = useWords(words)
  const first = useLoaded(useCallback(() => pageBelow(null, atOnce), []))
  const [rest, setRest] = useState<Page>()
  const loading = useAction()
  const saving = useAction()
  const entries = [...(first.value?.entries ?? []), ...(rest?.entries ?? [])]
  const more = (rest ?? first.value)?.more ?? false
  const loadMore = () =>
    loading.run(async () => {
      const next = await pageBelow(entries.at(-1)?.number ?? null, atOnce)
      setRest({ entries: [...(rest?.entries ?? []), ...next.entries], more: next.more })
    })
  const save = () =>
    saving.run(async () => {
      const all: DeletionEntry[] = []
      for (let more = true; more;) {
        const page = await pageBelow(all.at(-1)?.number ?? null, atOnceInFile)
        all.push(...page.entries)
        more = page.more
      }
      saveFile(w.file, 'application/json', JSON.stringify({ hash: recipe, entries: [...all].reverse() }, null, 2))
    })
  return (
    <section className="grid gap-4">
      <h2>{w.log}</h2>
      <p className="max-w-2xl">{w.logText}</p>
      <ChainNotice chain={chain} />
      {saving.problem && <ProblemNotice problem={saving.problem} />}
      {chain.entries > 0 && (
        <p>
          <Button aria-disabled={saving.busy} onClick={() => void save()}>
            {w.save}
          </Button>
        </p>
      )}
      {!first.value && <Pending of={first} />}
      {first.value && entries.length === 0 && <p>{w.logEmpty}</p>}
      <ol className="grid gap-3">
        {entries.map((entry) => (
          <Entry key={entry.number} entry={entry} rules={rules} />
        ))}
      </ol>
      {loading.problem && <ProblemNotice problem={loading.problem} />}
      {more && (
        <p>
          <Button aria-disabled={loading.busy} onClick={() => void loadMore()}>
            {w.more}
          </Button>
        </p>
      )}
    </section>
  )
}

function ChainNotice({ chain: { entries, brokenAt } }: { chain: Chain }) {
  const w = useWords(words)
  if (entries === 0) return null
  return brokenAt === null ? (
    <Notice tone="good" title={w.chainWhole(entries)}>
      <p>{w.chainMeaning}</p>
    </Notice>
  ) : (
    <Notice tone="alarm" title={w.chainBroken(brokenAt)}>
      <p>{w.chainBrokenMeaning}</p>
    </Notice>
  )
}

const known = <K extends string>(texts: Readonly<Record<K, string>>, key: string): string =>
  Object.hasOwn(texts, key) ? texts[key as K] : key

function Entry({ entry, rules }: { entry: DeletionEntry; rules: readonly DeletionRule[] }) {
  const w = useWords(words)
  const shown = useStore(language)
  const { number, receipt, class: kind, count, dueAt, startedAt, finishedAt, method, result } = entry
  const rule = rules.find(({ id }) => id === (kind === 'meeting' ? 'meeting.content' : kind))
  const facts = [
    [w.receipt, receipt],
    [w.count, String(count)],
    [w.due, moment(dueAt, shown)],
    [w.begun, moment(startedAt, shown)],
    [w.ended, moment(finishedAt, shown)],
    [w.method, known(w.methods, method)],
    [w.result, known(w.results, result)],
  ] as const
  return (
    <li className="grid gap-2 rounded-xl border border-line bg-surface p-4">
      <h3>{w.entry(number, rule?.what[shown] ?? kind)}</h3>
      <dl className="grid gap-x-4 gap-y-1 text-[0.95rem] sm:grid-cols-[auto_1fr] xl:grid-cols-[auto_1fr_auto_1fr]">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className={name === w.result && result !== 'verified' ? 'font-bold text-danger' : ''}>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  )
}
