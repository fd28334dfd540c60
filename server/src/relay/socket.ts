import { Fail, type FailureCode } from '@vieraugen/protocol/errors.ts'
import { fromBrowser, type FromBrowser, largestFrame, largestText } from '@vieraugen/protocol/relay.ts'
import type { WebSocket } from 'ws'
import * as z from 'zod/mini'
import { errorFacts } from '../base/log.ts'
import type { Beating, Rooms } from './jobs.ts'
import { allowances, createBucket, type Link, type Room, say, type Seat } from './rules.ts'

/** Bytes that may wait in front of a slow browser before its socket ends. */
const largestBacklog = 8 * 1024 * 1024
/** Frames that may wait while one before them is with the database. */
const longestQueue = 512

/** Whose place it is, after the join. */
export interface Visit {
  readonly room: Room
  readonly seat: Seat
}

/** What the frames of a socket mean. A promise holds back the frames behind it, so that their order stays. */
export interface Listener {
  text(socket: Socket, message: FromBrowser): Promise<void> | null
  box(socket: Socket, visit: Visit, frame: Buffer): Promise<void> | null
  gone(socket: Socket): void
}

/** One browser's socket: its limits, the order of its frames, its signs of life. */
export class Socket implements Link, Beating {
  visit: Visit | null = null
  reading = false
  /** What is kept costs the disk and has its own measure. */
  readonly entries = createBucket(allowances.entries.burst, allowances.entries.perSecond)
  /** Of the cookie that came with the handshake. */
  readonly sessionId: string | null
  readonly #socket: WebSocket
  readonly #rooms: Rooms
  readonly #listener: Listener
  readonly #queue: { data: Buffer; binary: boolean }[] = []
  readonly #strikes = createBucket(allowances.strikes.burst, allowances.strikes.perSecond)
  #frames = createBucket(allowances.waiting.frames.burst, allowances.waiting.frames.perSecond)
  #bytes = createBucket(allowances.waiting.bytes.burst, allowances.waiting.bytes.perSecond)
  #generous = false
  #busy = false
  #alive = true
  #beats = 0
  #over = false

  constructor(socket: WebSocket, from: { sessionId: string | null; rooms: Rooms; listener: Listener }) {
    this.#socket = socket
    this.sessionId = from.sessionId
    this.#rooms = from.rooms
    this.#listener = from.listener
    from.rooms.sockets.add(this)
    socket.on('message', (data: Buffer, binary: boolean) => this.#receive(data, binary))
    socket.on('pong', () => {
      this.#alive = true
    })
    socket.on('close', () => {
      from.rooms.sockets.delete(this)
      this.#over = true
      from.listener.gone(this)
    })
  }

  send(frame: Uint8Array | string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    // Whoever does not read cannot be allowed to fill the memory: the browser comes back and reads the log.
    if (this.#socket.bufferedAmount > largestBacklog) this.#socket.terminate()
    else this.#socket.send(frame)
  }

  /** Resolves once everything sent so far has left the process. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket.readyState !== this.#socket.OPEN) resolve()
      else this.#socket.ping(undefined, undefined, () => resolve())
    })
  }

  /** True from the end of the socket on: nobody is there to be given a place. */
  get over(): boolean {
    return this.#over
  }

  fail(code: FailureCode): void {
    this.send(say({ t: 'fail', code }))
  }

  /** Says why and ends the socket. The close frame carries no reason: those land in logs. */
  refuse(code: FailureCode): void {
    this.fail(code)
    this.close()
  }

  close(): void {
    this.#over = true
    this.#socket.close()
  }

  detach(): void {
    this.visit = null
    this.#over = true
  }

  expire(): void {
    // The session of a guest goes with the meeting; whoever still waits for the proof of deletion shall get it.
    if (!this.#over) this.refuse('sign-in-needed')
  }

  beat(): void {
    // Who connects and never says which meeting it is about is not waited for.
    const silent = !this.visit && !this.#over && this.#beats++ > 0
    if (!this.#alive || silent) this.#socket.terminate()
    this.#alive = false
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping()
  }

  #receive(data: Buffer, binary: boolean): void {
    this.#alive = true
    if (this.#over || !this.#isAllowed(data, binary)) return
    if (!this.#busy) this.#handle(data, binary)
    else if (this.#queue.push({ data, binary }) > longestQueue) this.refuse('too-many')
  }

  #isAllowed(data: Buffer, binary: boolean): boolean {
    if (data.length > (binary ? largestFrame : largestText)) {
      this.refuse('too-large')
      return false
    }
    const member = this.visit?.seat.state === 'admitted'
    if (member !== this.#generous) this.#useAllowance(member)
    const now = this.#rooms.base.clock.monotonic()
    if (this.#frames.take(1, now) && this.#bytes.take(data.length, now)) return true
    this.strike('too-many')
    return false
  }

  #useAllowance(member: boolean): void {
    const { frames, bytes } = allowances[member ? 'member' : 'waiting']
    this.#generous = member
    this.#frames = createBucket(frames.burst, frames.perSecond)
    this.#bytes = createBucket(bytes.burst, bytes.perSecond)
  }

  /** Refuses one frame; too many of them end the socket. */
  strike(code: FailureCode): void {
    if (this.#strikes.take(1, this.#rooms.base.clock.monotonic())) this.fail(code)
    else this.refuse(code)
  }

  #handle(data: Buffer, binary: boolean): void {
    const work = this.#begin(data, binary)
    if (!work) return
    this.#busy = true
    void work
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        this.#busy = false
        while (!this.#busy && this.#queue.length > 0 && !this.#over) {
          const next = this.#queue.shift()
          if (next) this.#handle(next.data, next.binary)
        }
      })
  }

  #begin(data: Buffer, binary: boolean): Promise<void> | null {
    try {
      return binary ? this.#box(data) : this.#text(data)
    } catch (error) {
      this.#failed(error)
      return null
    }
  }

  #box(frame: Buffer): Promise<void> | null {
    if (this.visit) return this.#listener.box(this, this.visit, frame)
    this.strike('invalid-input')
    return null
  }

  #text(data: Buffer): Promise<void> | null {
    const message = parse(data)
    if (message) return this.#listener.text(this, message)
    this.strike('invalid-input')
    return null
  }

  #failed(error: unknown): void {
    if (!(error instanceof Fail)) this.#rooms.base.log.event('socket.failed', { err: errorFacts(error) })
    this.strike(error instanceof Fail ? error.code : 'internal')
  }
}

function parse(data: Buffer): FromBrowser | null {
  try {
    const message = z.safeParse(fromBrowser, JSON.parse(data.toString('utf8')))
    return message.success ? message.data : null
  } catch {
    return null
  }
}
