import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { ReceiptCard } from '../../ui/receipt-card.tsx'
import type { Room } from '../room.ts'
import type { OpenedRoom } from './browser-room.ts'
import { CalmPage } from './calm-page.tsx'
import { useLeaveDialog, useWithdrawalDialog } from './end-dialog.tsx'
import { LinkNotice } from './link-notice.tsx'
import { Preview } from './preview.tsx'
import { Whispers } from './whispers.tsx'
import { words } from '../words.ts'
import { words as callWords } from './words.ts'

/** The guest's waiting room. */
export function WaitingPage({ opened: { room, seat } }: { opened: OpenedRoom }) {
  const w = useWords(words)
  const { phase } = useStore(room.session)
  const callW = useWords(callWords)
  const leave = useLeaveDialog(room)
  const withdrawal = useWithdrawalDialog(room)
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
        <Button kind="quiet" onClick={withdrawal.open}>
          {callW.withdrawal.open}
        </Button>
        {withdrawal.dialog}
      </div>
    </CalmPage>
  )
}

function Returning({ room }: { room: Room }) {
  const w = useWords(words)
  const { title } = useWords(callWords)
  const { admission } = useStore(room.session)
  return (
    <CalmPage forGuest>
      <Heading>{title}</Heading>
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

/** The code of this person's consent; the note alone once the tab has lost it. */
function Receipt({ room }: { room: Room }) {
  const w = useWords(words).waiting
  const code = useStore(room.receiptCode)
  return code ? <ReceiptCard code={code} /> : <p className="text-muted">{w.receiptLost}</p>
}
