import { useState } from 'react'
import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import type { Member } from '../e2ee/conference.ts'
import { Icon } from '../icon.tsx'
import type { RemoteMedia } from '../media/media-engine.ts'
import type { Conversation } from '../conversation.ts'
import { Initials } from './initials.tsx'
import { Playing } from './playing.tsx'
import { words } from './words.ts'

interface PersonTileProps {
  member: Member
  media: RemoteMedia | undefined
  conversation: Conversation
  /** The own picture lies in the lower right corner. */
  isBesideSelf: boolean
}

/** Somebody else: picture or initials, name, and how they are heard. */
export function PersonTile({ member, media, conversation, isBesideSelf }: PersonTileProps) {
  const { playback } = conversation.call
  const speaking = media?.speaking === true
  const hasPicture = media?.kinds.camera.on === true
  return (
    <figure
      aria-label={member.name}
      data-connection={media?.connection ?? 'connecting'}
      className={`relative h-full min-h-0 min-w-0 overflow-hidden rounded-xl bg-sunken outline-4 -outline-offset-4 ${speaking ? 'outline-good' : 'outline-transparent'}`}
    >
      <Playing
        kind="video"
        stream={media?.kinds.camera.stream ?? null}
        playback={playback}
        className={`h-full w-full object-contain ${hasPicture ? '' : 'invisible'}`}
      />
      {!hasPicture && <Initials name={member.name} />}
      <Playing kind="audio" stream={media?.kinds.microphone.stream ?? null} playback={playback} />
      <Caption {...{ member, media, conversation, isBesideSelf }} />
      {conversation.door && <Removal member={member} remove={(id) => conversation.door!.remove(id)} />}
    </figure>
  )
}

function Caption({ member, media, conversation, isBesideSelf }: PersonTileProps) {
  const w = useWords(words).stage
  const hands = useStore(conversation.features.presence.state).hands
  const signs = [
    connectionWords(media, w.connection),
    media?.connection === 'connected' && !media.kinds.microphone.on && w.silent,
    media?.connection === 'connected' && !media.kinds.camera.on && w.noCamera,
    media?.speaking && w.speaking,
    !member.confirmed && w.unconfirmed,
  ].filter(Boolean)
  return (
    <figcaption
      className={`absolute bottom-2 left-2 flex flex-wrap ${isBesideSelf ? 'max-w-[64%]' : 'max-w-[calc(100%-1rem)]'} items-center gap-x-2 rounded-lg bg-night/85 px-2 py-0.5`}
    >
      <span className="font-bold">{member.name}</span>
      {hands.includes(member.id) && (
        <span className="flex items-center gap-1 text-signal">
          <Icon name="hand" size={18} />
          {w.hand}
        </span>
      )}
      <span className="text-[0.8rem] text-muted">{signs.join(' · ')}</span>
    </figcaption>
  )
}

type ConnectionWords = Record<
  'connecting' | 'reconnecting' | 'failed' | 'identity' | 'good' | 'fair' | 'poor' | 'none',
  string
>

/** The connection in words; silence where all is well would be read as a fault. */
function connectionWords(media: RemoteMedia | undefined, w: ConnectionWords): string {
  if (!media) return w.connecting
  if (media.failure === 'identity') return w.identity
  if (media.connection !== 'connected') return w[media.connection]
  return w[media.quality]
}

function Removal({ member, remove }: { member: Member; remove: (id: string) => Promise<void> }) {
  const w = useWords(words).stage
  const [asking, setAsking] = useState(false)
  return (
    <div className="absolute top-2 right-2">
      <button
        type="button"
        aria-label={w.removeOf(member.name)}
        title={w.remove}
        onClick={() => setAsking(true)}
        className="grid h-11 w-11 place-items-center rounded-lg bg-night/70 hover:bg-night"
      >
        <Icon name="close" size={20} />
      </button>
      {asking && (
        <ConfirmDialog
          title={w.removeTitle(member.name)}
          action={w.remove}
          work={() => remove(member.id)}
          onClose={() => setAsking(false)}
        >
          <p>{w.removeMeaning}</p>
        </ConfirmDialog>
      )}
    </div>
  )
}
