import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Notice } from '../../ui/notice.tsx'
import { words as mediaWords } from '../media/words.ts'
import type { Conversation } from '../conversation.ts'
import type { Room } from '../room.ts'
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
      <FailedConnections room={room} conversation={conversation} />
      {conversation.door && <Flooded door={conversation.door} />}
    </div>
  )
}

/** To whom there is no way, and what can be done about it. */
function FailedConnections({ room, conversation }: { room: Room; conversation: Conversation }) {
  const w = useWords(mediaWords).failure
  const members = useStore(room.roster)
  const failed = useStore(conversation.call.remotes).flatMap(({ member, failure }) =>
    failure ? [{ member, failure }] : [],
  )
  return failed.map(({ member, failure }) => (
    <Notice key={member} tone="signal" role="alert" title={members.find(({ id }) => id === member)?.name}>
      <p>
        {w[failure].what} {w[failure].means} {w[failure].todo}
      </p>
    </Notice>
  ))
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
