import { useRef } from 'react'
import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { invitationLink } from '../../paths.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import type { Door } from '../door.ts'
import type { Features } from '../features.ts'
import type { OpenedRoom } from './browser-room.ts'
import { WaitingPersonCard } from './waiting-person-card.tsx'
import { words } from './words.ts'

const statuses = ['online', 'busy', 'away'] as const

interface DoorRegionProps {
  door: Door
  opened: OpenedRoom
  chat: Features['chat']
}

/** Who waits, and the counsellor's hand on the door. */
export function DoorRegion({ door, opened, chat }: DoorRegionProps) {
  const w = useWords(words).door
  const people = useStore(door.people)
  const status = useStore(door.status)
  const ready = people.filter(({ state }) => state === 'ready')
  return (
    <section
      aria-label={w.region}
      className={`max-h-[45dvh] lg:max-h-[60dvh] shrink-0 overflow-y-auto px-3 py-2 ${people.length > 0 ? 'bg-signal-soft' : ''}`}
    >
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <h2 className="text-[1.05rem]">{w.region}</h2>
        <label className="flex items-center gap-2 text-[0.85rem]">
          <span className="sr-only">{w.status}</span>
          <select
            value={status}
            onChange={(event) => door.chooseStatus(statuses.find((one) => one === event.target.value) ?? 'online')}
            className="min-h-11 rounded-lg border border-control bg-surface px-2"
          >
            {statuses.map((one) => (
              <option key={one} value={one}>
                {w.statusNames[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p role="status" className={people.length > 0 ? 'sr-only' : 'text-[0.9rem] text-muted max-lg:sr-only'}>
        {people.length === 0 ? w.nobody : ready.map(({ name }) => w.waits(name)).join(' ')}
      </p>
      <ul className="grid gap-2">
        {people.map((person) => (
          <WaitingPersonCard key={person.id} person={person} door={door} chat={chat} />
        ))}
      </ul>
      {opened.seat.invitation && <Invitation link={invitationLink(location.origin, opened.seat.invitation)} />}
    </section>
  )
}

function Invitation({ link }: { link: string }) {
  const w = useWords(words).door
  const field = useRef<HTMLInputElement>(null)
  return (
    <details>
      <summary className="inline-flex min-h-11 items-center text-[0.9rem] underline underline-offset-4">
        {w.inviteField}
      </summary>
      <div className="grid gap-2 pb-2">
        <input
          ref={field}
          readOnly
          aria-label={w.inviteField}
          value={link}
          className="min-h-11 rounded-lg border border-control bg-sunken px-2 text-[0.85rem]"
        />
        <CopyButton label={w.invite} text={link} fallback={field} />
      </div>
    </details>
  )
}
