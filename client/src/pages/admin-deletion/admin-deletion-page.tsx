import { useEffect, useRef, useState } from 'react'
import { type DeletionRule, deletionState } from '@vieraugen/protocol/http/admin-deletion.ts'
import { call } from '../../lib/api.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { DeletionLog } from './deletion-log.tsx'
import { RuleCard } from './rule-card.tsx'
import { words } from './words.ts'

const load = () => call(deletionState)

/** What is deleted when, by whom, and the evidence that it was. */
export function AdminDeletionPage() {
  const w = useWords(words)
  const state = useLoaded(load)
  return (
    <div className="grid gap-9">
      <Heading>{w.heading}</Heading>
      {state.value ? (
        <>
          <Rules rules={state.value.rules} onChanged={state.again} />
          <DeletionLog chain={state.value.chain} rules={state.value.rules} />
        </>
      ) : (
        <Pending of={state} />
      )}
    </div>
  )
}

function Rules({ rules, onChanged }: { rules: readonly DeletionRule[]; onChanged(): void }) {
  const w = useWords(words)
  const shown = useStore(language)
  const status = useRef<HTMLParagraphElement>(null)
  const [said, setSaid] = useState('')
  // The card that had the focus moves to another part.
  useEffect(() => {
    if (said) status.current?.focus()
  }, [said])
  const late = rules.filter(({ run }) => run?.late)
  const due = rules.reduce((sum, { next, hold }) => sum + (hold ? 0 : (next?.count ?? 0)), 0)
  const held = rules.filter(({ hold }) => hold)
  const free = rules.filter(({ hold }) => !hold)
  const parts = [
    { title: w.held(held.length), of: held, open: true },
    { title: w.holdable, of: free.filter(({ holdable }) => holdable), open: true },
    { title: w.inRuns, of: free.filter(({ run, holdable }) => run && !holdable), open: late.length > 0 },
    { title: w.otherwise, of: free.filter(({ run }) => !run), open: false },
  ].filter(({ of }) => of.length > 0)
  return (
    <section className="grid gap-4">
      <h2>{w.rules}</h2>
      <p className="max-w-2xl">{w.rulesText}</p>
      <p role="status" ref={status} tabIndex={-1} className="font-bold text-good">
        {said}
      </p>
      {late.length > 0 && (
        <Notice tone="alarm" title={w.standsStill}>
          <p>{w.standsStillMeaning(late.map(({ what }) => what[shown]).join('; '))}</p>
        </Notice>
      )}
      <p className="font-bold">{w.nextRun(due)}</p>
      {parts.map(({ title, of, open }) => (
        <details key={title} open={open}>
          <summary className="min-h-11 cursor-pointer py-2 font-bold">{title}</summary>
          <ul className="grid gap-3 lg:grid-cols-2">
            {of.map((rule) => (
              <RuleCard
                key={rule.id}
                rule={rule}
                onChanged={(sentence) => {
                  setSaid(sentence)
                  onChanged()
                }}
              />
            ))}
          </ul>
        </details>
      ))}
    </section>
  )
}
