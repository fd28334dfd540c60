import { useEffect, useState } from 'react'
import { Fail } from '@vieraugen/protocol/errors.ts'
import { browserClock } from '../../lib/clock.ts'
import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { words as uiWords } from '../../ui/words.ts'
import type { Door, WaitingPerson } from '../door.ts'
import type { Features } from '../features.ts'
import { WhisperField, WhisperLines } from './whispers.tsx'
import { words } from './words.ts'

type Chat = Features['chat']

/** One person in front of the door: who, since when, and what may be done. */
export function WaitingPersonCard({ person, door, chat }: { person: WaitingPerson; door: Door; chat: Chat }) {
  const w = useWords(words).door
  const isKnocking = person.state === 'knocking'
  return (
    <li className="grid gap-2 rounded-xl border border-line bg-surface p-3">
      <div>
        <h3>{isKnocking ? w.knocking : person.name}</h3>
        <p className="text-[0.85rem] text-muted">
          <Since at={person.cameAt} />
          {person.state === 'held' && ` · ${w.held}`}
          {person.returning && ` · ${w.returning}`}
          {!person.connected && ` · ${w.offline}`}
        </p>
      </div>
      {!isKnocking && <Decisions person={person} door={door} chat={chat} />}
      {!isKnocking && (
        <details open={person.whispers.length > 0}>
          <summary className="inline-flex min-h-11 items-center text-[0.9rem] underline underline-offset-4">
            {w.write}
          </summary>
          <Talk person={person} door={door} />
        </details>
      )}
    </li>
  )
}

function Talk({ person, door }: { person: WaitingPerson; door: Door }) {
  const w = useWords(words)
  return (
    <div className="grid gap-2">
      <WhisperLines whispers={person.whispers} nameOf={({ from }) => (from === 'moderator' ? w.you : person.name)} />
      <WhisperField label={w.door.writeTo(person.name)} send={(text) => door.whisper(person.id, text)} />
    </div>
  )
}

function Decisions({ person, door, chat }: { person: WaitingPerson; door: Door; chat: Chat }) {
  const w = useWords(words).door
  const [history, setHistory] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [denying, setDenying] = useState(false)
  const hasHistory = useStore(chat.state).lines.length > 0
  const isFull = useWords(uiWords).failures['room-full']
  const attempt = (work: Promise<void>) =>
    void work
      .then(() => setProblem(null))
      .catch((error: unknown) => {
        const full = error instanceof Fail && error.code === 'room-full'
        setProblem(full ? `${isFull.happened} ${isFull.next}` : w.tooEarly)
      })
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button kind="main" className="text-[0.92rem]" onClick={() => attempt(door.admit(person.id, { history }))}>
          {w.admit}
        </Button>
        {person.state !== 'held' && (
          <Button className="text-[0.92rem]" onClick={() => attempt(door.hold(person.id))}>
            {w.hold}
          </Button>
        )}
        <Button className="text-[0.92rem]" onClick={() => setDenying(true)}>
          {w.deny}
        </Button>
      </div>
      {hasHistory && (
        <label className="flex min-h-11 items-center gap-2 text-[0.9rem]">
          <input
            type="checkbox"
            className="h-6 w-6"
            checked={history}
            onChange={(event) => setHistory(event.target.checked)}
          />
          {w.history}
        </label>
      )}
      {problem && <p role="alert">{problem}</p>}
      {denying && (
        <ConfirmDialog
          title={w.denyTitle(person.name)}
          action={w.deny}
          work={() => door.deny(person.id)}
          onClose={() => setDenying(false)}
        >
          <p>{w.denyMeaning}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

/** Whole minutes since somebody came; counts on by itself. */
function Since({ at }: { at: number | null }) {
  const w = useWords(words).door
  const [now, setNow] = useState(() => browserClock.today())
  useEffect(() => browserClock.every(15_000, () => setNow(browserClock.today())), [])
  return at === null ? null : w.since(Math.max(0, Math.floor((now - at) / 60_000)))
}
