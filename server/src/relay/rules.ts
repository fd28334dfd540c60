import type { FailureCode } from '@vieraugen/protocol/errors.ts'
import {
  boxKind,
  type CounsellorStatus,
  everyone,
  type FromServer,
  headerBytes,
  largestFrame,
  largestWaitingFrame,
  moderator,
  type RelayPerson,
  type SeatState,
  uuidBytes,
} from '@vieraugen/protocol/relay.ts'

/** One browser's socket as a room sees it. */
export interface Link {
  send(frame: Uint8Array | string): void
  /** Ends the socket after what was sent. */
  close(): void
  /** The meeting is over for this socket: nothing that comes from it counts any more. */
  detach(): void
  /** True while the log is being read to it: new entries reach it through the reading, in order. */
  reading: boolean
}

/** A place in a meeting, with or without a browser in front of it. */
export interface Seat {
  readonly id: string
  /** The id as it stands in a header: sixteen bytes, and the same as a string for look-ups. */
  readonly bytes: Buffer
  readonly address: string
  readonly role: 'moderator' | 'guest'
  readonly since: Date
  sessionId: string
  state: SeatState
  link: Link | null
  share: { readonly sessionId: string; readonly text: string } | null
}

export interface SeatRow {
  readonly id: string
  readonly role: 'moderator' | 'guest'
  readonly session_id: string
  readonly state: SeatState
  readonly entered_at: Date
}

/** A meeting's memory. It lives until the meeting ends; a restart of the server loses it, the browsers bring it back. */
export interface Room {
  readonly meetingId: string
  /** By address, in order of arrival. */
  readonly seats: Map<string, Seat>
  /** Connected members: the only ones that room frames go to. */
  members: readonly Seat[]
  moderator: Seat | null
  opening: string | null
  status: 'online' | 'busy' | 'away'
  /** What the database was told last about nobody being in. */
  empty: boolean
}

const addressOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const everyoneAddress = addressOf(uuidBytes(everyone))
const moderatorAddress = addressOf(uuidBytes(moderator))

export function emptyRoom(meetingId: string): Room {
  return { meetingId, seats: new Map(), members: [], moderator: null, opening: null, status: 'online', empty: true }
}

/**
 * Takes over what the database says about the seats; sockets and shares stay. A seat it no longer knows went with its
 * session and is given up. Rows are as old as their reading: to be read and taken over in one go (`Rooms.inOrder`).
 */
export function seatPeople(room: Room, rows: readonly SeatRow[]): void {
  const kept = new Set(rows.map((row) => row.id))
  for (const seat of room.seats.values()) {
    if (kept.has(seat.id)) continue
    room.seats.delete(seat.address)
    vacate(seat)
  }
  for (const row of rows) {
    // Memory of its own: a copy would keep a whole slab of the buffer pool alive for sixteen bytes.
    const bytes = Buffer.from(uuidBytes(row.id).buffer)
    const address = addressOf(bytes)
    const known = room.seats.get(address)
    if (known) Object.assign(known, { sessionId: row.session_id, state: row.state })
    else {
      const place = { id: row.id, bytes, address, role: row.role, since: row.entered_at }
      room.seats.set(address, { ...place, sessionId: row.session_id, state: row.state, link: null, share: null })
    }
  }
  count(room)
}

/** Nobody sits here any more, and no frame that is still on its way counts. */
export function vacate(seat: Seat, state: 'left' | 'denied' | 'removed' = 'left'): void {
  const { link } = seat
  Object.assign(seat, { state, link: null, share: null })
  link?.detach()
  link?.close()
}

export const seatOf = (room: Room, participant: string): Seat | undefined =>
  room.seats.get(addressOf(uuidBytes(participant)))

/** To be called after every change of a state or a socket. */
export function count(room: Room): void {
  const seats = [...room.seats.values()]
  room.members = seats.filter((seat) => seat.state === 'admitted' && seat.link)
  room.moderator = seats.find((seat) => seat.role === 'moderator') ?? null
}

export const isWaiting = (seat: Pick<Seat, 'state'>): boolean => seat.state === 'waiting' || seat.state === 'held'

export const waitingIn = (room: Room): number =>
  [...room.seats.values()].filter((seat) => isWaiting(seat) && seat.link).length

/** The header of a box is rewritten in place: `to` becomes `from`, `ref` becomes `seq`. The box is never touched. */
export function stamp(frame: Buffer, from: Uint8Array, seq: number): Buffer {
  frame.set(from, 1)
  frame.writeUInt32BE(seq, 17)
  return frame
}

/** Null when a frame of this seat may go on; who waits is smaller and keeps nothing. */
export function refusalOf(from: Seat, frame: Uint8Array): FailureCode | null {
  const waits = from.state !== 'admitted'
  if (frame.length > (waits ? largestWaitingFrame : largestFrame)) return 'too-large'
  if (frame.length < headerBytes) return 'invalid-input'
  const kind = frame[0]
  if (kind === boxKind.log) return waits ? 'forbidden' : null
  return kind === boxKind.direct ? null : 'invalid-input'
}

/**
 * Sends a direct box on: from who waits to the moderator, from the moderator to anybody, from a member to the members.
 * Returns why not, or null. A box for a browser that is away is dropped, because it was never meant to be kept.
 */
export function forward(room: Room, from: Seat, frame: Buffer): FailureCode | null {
  const to = frame.toString('latin1', 1, 17)
  const target = to === moderatorAddress ? room.moderator : room.seats.get(to)
  if (from.state !== 'admitted') return knock(from, target, frame)
  stamp(frame, from.bytes, 0)
  if (to === everyoneAddress) {
    for (const member of room.members) if (member !== from) member.link?.send(frame)
    return null
  }
  if (!target || !mayReach(from, target)) return 'not-found'
  target.link?.send(frame)
  return null
}

/** An id of anybody but the moderator is refused without saying whether it exists. */
function knock(from: Seat, target: Seat | null | undefined, frame: Buffer): FailureCode | null {
  if (target?.role === 'guest' || target === undefined) return 'forbidden'
  // A moderator who left for good hears nothing more.
  if (target?.state === 'admitted') target.link?.send(stamp(frame, from.bytes, 0))
  return null
}

const mayReach = (from: Seat, to: Seat): boolean =>
  to.state === 'admitted' || (from.role === 'moderator' && isWaiting(to))

/** A stored entry goes to all members, the sender among them; who is reading the log gets it there. */
export function broadcastEntry(room: Room, frame: Buffer): void {
  for (const member of room.members) if (member.link && !member.link.reading) member.link.send(frame)
}

export const say = (message: FromServer): string => JSON.stringify(message)

/** Where a decision leads; null when it makes no sense from here. Someone admitted is not denied but removed. */
export function decided(state: SeatState, decision: 'admit' | 'hold' | 'deny' | 'remove'): SeatState | null {
  if (state !== 'waiting' && state !== 'held' && state !== 'admitted') return null
  if (decision === 'admit') return 'admitted'
  if (decision === 'hold') return state === 'admitted' ? null : 'held'
  return state === 'admitted' ? 'removed' : 'denied'
}

/** How the counsellor is, honestly: absent without a socket, busy with somebody else in the room. */
export function counsellorStatusOf(room: Room): CounsellorStatus {
  if (!room.moderator?.link || room.moderator.state !== 'admitted') return 'absent'
  if (room.status === 'online' && room.members.some((member) => member.role === 'guest')) return 'busy'
  return room.status
}

function person(seat: Seat): RelayPerson {
  return { participant: seat.id, state: seat.state, connected: seat.link !== null, since: seat.since.toISOString() }
}

/** Tells everybody what changed: the moderator all seats, the members each other, who waits their place in the queue. */
export function tellPresence(room: Room): void {
  const all = [...room.seats.values()]
  const members = say({ t: 'people', people: room.members.map(person) })
  for (const member of room.members)
    member.link?.send(member.role === 'moderator' ? say({ t: 'people', people: all.map(person) }) : members)
  const status = counsellorStatusOf(room)
  let ahead = 0
  for (const seat of all) {
    if (!isWaiting(seat) || !seat.link) continue
    seat.link.send(say({ t: 'queue', ahead, status }))
    ahead++
  }
}

/** Tokens that come back with time: `burst` at once, `perSecond` in the long run. */
export interface Bucket {
  take(tokens: number, nowMs: number): boolean
}

export function createBucket(burst: number, perSecond: number): Bucket {
  let tokens = burst
  let filledAt = Number.NEGATIVE_INFINITY
  return {
    take(wanted, nowMs) {
      tokens = Math.min(burst, tokens + (Math.max(0, nowMs - filledAt) * perSecond) / 1000)
      filledAt = nowMs
      if (tokens < wanted) return false
      tokens -= wanted
      return true
    },
  }
}

/** What one socket may send. A room with six cameras starts with some hundred signalling frames; a chat needs few. */
export const allowances = {
  member: { frames: { burst: 600, perSecond: 120 }, bytes: { burst: 4_000_000, perSecond: 500_000 } },
  /** A knock, its reveal, some messages: a line every other second. */
  waiting: { frames: { burst: 12, perSecond: 0.5 }, bytes: { burst: 40_000, perSecond: 2_000 } },
  /** Entries that are kept cost the disk. */
  entries: { burst: 100, perSecond: 10 },
  /** Malformed and refused frames before the socket ends. */
  strikes: { burst: 6, perSecond: 0.1 },
} as const
