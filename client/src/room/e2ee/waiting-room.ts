import { createStore } from '../../lib/store.ts'
import { NotReady, type MemberId, type Participation, type WaitingGuest, type Whisper } from './conference.ts'
import { hex, same, type Bytes } from './encoding.ts'
import { signed, verifySigned, type Fields, type MessageOf } from './messages.ts'
import type { Keys } from './membership.ts'
import { KnockLimit, knocksPerKey } from './knock-limit.ts'
import { Refused } from './refusal.ts'
import { checkPoint, Forged, openSealed } from './suite.ts'
import { commitment, decodeIntroduction, introductionInfo, transcript } from './transcript.ts'
import { Whispering } from './whispering.ts'

/** ms after which a knock that was answered and never opened leaves the list. */
const forgetKnock = 60_000
/** ms someone may be gone (a reload): then the others get a new key, or who waited leaves the list. */
export const grace = 30_000

/** A knock that was answered: the moderator's nonce is fixed and will not be given again. */
interface Pending {
  readonly fields: Fields<'knock'>
  readonly hash: Bytes
  readonly nonce: Bytes
  readonly hello: Bytes
  readonly at: number
}

/** Someone whose commitment was opened: whoever holds these keys is the one the code speaks of. */
export interface Identified {
  readonly id: MemberId
  readonly name: string
  readonly fingerprint: Uint8Array
  readonly verifying: Uint8Array
  readonly sealing: Uint8Array
  readonly instance: string
  readonly transcript: Uint8Array
  readonly knockHash: Uint8Array
  readonly exported: Uint8Array
}

/** What survives the moderator's reload. */
export interface SavedEntry {
  readonly ready: Identified
  readonly held: boolean
  readonly returning: boolean
  readonly whispers: readonly Whisper[]
  readonly since: number
}

interface Entry {
  readonly id: MemberId
  pending: Pending | null
  ready: Identified | null
  whispering: Whispering | null
  held: boolean
  returning: boolean
  whispers: readonly Whisper[]
  readonly since: number
  /** When the relay lost them, on the clock that never goes back; null while they are there. */
  goneAt: number | null
}

export interface Door {
  readonly it: Participation
  readonly keys: Keys
  readonly opening: Fields<'open'>
  /** The signing key under which this id is in the roster, if it is. */
  keyInRoster(id: MemberId): Uint8Array | undefined
  /** Something a reload must not lose has changed. */
  changed(): void
}

/** The moderator's side of everyone who is not in the room: knocks, openings, whispers. Admits nobody. */
export class WaitingRoom {
  readonly waiting = createStore<readonly WaitingGuest[]>([])
  readonly knocks = createStore(0)
  readonly #door: Door
  readonly #entries = new Map<MemberId, Entry>()
  readonly #spent = new Set<string>()
  /** All unknown keys together, and each known key for itself, so that nobody's reloads keep others out. */
  readonly #fresh: KnockLimit
  readonly #known = new Map<string, KnockLimit>()

  constructor(door: Door) {
    this.#door = door
    this.#fresh = new KnockLimit(door.it.clock)
  }

  get(id: MemberId): Identified | null {
    return this.#entries.get(id)?.ready ?? null
  }

  isHeld(id: MemberId): boolean {
    return this.#entries.get(id)?.held === true
  }

  /** The keys an id claims to have, opened or not, for a farewell. */
  claimed(id: MemberId): { verifying: Uint8Array; instance: string } | null {
    const entry = this.#entries.get(id)
    if (entry?.ready) return entry.ready
    return entry?.pending
      ? { verifying: entry.pending.fields.verifying, instance: hex(entry.pending.fields.instance) }
      : null
  }

  /**
   * Answers a knock with HELLO. The same knock gets the same answer; there is one nonce for one commitment.
   * False if it was answered once and is forgotten by now: only a new knock can help.
   */
  async knock(message: MessageOf<'knock'>, hash: Bytes): Promise<boolean> {
    const { it, keys } = this.#door
    const { fields } = message
    const entry = this.#back(fields.guest)
    if (entry?.pending && same(entry.pending.hash, hash)) {
      it.wire.send(fields.guest, entry.pending.hello)
      return true
    }
    if (entry?.ready && same(entry.ready.knockHash, hash)) throw new Refused('replayed')
    if (this.#spent.has(hex(hash))) return false
    await checkPoint(fields.sealing)
    this.#count(fields)
    this.#spent.add(hex(hash))
    const nonce = it.random(32) as Bytes
    const hello = await signed(keys.signing, 'hello', { sid: fields.sid, guest: fields.guest, knock: hash, nonce })
    const target = entry ?? this.#enter(fields.guest)
    target.pending = { fields, hash, nonce, hello, at: it.clock.now() }
    this.#show()
    it.wire.send(fields.guest, hello)
    return true
  }

  /** A sign of life. */
  #back(id: MemberId): Entry | undefined {
    const entry = this.#entries.get(id)
    if (entry) entry.goneAt = null
    return entry
  }

  /** Throws `Refused` if this is one knock too many. */
  #count(knock: Fields<'knock'>): void {
    const allowed = this.#limitFor(knock).take()
    this.knocks.set(this.#fresh.count())
    if (!allowed) throw new Refused('limited')
  }

  /** A key that was counted before, of someone waiting or of a member, comes back after a reload. */
  #limitFor({ guest, verifying }: Fields<'knock'>): KnockLimit {
    const known = this.#entries.get(guest)?.ready?.verifying ?? this.#door.keyInRoster(guest)
    if (!known || !same(known, verifying)) return this.#fresh
    const limit = this.#known.get(hex(known)) ?? new KnockLimit(this.#door.it.clock, knocksPerKey)
    this.#known.set(hex(known), limit)
    return limit
  }

  #enter(id: MemberId): Entry {
    const returning = this.#door.keyInRoster(id) !== undefined
    const entry = {
      id,
      pending: null,
      ready: null,
      whispering: null,
      held: false,
      returning,
      whispers: [],
      since: this.#door.it.clock.today(),
      goneAt: null,
    }
    this.#entries.set(id, entry)
    return entry
  }

  /** Checks commitment and signature; null if this knock is not pending here. Throws `Forged`. */
  async reveal(message: MessageOf<'reveal'>): Promise<Identified | null> {
    const { keys, opening } = this.#door
    const entry = this.#back(message.fields.guest)
    const pending = entry?.pending
    if (!pending || !same(pending.hash, message.fields.knock)) return null
    const { fields: knock, hash: knockHash, nonce: moderatorNonce } = pending
    const promised = await commitment(knock, message.fields.nonce)
    if (!same(promised, knock.commitment)) throw new Forged('commitment')
    const whole = await transcript({ opening, knock, knockHash, moderatorNonce, guestNonce: message.fields.nonce })
    await verifySigned(knock.verifying, message, whole)
    const { content, exported } = await openSealed(keys.sealing, introductionInfo(knock), knock.introduction)
    const { guest: id, verifying, sealing } = knock
    entry.pending = null
    return {
      id,
      ...decodeIntroduction(content),
      verifying,
      sealing,
      instance: hex(knock.instance),
      transcript: whole,
      knockHash,
      exported,
    }
  }

  /** Puts someone on the list, in the place the same keys had before. */
  place(guest: Identified): void {
    const entry = this.#entries.get(guest.id) ?? this.#enter(guest.id)
    if (entry.ready && !same(entry.ready.verifying, guest.verifying)) {
      entry.held = false
      entry.whispers = []
    }
    this.#identify(entry, guest)
    this.#changed()
  }

  #identify(entry: Entry, guest: Identified): void {
    const { it, opening } = this.#door
    const own = { sid: opening.sid, guest: guest.id, knock: guest.knockHash, direction: 0, instance: it.instance }
    entry.ready = guest
    entry.whispering = new Whispering(guest, own)
  }

  hold(id: MemberId): Identified {
    const entry = this.#readyEntry(id)
    entry.held = true
    this.#changed()
    return entry.ready!
  }

  #readyEntry(id: MemberId): Entry & { ready: Identified; whispering: Whispering } {
    const entry = this.#entries.get(id)
    if (!entry?.ready) throw new NotReady('this guest has not opened its commitment yet')
    return entry as Entry & { ready: Identified; whispering: Whispering }
  }

  /** Takes someone off the list; throws `NotReady`. */
  take(id: MemberId): Identified {
    const { ready } = this.#readyEntry(id)
    this.remove(id)
    return ready
  }

  /** The relay lost them: place, whispers and state are kept for the way back. */
  leaves(id: MemberId): void {
    const entry = this.#entries.get(id)
    if (entry) entry.goneAt ??= this.#door.it.clock.now()
  }

  isGone(id: MemberId): boolean {
    return (this.#entries.get(id)?.goneAt ?? null) !== null
  }

  remove(id: MemberId): void {
    if (this.#entries.delete(id)) this.#changed()
  }

  async whisper(id: MemberId, text: string): Promise<void> {
    const entry = this.#readyEntry(id)
    const at = this.#door.it.clock.today()
    this.#door.it.wire.send(id, await entry.whispering.seal(text, at))
    entry.whispers = [...entry.whispers, { text, from: 'moderator', at }]
    this.#changed()
  }

  async hear(message: MessageOf<'whisper'>): Promise<void> {
    const entry = this.#entries.get(message.fields.guest)
    if (!entry?.whispering) throw new Refused('unexpected')
    const text = await entry.whispering.open(message, 1)
    entry.whispers = [...entry.whispers, { text, from: 'guest', at: this.#door.it.clock.today() }]
    this.#changed()
  }

  /** Forgets knocks that nobody opened, and who did not come back. */
  tick(): void {
    this.knocks.set(this.#fresh.count())
    const now = this.#door.it.clock.now()
    const before = now - forgetKnock
    for (const entry of this.#entries.values()) {
      if (entry.goneAt !== null && now - entry.goneAt >= grace) this.remove(entry.id)
      if (!entry.pending || entry.pending.at > before) continue
      entry.pending = null
      if (!entry.ready) this.#entries.delete(entry.id)
    }
    this.#show()
  }

  clear(): void {
    this.#entries.clear()
    this.#show()
  }

  save(): readonly SavedEntry[] {
    return [...this.#entries.values()].flatMap(({ ready, held, returning, whispers, since }) =>
      ready ? [{ ready, held, returning, whispers, since }] : [],
    )
  }

  load(saved: readonly SavedEntry[]): void {
    for (const { ready, ...rest } of saved) {
      const entry: Entry = { id: ready.id, pending: null, ready: null, whispering: null, goneAt: null, ...rest }
      this.#entries.set(ready.id, entry)
      this.#identify(entry, ready)
    }
    this.#show()
  }

  #changed(): void {
    this.#show()
    this.#door.changed()
  }

  /** A member that knocks again after a reload is not shown: it needs no one's decision. */
  #show(): void {
    const shown = [...this.#entries.values()].filter(({ id, ready, pending }) => {
      const key = this.#door.keyInRoster(id)
      return ready !== null || !key || (pending !== null && !same(key, pending.fields.verifying))
    })
    this.waiting.set(
      shown.map(({ id, ready, held, returning, whispers, since }) => ({
        id,
        name: ready?.name ?? '',
        state: ready ? (held ? 'held' : 'ready') : 'knocking',
        returning,
        whispers,
        since,
      })),
    )
  }
}
