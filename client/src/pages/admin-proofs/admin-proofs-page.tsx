import { useState } from 'react'
import type { PromiseId } from '@vieraugen/policy/activity.ts'
import { promises } from '@vieraugen/policy/promises.ts'
import { checkProofs, type PromiseLine, type Proofs, readProofs } from '@vieraugen/protocol/http/admin-proofs.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { call } from '../../lib/api.ts'
import { moment } from '../../lib/dates.ts'
import { type Language, language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { Notice, type Tone } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

const load = () => call(readProofs)

/** Each promise with its state and past, and whether the chain of results holds. */
export function AdminProofsPage() {
  const w = useWords(words)
  const shown = useStore(language)
  const loaded = useLoaded(load)
  const checking = useAction()
  const [checked, setChecked] = useState<Proofs | null>(null)
  const proofs = checked ?? loaded.value
  return (
    <div className="grid gap-8">
      <Heading>{w.heading}</Heading>
      <p>{w.intro}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          kind="main"
          aria-disabled={checking.busy}
          onClick={() => void checking.run(async () => setChecked(await call(checkProofs)))}
        >
          {w.check}
        </Button>
        <a className={buttonLook()} href={`${paths.proof}?sprache=${shown}`}>
          {w.publicPage}
        </a>
      </div>
      <p role="status" className="font-bold text-good empty:hidden">
        {checking.busy ? w.checking : checked ? w.checked : ''}
      </p>
      {checking.problem && <ProblemNotice problem={checking.problem} />}
      {proofs ? <Found proofs={proofs} /> : <Pending of={loaded} />}
    </div>
  )
}

function Found({ proofs }: { proofs: Proofs }) {
  const w = useWords(words)
  return (
    <>
      {proofs.meetingsStopped && <Notice tone="alarm" title={w.stopped} />}
      <section className="grid gap-3">
        <h2>{w.promises}</h2>
        {proofs.promises.map((line) => (
          <PromiseCard key={line.promise} line={line} />
        ))}
      </section>
      <Chain proofs={proofs} />
    </>
  )
}

const tones: Record<PromiseLine['state'], Tone> = { holds: 'good', violated: 'alarm', stale: 'signal', none: 'calm' }

function PromiseCard({ line }: { line: PromiseLine }) {
  const w = useWords(words)
  const shown = useStore(language)
  const { title } = promises[line.promise as PromiseId]
  const state = line.since ? `${w.states[line.state]}, ${w.since(moment(line.since, shown))}` : w.states[line.state]
  const facts = [
    [w.bad, rangeText(line.bad, w, shown)],
    [w.of, rangeText(line.of, w, shown)],
    [w.oldest, ageText(line.oldestSeconds, w)],
    [w.checkedAt, line.checkedAt ? moment(line.checkedAt, shown) : w.never],
  ] as const
  return (
    <article id={line.promise}>
      <Notice tone={tones[line.state]}>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h3>
            {line.promise} · {title[shown]}
          </h3>
          <p className="font-bold">{state}</p>
        </div>
        <dl className="mt-1 flex flex-wrap gap-x-6 text-[0.9rem]">
          {facts.map(([name, text]) => (
            <div key={name} className="flex gap-2">
              <dt className="text-muted">{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </Notice>
    </article>
  )
}

type Words = ReturnType<typeof useWords<(typeof words)['de']>>

function rangeText(range: PromiseLine['bad'], w: Words, shown: Language): string {
  if (!range) return w.nothing
  if (range.to < 10) return range.to === 0 ? '0' : w.few
  const format = new Intl.NumberFormat(shown)
  return w.range(format.format(range.from), format.format(range.to))
}

function ageText(seconds: number | null, w: Words): string {
  if (seconds === null) return w.nothing
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return w.minutes(minutes)
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? w.hours(hours) : w.days(Math.floor(hours / 24))
}

function Chain({ proofs: { chain, publicKey } }: { proofs: Proofs }) {
  const w = useWords(words)
  const shown = useStore(language)
  const { head, faults } = chain
  const command = `curl -s ${location.origin}${paths.proof}.json | node server/src/proof/verify.ts ${publicKey}`
  return (
    <section className="grid gap-3">
      <h2>{w.chain}</h2>
      {faults.length === 0 ? (
        <Notice tone="good">{w.chainHolds(chain.entries)}</Notice>
      ) : (
        <Notice tone="alarm" title={w.chainBroken}>
          <p>{w.chainBrokenMeaning}</p>
          <ul lang="en" className="list-disc pl-5">
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Notice>
      )}
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[auto_1fr]">
        {head && (
          <>
            <dt className="text-muted">{w.head}</dt>
            <dd>{w.headValue(head.number, moment(head.at, shown))}</dd>
            <dt className="text-muted">{w.hash}</dt>
            <dd className="font-mono text-[0.9rem] break-all">{head.hash}</dd>
          </>
        )}
        <dt className="text-muted">{w.publicKey}</dt>
        <dd className="font-mono text-[0.9rem] break-all">{publicKey}</dd>
      </dl>
      <h3>{w.verify}</h3>
      <p>{w.verifyText}</p>
      <code className="block rounded-lg bg-sunken p-3 text-[0.9rem] break-all">{command}</code>
    </section>
  )
}
