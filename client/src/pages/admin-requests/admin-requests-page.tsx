import { useCallback, useState } from 'react'
import { useLocation } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { closedRequests, type RequestLine, waitingRequests } from '@vieraugen/protocol/http/admin-requests.ts'
import { officePaths } from '@vieraugen/protocol/pages.ts'
import { call } from '../../lib/api.ts'
import { browserClock } from '../../lib/clock.ts'
import { day, moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { words as rightsWords } from '../../lib/words.ts'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import { isOverdue } from './deadline.ts'
import { Deadline } from './deadline-text.tsx'
import { drafts } from './drafts.ts'
import { RequestView } from './request-view.tsx'
import { words } from './words.ts'

/** Which request is open stands in the history of the tab, so that “back” leads to the list; never in the address. */
interface Place {
  number?: string
}

/** The requests that a human answers (Art. 12 (3) GDPR): the list, or one of them. */
export function AdminRequestsPage() {
  const place = useHistoryState<Place | null>()
  const [, navigate] = useLocation()
  const number = place?.number
  return number ? (
    // A request is only ever opened from the list, which is one step back.
    <RequestView key={number} number={number} onBack={() => history.back()} />
  ) : (
    <RequestLists onOpen={(next) => navigate(officePaths.requests, { state: { number: next } })} />
  )
}

const views = ['all', 'open', 'overdue', 'answered', 'closed'] as const
type View = (typeof views)[number]

const loadWaiting = async () => (await call(waitingRequests)).requests

function RequestLists({ onOpen }: { onOpen(number: string): void }) {
  const w = useWords(words)
  const waiting = useLoaded(loadWaiting)
  const [view, setView] = useState<View>('all')
  const now = browserClock.today()
  const open = waiting.value?.filter(({ state }) => state === 'open') ?? []
  const overdue = open.filter(({ dueAt }) => isOverdue(dueAt, now))
  const answered = waiting.value?.filter(({ state }) => state === 'answered') ?? []
  const sees = (one: View) => view === 'all' || view === one
  return (
    <div className="grid gap-7">
      <Heading>{w.heading}</Heading>
      <p className="max-w-2xl">{w.lead}</p>
      <fieldset>
        <legend className="mb-2 font-bold">{w.filter}</legend>
        <div className="flex flex-wrap gap-2">
          {views.map((one) => (
            <Button
              key={one}
              kind={view === one ? 'main' : 'plain'}
              aria-pressed={view === one}
              onClick={() => setView(one)}
            >
              {w.views[one]}
            </Button>
          ))}
        </div>
      </fieldset>
      {!waiting.value && <Pending of={waiting} />}
      {waiting.value && (sees('open') || view === 'overdue') && (
        <RequestTable
          title={view === 'overdue' ? w.views.overdue : w.open(open.length)}
          empty={view === 'overdue' ? w.noneOverdue : w.noneOpen}
          requests={view === 'overdue' ? overdue : open}
          onOpen={onOpen}
        />
      )}
      {waiting.value && sees('answered') && (
        <RequestTable title={w.views.answered} empty={w.noneAnswered} requests={answered} onOpen={onOpen} />
      )}
      {sees('closed') && <Closed onOpen={onOpen} />}
    </div>
  )
}

/** Closed requests can be many: the rest is fetched when it is asked for. */
function Closed({ onOpen }: { onOpen(number: string): void }) {
  const w = useWords(words)
  const first = useLoaded(useCallback(() => call(closedRequests, { body: { before: null } }), []))
  const [rest, setRest] = useState<{ requests: RequestLine[]; more: boolean } | null>(null)
  const loading = useAction()
  if (!first.value) return <Pending of={first} />
  const requests = [...first.value.requests, ...(rest?.requests ?? [])]
  const load = () =>
    loading.run(async () => {
      const next = await call(closedRequests, { body: { before: requests.at(-1)?.number ?? null } })
      setRest({ requests: [...(rest?.requests ?? []), ...next.requests], more: next.more })
    })
  return (
    <div className="grid gap-3">
      <RequestTable title={w.views.closed} empty={w.noneClosed} requests={requests} onOpen={onOpen} />
      {loading.problem && <ProblemNotice problem={loading.problem} />}
      {(rest ?? first.value).more && (
        <p>
          <Button aria-disabled={loading.busy} onClick={() => void load()}>
            {w.more}
          </Button>
        </p>
      )}
    </div>
  )
}

interface TableProps {
  title: string
  empty: string
  requests: readonly RequestLine[]
  onOpen(number: string): void
}

function RequestTable({ title, empty, requests, onOpen }: TableProps) {
  return (
    <section className="grid gap-3">
      <h2>{title}</h2>
      {requests.length === 0 && <p>{empty}</p>}
      <ul className="grid gap-3">
        {requests.map((request) => (
          <RequestCard key={request.number} request={request} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  )
}

function RequestCard({ request, onOpen }: { request: RequestLine; onOpen(number: string): void }) {
  const w = useWords(words)
  const kinds = useWords(rightsWords).kinds
  const shown = useStore(language)
  const hasDraft = useStore(drafts).has(request.number)
  const { number, kind, state, by, createdAt, answeredAt, closedAt } = request
  return (
    <li className="grid gap-2 rounded-xl border border-line bg-surface p-4 sm:grid-cols-[1fr_auto] sm:items-center">
      <div className="grid gap-1">
        <h3>{w.title(kinds[kind], number)}</h3>
        {state === 'open' && <Deadline of={request} />}
        <p className="text-muted">
          {w.received(day(createdAt, shown))} · {w.askers[by]}
        </p>
        {state === 'answered' && answeredAt && <p>{w.answered(moment(answeredAt, shown))}</p>}
        {closedAt && <p>{w.closed(moment(closedAt, shown))}</p>}
        {hasDraft && <p className="font-bold text-signal">{w.hasDraft}</p>}
      </div>
      <Button aria-label={`${w.openRequest}: ${number}`} onClick={() => onOpen(number)}>
        {w.openRequest}
      </Button>
    </li>
  )
}
