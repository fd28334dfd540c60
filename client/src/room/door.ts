import type { CounsellorStatus, FromBrowser, RelayPerson } from '@vieraugen/protocol/relay.ts'
import { createStore, type Store } from '../lib/store.ts'
import { NotReady, type Member, type MemberId, type Moderator, type WaitingGuest } from './e2ee/conference.ts'
import { follow } from './follow.ts'

/** Somebody in front of the door, as the counsellor sees them. */
export interface WaitingPerson extends WaitingGuest {
  /** When they came, ms since 1970; null while the relay has not said so. */
  readonly cameAt: number | null
  /** Their page is connected to the relay. */
  readonly connected: boolean
}

/** The moderator's hand on the door. */
export interface Door {
  /** In order of arrival. */
  readonly people: Store<readonly WaitingPerson[]>
  /** More knocks within a minute than people make. */
  readonly flooded: Store<boolean>
  readonly status: Store<CounsellorStatus>
  /** Throws `NotReady` while the knock is not answered yet. */
  admit(guest: MemberId, options: { history: boolean }): Promise<void>
  hold(guest: MemberId): Promise<void>
  deny(guest: MemberId): Promise<void>
  remove(member: MemberId): Promise<void>
  whisper(guest: MemberId, text: string): Promise<void>
  chooseStatus(status: 'online' | 'busy' | 'away'): void
  /** What the relay says of all seats. */
  onPeople(people: readonly RelayPerson[]): void
  /** Says to the relay again what it keeps only in memory. */
  repeat(): void
  close(): void
}

export interface DoorOptions {
  readonly moderator: Moderator
  readonly say: (message: FromBrowser) => void
  /** Gives a newcomer what was said before. */
  readonly handHistory: (to: MemberId) => void
}

/** As many fresh knocks in a minute are answered; more are ignored until the minute is over. */
const mostKnocks = 5

export function createDoor({ moderator, say, handHistory }: DoorOptions): Door {
  const people = createStore<readonly WaitingPerson[]>([])
  const flooded = createStore(false)
  const status = createStore<'online' | 'busy' | 'away'>('online')
  const owed = new Set<MemberId>()
  let seats = new Map<MemberId, RelayPerson>()
  let isAutomatic = true

  const show = () => {
    const shown = moderator.waiting.get().map((guest) => {
      const seat = seats.get(guest.id)
      return { ...guest, cameAt: seat ? Date.parse(seat.since) : null, connected: seat?.connected ?? true }
    })
    people.set(shown.toSorted((a, b) => (a.cameAt ?? Infinity) - (b.cameAt ?? Infinity)))
  }
  const setStatus = (next: 'online' | 'busy' | 'away') => {
    if (status.get() === next) return
    status.set(next)
    say({ t: 'status', status: next })
  }
  const onRoster = (members: readonly Member[]) => {
    for (const { id } of members) if (owed.delete(id)) handHistory(id)
    // Whoever waits learns that a conversation is going on, without the counsellor having to think of it.
    if (isAutomatic && members.length > 0) setStatus(members.length > 1 ? 'busy' : 'online')
  }
  const decide = (participant: MemberId, decision: 'admit' | 'hold' | 'deny' | 'remove') =>
    say({ t: 'decide', participant, decision })
  const ends = [
    follow(moderator.waiting, show),
    follow(moderator.roster, onRoster),
    follow(moderator.knocks, (count) => flooded.set(count >= mostKnocks)),
  ]

  return {
    people,
    flooded,
    status,
    async admit(guest, { history }) {
      const isReady = moderator.waiting.get().some(({ id, state }) => id === guest && state !== 'knocking')
      if (!isReady) throw new NotReady('the knock is not answered yet')
      // The relay first: it delivers in order, so the newcomer may speak to everybody when the key arrives.
      decide(guest, 'admit')
      if (history) owed.add(guest)
      await moderator.admit(guest, { history })
    },
    async hold(guest) {
      await moderator.hold(guest)
      decide(guest, 'hold')
    },
    async deny(guest) {
      await moderator.deny(guest)
      decide(guest, 'deny')
    },
    async remove(member) {
      await moderator.remove(member)
      decide(member, 'remove')
    },
    whisper: (guest, text) => moderator.whisper(guest, text),
    chooseStatus(next) {
      isAutomatic = false
      setStatus(next)
    },
    onPeople(next) {
      const before = seats
      seats = new Map(next.map((person) => [person.participant, person]))
      for (const [id, seat] of before) if (seat.connected && !seats.get(id)?.connected) moderator.memberGone(id)
      show()
    },
    repeat() {
      say({ t: 'status', status: status.get() })
    },
    close: () => ends.forEach((end) => end()),
  }
}
