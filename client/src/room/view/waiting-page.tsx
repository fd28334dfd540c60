import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import type { Room } from '../room.ts'
import type { OpenedRoom } from './browser-room.ts'
import { CalmPage } from './calm-page.tsx'
import { useLeaveDialog } from './end-dialog.tsx'
import { LinkNotice } from './link-notice.tsx'
import { Preview } from './preview.tsx'
import { Whispers } from './whispers.tsx'
import { words } from './words.ts'

/** The guest's waiting room. */
export function WaitingPage({ opened: { room, seat } }: { opened: OpenedRoom }) {
  const w = useWords(words)
  const { phase } = useStore(room.session)
  const leave = useLeaveDialog(room)
  if (phase === 'returning') return <Returning room={room} />
  return (
    <CalmPage forGuest>
      <Heading>{w.waiting.heading}</Heading>
      <LinkNotice room={room} />
      <Place room={room} counsellor={seat.counsellor} />
      <Receipt room={room} />
      <Whispers room={room} counsellor={seat.counsellor} />
      <Preview room={room} />
      <div>
        <Button onClick={leave.open}>{w.waiting.leave}</Button>
        {leave.dialog}
      </div>
    </CalmPage>
  )
}

function Returning({ room }: { room: Room }) {
  const w = useWords(words)
  const { admission } = useStore(room.session)
  return (
    <CalmPage forGuest>
      <Heading>{w.title}</Heading>
      <p role="status">{admission === 'waiting-for-moderator' ? w.returningAbsent : w.returning}</p>
    </CalmPage>
  )
}

/** Where I stand, in a sentence for each state. No minutes are promised. */
function Place({ room, counsellor }: { room: Room; counsellor: string }) {
  const w = useWords(words).waiting
  const { phase, admission } = useStore(room.session)
  const queue = useStore(room.queue)
  const isAbsent = admission === 'waiting-for-moderator' || queue?.status === 'absent'
  const state = () => {
    if (isAbsent) return w.absent(counsellor)
    if (phase === 'held') return w.held
    if (queue?.status === 'busy') return w.busy
    if (queue?.status === 'away') return w.away
    return w.sees(counsellor)
  }
  return (
    <div role="status" className="grid gap-3 rounded-xl border border-line bg-surface p-4">
      <p className="text-lg font-bold">{w.welcome}</p>
      <p>{state()}</p>
      {queue && <p>{queue.ahead > 0 ? w.ahead(queue.ahead) : w.next}</p>}
      <p className="text-muted">{w.stay}</p>
    </div>
  )
}

function Receipt({ room }: { room: Room }) {
  const w = useWords(words).waiting
  const code = useStore(room.receiptCode)
  return (
    <section className="rounded-xl border border-line p-4">
      <h2 className="mb-1">{w.receipt}</h2>
      {code ? (
        <>
          <p className="my-2 font-mono text-xl tracking-wide select-all">{code}</p>
          <p>
            {w.receiptMeaning}{' '}
            <a className="underline" href={paths.myData} target="_blank" rel="noopener">
              {w.receiptWhere}
            </a>
          </p>
        </>
      ) : (
        <p>{w.receiptLost}</p>
      )}
    </section>
  )
}
