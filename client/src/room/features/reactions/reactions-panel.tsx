import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../../lib/i18n.ts'
import { useStore } from '../../../lib/use-store.ts'
import { ToolButton } from '../../tool-button.tsx'
import { reactionNames, type ReactionName } from './messages.ts'
import type { Reactions } from './reactions.ts'
import { words } from './words.ts'

const emoji: Record<ReactionName, string> = {
  thumb: '👍',
  heart: '❤️',
  applause: '👏',
  smile: '🙂',
  thinking: '🤔',
  thanks: '🙏',
}

/** Opens a row of six reactions; Escape, or leaving the row, closes it. */
export function ReactionsPanel({ feature }: { feature: Reactions }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (open) place.current?.querySelector<HTMLButtonElement>('[role=group] button')?.focus()
  }, [open])
  const close = () => {
    setOpen(false)
    place.current?.querySelector('button')?.focus()
  }
  return (
    <div
      ref={place}
      className="relative"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open) close()
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false)
      }}
    >
      <ToolButton
        icon="reaction"
        label={w.open}
        caption={w.caption}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        tone={open ? 'active' : 'calm'}
      />
      {open && (
        <div
          role="group"
          aria-label={w.menu}
          className="absolute bottom-full left-1/2 z-20 mb-2 grid w-max -translate-x-1/2 grid-cols-3 gap-1 rounded-xl border border-line bg-surface p-2 sm:grid-cols-6"
        >
          {reactionNames.map((name) => (
            <button
              key={name}
              type="button"
              aria-label={w.names[name]}
              title={w.names[name]}
              className="grid h-12 w-12 place-items-center rounded-lg text-2xl hover:bg-sunken"
              onClick={() => {
                feature.react(name)
                close()
              }}
            >
              <span aria-hidden="true">{emoji[name]}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

/** The reactions of the last seconds with their senders' names, over the pictures. */
export function ReactionsShown({ feature }: { feature: Reactions }) {
  const w = useWords(words)
  const shown = useStore(feature.state)
  return (
    <div role="status" className="pointer-events-none absolute top-3 left-3 z-10">
      <ul className="grid gap-1">
        {shown.map(({ key, reaction, name }) => (
          <li key={key} className="flex w-max max-w-full items-center gap-2 rounded-full bg-night/90 px-3 py-1">
            <span aria-hidden="true" className="text-2xl">
              {emoji[reaction]}
            </span>
            <span>{w.seen(name, w.names[reaction])}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
