import { deletionOf } from '@vieraugen/protocol/http/meetings.ts'
import { useEffect, useState } from 'react'
import { paths } from '@vieraugen/protocol/pages.ts'
import { call } from '../../lib/api.ts'
import { browserClock } from '../../lib/clock.ts'
import { day, time } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { createStore } from '../../lib/store.ts'
import { useStore } from '../../lib/use-store.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { createEnding, type Deletion } from '../ending.ts'
import type { Room } from '../room.ts'
import { CalmPage } from './calm-page.tsx'
import { words } from '../words.ts'

/** What remains of a conversation: the proof that nothing does. Without a room (opened later) it asks the server itself. */
export function EndedPage({ meetingId, room }: { meetingId: string; room: Room | null }) {
  const asked = useAskedDeletion(meetingId, room === null)
  const inRoom = useStore(room?.deletion ?? asked)
  return <Ended deletion={inRoom} room={room} />
}

function useAskedDeletion(meetingId: string, wanted: boolean) {
  const [found] = useState(() => createStore<Deletion | null>(null))
  useEffect(() => {
    if (!wanted) return undefined
    const ask = () => call(deletionOf, { params: { id: meetingId } })
    const ending = createEnding({ clock: browserClock, ask, found })
    ending.begin()
    return () => ending.close()
  }, [meetingId, wanted, found])
  return found
}

function Ended({ deletion, room }: { deletion: Deletion | null; room: Room | null }) {
  const w = useWords(words).ended
  const session = room?.session.get()
  const isGuest = session?.role !== 'moderator'
  const receipt = room?.receiptCode.get()
  return (
    <CalmPage forGuest={isGuest}>
      <Heading>{w.heading}</Heading>
      {session?.endedBy && (session.role === 'guest' || session.endedBy !== 'moderator') && (
        <p>{w.by[session.endedBy]}</p>
      )}
      <p>{deletion ? w.gone : w.text}</p>
      <Confirmation deletion={deletion} />
      {isGuest && receipt && (
        <section className="rounded-xl border border-line bg-surface p-4">
          <h2 className="mb-1">{w.receipt}</h2>
          <p className="my-2 font-mono text-xl tracking-wide select-all">{receipt}</p>
          <p>
            {w.receiptMeaning}{' '}
            <a className="underline" href={paths.myData}>
              {w.receiptWhere}
            </a>
          </p>
        </section>
      )}
      <div>
        <a className={buttonLook('plain')} href={isGuest ? paths.home : paths.meetings}>
          {isGuest ? w.home : w.meetings}
        </a>
      </div>
    </CalmPage>
  )
}

function Confirmation({ deletion }: { deletion: Deletion | null }) {
  const w = useWords(words).ended
  const shown = useStore(language)
  return (
    <section className="rounded-xl border-2 border-good bg-surface p-4" aria-busy={deletion === null}>
      <h2 className="mb-2">{w.confirmation}</h2>
      <div role="status">
        {deletion ? (
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
            <dt className="text-muted">{w.number}</dt>
            <dd className="font-mono select-all">{deletion.receipt}</dd>
            <dt className="text-muted">{w.at}</dt>
            <dd>{w.clock(day(deletion.at, shown), time(deletion.at, shown, { seconds: true }))}</dd>
          </dl>
        ) : (
          <p className="text-muted">{w.checking}</p>
        )}
      </div>
    </section>
  )
}
