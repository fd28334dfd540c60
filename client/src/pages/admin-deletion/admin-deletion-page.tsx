import { useEffect, useRef, useState } from 'react'
import { type DeletionRule, deletionState } from '@vieraugen/protocol/http/admin-deletion.ts'
import { call } from '../../lib/api.ts'
import { useWords } from '../../lib/i18n.ts'
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
  const status = useRef<HTMLParagraphElement>(null)
  const [said, setSaid] = useState('')
  // The card that had the focus moves to another part.
  useEffect(() => {
    if (said) status.current?.focus()
  }, [said])
  const late = rules.filter(({ run }) => run?.late)
  const held = rules.filter(({ hold }) => hold)
  const [run, otherwise] = [rules.filter((rule) => rule.run), rules.filter((rule) => !rule.run)]
  const parts = [
    { title: w.held(held.length), of: held, shown: held.length > 0 },
    { title: w.inRuns, of: run.filter(({ hold }) => !hold), shown: true },
    { title: w.otherwise, of: otherwise, shown: true },
  ]
  return (
    <section className="grid gap-4">
      <h2>{w.rules}</h2>
      <p className="max-w-2xl">{w.rulesText}</p>
      <p role="status" ref={status} tabIndex={-1} className="font-bold text-good">
        {said}
      </p>
      {late.length > 0 && (
        <Notice tone="alarm" title={w.standsStill}>
          <p>{w.standsStillMeaning}</p>
        </Notice>
      )}
      {parts.map(
        ({ title, of, shown }, index) =>
          shown && (
            <details key={title} open={index < 2} className="grid gap-3">
              <summary className="min-h-11 cursor-pointer py-2 font-bold">{title}</summary>
              <ul className="grid gap-3">
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
          ),
      )}
    </section>
  )
}
