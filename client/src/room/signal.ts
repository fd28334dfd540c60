import { Fail, type FailureCode } from '@vieraugen/protocol/errors.ts'
import {
  boxKind,
  decodeFrame,
  encodeFrame,
  fromServer,
  type FromBrowser,
  type FromServer,
} from '@vieraugen/protocol/relay.ts'
import { createStore, type Store } from '../lib/store.ts'
import type { Clock, Random } from './e2ee/conference.ts'
import { same } from './e2ee/encoding.ts'

/** The parts of a WebSocket that are used. */
export interface Socket {
  binaryType: BinaryType
  onopen: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent) => void) | null
  onclose: ((event: CloseEvent) => void) | null
  send(data: string | Uint8Array<ArrayBuffer>): void
  close(): void
}

/** `interrupted`: not connected for longer than the grace; before that nobody is troubled with it. */
export type Link = 'connecting' | 'online' | 'interrupted'

export interface SignalListener {
  said(message: FromServer): void
  direct(from: string, box: Uint8Array): void
  log(from: string, seq: number, box: Uint8Array): void
  /** The relay did not let this connection join. */
  refusedJoin(code: FailureCode): void
  /** Several tries in a row failed: perhaps the meeting is over. */
  unreachable(): void
}

export interface SignalOptions {
  readonly meetingId: string
  /** 32 hex digits, new for each page load. */
  readonly instance: string
  readonly open: () => Socket
  readonly clock: Clock
  readonly random: Random
  /** Calls back when the machine is online again; returns the function that ends it. */
  readonly onOnline: (listener: () => void) => () => void
  readonly listener: SignalListener
}

/** The one connection to the relay. It comes back for as long as the meeting lasts. */
export interface Signal {
  readonly link: Store<Link>
  /** Said now, or as soon as the connection stands again. */
  say(message: FromBrowser): void
  direct(to: string, box: Uint8Array): void
  /**
   * Resolves with the place in the log once the relay has stored it; tries again for as long as that takes. `seal` is asked
   * anew before each try, because the key may have changed in between; the promise rejects as it does, and with a `Fail` when
   * the relay takes nothing from us because we have no place inside.
   */
  log(to: string, seal: () => Promise<Uint8Array>): Promise<number>
  /** No further connection is made; the present one may still bring the last words. */
  retire(): void
  close(): void
}

/** ms before each try; the last one repeats. Up to `jitterMs` is added, so that not everybody comes at once after a restart. */
const delays = [0, 300, 1200, 2700, 4800, 7000]
const jitterMs = 1000
const pingEvery = 20_000
/** ms without a word of the relay after which the connection counts as dead. */
const silence = 30_000
/** ms for the answer to a ping after the machine says it is online. */
const probe = 3_000
const grace = 10_000
const triesBeforeDoubt = 3
/** ms until durable boxes that the relay had no room for are sent again; its allowance for them refills within seconds. */
const resendPause = 3_000
/** Frames kept while there is no connection; the protocol repeats itself, so older ones are dropped first. */
const keptFrames = 256

export function createSignal(options: SignalOptions): Signal {
  return new RelaySignal(options)
}

/** Refusals of one frame that concern the moment, not the frame. */
const passing: readonly FailureCode[] = ['too-many', 'busy', 'internal', 'not-ready', 'key-withdrawn']

interface PendingLog {
  readonly to: string
  readonly seal: () => Promise<Uint8Array>
  /** Every box it was sent as: which of them the relay has stored shows only later. */
  readonly boxes: Uint8Array[]
  /** The connection it was last sent on. */
  via: Socket | null
  readonly resolve: (seq: number) => void
  readonly reject: (reason: unknown) => void
}

class RelaySignal implements Signal {
  readonly link = createStore<Link>('connecting')
  readonly #it: SignalOptions
  #socket: Socket | null = null
  #welcome = false
  #tries = 0
  #retired = false
  #kept: (string | Uint8Array<ArrayBuffer>)[] = []
  #pending = new Map<number, PendingLog>()
  #ref = 0
  #cancelRetry: (() => void) | null = null
  #cancelResend: (() => void) | null = null
  #cancelPing = () => {}
  #cancelSilence = () => {}
  #cancelGrace = () => {}
  readonly #stopOnline: () => void

  constructor(options: SignalOptions) {
    this.#it = options
    this.#stopOnline = options.onOnline(() => this.#onOnline())
    this.#startGrace()
    this.#connect()
  }

  say(message: FromBrowser): void {
    this.#send(JSON.stringify(message))
  }

  direct(to: string, box: Uint8Array): void {
    this.#send(encodeFrame({ kind: boxKind.direct, peer: to, number: 0, box }))
  }

  log(to: string, seal: () => Promise<Uint8Array>): Promise<number> {
    const ref = ++this.#ref
    return new Promise((resolve, reject) => {
      this.#pending.set(ref, { to, seal, boxes: [], via: null, resolve, reject })
      if (this.#welcome) this.#sendPending()
    })
  }

  retire(): void {
    this.#retired = true
    this.#cancelRetry?.()
    this.#stopOnline()
    this.#kept = []
  }

  close(): void {
    this.retire()
    this.#cancelTimers()
    this.#cancelGrace()
    const socket = this.#socket
    this.#socket = null
    this.#welcome = false
    socket?.close()
  }

  #send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.#welcome) return this.#socket?.send(data)
    if (this.#retired) return
    this.#kept.push(data)
    if (this.#kept.length > keptFrames) this.#kept.shift()
  }

  #sendPending(): void {
    for (const [ref, pending] of this.#pending) {
      if (pending.via === this.#socket) continue
      pending.via = this.#socket
      this.#sendSealed(ref, pending).catch((error: unknown) => {
        this.#pending.delete(ref)
        pending.reject(error)
      })
    }
  }

  async #sendSealed(ref: number, pending: PendingLog): Promise<void> {
    const socket = pending.via
    const box = await pending.seal()
    // The next connection seals for itself; and what came back from the log meanwhile needs no other try.
    if (socket !== this.#socket || !this.#pending.has(ref)) return
    pending.boxes.push(box)
    socket?.send(encodeFrame({ kind: boxKind.log, peer: pending.to, number: ref, box }))
  }

  /** The relay does not say which box it refused: whatever has no answer after a pause is sent again. */
  #sendAgain(): void {
    const socket = this.#socket
    const unanswered = [...this.#pending.values()].filter(({ boxes, via }) => via === socket && boxes.length > 0)
    if (unanswered.length === 0 || this.#cancelResend) return
    this.#cancelResend = this.#it.clock.after(resendPause, () => {
      this.#cancelResend = null
      for (const pending of unanswered) if (pending.via === this.#socket) pending.via = null
      this.#sendPending()
    })
  }

  #giveUp(reason: Fail): void {
    for (const [ref, pending] of this.#pending) {
      if (pending.via !== this.#socket || pending.boxes.length === 0) continue
      this.#pending.delete(ref)
      pending.reject(reason)
    }
  }

  #connect(): void {
    this.#cancelRetry = null
    const socket = this.#it.open()
    this.#socket = socket
    socket.binaryType = 'arraybuffer'
    this.#expectWord(silence)
    socket.onopen = () => {
      if (socket !== this.#socket) return
      socket.send(
        JSON.stringify({ t: 'join', meeting: this.#it.meetingId, instance: this.#it.instance } satisfies FromBrowser),
      )
      this.#schedulePing()
    }
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket) this.#receive(data)
    }
    socket.onclose = () => {
      if (socket === this.#socket) this.#onClosed()
    }
  }

  #receive(data: unknown): void {
    this.#expectWord(silence)
    if (typeof data === 'string') return this.#hear(data)
    if (!(data instanceof ArrayBuffer)) return
    const frame = decodeFrame(new Uint8Array(data))
    if (frame?.kind === boxKind.direct) this.#it.listener.direct(frame.peer, frame.box)
    if (frame?.kind !== boxKind.log) return
    this.#recognise(frame.number, frame.box)
    this.#it.listener.log(frame.peer, frame.number, frame.box)
  }

  #hear(text: string): void {
    const message = parse(text)
    if (!message || message.t === 'pong') return
    if (message.t === 'logged') this.#settle(message.ref, message.seq)
    if (message.t === 'welcome') this.#onWelcome()
    if (message.t === 'fail') return this.#onFail(message.code)
    this.#it.listener.said(message)
    // Only now is it known which of the pending boxes the relay had stored before the connection broke.
    if (message.t === 'read') this.#sendPending()
  }

  /** Before the welcome it is the seat that was refused, after it one frame. */
  #onFail(code: FailureCode): void {
    if (!this.#welcome) return this.#it.listener.refusedJoin(code)
    if (passing.includes(code)) this.#sendAgain()
    // Said only to who has no place inside: nothing they send is kept, and none of it waits for an answer.
    if (code === 'forbidden') this.#giveUp(new Fail(code))
    this.#it.listener.said({ t: 'fail', code })
  }

  #onWelcome(): void {
    this.#welcome = true
    this.#tries = 0
    this.#cancelGrace()
    this.link.set('online')
    const kept = this.#kept
    this.#kept = []
    for (const data of kept) this.#socket?.send(data)
  }

  #settle(ref: number, seq: number): void {
    this.#pending.get(ref)?.resolve(seq)
    this.#pending.delete(ref)
  }

  /** A box of our own that comes back was stored, even if the relay's word about it was lost. */
  #recognise(seq: number, box: Uint8Array): void {
    for (const [ref, { boxes }] of this.#pending) if (boxes.some((one) => same(one, box))) return this.#settle(ref, seq)
  }

  #onClosed(): void {
    this.#cancelTimers()
    this.#socket = null
    this.#welcome = false
    if (this.#retired) return
    if (this.link.get() === 'online') this.#startGrace()
    if (this.#tries === triesBeforeDoubt) this.#it.listener.unreachable()
    const delay = delays[Math.min(this.#tries, delays.length - 1)]!
    this.#tries += 1
    this.#cancelRetry = this.#it.clock.after(delay + (delay === 0 ? 0 : this.#jitter()), () => this.#connect())
  }

  #jitter(): number {
    const [high = 0, low = 0] = this.#it.random(2)
    return Math.round((jitterMs * (high * 256 + low)) / 65_535)
  }

  #startGrace(): void {
    this.link.set('connecting')
    this.#cancelGrace()
    this.#cancelGrace = this.#it.clock.after(grace, () => this.link.set('interrupted'))
  }

  #onOnline(): void {
    if (this.#cancelRetry) {
      this.#cancelRetry()
      this.#tries = 0
      this.#connect()
    } else if (this.#welcome) {
      this.#socket?.send(ping)
      this.#expectWord(probe)
    }
  }

  #schedulePing(): void {
    this.#cancelPing = this.#it.clock.after(pingEvery, () => {
      if (this.#welcome) this.#socket?.send(ping)
      this.#schedulePing()
    })
  }

  /** A dead connection may stay open for minutes without anybody saying so. */
  #expectWord(within: number): void {
    this.#cancelSilence()
    this.#cancelSilence = this.#it.clock.after(within, () => {
      const socket = this.#socket
      this.#onClosed()
      socket?.close()
    })
  }

  #cancelTimers(): void {
    this.#cancelPing()
    this.#cancelSilence()
    this.#cancelResend?.()
    this.#cancelResend = null
  }
}

const ping = JSON.stringify({ t: 'ping' } satisfies FromBrowser)

/** Null for what is not a word of the relay. */
function parse(text: string): FromServer | null {
  try {
    return fromServer.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** The relay of this origin. */
export function openRelay(): Socket {
  const { protocol, host } = location
  return new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/relay`) as Socket
}
