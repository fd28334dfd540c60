import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { time } from '../../../lib/dates.ts'
import { language, useWords } from '../../../lib/i18n.ts'
import { useStore } from '../../../lib/use-store.ts'
import { Button } from '../../../ui/button.tsx'
import type { Chat, ChatLine } from './chat.ts'
import { longestText } from './messages.ts'
import { words } from './words.ts'

/** The written side of the conversation; counts as looked at while it is shown. */
export function ChatPanel({ feature }: { feature: Chat }) {
  useEffect(() => {
    const look = () => feature.watch(document.visibilityState === 'visible')
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      feature.watch(false)
    }
  }, [feature])
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Lines feature={feature} />
      <Writing feature={feature} />
    </div>
  )
}

function Lines({ feature }: { feature: Chat }) {
  const w = useWords(words)
  const { lines } = useStore(feature.state)
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
  }, [lines.length])
  return (
    <div className="min-h-0 grow overflow-y-auto px-3 py-2" tabIndex={0} role="region" aria-label={w.list}>
      {lines.length === 0 && <p className="py-4 text-muted">{w.empty}</p>}
      <ol className="grid gap-2">
        {lines.map((line) => (
          <Line key={`${line.from} ${line.id}`} line={line} feature={feature} />
        ))}
      </ol>
      <div ref={end} />
    </div>
  )
}

function Line({ line, feature }: { line: ChatLine; feature: Chat }) {
  const w = useWords(words)
  const clock = time(line.at, useStore(language))
  return (
    <li className={`max-w-[85%] ${line.own ? 'justify-self-end' : 'justify-self-start'}`} data-own={line.own}>
      <p className="text-[0.78rem] text-muted">{w.at(line.own ? w.you : line.name, clock)}</p>
      <p
        className={`rounded-xl px-3 py-1.5 whitespace-pre-wrap [overflow-wrap:anywhere] ${line.own ? 'bg-action text-on-action' : 'border border-line bg-surface'}`}
      >
        <Linked text={line.text} />
      </p>
      {line.state === 'pending' && <p className="text-[0.78rem] text-muted">{w.pending}</p>}
      {line.state === 'failed' && (
        <p className="text-[0.85rem] font-bold text-danger">
          {w.failed}{' '}
          <button
            type="button"
            className="min-h-11 underline underline-offset-4"
            onClick={() => feature.sayAgain(line.id)}
          >
            {w.again}
          </button>
        </p>
      )}
    </li>
  )
}

/** Addresses become links that open elsewhere and say nothing of where they were found. Nothing is loaded by itself. */
function Linked({ text }: { text: string }) {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <a key={index} href={part} target="_blank" rel="noopener noreferrer nofollow" className="underline">
        {part}
      </a>
    ),
  )
}

function Writing({ feature }: { feature: Chat }) {
  const w = useWords(words)
  const id = useId()
  const [typed, setTyped] = useState('')
  const over = typed.trim().length - longestText
  const say = () => {
    if (feature.say(typed)) setTyped('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    say()
  }
  return (
    <form
      className="grid gap-1 border-t border-line px-3 py-2"
      onSubmit={(event) => {
        event.preventDefault()
        say()
      }}
    >
      <label htmlFor={id} className="text-[0.85rem] font-bold">
        {w.field}
      </label>
      <div className="flex items-end gap-2">
        <textarea
          id={id}
          rows={2}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          aria-describedby={`${id}-hint`}
          aria-invalid={over > 0}
          className="min-h-12 grow resize-none rounded-lg border-2 border-control bg-surface px-2 py-1.5"
        />
        <Button kind="main" type="submit">
          {w.send}
        </Button>
      </div>
      <p
        id={`${id}-hint`}
        role={over > 0 ? 'alert' : undefined}
        className={over > 0 ? 'font-bold text-danger' : 'sr-only'}
      >
        {over > 0 ? w.tooLong(over) : w.hint}
      </p>
    </form>
  )
}

/** Name of the tab and what a screen reader is told of new messages, wherever one is in the room. */
export function ChatTabLabel({ feature }: { feature: Chat }) {
  const w = useWords(words)
  const { unread } = useStore(feature.state)
  return (
    <>
      {w.tab}
      {unread > 0 && (
        <span className="ml-2 inline-grid min-w-6 place-items-center rounded-full bg-signal px-1.5 text-[0.8rem] font-bold text-ground">
          <span aria-hidden="true">{unread}</span>
          <span className="sr-only">{w.tabUnread(unread)}</span>
        </span>
      )}
    </>
  )
}

/** Speaks the newest message of somebody else. */
export function ChatNews({ feature }: { feature: Chat }) {
  const w = useWords(words)
  const { latest } = useStore(feature.state)
  return (
    <p role="status" className="sr-only">
      {latest && w.heard(latest.name, latest.text)}
    </p>
  )
}
