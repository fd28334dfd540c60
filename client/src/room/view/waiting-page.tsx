import { useState } from 'react'
import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { ReceiptCard } from '../../ui/receipt-card.tsx'
import type { Room } from '../room.ts'
import { AddressSwitch } from './address-switch.tsx'
import type { OpenedRoom } from './browser-room.ts'
import { CalmPage } from './calm-page.tsx'
import { DeviceProblemNotice } from './device-problems.tsx'
import { useLeaveDialog, useWithdrawalDialog } from './end-dialog.tsx'
import { LinkNotice } from './link-notice.tsx'
import { Preview } from './preview.tsx'
import { DeviceButton } from './toolbar.tsx'
import { Whispers } from './whispers.tsx'
import { words } from '../words.ts'
import { words as callWords } from './words.ts'

/** The guest's waiting room. */
export function WaitingPage({ opened }: { opened: OpenedRoom }) {
  const { room, seat } = opened
  const w = useWords(words)
  const { phase } = useStore(room.session)
  const conversation = useStore(room.conversation)
  if (phase === 'returning') return <Returning room={room} />
  return (
    <CalmPage forGuest>
      <Heading>{w.waiting.heading}</Heading>
      <LinkNotice room={room} />
      <Place room={room} counsellor={seat.counsellor} />
      <Receipt room={room} />
      <Whispers room={room} counsellor={seat.counsellor} />
      <Preview room={room} />
      {conversation && <AddressSwitch opened={opened} call={conversation.call} />}
      <WaysOut room={room} />
    </CalmPage>
  )
}

function WaysOut({ room }: { room: Room }) {
  const w = useWords(words).waiting
  const { withdrawal: withdrawalW } = useWords(callWords)
  const leave = useLeaveDialog(room)
  const withdrawal = useWithdrawalDialog(room)
  return (
    <div>
      <Button onClick={leave.open}>{w.leave}</Button>
      {leave.dialog}
      <Button kind="quiet" onClick={withdrawal.open}>
        {withdrawalW.open}
      </Button>
      {withdrawal.dialog}
    </div>
  )
}

/** Admitted, and the keys are on their way. Microphone and camera may still be on from the conversation. */
function Returning({ room }: { room: Room }) {
  const w = useWords(words)
  const { title } = useWords(callWords)
  const { admission } = useStore(room.session)
  const isOnline = useStore(room.link) === 'online'
  return (
    <CalmPage forGuest>
      <Heading>{title}</Heading>
      <LinkNotice room={room} />
      <p role="status">{isOnline && admission === 'waiting-for-moderator' ? w.returningAbsent : w.returning}</p>
      <OpenDevices room={room} />
      <WaysOut room={room} />
    </CalmPage>
  )
}

/** Microphone and camera, if one of them was on when the way back began; after a reload both rest until then. */
function OpenDevices({ room }: { room: Room }) {
  const [shown] = useState(() => room.devices.microphone.get().wanted || room.devices.camera.get().wanted)
  if (!shown) return null
  return (
    <>
      <DeviceProblemNotice room={room} kind="microphone" />
      <DeviceProblemNotice room={room} kind="camera" />
      <div className="flex gap-2">
        <DeviceButton room={room} kind="microphone" />
        <DeviceButton room={room} kind="camera" />
      </div>
    </>
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
