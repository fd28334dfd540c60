import type { EndedBy } from '@vieraugen/protocol/http/meetings.ts'
import type { Base } from '../base/base.ts'
import { errorFacts } from '../base/log.ts'
import type { Announce } from '../retention/commands.ts'
import { noteEmpty, touchSessions } from './commands.ts'
import { livingSessions } from './queries.ts'
import { count, emptyRoom, type Link, type Room, say, seatOf, tellPresence, vacate, waitingIn } from './rules.ts'

/** A socket that is silent for two beats is dead. */
const beatEvery = 20_000
const noteEvery = 60_000
/** A sign-out takes effect here no later than this; one look-up by keys costs less than a millisecond. */
const lookEvery = 1_000

/** An open socket, as the regular jobs see it. */
export interface Beating {
  readonly sessionId: string | null
  /** Asks for a sign of life; ends the socket when the last question had no answer. */
  beat(): void
  /** The session behind the socket is over. */
  expire(): void
  close(): void
}

/** Every room in memory. */
export class Rooms implements Announce {
  readonly base: Base
  readonly sockets = new Set<Beating>()
  readonly #rooms = new Map<string, Room>()
  readonly #queues = new WeakMap<Room, Promise<unknown>>()
  /** Sockets of ended meetings that wait for the proof of deletion. */
  readonly #leaving = new Map<string, Set<Link>>()
  readonly #stops: (() => void)[]
  #looking = false

  constructor(base: Base) {
    this.base = base
    this.#stops = [
      base.clock.every(beatEvery, () => this.beat()),
      base.clock.every(noteEvery, () => void this.note().catch((error: unknown) => this.failed(error))),
      base.clock.every(lookEvery, () => void this.look().catch((error: unknown) => this.failed(error))),
    ]
  }

  find(meetingId: string): Room {
    const room = this.#rooms.get(meetingId) ?? emptyRoom(meetingId)
    this.#rooms.set(meetingId, room)
    return room
  }

  /** False once the meeting ended: its room is gone, and an object that is still held is an empty shell. */
  isLiving(room: Room): boolean {
    return this.#rooms.get(room.meetingId) === room
  }

  /** A room nobody ever had a seat in needs no memory. */
  forgetIfUnused(room: Room): void {
    if (this.isLiving(room) && room.seats.size === 0) this.#rooms.delete(room.meetingId)
  }

  /** How many people are in front of the door now. */
  waiting(meetingId: string): number {
    const room = this.#rooms.get(meetingId)
    return room ? waitingIn(room) : 0
  }

  /** Runs what changes seats or the log of a room one after the other. */
  inOrder<T>(room: Room, job: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(room) ?? Promise.resolve()
    const now = before.then(job, job)
    this.#queues.set(
      room,
      now.catch(() => undefined),
    )
    return now
  }

  /** To be called after every change of a seat or a socket. */
  presenceChanged(room: Room): void {
    count(room)
    const empty = room.members.length === 0
    if (empty !== room.empty) {
      room.empty = empty
      this.inOrder(room, () => noteEmpty(this.base, [room.meetingId], room.empty)).catch((error: unknown) =>
        this.failed(error),
      )
    }
    tellPresence(room)
  }

  ended(meetingId: string, by: EndedBy): void {
    const room = this.#rooms.get(meetingId)
    this.#rooms.delete(meetingId)
    for (const seat of room?.seats.values() ?? []) {
      const { link } = seat
      Object.assign(seat, { link: null, share: null })
      if (!link) continue
      link.detach()
      link.send(say({ t: 'ended', by }))
      this.awaitDeletion(meetingId, link)
    }
    if (room) Object.assign(room, { members: [], opening: null })
  }

  deleted(meetingId: string, receipt: string, at: Date): void {
    for (const link of this.#leaving.get(meetingId) ?? []) {
      link.send(say({ t: 'deleted', receipt, at: at.toISOString() }))
      link.close()
    }
    this.#leaving.delete(meetingId)
  }

  awaitDeletion(meetingId: string, link: Link): void {
    const links = this.#leaving.get(meetingId) ?? new Set()
    this.#leaving.set(meetingId, links.add(link))
  }

  stopWaiting(meetingId: string, link: Link): void {
    const links = this.#leaving.get(meetingId)
    if (links?.delete(link) && links.size === 0) this.#leaving.delete(meetingId)
  }

  /** The person withdrew their consent, and the database knows: the place is free at once, and everybody sees it. */
  async release(meetingId: string, participant: string): Promise<void> {
    const room = this.#rooms.get(meetingId)
    const seat = room && seatOf(room, participant)
    if (!room || !seat) return
    await this.inOrder(room, () => {
      seat.link?.send(say({ t: 'state', state: 'left' }))
      vacate(seat)
      if (this.isLiving(room)) this.presenceChanged(room)
      return Promise.resolve()
    })
  }

  beat(): void {
    for (const socket of this.sockets) socket.beat()
  }

  /** Once a minute: sessions with an open socket stay awake, and the database learns again who is in and who is not. */
  async note(): Promise<void> {
    await touchSessions(this.base, this.#sessionIds())
    const rooms = [...this.#rooms.values()]
    for (const empty of [true, false]) {
      const ids = rooms.filter((room) => room.empty === empty).map((room) => room.meetingId)
      await noteEmpty(this.base, ids, empty)
    }
  }

  /**
   * Shows whoever is signed out the door: here, on another device, by a new password, by a lock, by the end of the account or
   * of its time. The sessions themselves are asked, because they end in many ways, in other processes too.
   */
  async look(): Promise<void> {
    const sockets = [...this.sockets]
    const ids = this.#sessionIds()
    if (this.#looking || ids.length === 0) return
    this.#looking = true
    const living = await livingSessions(this.base, ids).finally(() => {
      this.#looking = false
    })
    const isOver = ({ sessionId }: Beating) => sessionId !== null && !living.has(sessionId)
    for (const socket of sockets.filter(isOver)) socket.expire()
  }

  #sessionIds(): string[] {
    return [...new Set([...this.sockets].flatMap(({ sessionId }) => sessionId ?? []))]
  }

  failed(error: unknown): void {
    this.base.log.event('job.failed', { job: 'relay', err: errorFacts(error) })
  }

  stop(): void {
    for (const stop of this.#stops) stop()
    for (const socket of this.sockets) socket.close()
  }
}
