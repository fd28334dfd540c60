import { Fail, type FailureCode } from '@vieraugen/protocol/errors.ts'
import { boxKind, type FromBrowser, headerBytes, largestRoom } from '@vieraugen/protocol/relay.ts'
import type { Base } from '../base/base.ts'
import { type Peer, websocket } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import { appendEntry, decideSeat, giveUpSeat } from './commands.ts'
import { Rooms } from './jobs.ts'
import { entriesAfter, newestSeq, seatsOf, type Standing, standingOf } from './queries.ts'
import {
  broadcastEntry,
  decided,
  forward,
  isWaiting,
  refusalOf,
  type Room,
  say,
  type Seat,
  seatOf,
  type SeatRow,
  seatPeople,
  stamp,
  tellPresence,
  vacate,
} from './rules.ts'
import { type Listener, Socket, type Visit } from './socket.ts'

/** The socket between browsers and relay. What a frame means stands in protocol/src/relay.ts. */
export function registerRelay(http: Http, base: Base): Rooms {
  const rooms = new Rooms(base)
  const listener: Listener = {
    text: (socket, message) => {
      if (message.t === 'ping') {
        socket.send(say({ t: 'pong' }))
        return null
      }
      if (message.t === 'join') return join(rooms, socket, message)
      if (!socket.visit) throw new Fail('invalid-input')
      return speak(rooms, socket, { visit: socket.visit, message })
    },
    box: (socket, visit, frame) => passOn(rooms, socket, { visit, frame }),
    gone: (socket) => leaveSocket(rooms, socket),
  }
  websocket(http, { path: '/api/relay', activity: 'meeting.wait' }, (socket, peer) => {
    void accept(rooms, new Socket(socket, { sessionId: peer.session?.id ?? null, rooms, listener }), peer)
  })
  return rooms
}

/** A browser that reconnects all the time is slowed down before it costs anything. */
async function accept(rooms: Rooms, socket: Socket, peer: Peer): Promise<void> {
  await rooms.base.limits.take('socket', peer.ip).catch(() => socket.refuse('too-many'))
}

function passOn(rooms: Rooms, socket: Socket, { visit, frame }: { visit: Visit; frame: Buffer }): Promise<void> | null {
  const refusal =
    refusalOf(visit.seat, frame) ?? (frame[0] === boxKind.direct ? forward(visit.room, visit.seat, frame) : null)
  if (refusal) {
    socket.strike(refusal)
    return null
  }
  return frame[0] === boxKind.log ? keep(rooms, socket, { visit, frame }) : null
}

/** Stores an entry and sends it to everybody, in the order of the log. */
function keep(rooms: Rooms, socket: Socket, { visit, frame }: { visit: Visit; frame: Buffer }): Promise<void> {
  const { room, seat } = visit
  if (!socket.entries.take(1, rooms.base.clock.monotonic())) throw new Fail('too-many')
  const ref = frame.readUInt32BE(17)
  return rooms.inOrder(room, async () => {
    if (seat.state !== 'admitted') throw new Fail('forbidden')
    const box = frame.subarray(headerBytes)
    const seq = await appendEntry(rooms.base, { meetingId: room.meetingId, sender: seat.id, box })
    socket.send(say({ t: 'logged', ref, seq }))
    broadcastEntry(room, stamp(frame, seat.bytes, seq))
  })
}

type Message<T extends FromBrowser['t']> = Extract<FromBrowser, { t: T }>

async function join(rooms: Rooms, socket: Socket, message: Message<'join'>): Promise<void> {
  if (socket.visit) throw new Fail('invalid-input')
  const room = rooms.find(message.meeting)
  // In order with decisions, leaving and withdrawal: what is read here cannot be older than what a room knows by then.
  const isDone = await rooms.inOrder(room, () => takeSeat(rooms, socket, room))
  // It ended meanwhile: the room in hand is nobody's any more.
  if (!isDone) await join(rooms, socket, message)
}

/** False when the room died under it. */
async function takeSeat(rooms: Rooms, socket: Socket, room: Room): Promise<boolean> {
  const { base } = rooms
  const { meetingId } = room
  if (!rooms.isLiving(room)) return false
  const standing = await standingOf(base, meetingId)
  const rows = standing ? await seatsOf(base, meetingId) : []
  const own = seatOfSession(rows, socket.sessionId)
  const seq = own?.state === 'admitted' ? await newestSeq(base, meetingId) : 0
  if (!rooms.isLiving(room)) return false
  if (!standing || standing.ended_by || !own || socket.over) {
    rooms.forgetIfUnused(room)
    await showOut(rooms, socket, { meetingId, standing })
    return true
  }
  seatPeople(room, rows)
  const seat = seatOf(room, own.id)
  const refusal = seat ? refusalAtDoor(room, seat, standing) : 'not-found'
  if (seat && !refusal) sitDown(rooms, socket, { visit: { room, seat }, seq })
  else turnAway(rooms, socket, { room, refusal: refusal ?? 'not-found' })
  return true
}

async function showOut(
  rooms: Rooms,
  socket: Socket,
  { meetingId, standing }: { meetingId: string; standing: Standing | null },
): Promise<void> {
  if (standing?.ended_by) await farewell(rooms, socket, { meetingId, standing })
  else socket.refuse(socket.sessionId ? 'not-found' : 'sign-in-needed')
}

function turnAway(rooms: Rooms, socket: Socket, { room, refusal }: { room: Room; refusal: FailureCode }): void {
  socket.refuse(refusal)
  // Seats may have gone meanwhile.
  rooms.presenceChanged(room)
}

/** The living seat of a browser, else its last one. */
function seatOfSession(rows: readonly SeatRow[], sessionId: string | null): SeatRow | undefined {
  const own = rows.filter((row) => row.session_id === sessionId)
  return own.findLast((row) => isWaiting(row) || row.state === 'admitted') ?? own.at(-1)
}

function refusalAtDoor(room: Room, seat: Seat, standing: Standing): FailureCode | null {
  if (isWaiting(seat)) return null
  if (seat.state !== 'admitted') return 'forbidden'
  if (seat.role === 'moderator' && standing.state !== 'open') return 'meeting-not-open'
  return hasPlace(room, seat) ? null : 'room-full'
}

/** One place is the moderator's, who is never locked out: the others are for guests. */
const hasPlace = (room: Room, seat: Seat): boolean =>
  seat.role === 'moderator' ||
  room.members.filter((member) => member.role === 'guest' && member !== seat).length < largestRoom - 1

function sitDown(rooms: Rooms, socket: Socket, { visit, seq }: { visit: Visit; seq: number }): void {
  const { room, seat } = visit
  if (seat.link instanceof Socket) {
    seat.link.send(say({ t: 'replaced' }))
    seat.link.detach()
    seat.link.close()
  }
  seat.link = socket
  socket.visit = visit
  const share = seat.share?.sessionId === socket.sessionId ? seat.share.text : null
  const { opening } = room
  socket.send(say({ t: 'welcome', self: seat.id, role: seat.role, state: seat.state, opening, seq, share }))
  rooms.presenceChanged(room)
}

/** The meeting is over: who comes now hears it, and the proof of deletion as soon as there is one. */
async function farewell(
  rooms: Rooms,
  socket: Socket,
  { meetingId, standing }: { meetingId: string; standing: Standing },
): Promise<void> {
  socket.detach()
  socket.send(say({ t: 'ended', by: standing.ended_by ?? 'moderator' }))
  rooms.awaitDeletion(meetingId, socket)
  // Read again after the name is on the list: whichever comes later, the proof or the list, the browser hears it.
  const now = await standingOf(rooms.base, meetingId)
  if (now?.receipt && now.verified_at) {
    rooms.stopWaiting(meetingId, socket)
    socket.send(say({ t: 'deleted', receipt: now.receipt, at: now.verified_at.toISOString() }))
    socket.close()
  }
}

type Spoken = Exclude<FromBrowser, { t: 'join' | 'ping' }>

function speak(
  rooms: Rooms,
  socket: Socket,
  { visit, message }: { visit: Visit; message: Spoken },
): Promise<void> | null {
  switch (message.t) {
    case 'opening':
      return open(visit, message)
    case 'status':
      return setStatus(visit, message)
    case 'share':
      visit.seat.share = { sessionId: visit.seat.sessionId, text: message.share }
      return null
    case 'decide':
      return decide(rooms, visit, message)
    case 'read':
      return read(rooms, socket, { visit, after: message.after })
    case 'leave':
      return leave(rooms, socket, visit)
  }
}

function moderatorOnly({ seat }: Visit): void {
  if (seat.role !== 'moderator' || seat.state !== 'admitted') throw new Fail('forbidden')
}

function open(visit: Visit, { opening }: Message<'opening'>): null {
  moderatorOnly(visit)
  visit.room.opening = opening
  const told = say({ t: 'opening', opening })
  for (const seat of visit.room.seats.values()) if (seat.role === 'guest') seat.link?.send(told)
  return null
}

function setStatus(visit: Visit, { status }: Message<'status'>): null {
  moderatorOnly(visit)
  visit.room.status = status
  tellPresence(visit.room)
  return null
}

function decide(rooms: Rooms, visit: Visit, { participant, decision }: Message<'decide'>): Promise<void> {
  moderatorOnly(visit)
  const { room, seat: by } = visit
  return rooms.inOrder(room, async () => {
    const seat = seatOf(room, participant)
    if (!seat || seat.role !== 'guest') throw new Fail('not-found')
    const to = decided(seat.state, decision)
    if (!to) throw new Fail('invalid-input')
    if (to === seat.state) return
    if (to === 'admitted' && !hasPlace(room, seat)) throw new Fail('room-full')
    const change = { meetingId: room.meetingId, participant, from: seat.state, to, by: by.id }
    if (!(await decideSeat(rooms.base, change))) throw new Fail('not-found')
    seat.state = to
    seat.link?.send(say({ t: 'state', state: to }))
    if (to === 'denied' || to === 'removed') vacate(seat, to)
    rooms.presenceChanged(room)
  })
}

/** Entries in order, batch by batch, as fast as the browser takes them; what is added meanwhile comes at its place. */
async function read(rooms: Rooms, socket: Socket, { visit, after }: { visit: Visit; after: number }): Promise<void> {
  const { room, seat } = visit
  if (seat.state !== 'admitted') throw new Fail('forbidden')
  let seq = after
  const batch = async (): Promise<boolean> => {
    const entries = await entriesAfter(rooms.base, room.meetingId, seq)
    if (seat.link !== socket || seat.state !== 'admitted') return false
    for (const entry of entries) socket.send(entry.frame)
    seq = entries.at(-1)?.seq ?? seq
    return entries.length > 0
  }
  socket.reading = true
  try {
    while (await batch()) await socket.drained()
    await rooms.inOrder(room, async () => {
      while (await batch());
      socket.reading = false
      socket.send(say({ t: 'read', seq }))
    })
  } finally {
    socket.reading = false
  }
}

function leave(rooms: Rooms, socket: Socket, { room, seat }: Visit): Promise<void> {
  return rooms.inOrder(room, async () => {
    await giveUpSeat(rooms.base, seat.id)
    vacate(seat)
    // It holds the seat no more when the meeting ended, or the same browser came in again, before its turn.
    socket.detach()
    socket.close()
    if (rooms.isLiving(room)) rooms.presenceChanged(room)
  })
}

function leaveSocket(rooms: Rooms, socket: Socket): void {
  const { visit } = socket
  if (!visit) return
  socket.visit = null
  if (visit.seat.link !== socket) return
  visit.seat.link = null
  if (rooms.isLiving(visit.room)) rooms.presenceChanged(visit.room)
}
