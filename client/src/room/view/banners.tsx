import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Notice } from '../../ui/notice.tsx'
import type { Conversation, Room } from '../room.ts'
import { DeviceProblemNotice, ScreenProblemNotice } from './device-problems.tsx'
import { LinkNotice } from './link-notice.tsx'
import { words } from './words.ts'

/** What is not as it should be, one below the other; nothing while all is well. */
export function Banners({ room, conversation }: { room: Room; conversation: Conversation }) {
  const w = useWords(words)
  const incomplete = useStore(room.incomplete)
  return (
    <div className="z-10 grid max-h-[45%] shrink-0 gap-2 overflow-y-auto px-3 empty:hidden [&>*]:mt-2">
      <LinkNotice room={room} />
      {incomplete && (
        <Notice tone="alarm" role="alert" title={w.incomplete}>
          <p>{w.incompleteMeaning}</p>
        </Notice>
      )}
      <DeviceProblemNotice room={room} kind="microphone" />
      <DeviceProblemNotice room={room} kind="camera" />
      <ScreenProblemNotice room={room} />
      {conversation.door && <Flooded door={conversation.door} />}
    </div>
  )
}

function Flooded({ door }: { door: NonNullable<Conversation['door']> }) {
  const w = useWords(words).door
  if (!useStore(door.flooded)) return null
  return (
    <Notice tone="signal" role="alert" title={w.flooded}>
      <p>{w.floodedMeaning}</p>
    </Notice>
  )
}
