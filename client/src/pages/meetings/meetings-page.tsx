import { useCallback, useState } from 'react'
import { listMeetings } from '@vieraugen/protocol/http/meetings.ts'
import { call } from '../../lib/api.ts'
import { useWords } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { usePolling } from '../../ui/use-polling.ts'
import { type Agenda, agendaOf } from './agenda.ts'
import { MeetingCard } from './meeting-card.tsx'
import { PastMeeting } from './past-meeting.tsx'
import { PlanDialog } from './plan-dialog.tsx'
import { words } from './words.ts'

/** Often enough to see that somebody waits, seldom enough for a train's network; milliseconds. */
const lookEvery = 15_000

const load = async () => agendaOf((await call(listMeetings)).meetings)

export function MeetingsPage() {
  const w = useWords(words)
  const agenda = useLoaded(load)
  const { again } = agenda
  const [planning, setPlanning] = useState(false)
  const [said, setSaid] = useState('')
  usePolling(lookEvery, again)
  const onDone = useCallback(
    (message: string) => {
      setSaid(message)
      setPlanning(false)
      again()
    },
    [again],
  )
  const waiting = agenda.value?.waiting ?? 0
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Heading title={waiting > 0 ? w.title(waiting) : w.heading}>{w.heading}</Heading>
        <Button kind="main" onClick={() => setPlanning(true)}>
          {w.create}
        </Button>
      </div>
      <div role="status">{said && <Notice tone="good">{said}</Notice>}</div>
      <p role="status" className="sr-only">
        {waiting > 0 && w.someoneWaits(waiting)}
      </p>
      {agenda.value && agenda.problem && <ProblemNotice problem={agenda.problem} onRetry={again} />}
      {agenda.value ? <Lists agenda={agenda.value} onDone={onDone} /> : <Pending of={agenda} />}
      {planning && <PlanDialog meeting={null} onClose={() => setPlanning(false)} onSaved={onDone} />}
    </div>
  )
}

function Lists({ agenda: { upcoming, past }, onDone }: { agenda: Agenda; onDone(said: string): void }) {
  const w = useWords(words)
  return (
    <>
      {upcoming.length === 0 ? (
        <div className="rounded-xl bg-sunken p-6">
          <h2>{w.empty}</h2>
          <p className="mt-1">{w.emptyText}</p>
        </div>
      ) : (
        <section className="grid gap-4">
          <h2>{w.upcoming}</h2>
          {upcoming.map((meeting) => (
            <MeetingCard key={meeting.id} meeting={meeting} onDone={onDone} />
          ))}
        </section>
      )}
      {past.length > 0 && (
        <section className="grid gap-2">
          <h2>{w.past}</h2>
          <ul className="divide-y divide-line">
            {past.map((meeting) => (
              <PastMeeting key={meeting.id} meeting={meeting} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
