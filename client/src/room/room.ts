import type { FailureCode } from '@vieraugen/protocol/errors.ts'
import { everyone, moderator as moderatorSeat, type CounsellorStatus, type FromServer } from '@vieraugen/protocol/relay.ts'
import type { Clock } from '../lib/clock.ts'
import { createStore } from '../lib/store.ts'
import { createCall, type Call } from './call.ts'
import { createDoor, type Door } from './door.ts'
import { createDurableLog, type DurableLog } from './durable-log.ts'
import type { Guest, Member, MemberId, Moderator, Opened, Participation, Random, Whisper } from './e2ee/conference.ts'
import { hex } from './e2ee/encoding.ts'
import { createGuest } from './e2ee/guest.ts'
import { createLine, type Line } from './e2ee/line.ts'
import { isEnvelope } from './e2ee/messages.ts'
import { createModerator } from './e2ee/moderator.ts'
import type { SecurityCode } from './e2ee/security-code.ts'
import { createEnding, type Deletion } from './ending.ts'
import { createExchange, type Exchange } from './exchange.ts'
import type { Features } from './features.ts'
import { follow } from './follow.ts'
import type { Devices } from './media/devices.ts'
import type { MediaEngine } from './media/media-engine.ts'
import { createReload, fromBase64, toBase64, type Reload, type TabStorage } from './reload.ts'
import { readRoomState, writeRoomState, type RoomState } from './room-state.ts'
import { isFinal, newSession, step, type SessionEvent } from './session.ts'
import { createSignal, type Signal, type Socket } from './signal.ts'

type Welcome = Extract<FromServer, { t: 'welcome' }>
type Side = { readonly role: 'moderator'; readonly it: Moderator } | { readonly role: 'guest'; readonly it: Guest }

/** What the room asks of the world around it; the browser's is put together in `view/browser-room.ts`. */
export interface RoomOptions {
  readonly meetingId: string
  readonly self: MemberId
  /** The counsellor's name, which is the moderator's own name in the room. */
  readonly counsellor: string
  /** What a guest brings along from the invitation; null after a reload. */
  readonly arrival: { readonly displayName: string; readonly receiptCode: string | null } | null
  /** SHA-256 of this page's certificate. */
  readonly fingerprint: Uint8Array
  readonly clock: Clock
  readonly random: Random
  readonly storage: TabStorage
  readonly openSocket: () => Socket
  readonly onOnline: (listener: () => void) => () => void
  readonly devices: Devices
  readonly createEngine: (self: { id: MemberId; instance: string }, sendSignal: (to: MemberId, bytes: Uint8Array) => void) => MediaEngine
  readonly endMeeting: () => Promise<void>
  readonly deletionOf: () => Promise<{ ended: boolean; receipt: string | null; verifiedAt: string | null }>
}

/** Everything that exists once the keys are there. */
export interface Conversation {
  readonly side: Side
  readonly door: Door | null
  readonly features: Features
  readonly call: Call
}

/** The codes that end the wish for a seat; everything else is tried again. */
const hopeless: readonly FailureCode[] = ['sign-in-needed', 'forbidden', 'not-found', 'meeting-not-open', 'room-full', 'consent-needed']

/** The map of the room: relay, keys, sound and pictures, features. Knows no view; views read its stores and call its methods. */
export class Room {
  readonly session = createStore(newSession)
  readonly roster = createStore<readonly Member[]>([])
  readonly codes = createStore<ReadonlyMap<MemberId, SecurityCode>>(new Map())
  /** A guest's private line to the counsellor while waiting. */
  readonly whispers = createStore<readonly Whisper[]>([])
  readonly queue = createStore<{ ahead: number; status: CounsellorStatus } | null>(null)
  readonly deletion = createStore<Deletion | null>(null)
  /** The relay keeps back what was written, or has shown others something else. */
  readonly incomplete = createStore(false)
  readonly conversation = createStore<Conversation | null>(null)
  readonly displayName = createStore('')
  readonly receiptCode = createStore<string | null>(null)
  readonly devices: Devices
  readonly meetingId: string
  readonly self: MemberId
  readonly link
  readonly #it: RoomOptions
  readonly #instance: Uint8Array
  readonly #signal: Signal
  readonly #named = Promise.withResolvers<string>()
  readonly #stood = Promise.withResolvers<Conversation>()
  readonly #ends: (() => void)[] = []
  readonly #lines = new Map<MemberId, Line>()
  readonly #ending
  #welcome: Welcome | null = null
  #reload: Reload | null = null
  #log: DurableLog | null = null
  #exchange: Exchange | null = null
  #wishes: RoomState['devices'] = { microphone: true, camera: true }
  #started = false

  constructor(options: RoomOptions) {
    const { meetingId, self, devices, clock, random } = options
    this.#it = options
    this.devices = devices
    this.meetingId = meetingId
    this.self = self
    this.#instance = random(16)
    this.#ending = createEnding({ clock, ask: options.deletionOf, found: this.deletion })
    this.#signal = createSignal({
      meetingId,
      instance: hex(this.#instance),
      open: options.openSocket,
      clock,
      random,
      onOnline: options.onOnline,
      listener: {
        said: (message) => this.#onWord(message),
        direct: (from, box) => this.#onBox(from, box),
        log: (from, seq, box) => void this.#stood.promise.then(() => this.#log?.receive(from, seq, box)),
        unreachable: () => void this.#doubt(),
      },
    })
    this.link = this.#signal.link
  }

  /** The name was lost with the tab: the person says it again. */
  introduce(name: string): void {
    this.#named.resolve(name)
  }

  /** Only me; the others go on. A counsellor can come back to the same keys as long as the tab lives. */
  async leave(): Promise<void> {
    const side = this.conversation.get()?.side
    if (side?.role === 'guest') {
      await side.it.leave()
      this.#signal.say({ t: 'leave' })
    }
    this.#step({ type: 'leave' })
  }

  /** Ends for everybody and deletes. Throws as the call to the server does; then nothing has ended. */
  async end(): Promise<void> {
    await this.#it.endMeeting()
    const side = this.conversation.get()?.side
    if (side?.role === 'moderator') await side.it.end()
    this.#step({ type: 'ended', by: 'moderator' })
  }

  async confirmCode(member: MemberId): Promise<void> {
    await this.conversation.get()?.side.it.confirmCode(member)
  }

  /** The codes differ: someone may sit in between. Keys are wiped, sound and pictures stop. */
  async reportMismatch(member: MemberId): Promise<void> {
    const side = this.conversation.get()?.side
    await side?.it.reportMismatch(member)
    if (side?.role === 'moderator') this.#signal.say({ t: 'decide', participant: member, decision: 'remove' })
  }

  async whisper(text: string): Promise<void> {
    const side = this.conversation.get()?.side
    if (side?.role === 'guest') await side.it.whisper(text)
  }

  /** Whether the conversation should begin with the camera on. */
  wishCamera(camera: boolean): void {
    this.#wishes = { ...this.#wishes, camera }
  }

  /** The page goes away: lets go of devices and connections, and leaves the sealed state for the next one. */
  close(): void {
    this.#stop()
    this.#signal.close()
    this.#ending.close()
  }

  #onWord(message: FromServer): void {
    switch (message.t) {
      case 'welcome':
        return this.#onWelcome(message)
      case 'opening':
        return this.#withSide((side) => void (side.role === 'guest' && side.it.onOpening(fromBase64(message.opening))))
      case 'people':
        return void this.#stood.promise.then(({ door }) => door?.onPeople(message.people))
      case 'queue':
        return this.queue.set({ ahead: message.ahead, status: message.status })
      case 'state':
        return this.#step({ type: 'seat', seat: message.state })
      case 'read':
        return void this.#stood.promise.then(() => this.#log?.readTo(message.seq))
      case 'replaced':
        return this.#step({ type: 'replaced' })
      case 'ended':
        return this.#step({ type: 'ended', by: message.by })
      case 'deleted':
        return this.deletion.set({ receipt: message.receipt, at: message.at })
      case 'fail':
        return this.#onFail(message.code)
      default:
    }
  }

  #onFail(code: FailureCode): void {
    if (code === 'meeting-ended') return this.#step({ type: 'ended', by: null })
    // After the welcome it is one frame that was refused, not the seat.
    if (!this.#welcome && hopeless.includes(code)) this.#step({ type: 'refused', code })
  }

  #onBox(from: MemberId, box: Uint8Array): void {
    const bytes = box.slice()
    this.#withSide(({ it }) => {
      if (!isEnvelope(bytes)) return void it.handle(from, bytes)
      // Each sender in their own order; nobody's unknown key holds up the others.
      const line = this.#lines.get(from) ?? createLine()
      this.#lines.set(from, line)
      void line.run(async () => this.#onOpened(from, await it.open(from, bytes)))
    })
  }

  #onOpened(from: MemberId, opened: Opened | null): void {
    if (!opened || opened.kind === 'log') return
    if (opened.topic === 'signal') this.conversation.get()?.call.onSignal(from, opened.payload)
    else this.#exchange?.deliver(opened, null)
  }

  #withSide(task: (side: Side) => void): void {
    void this.#stood.promise.then(({ side }) => task(side))
  }

  #onWelcome(message: Welcome): void {
    const isFirst = this.#welcome === null
    this.#welcome = message
    if (isFirst) void this.#begin(message)
    else this.#takeSeat()
  }

  /** The first welcome: reads what the former page left, makes or restores the keys, connects the parts. */
  async #begin({ role, self, share }: Welcome): Promise<void> {
    const { meetingId, random, storage, counsellor, arrival } = this.#it
    const reload = await createReload({ storage, context: `${meetingId}/${self}`, random }, share)
    this.#reload = reload
    const saved = reload.restored && readRoomState(reload.restored)
    if (saved) this.#wishes = saved.devices
    const known = role === 'moderator' ? counsellor : (arrival?.displayName ?? saved?.displayName)
    if (known === undefined) this.#step({ type: 'nameless' })
    const displayName = known ?? (await this.#named.promise)
    this.displayName.set(displayName)
    this.receiptCode.set(arrival?.receiptCode ?? saved?.receiptCode ?? null)
    const side = await this.#createSide(role, displayName, saved)
    if (isFinal(this.session.get().phase)) return side.it.close()
    this.#connect(side, saved)
    this.#takeSeat()
    reload.follow(() => this.#suspend(side))
  }

  async #createSide(role: 'moderator' | 'guest', displayName: string, saved: RoomState | null): Promise<Side> {
    const { meetingId, self, fingerprint, clock, random } = this.#it
    const wire: Participation['wire'] = {
      send: (to, message) => this.#signal.direct(to === 'all' ? everyone : to === 'moderator' ? moderatorSeat : to, message),
    }
    const fresh: Participation = { meetingId, self, instance: this.#instance, displayName, fingerprint, wire, clock, random }
    const make = async (it: Participation): Promise<Side> =>
      role === 'moderator' ? { role, it: await createModerator(it) } : { role, it: await createGuest(it) }
    if (!saved) return make(fresh)
    // What another version of this page left is worth nothing: knock anew.
    return make({ ...fresh, restored: saved.conference }).catch(() => make(fresh))
  }

  #connect(side: Side, saved: RoomState | null): void {
    const { clock, random, createEngine, devices } = this.#it
    const self = { id: this.self, name: this.displayName.get() }
    const exchange = createExchange({ conference: side.it, signal: this.#signal, room: { self, clock, random } })
    if (saved) exchange.restore(saved.features)
    const { features } = exchange
    const log = this.#createLog(side, exchange, saved)
    const engine = createEngine({ id: this.self, instance: hex(this.#instance) }, exchange.sendSignal)
    const lean = () => features.presence.state.get().lean
    const call = createCall({ engine, devices, roster: this.roster, lean })
    const door =
      side.role === 'moderator'
        ? createDoor({ moderator: side.it, say: (message) => this.#signal.say(message), handHistory: exchange.handHistory })
        : null
    this.#exchange = exchange
    this.#log = log
    const touch = () => this.#reload?.touch()
    this.#ends.push(
      follow(side.it.roster, (members) => this.#onRoster(members)),
      follow(side.it.securityCodes, (codes) => this.codes.set(codes)),
      follow(side.it.logHead, (head) => head && side.role === 'guest' && log.compare(head)),
      follow(log.incomplete, (incomplete) => this.incomplete.set(incomplete)),
      side.it.revision.subscribe(touch),
      features.chat.state.subscribe(touch),
      devices.microphone.subscribe(touch),
      devices.camera.subscribe(touch),
      follow(features.presence.state, () => call.adapt()),
      () => door?.close(),
      () => call.close(),
      () => side.it.close(),
      this.#followSide(side),
    )
    const conversation = { side, door, features, call }
    this.conversation.set(conversation)
    this.#stood.resolve(conversation)
  }

  #followSide(side: Side): () => void {
    if (side.role === 'moderator') {
      return follow(side.it.state, (state) => state === 'mismatch' && this.#step({ type: 'mismatch' }))
    }
    const ends = [
      follow(side.it.state, (admission) => this.#step({ type: 'admission', admission })),
      follow(side.it.whispers, (whispers) => this.whispers.set(whispers)),
    ]
    return () => ends.forEach((end) => end())
  }

  #createLog(side: Side, exchange: Exchange, saved: RoomState | null): DurableLog {
    return createDurableLog({
      open: (from, box, source) => side.it.open(from, box, source),
      ready: () => side.it.epoch.get() !== null,
      deliver: (opened, seq) => exchange.deliver(opened, seq),
      read: (after) => this.#signal.say({ t: 'read', after }),
      reached: (head) => {
        if (side.role === 'moderator') side.it.noteLogHead(head)
        this.#reload?.touch()
      },
      start: saved?.place,
    })
  }

  /** After each welcome: gives the relay what it keeps in memory only, and takes what it has. */
  #takeSeat(): void {
    const { role, state, opening } = this.#welcome!
    const reload = this.#reload
    const conversation = this.conversation.get()
    this.#step({ type: 'welcome', role, seat: state })
    if (!conversation || !reload) return
    this.#signal.say({ t: 'share', share: reload.share })
    const { side, door } = conversation
    if (side.role === 'moderator') {
      this.#signal.say({ t: 'opening', opening: toBase64(side.it.opening()) })
      door?.repeat()
    } else if (opening) {
      void side.it.onOpening(fromBase64(opening))
    }
    this.#readLog()
  }

  #readLog(): void {
    const { seat, role, phase } = this.session.get()
    if (phase === 'live' && (role === 'moderator' || seat === 'admitted')) this.#log?.resume()
  }

  #onRoster(members: readonly Member[]): void {
    this.roster.set(members)
    this.#exchange?.onMembers(members.map(({ id }) => id))
  }

  async #suspend(side: Side): Promise<Uint8Array | null> {
    if (!this.#log || isFinal(this.session.get().phase)) return null
    return this.#log.between(async (place) =>
      writeRoomState({
        conference: await side.it.suspend(),
        displayName: this.displayName.get(),
        receiptCode: this.receiptCode.get(),
        place,
        features: this.#exchange!.snapshot(),
        devices: this.#started ? this.#deviceWishes() : this.#wishes,
      }),
    )
  }

  #deviceWishes(): RoomState['devices'] {
    return { microphone: this.devices.microphone.get().wanted, camera: this.devices.camera.get().wanted }
  }

  #step(event: SessionEvent): void {
    const before = this.session.get()
    const after = step(before, event)
    if (after === before) return
    this.session.set(after)
    const became = (phase: string) => after.phase === phase && before.phase !== phase
    if (became('live')) void this.#startDevices()
    if (after.phase === 'live' && (before.phase !== 'live' || before.seat !== after.seat)) this.#readLog()
    if (isFinal(after.phase)) this.#onFinal(after.phase)
  }

  /** Microphone first, then the camera; neither waits for a permission of the other, and none is needed to be here. */
  async #startDevices(): Promise<void> {
    if (this.#started) return
    this.#started = true
    const { microphone, camera } = this.#wishes
    if (microphone) await this.devices.turnOn('microphone')
    if (camera && !isFinal(this.session.get().phase)) await this.devices.turnOn('camera')
    if (!camera) await this.devices.turnOff('camera')
  }

  #onFinal(phase: string): void {
    const isComingBack = phase === 'left' && this.session.get().role === 'moderator'
    if (!isComingBack && phase !== 'replaced') this.#reload?.clear()
    this.#stop()
    if (phase === 'ended') {
      this.#signal.retire()
      this.#ending.begin()
    } else if (isComingBack || phase === 'replaced' || phase === 'refused') {
      this.#signal.close()
    } else {
      this.#signal.retire()
    }
  }

  /** Stops what this page does: no device stays on, no key stays in memory. */
  #stop(): void {
    this.devices.close()
    for (const end of this.#ends.splice(0).reverse()) end()
    this.#exchange = null
    this.#log = null
    this.roster.set([])
  }

  /** Several connections in a row failed: asks, without a seat, whether the meeting is over. */
  async #doubt(): Promise<void> {
    const answer = await this.#it.deletionOf().catch(() => null)
    if (answer?.ended) this.#step({ type: 'ended', by: null })
  }
}
