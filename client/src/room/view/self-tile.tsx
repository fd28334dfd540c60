import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Icon } from '../icon.tsx'
import type { Conversation } from '../conversation.ts'
import type { Room } from '../room.ts'
import { Initials } from './initials.tsx'
import { OwnPicture } from './own-picture.tsx'
import { words } from './words.ts'

interface SelfTileProps {
  room: Room
  conversation: Conversation
  isSmall?: boolean
}

/** The own picture, as the others see it, mirrored. */
export function SelfTile({ room, conversation, isSmall = false }: SelfTileProps) {
  const w = useWords(words)
  const { track } = useStore(room.devices.camera)
  const microphone = useStore(room.devices.microphone)
  const displayName = useStore(room.displayName)
  const screen = useStore(room.devices.screen)
  const { hand } = useStore(conversation.features.presence.state).own
  return (
    <figure
      aria-label={w.stage.selfName}
      className={`relative overflow-hidden rounded-xl border border-line bg-surface ${isSmall ? 'aspect-4/3 shadow-lg' : 'h-full min-h-0 min-w-0'}`}
    >
      {track ? <OwnPicture track={track} mirrored /> : <Initials name={displayName} />}
      <figcaption className="absolute bottom-1 left-1 flex flex-wrap items-center gap-1 rounded-lg bg-night/85 px-2 text-[0.8rem]">
        <span>{w.you}</span>
        {microphone.actual !== 'on' && (
          <span className="flex items-center gap-1 text-danger">
            <Icon name="microphone-off" size={16} />
            <span className="sr-only">{w.stage.silent}</span>
          </span>
        )}
        {hand && (
          <span className="text-signal">
            <Icon name="hand" size={16} />
            <span className="sr-only">{w.stage.hand}</span>
          </span>
        )}
        {screen.actual === 'on' && <span>{w.stage.ownScreen}</span>}
      </figcaption>
    </figure>
  )
}
