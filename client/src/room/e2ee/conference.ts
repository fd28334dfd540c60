import type { Store } from '../../lib/store.ts'
import type { SecurityCode } from './security-code.ts'

/** A participant's id, given by the server: a UUID in its string form. Stable over reloads of the tab. */
export type MemberId = string
/** `count` bytes that nobody can guess; in the product `crypto.getRandomValues`. */
export type Random = (count: number) => Uint8Array

/** The part of `lib/clock.ts` that is needed here. */
export interface Clock {
  /** ms since 1970. */
  today(): number
  /** ms on a clock that never goes back, for durations. */
  now(): number
  /** Runs once after `ms`; returns the function that calls it off. */
  after(ms: number, run: () => void): () => void
}

/** The relay as the protocol sees it: blind, and trusted with nothing but carriage. 'all' means every admitted member. Never throws: what cannot be sent is lost, and sent again in time. */
export interface Wire {
  send(to: MemberId | 'all' | 'moderator', message: Uint8Array): void
}

/** What both sides need to begin. `instance` is 16 random bytes for each page load, `fingerprint` the SHA-256 of the page's RTCCertificate (32 bytes). */
export interface Participation {
  readonly meetingId: string
  readonly self: MemberId
  readonly instance: Uint8Array
  readonly displayName: string
  readonly fingerprint: Uint8Array
  readonly wire: Wire
  readonly clock: Clock
  readonly random: Random
  /** Bytes of an earlier `suspend()`, after a reload. Throws if they belong to another meeting or member. */
  readonly restored?: Uint8Array | undefined
}

export interface Member {
  readonly id: MemberId
  readonly name: string
  readonly role: 'moderator' | 'member'
  /** The moderator compared codes with this member; for the moderator's own row in a guest's list: this guest did. */
  readonly verified: boolean
  /** SHA-256 of the RTCCertificate; a peer connection with any other certificate must be closed. */
  readonly fingerprint: Uint8Array
  /** The page load this row speaks of, as 32 hex digits. Changes with a reload, and the fingerprint with it. */
  readonly instance: string
  /** Whether the moderator let this member read what was said before. */
  readonly history: boolean
  /** False once 10 s have passed without the member's proof that it holds the key. Only the moderator can tell; true elsewhere. */
  readonly confirmed: boolean
}

/** How a message travels: `signal` (call set-up), `log` (kept by the server as ciphertext), `volatile` (never kept). */
export type Kind = 'signal' | 'log' | 'volatile'

export interface Outgoing {
  readonly topic: string
  readonly to: 'all' | MemberId
  readonly payload: Uint8Array
  readonly kind: Kind
}

/** A message that was authenticated: `from`, `name`, and `instance` come from the signed roster and the sender's signature. */
export interface Opened {
  readonly topic: string
  readonly payload: Uint8Array
  readonly kind: Kind
  readonly to: 'all' | MemberId
  readonly from: MemberId
  readonly name: string
  readonly instance: string
  readonly epoch: number
  /** Position among this sender's messages of the same epoch, page load, kind and addressee, from 0 without gaps: a missing one shows a lost message. */
  readonly sequence: number
  /** Unique for each message, 32 hex digits. */
  readonly id: string
  /** The sender's clock, ms since 1970. */
  readonly at: number
}

/** Something arrived that an honest relay would not have delivered. It was ignored; nothing else happened. */
export interface Incident {
  readonly kind:
    | 'malformed' // not a message of this protocol
    | 'forged' // signature, commitment or seal does not hold
    | 'replayed' // seen before
    | 'rollback' // older than what is known
    | 'fork' // two different truths signed under one number
    | 'wrong-epoch' // under a key that is not held, no longer held, or no longer accepted
    | 'unexpected' // fits no state this side is in
    | 'limited' // more than 5 knocks in a minute
    | 'moderator-changed' // another moderator key: everything known was wiped, knocking again
    | 'mismatch' // the codes were found different
    | 'failed' // a fault of our own; the message was dropped
  readonly from: MemberId | null
  readonly at: number
}

export interface Whisper {
  readonly text: string
  readonly from: 'moderator' | 'guest'
  readonly at: number
}

/** What every member can do, from admission to the end. */
export interface Membership {
  /** Only people of the signed roster; the media engine and the log accept nobody else. Empty before admission. */
  readonly roster: Store<readonly Member[]>
  /** The number of the newest epoch key; null before admission and after the end. Grows, not always by one. */
  readonly epoch: Store<number | null>
  /** One code for each member (moderator's side), or one under the moderator's id (guest's side). Never filled before the commitment was opened and checked. */
  readonly securityCodes: Store<ReadonlyMap<MemberId, SecurityCode>>
  /** The moderator's last signed word on how far the durable log reaches (32 bytes, meaning given by the room), or null. */
  readonly logHead: Store<Uint8Array | null>
  /** The last 100 things refused. */
  readonly incidents: Store<readonly Incident[]>
  /** Grows with each change that a reload must not lose; then the room stores `suspend()` again. */
  readonly revision: Store<number>
  /** The codes were compared aloud and are equal. */
  confirmCode(member: MemberId): Promise<void>
  /** The codes differ: the member is removed, keys are wiped. */
  reportMismatch(member: MemberId): Promise<void>
  /**
   * Resolves at once, or, after a broken line to the relay, when it is known that no newer key was missed. What is to last
   * is sealed only then: nobody would read it under an old one.
   */
  current(): Promise<void>
  /** Encrypts, pads and signs. Throws `NotAdmitted` without an epoch key or if the addressee is not in the roster. */
  seal(message: Outgoing): Promise<Uint8Array>
  /**
   * Opens an envelope. `from` is what the relay claims; null is returned, and an incident noted, unless everything holds.
   * 'stored' is for the durable log read again: epochs closed for live messages are accepted there, replays still are not.
   */
  open(from: MemberId, bytes: Uint8Array, source?: 'live' | 'stored'): Promise<Opened | null>
  /** A message of the protocol arrived (anything for which `isEnvelope` is false). Never rejects. */
  handle(from: MemberId, message: Uint8Array): Promise<void>
  /** Everything a reload needs, secret: seal it with `sealBox` before it is stored anywhere. Throws `NotAdmitted` once closed. */
  suspend(): Promise<Uint8Array>
  /** Stops all timers and forgets all keys, without telling anyone. */
  close(): void
}

export interface WaitingGuest {
  readonly id: MemberId
  /** Empty while knocking: the name is believed only once the commitment was opened. */
  readonly name: string
  readonly state: 'knocking' | 'ready' | 'held'
  /** This id was in the room before, with keys it has lost since. */
  readonly returning: boolean
  readonly whispers: readonly Whisper[]
  readonly since: number
}

export interface Moderator extends Membership {
  readonly state: Store<'open' | 'mismatch' | 'ended'>
  /** OPEN, signed; the server keeps it for the waiting room. The same bytes after a reload. */
  opening(): Uint8Array
  readonly waiting: Store<readonly WaitingGuest[]>
  /** Fresh knocks in the last minute; above 5 further ones are ignored until the minute is over. */
  readonly knocks: Store<number>
  /** The human's click. Throws `NotReady` unless the guest is 'ready' or 'held'. Joins within 1 s share one new key. */
  admit(guest: MemberId, options: { history: boolean }): Promise<void>
  hold(guest: MemberId): Promise<void>
  deny(guest: MemberId): Promise<void>
  /** New key for the others at once. */
  remove(member: MemberId): Promise<void>
  /** The relay reports a lost connection: 30 s for a reload, then the member is out, or the waiting guest off the list. */
  memberGone(member: MemberId): void
  whisper(guest: MemberId, text: string): Promise<void>
  /** 32 bytes that name the end of the durable log; goes out with every heartbeat. */
  noteLogHead(head: Uint8Array): void
  end(): Promise<void>
}

export type GuestState =
  | 'waiting-for-moderator' // no opening yet, or no heartbeat for 60 s although the line stood
  | 'knocking'
  | 'waiting'
  | 'held'
  | 'denied'
  | 'admitted'
  | 'removed'
  | 'ended'
  | 'mismatch'

export interface Guest extends Membership {
  readonly state: Store<GuestState>
  readonly whispers: Store<readonly Whisper[]>
  /** The relay hands over the moderator's OPEN; also again, whenever the moderator's connection returns. */
  onOpening(opening: Uint8Array): Promise<void>
  /** Our own line to the relay broke, or stands again: silence in between is not the moderator's. */
  onLine(online: boolean): void
  whisper(text: string): Promise<void>
  /** Tells the moderator and forgets all keys. */
  leave(): Promise<void>
}

/** The message cannot be sealed now: no epoch key, or the addressee is not in the roster. */
export class NotAdmitted extends Error {
  override readonly name = 'NotAdmitted'
}

/** The guest cannot be admitted, held or written to yet: the commitment has not been opened. */
export class NotReady extends Error {
  override readonly name = 'NotReady'
}
