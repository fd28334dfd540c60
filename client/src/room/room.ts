import type { FailureCode } from '@vieraugen/protocol/errors.ts'
import type { CounsellorStatus, FromServer } from '@vieraugen/protocol/relay.ts'
import { createStore, type Store } from '../lib/store.ts'
import { createConversation, type Conversation, type ConversationOptions, type Side } from './conversation.ts'
import type { Member, MemberId, Whisper } from './e2ee/conference.ts'
import { hex } from './e2ee/encoding.ts'
import type { SecurityCode } from './e2ee/security-code.ts'
import { createEnding, type Deletion } from './ending.ts'
import { follow } from './follow.ts'
import { later } from './later.ts'
import type { DeviceKind } from './media/capture.ts'
import type { Devices } from './media/devices.ts'
import { createReload, fromBase64, toBase64, type Reload, type TabStorage } from './reload.ts'
import { readRoomState, writeRoomState, type RoomState } from './room-state.ts'
import { isFinal, isPlaceless, newSession, step, type SessionEvent } from './session.ts'
import { createSignal, type Link, type Signal, type Socket } from './signal.ts'

type Welcome = Extract<FromServer, { t: 'welcome' }>
/** What the room asks of the world around it; the browser's is put together in `view/browser-room.ts`. */
export interface RoomOptions extends Pick<
  ConversationOptions,
  'meetingId' | 'self' | 'fingerprint' | 'clock' | 'random' | 'devices' | 'createEngine'
> {
  /** The counsellor's name, which is the moderator's own name in the room. */
  readonly counsellor: string
  /** What a guest brings along from the invitation; null after a reload. */
  readonly arrival: { readonly displayName: string; readonly receiptCode: string | null } | null
  readonly storage: TabStorage
  readonly openSocket: () => Socket
  readonly onOnline: (listener: () => void) => () => void
  readonly endMeeting: () => Promise<void>
  readonly withdrawConsent: () => Promise<void>
  readonly deletionOf: () => Promise<{ ended: boolean; receipt: string | null; verifiedAt: string | null }>
}

/** ms that the word to the others may take before the withdrawal goes on without it. */
const withdrawalPatience = 3_000

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
  /** Null: the consent is in force. */
  readonly withdrawal = createStore<'running' | 'done' | 'failed' | null>(null)
  readonly devices: Devices
  readonly meetingId: string
  readonly self: MemberId
  readonly link: Store<Link>
  readonly #it: RoomOptions
  readonly #instance: Uint8Array
  readonly #signal: Signal
  readonly #named = later<string>()
  readonly #stood = later<void>()
  readonly #ends: (() => void)[] = []
  readonly #ending
  #welcome: Welcome | null = null
  #reload: Reload | null = null
  #wishes: RoomState['devices'] = { microphone: true, camera: true }
  #started = false
  #leaving = false

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
        direct: (from, box) => this.#withStood(({ receive }) => receive(from, box.slice())),
        log: (from, seq, box) => this.#withStood(({ log }) => log.receive(from, seq, box.slice())),
        refusedJoin: (code) => void this.#onRefusedJoin(code),
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
    this.#leaving = true
    if (side?.role === 'guest') await side.it.leave()
    if (this.session.get().role === 'guest') this.#signal.say({ t: 'leave' })
    this.#step({ type: 'leave' })
  }

  /**
   * Withdraws a guest's consent (Art. 7 (3) GDPR): own tracks stop, everybody drops what I said, I leave, and the evidence
   * says so. When the server cannot be reached, `withdrawal` says `failed`, and it can be called again.
   */
  async withdraw(): Promise<void> {
    const isHere = !isFinal(this.session.get().phase)
    this.withdrawal.set('running')
    if (isHere) {
      this.devices.close()
      await this.#tellWithdrawal()
      await this.leave()
    }
    await this.#it.withdrawConsent().then(
      () => this.withdrawal.set('done'),
      () => this.withdrawal.set('failed'),
    )
  }

  /** Without a connection the others cannot be told; the withdrawal itself does not wait for that. */
  async #tellWithdrawal(): Promise<void> {
    if (this.session.get().phase !== 'live') return
    const told = this.conversation.get()?.withdraw() ?? Promise.resolve()
    const patience = new Promise<void>((resolve) => void this.#it.clock.after(withdrawalPatience, resolve))
    await Promise.race([told.catch(() => undefined), patience])
  }

  /** Ends for everybody and deletes. Throws as the call to the server does; then nothing has ended. */
  async end(): Promise<void> {
    // The relay's word of the end may be faster than the answer, and lets go of the conversation.
    const side = this.conversation.get()?.side
    await this.#it.endMeeting()
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

  /** Whether the conversation should begin with this device on. Without effect once it has begun. */
  wish(kind: DeviceKind, on: boolean): void {
    this.#wishes = { ...this.#wishes, [kind]: on }
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
        return this.#withStood(
          ({ side }) => void (side.role === 'guest' && side.it.onOpening(fromBase64(message.opening))),
        )
      case 'people':
        return this.#withStood(({ door }) => door?.onPeople(message.people))
      case 'queue':
        return this.queue.set({ ahead: message.ahead, status: message.status })
      case 'state':
        return this.#step({ type: 'seat', seat: message.state })
      case 'read':
        return this.#withStood(({ log }) => log.readTo(message.seq))
      case 'replaced':
        return this.#step({ type: 'replaced' })
      case 'ended':
        return this.#step({ type: 'ended', by: message.by })
      case 'deleted':
        return this.deletion.set({ receipt: message.receipt, at: message.at })
      case 'fail':
        // One frame was refused, not the seat.
        return message.code === 'meeting-ended' ? this.#step({ type: 'ended', by: null }) : undefined
      default:
    }
  }

  /** What may pass is tried again. Who was here before may be refused because it is over: the server is asked about that. */
  async #onRefusedJoin(code: FailureCode): Promise<void> {
    if (code === 'meeting-ended') return this.#step({ type: 'ended', by: null })
    const wasHere = this.#welcome !== null
    if (!isPlaceless(code) || (wasHere && code === 'room-full')) return
    if (wasHere) await this.#doubt()
    this.#step({ type: 'refused', code })
  }

  /** Now, or as soon as the keys are there, in the order of arrival. */
  #withStood(task: (conversation: Conversation) => void): void {
    void this.#stood.promise.then(() => {
      const conversation = this.conversation.get()
      if (conversation) task(conversation)
    })
  }

  #onWelcome(message: Welcome): void {
    const isFirst = this.#welcome === null
    this.#welcome = message
    if (isFirst) this.#begin(message).catch(() => this.#step({ type: 'refused', code: 'internal' }))
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
    const conversation = await createConversation({
      ...this.#it,
      role,
      displayName,
      saved,
      instance: this.#instance,
      signal: this.#signal,
    })
    if (isFinal(this.session.get().phase)) return conversation.end()
    this.#adopt(conversation)
    this.#takeSeat()
    reload.follow(() => this.#suspend(conversation))
  }

  #adopt(conversation: Conversation): void {
    const { side, log } = conversation
    const touch = () => this.#reload?.touch()
    this.#ends.push(
      follow(side.it.roster, (members) => this.roster.set(members)),
      follow(side.it.securityCodes, (codes) => this.codes.set(codes)),
      follow(log.incomplete, (incomplete) => this.incomplete.set(incomplete)),
      conversation.onChange(touch),
      () => conversation.end(),
      this.#followSide(side),
    )
    this.conversation.set(conversation)
    this.#stood.resolve()
    // What was saved may already say that it is over.
    if (isFinal(this.session.get().phase)) this.#stop()
  }

  #followSide(side: Side): () => void {
    if (side.role === 'moderator') {
      return follow(side.it.state, (state) => state === 'mismatch' && this.#step({ type: 'mismatch' }))
    }
    const ends = [
      // The protocol knows one word for „I went“ and „it is over“.
      follow(side.it.state, (admission) =>
        this.#step(this.#leaving ? { type: 'leave' } : { type: 'admission', admission }),
      ),
      follow(side.it.whispers, (whispers) => this.whispers.set(whispers)),
    ]
    return () => ends.forEach((end) => end())
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
    if (phase === 'live' && (role === 'moderator' || seat === 'admitted')) this.conversation.get()?.log.resume()
  }

  async #suspend({ side, log, call, snapshot }: Conversation): Promise<Uint8Array | null> {
    if (isFinal(this.session.get().phase)) return null
    return log.between(async (place) =>
      writeRoomState({
        conference: await side.it.suspend(),
        displayName: this.displayName.get(),
        receiptCode: this.receiptCode.get(),
        place,
        features: snapshot(),
        devices: this.#started ? this.#deviceWishes() : this.#wishes,
        hideAddress: call.addressHidden.get(),
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
    if (became('live')) this.#startDevices()
    if (after.phase === 'live' && (before.phase !== 'live' || before.seat !== after.seat)) this.#readLog()
    if (isFinal(after.phase)) this.#onFinal(after.phase)
  }

  /** Both at once: neither waits for the permission of the other, and none is needed to be here. */
  #startDevices(): void {
    if (this.#started) return
    this.#started = true
    if (this.#wishes.microphone) void this.devices.turnOn('microphone')
    void (this.#wishes.camera ? this.devices.turnOn('camera') : this.devices.turnOff('camera'))
  }

  #onFinal(phase: string): void {
    const { role, refusal } = this.session.get()
    const isComingBack = role === 'moderator' && (phase === 'left' || refusal === 'sign-in-needed')
    if (phase === 'mismatch' && role === 'guest') this.#signal.say({ t: 'leave' })
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

  /** Stops what this page does: no device stays on, no key and nothing that was said stays in memory. */
  #stop(): void {
    this.devices.close()
    for (const end of this.#ends.splice(0).reverse()) end()
    this.conversation.set(null)
    this.roster.set([])
    this.codes.set(new Map())
    this.whispers.set([])
    this.queue.set(null)
  }

  /** Several connections in a row failed: asks, without a seat, whether the meeting is over. */
  async #doubt(): Promise<void> {
    const answer = await this.#it.deletionOf().catch(() => null)
    if (answer?.ended) this.#step({ type: 'ended', by: null })
  }
}
