import { useEffect, useRef, useState, type RefObject } from 'react'
import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import type { Member } from '../e2ee/conference.ts'
import type { RemoteMedia } from '../media/media-engine.ts'
import type { Conversation } from '../conversation.ts'
import type { OpenedRoom } from './browser-room.ts'
import { layoutOf, type Layout } from './layout.ts'
import { Playing } from './playing.tsx'
import { PersonTile } from './person-tile.tsx'
import { SelfTile } from './self-tile.tsx'
import { words } from './words.ts'

interface StageProps {
  opened: OpenedRoom
  conversation: Conversation
}

/** The pictures. */
export function Stage({ opened, conversation }: StageProps) {
  const { room } = opened
  const w = useWords(words).stage
  const place = useRef<HTMLDivElement>(null)
  const size = useSize(place)
  const members = useStore(room.roster)
  const remotes = useStore(conversation.call.remotes)
  const others = members.filter(({ id }) => id !== room.self)
  const mediaOf = new Map(remotes.map((remote) => [remote.member, remote]))
  const showing = others.find(({ id }) => mediaOf.get(id)?.kinds.screen.on)
  const layout = layoutOf({ others: others.length, hasScreen: showing !== undefined, ...size })
  return (
    <div ref={place} role="region" aria-label={w.pictures} className="relative min-h-0 grow overflow-hidden">
      {layout.kind === 'alone' && <Alone opened={opened} />}
      <div
        className="absolute inset-0 flex gap-2 p-2"
        style={{ flexDirection: layout.kind === 'screen' && layout.side === 'below' ? 'column' : 'row' }}
      >
        {showing && <ScreenTile member={showing} media={mediaOf.get(showing.id)} conversation={conversation} />}
        <div className={gridLook(layout)} style={gridStyle(layout)}>
          {others.map((member) => (
            <PersonTile
              key={member.id}
              member={member}
              media={mediaOf.get(member.id)}
              conversation={conversation}
              isBesideSelf={layout.kind === 'pair'}
            />
          ))}
          {layout.kind !== 'pair' && layout.kind !== 'alone' && <SelfTile room={room} conversation={conversation} />}
        </div>
      </div>
      {(layout.kind === 'pair' || layout.kind === 'alone') && (
        <div className="absolute right-4 bottom-4 w-[28%] max-w-56 min-w-24">
          <SelfTile room={room} conversation={conversation} isSmall />
        </div>
      )}
      <Arrivals others={others} />
    </div>
  )
}

function gridLook(layout: Layout): string {
  if (layout.kind === 'screen') {
    return layout.side === 'right'
      ? 'grid w-52 shrink-0 auto-rows-fr gap-2 overflow-y-auto'
      : 'flex h-32 shrink-0 gap-2 overflow-x-auto [&>*]:w-40 [&>*]:shrink-0'
  }
  return 'grid min-h-0 min-w-0 grow auto-rows-fr gap-2'
}

const gridStyle = (layout: Layout) =>
  layout.kind === 'grid' ? { gridTemplateColumns: `repeat(${layout.columns}, minmax(0, 1fr))` } : {}

/** CSS pixels of an element, followed as it changes. */
function useSize(place: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 })
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [place])
  return size
}

function Alone({ opened }: { opened: OpenedRoom }) {
  const w = useWords(words).stage
  const isModerator = opened.room.session.get().role === 'moderator'
  return (
    <div className="absolute inset-0 grid place-content-center gap-2 p-6 pb-28 text-center">
      <p className="text-xl font-bold">{w.alone}</p>
      <p className="max-w-md text-balance text-muted">{isModerator ? w.aloneModerator : w.aloneGuest}</p>
    </div>
  )
}

interface ScreenTileProps {
  member: Member
  media: RemoteMedia | undefined
  conversation: Conversation
}

function ScreenTile({ member, media, conversation }: ScreenTileProps) {
  const w = useWords(words).stage
  const { playback } = conversation.call
  return (
    <figure
      aria-label={w.screenOf(member.name)}
      className="relative min-h-0 min-w-0 grow overflow-hidden rounded-xl bg-black"
    >
      <Playing
        kind="video"
        stream={media?.kinds.screen.stream ?? null}
        playback={playback}
        className="h-full w-full object-contain"
      />
      {media?.kinds['screen-audio'].on && (
        <Playing kind="audio" stream={media.kinds['screen-audio'].stream} playback={playback} />
      )}
      <figcaption className="absolute bottom-2 left-2 rounded-lg bg-night/85 px-2 py-0.5">
        {w.screenOf(member.name)}
      </figcaption>
    </figure>
  )
}

/** Says who came and who went. */
function Arrivals({ others }: { others: readonly Member[] }) {
  const w = useWords(words).stage
  const before = useRef<readonly Member[]>([])
  const [news, setNews] = useState('')
  useEffect(() => {
    const has = (list: readonly Member[], id: string) => list.some((one) => one.id === id)
    const came = others.filter(({ id }) => !has(before.current, id)).map(({ name }) => w.came(name))
    const went = before.current.filter(({ id }) => !has(others, id)).map(({ name }) => w.went(name))
    before.current = others
    if (came.length + went.length > 0) setNews([...came, ...went].join(' '))
  }, [others, w])
  return (
    <p role="status" className="sr-only">
      {news}
    </p>
  )
}
