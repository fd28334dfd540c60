import { Fail } from '@vieraugen/protocol/errors.ts'
import { largestRoom, type CounsellorStatus, type FromBrowser, type RelayPerson } from '@vieraugen/protocol/relay.ts'
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
  /** Throws `NotReady` while the knock is not answered yet, `Fail('room-full')` while there is no place. */
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

export function createDoor(options: DoorOptions): Door {
  return new ModeratorDoor(options)
}

class ModeratorDoor implements Door {
  readonly people = createStore<readonly WaitingPerson[]>([])
  readonly flooded = createStore(false)
  readonly status = createStore<'online' | 'busy' | 'away'>('online')
  readonly #moderator: Moderator
  readonly #say: DoorOptions['say']
  readonly #handHistory: DoorOptions['handHistory']
  readonly #owed = new Set<MemberId>()
  readonly #ends: readonly (() => void)[]
  #seats = new Map<MemberId, RelayPerson>()
  #isAutomatic = true

  constructor({ moderator, say, handHistory }: DoorOptions) {
    this.#moderator = moderator
    this.#say = say
    this.#handHistory = handHistory
    this.#ends = [
      follow(moderator.waiting, () => this.#show()),
      follow(moderator.roster, (members) => this.#onRoster(members)),
      follow(moderator.knocks, (count) => this.flooded.set(count >= mostKnocks)),
    ]
  }

  async admit(guest: MemberId, { history }: { history: boolean }): Promise<void> {
    const isReady = this.#moderator.waiting.get().some(({ id, state }) => id === guest && state !== 'knocking')
    if (!isReady) throw new NotReady('the knock is not answered yet')
    if (!this.#hasPlace(guest)) throw new Fail('room-full')
    // The relay first: it delivers in order, so the newcomer may speak to everybody when the key arrives.
    this.#decide(guest, 'admit')
    this.#count(guest)
    if (history) this.#owed.add(guest)
    await this.#moderator.admit(guest, { history })
  }

  async hold(guest: MemberId): Promise<void> {
    await this.#moderator.hold(guest)
    this.#decide(guest, 'hold')
  }

  async deny(guest: MemberId): Promise<void> {
    await this.#moderator.deny(guest)
    this.#decide(guest, 'deny')
  }

  async remove(member: MemberId): Promise<void> {
    await this.#moderator.remove(member)
    this.#decide(member, 'remove')
  }

  whisper(guest: MemberId, text: string): Promise<void> {
    return this.#moderator.whisper(guest, text)
  }

  chooseStatus(next: 'online' | 'busy' | 'away'): void {
    this.#isAutomatic = false
    this.#setStatus(next)
  }

  onPeople(people: readonly RelayPerson[]): void {
    const before = this.#seats
    this.#seats = new Map(people.map((person) => [person.participant, person]))
    // A seat not known before counts as lost too: after a reload of this page, who left meanwhile is still in the roster.
    for (const id of new Set([...before.keys(), ...this.#seats.keys()])) {
      const wasThere = before.get(id)?.connected ?? true
      if (wasThere && !this.#seats.get(id)?.connected) this.#moderator.memberGone(id)
    }
    this.#show()
  }

  repeat(): void {
    this.#say({ t: 'status', status: this.status.get() })
  }

  close(): void {
    for (const end of this.#ends) end()
    this.people.set([])
  }

  /** The relay counts the same way, and would leave someone with the key in front of the door. */
  #hasPlace(guest: MemberId): boolean {
    const inside = [...this.#seats.values()].filter(
      ({ participant, state, connected }) => participant !== guest && state === 'admitted' && connected,
    )
    return inside.length < largestRoom
  }

  /** Let in, although the relay has not said so yet: the next one may be let in before it does. */
  #count(guest: MemberId): void {
    const seat = this.#seats.get(guest)
    if (seat) this.#seats.set(guest, { ...seat, state: 'admitted' })
  }

  #show(): void {
    const shown = this.#moderator.waiting.get().map((guest) => {
      const seat = this.#seats.get(guest.id)
      return { ...guest, cameAt: seat ? Date.parse(seat.since) : null, connected: seat?.connected ?? true }
    })
    this.people.set([...shown].sort((a, b) => (a.cameAt ?? Infinity) - (b.cameAt ?? Infinity)))
  }

  #setStatus(next: 'online' | 'busy' | 'away'): void {
    if (this.status.get() === next) return
    this.status.set(next)
    this.repeat()
  }

  #onRoster(members: readonly Member[]): void {
    for (const { id } of members) if (this.#owed.delete(id)) this.#handHistory(id)
    // Whoever waits learns that a conversation is going on, without the counsellor having to think of it.
    if (this.#isAutomatic && members.length > 0) this.#setStatus(members.length > 1 ? 'busy' : 'online')
  }

  #decide(participant: MemberId, decision: 'admit' | 'hold' | 'deny' | 'remove'): void {
    this.#say({ t: 'decide', participant, decision })
  }
}
