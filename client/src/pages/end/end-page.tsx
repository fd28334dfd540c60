import { useCallback, useEffect } from 'react'
import { deletionOf } from '@vieraugen/protocol/http/meetings.ts'
import { call } from '../../lib/api.ts'
import { browserClock } from '../../lib/clock.ts'
import { day, time } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

/** Deletion takes under two seconds: look often, but not without pause. Milliseconds. */
const lookEvery = 1_000

/** The last page of a meeting: that it is over, and the proof that everything is gone. */
export function EndPage({ meetingId }: { meetingId: string }) {
  const w = useWords(words)
  const deletion = useLoaded(useCallback(() => call(deletionOf, { params: { id: meetingId } }), [meetingId]))
  const isVerified = deletion.value?.verifiedAt != null
  useEffect(
    () => (isVerified ? undefined : browserClock.every(lookEvery, deletion.again)),
    [isVerified, deletion.again],
  )
  if (deletion.problem === 'not-found') return <Said heading={w.unknown} text={w.unknownText} />
  if (!deletion.value) return <Pending of={deletion} />
  const { ended, receipt, verifiedAt } = deletion.value
  if (!ended) return <Said heading={w.running} text={w.runningText} />
  return (
    <div className="grid max-w-xl gap-5">
      <Heading key="ended">{w.heading}</Heading>
      {deletion.problem && <ProblemNotice problem={deletion.problem} />}
      <div role="status" className="grid gap-5">
        {receipt && verifiedAt ? <Receipt number={receipt} verifiedAt={verifiedAt} /> : <p>{w.deleting}</p>}
      </div>
      <p>{w.rights}</p>
    </div>
  )
}

function Receipt({ number, verifiedAt }: { number: string; verifiedAt: string }) {
  const w = useWords(words)
  const shown = useStore(language)
  return (
    <>
      <p>{w.gone}</p>
      <section className="grid gap-2 rounded-xl border border-line bg-surface p-4">
        <h2>{w.receipt}</h2>
        <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[auto_1fr]">
          <dt className="text-muted">{w.number}</dt>
          <dd className="font-bold break-all">{number}</dd>
          <dt className="text-muted">{w.time}</dt>
          <dd className="font-bold">{w.clock(day(verifiedAt, shown), time(verifiedAt, shown, { seconds: true }))}</dd>
        </dl>
      </section>
      <p>{w.keep}</p>
      <p className="screen-only">
        <Button onClick={() => print()}>{w.print}</Button>
      </p>
    </>
  )
}

function Said({ heading, text }: { heading: string; text: string }) {
  return (
    <div className="grid max-w-xl gap-5">
      <Heading key={heading}>{heading}</Heading>
      <p>{text}</p>
    </div>
  )
}
