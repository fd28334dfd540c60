import { useId, useState } from 'react'
import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import type { Whisper } from '../e2ee/conference.ts'
import type { Room } from '../room.ts'
import { words } from '../words.ts'
import { words as callWords } from './words.ts'

/** Characters; a frame of the waiting room is small. */
const longestWhisper = 500

/** The guest's line to the counsellor while waiting. */
export function Whispers({ room, counsellor }: { room: Room; counsellor: string }) {
  const w = useWords(words)
  const { you } = useWords(callWords)
  const { phase, admission } = useStore(room.session)
  const whispers = useStore(room.whispers)
  const canWrite = phase === 'held' || admission === 'waiting'
  return (
    <section className="grid gap-2">
      <h2>{w.waiting.writeHeading}</h2>
      <p className="text-muted">{canWrite ? w.waiting.writeMeaning : w.waiting.notYet}</p>
      <WhisperLines whispers={whispers} nameOf={({ from }) => (from === 'guest' ? you : counsellor)} />
      {canWrite && <WhisperField label={w.waiting.writeField} send={(text) => room.whisper(text)} />}
    </section>
  )
}

export function WhisperLines({
  whispers,
  nameOf,
}: {
  whispers: readonly Whisper[]
  nameOf: (whisper: Whisper) => string
}) {
  if (whispers.length === 0) return null
  return (
    <div role="log">
      <ol className="grid gap-1">
        {whispers.map((whisper, index) => (
          <li key={index} className="rounded-lg bg-sunken px-3 py-1.5 whitespace-pre-wrap [overflow-wrap:anywhere]">
            <span className="text-muted">{nameOf(whisper)}: </span>
            {whisper.text}
          </li>
        ))}
      </ol>
    </div>
  )
}

export function WhisperField({ label, send }: { label: string; send: (text: string) => Promise<void> }) {
  const w = useWords(words).waiting
  const id = useId()
  const [text, setText] = useState('')
  const submit = async () => {
    const clean = text.trim()
    if (clean === '') return
    // Emptied at once: a second Enter finds nothing, and what is typed meanwhile stays.
    setText('')
    // What cannot be said yet comes back into the field.
    await send(clean).catch(() => setText((since) => `${clean} ${since}`.trim()))
  }
  return (
    <form
      className="grid gap-1"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <label htmlFor={id} className="text-[0.9rem] font-bold">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          value={text}
          maxLength={longestWhisper}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          className="min-h-12 w-full min-w-0 rounded-lg border-2 border-control bg-surface px-3"
        />
        <Button type="submit">{w.send}</Button>
      </div>
    </form>
  )
}
