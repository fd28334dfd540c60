import { useId, useState } from 'react'
import { useWords } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import type { Room } from '../room.ts'
import { CalmPage } from './calm-page.tsx'
import { words } from '../words.ts'

const longestName = 60

/** The name lives in memory alone; when the tab lost it, the person says it again. */
export function NamingPage({ room }: { room: Room }) {
  const w = useWords(words).naming
  const id = useId()
  const [name, setName] = useState('')
  const [missing, setMissing] = useState(false)
  const enter = () => {
    const clean = name.replaceAll(/\p{C}/gu, '').trim()
    if (clean === '') return setMissing(true)
    room.introduce(clean)
  }
  return (
    <CalmPage forGuest>
      <Heading>{w.heading}</Heading>
      <p>{w.text}</p>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          enter()
        }}
      >
        <div>
          <label htmlFor={id} className="mb-1 block font-bold">
            {w.field}
          </label>
          <input
            id={id}
            value={name}
            maxLength={longestName}
            autoComplete="off"
            aria-invalid={missing}
            aria-describedby={missing ? `${id}-error` : undefined}
            onChange={(event) => {
              setName(event.target.value)
              setMissing(false)
            }}
            className="min-h-12 w-full rounded-lg border-2 border-control bg-surface px-3"
          />
          {missing && (
            <p id={`${id}-error`} role="alert" className="mt-1 font-bold text-danger">
              {w.missing}
            </p>
          )}
        </div>
        <Button kind="main" type="submit">
          {w.enter}
        </Button>
      </form>
    </CalmPage>
  )
}
