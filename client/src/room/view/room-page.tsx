import { useEffect, useState, type ReactNode } from 'react'
import { problemOf, type Problem } from '../../lib/api.ts'
import { browserClock } from '../../lib/clock.ts'
import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { attend } from './attention.ts'
import { openRoom, type OpenedRoom } from './browser-room.ts'
import { CallScreen } from './call-screen.tsx'
import { EndedPage } from './ended-page.tsx'
import { DeniedPage, LeftPage, MismatchPage, RefusedPage, RemovedPage, ReplacedPage } from './final-pages.tsx'
import { NamingPage } from './naming-page.tsx'
import { useLeaveGuard } from './use-leave-guard.ts'
import { WaitingPage } from './waiting-page.tsx'
import { isPlaceless } from '../session.ts'
import { words } from '../words.ts'

/** The room of one meeting: waiting room, conversation and end, for counsellor and client alike. */
export function RoomPage({ meetingId }: { meetingId: string }) {
  const [opened, setOpened] = useState<OpenedRoom | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    let current: OpenedRoom | 'gone' | null = null
    openRoom(meetingId).then(
      (next) => {
        if (current === 'gone') return next.close()
        current = next
        setOpened(next)
      },
      (error: unknown) => setProblem(problemOf(error)),
    )
    return () => {
      if (current !== 'gone') current?.close()
      current = 'gone'
    }
  }, [meetingId, round])
  const retry = () => {
    setOpened(null)
    setProblem(null)
    setRound(round + 1)
  }
  if (opened) return <Screen opened={opened} onRetry={retry} />
  if (!problem) return <Connecting />
  if (problem === 'meeting-ended') return <EndedPage meetingId={meetingId} room={null} />
  return <NoWayIn problem={problem} onRetry={retry} />
}

/** No place here, or something that may pass. */
function NoWayIn({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  if (isPlaceless(problem)) return <RefusedPage code={problem} />
  return (
    <Quiet>
      <ProblemNotice problem={problem} onRetry={onRetry} />
    </Quiet>
  )
}

function Quiet({ children }: { children: ReactNode }) {
  return <main className="night grid min-h-dvh place-items-center bg-ground p-6 text-text">{children}</main>
}

function Connecting() {
  const w = useWords(words)
  return (
    <Quiet>
      <p role="status">{w.connecting}</p>
    </Quiet>
  )
}

/** One screen for each phase of the session. */
function Screen({ opened, onRetry }: { opened: OpenedRoom; onRetry: () => void }) {
  const { room } = opened
  const session = useStore(room.session)
  const { phase, refusal } = session
  useLeaveGuard(session)
  useEffect(() => attend(room, browserClock), [room])
  switch (phase) {
    case 'joining':
      return <Connecting />
    case 'naming':
      return <NamingPage room={room} />
    case 'waiting':
    case 'held':
    case 'returning':
      return <WaitingPage opened={opened} />
    case 'live':
      return <CallScreen opened={opened} />
    case 'denied':
      return <DeniedPage />
    case 'left':
      return <LeftPage room={room} />
    case 'removed':
      return <RemovedPage />
    case 'mismatch':
      return <MismatchPage room={room} />
    case 'replaced':
      return <ReplacedPage />
    case 'refused':
      return <NoWayIn problem={refusal ?? 'internal'} onRetry={onRetry} />
    case 'ended':
      return <EndedPage meetingId={room.meetingId} room={room} />
  }
}
