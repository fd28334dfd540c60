import { createStore } from '../../lib/store.ts'
import {
  NotAdmitted,
  type Incident,
  type Member,
  type MemberId,
  type Opened,
  type Outgoing,
  type Participation,
} from './conference.ts'
import { hex, same, type Bytes } from './encoding.ts'
import { openEnvelope, sealEnvelope, Seen, streamOf, type Self } from './envelope.ts'
import { Epochs, type Epoch } from './epochs.ts'
import { createLine } from './line.ts'
import { decode, type Message, type MessageOf } from './messages.ts'
import { incidentKind, Refused } from './refusal.ts'
import type { Person } from './roster.ts'
import { securityCode, type SecurityCode } from './security-code.ts'
import { writeSnapshot, type Owner } from './snapshot.ts'
import { generateSealingKey, generateSigningKey, restoreKey, type KeyPair } from './suite.ts'

/** ms that an envelope may arrive before the roster that brings its key. */
const awaitEpoch = 5_000
const incidentsKept = 100
const awaitedAtOnce = 256

/** The keys of one person for one meeting. */
export interface Keys {
  readonly signing: KeyPair
  readonly sealing: KeyPair
}

/** The own keys, until they are forgotten: then nobody who was given this object has them any more. */
export class OwnKeys implements Keys {
  #pairs: Keys | null

  constructor(pairs: Keys) {
    this.#pairs = pairs
  }

  /** Throws `NotAdmitted` once forgotten. */
  get signing(): KeyPair {
    return this.#held().signing
  }

  /** Throws `NotAdmitted` once forgotten. */
  get sealing(): KeyPair {
    return this.#held().sealing
  }

  #held(): Keys {
    if (!this.#pairs) throw new NotAdmitted('the keys are forgotten')
    return this.#pairs
  }

  forget(): void {
    this.#pairs = null
  }

  /** For a reload; null once forgotten. */
  save(): SavedKeys | null {
    return this.#pairs && { signing: this.#pairs.signing.saved, sealing: this.#pairs.sealing.saved }
  }

  static async fresh(): Promise<OwnKeys> {
    return new OwnKeys({ signing: await generateSigningKey(), sealing: await generateSealingKey() })
  }

  /** What `save` gave; fresh ones, never to be used, if they were forgotten by then. */
  static async restore(saved: SavedKeys | null): Promise<OwnKeys> {
    if (saved === null) return OwnKeys.fresh()
    const signing = await restoreKey(saved.signing, 'signing')
    return new OwnKeys({ signing, sealing: await restoreKey(saved.sealing, 'sealing') })
  }
}

export interface SavedKeys {
  readonly signing: JsonWebKey
  readonly sealing: JsonWebKey
}

/** What moderator and guests have in common once there is an epoch key: roster, codes, sealing, opening, noting what was refused. */
export abstract class MembershipCore {
  readonly roster = createStore<readonly Member[]>([])
  readonly epoch = createStore<number | null>(null)
  readonly securityCodes = createStore<ReadonlyMap<MemberId, SecurityCode>>(new Map())
  readonly logHead = createStore<Uint8Array | null>(null)
  readonly incidents = createStore<readonly Incident[]>([])
  readonly revision = createStore(0)

  protected readonly it: Participation
  protected readonly instance: string
  protected readonly line = createLine()
  protected readonly epochs = new Epochs()
  protected keys: OwnKeys
  protected sid: Bytes = new Uint8Array(16)
  protected closed = false
  #sequences = new Map<string, number>()
  #seen = new Map<string, Seen>()
  #awaiting = new Set<() => void>()

  protected constructor(participation: Participation, keys: OwnKeys) {
    this.it = participation
    this.instance = hex(participation.instance)
    this.keys = keys
  }

  /** One message other than an envelope; throws to refuse it. */
  protected abstract receive(from: MemberId, message: Exclude<Message, MessageOf<'envelope'>>): Promise<void>

  handle(from: MemberId, bytes: Uint8Array): Promise<void> {
    return this.guarded(from, async () => {
      const message = decode(bytes)
      if (message.name === 'envelope') throw new Refused('unexpected')
      await this.receive(from, message)
    })
  }

  /** Runs a task in turn; what it throws becomes an incident. */
  protected guarded(from: MemberId | null, task: () => Promise<void>): Promise<void> {
    return this.line.run(async () => {
      try {
        if (!this.closed) await task()
      } catch (error) {
        this.note(incidentKind(error), from)
      }
    })
  }

  /** Runs a person's order in turn; what it throws is the caller's. */
  protected ordered<T>(task: () => Promise<T>): Promise<T> {
    return this.line.run(task)
  }

  protected note(kind: Incident['kind'], from: MemberId | null): void {
    this.incidents.update((list) => [...list.slice(1 - incidentsKept), { kind, from, at: this.it.clock.today() }])
  }

  protected changed(): void {
    this.revision.update((count) => count + 1)
  }

  protected get self(): Self {
    const { signing, sealing } = this.keys
    return { id: this.it.self, instance: this.instance, signing, sealing }
  }

  /** Makes this the roster and, if it is a new one, this the epoch key. Checks that it is not older than what is held. */
  protected install(next: { number: number; secret: Bytes; people: ReadonlyMap<MemberId, Person> }): void {
    const known = this.roster.get()
    const urgent = known.length === 0 || known.some(({ id }) => !next.people.has(id))
    this.epochs.install(next, this.it.clock.now(), urgent)
    this.epoch.set(next.number)
    for (const wake of this.#awaiting) wake()
    this.changed()
  }

  protected async showCode(member: MemberId, transcript: Uint8Array): Promise<void> {
    const code = await securityCode(transcript)
    this.securityCodes.update((codes) => new Map(codes).set(member, code))
  }

  /** No longer in: the room is empty for this side, nothing can be sealed. Keys stay for the way back. */
  protected stepOut(): void {
    this.roster.set([])
    this.epoch.set(null)
    this.securityCodes.set(new Map())
  }

  /** Forgets every key, the own ones too, and everybody. */
  protected wipe(): void {
    this.stepOut()
    this.keys.forget()
    this.epochs.wipe()
    this.#sequences.clear()
    this.#seen.clear()
    this.logHead.set(null)
    this.changed()
  }

  /** The moderator's own keys are always the present ones. */
  current(): Promise<void> {
    return Promise.resolve()
  }

  async seal(message: Outgoing): Promise<Uint8Array> {
    const epoch = this.epoch.get() === null ? null : this.epochs.sending(this.it.clock.now())
    const addressee = message.to === 'all' || this.roster.get().some(({ id }) => id === message.to)
    if (!epoch || !addressee) throw new NotAdmitted('no epoch key, or the addressee is not in the roster')
    const newest = this.epochs.newest()!
    const instanceIn = ({ people }: Epoch) => (message.to === 'all' ? null : people.get(message.to)?.instance)
    const reachable = instanceIn(epoch) === instanceIn(newest) ? epoch : newest
    const stream = [reachable.number, message.kind, message.to].join('/')
    const sequence = this.#sequences.get(stream) ?? 0
    this.#sequences.set(stream, sequence + 1)
    return sealEnvelope({
      sid: this.sid,
      epoch: reachable,
      self: this.self,
      message,
      sequence,
      at: this.it.clock.today(),
    })
  }

  async open(from: MemberId, bytes: Uint8Array, source: 'live' | 'stored' = 'live'): Promise<Opened | null> {
    try {
      return await this.#open(from, decode(bytes), source === 'stored')
    } catch (error) {
      this.note(incidentKind(error), from)
      return null
    }
  }

  async #open(from: MemberId, message: Message, stored: boolean): Promise<Opened> {
    if (message.name !== 'envelope' || message.fields.from !== from || !same(message.fields.sid, this.sid))
      throw new Refused('unexpected')
    const { epoch: number } = message.fields
    if (number > (this.epochs.newest()?.number ?? 0) && this.#awaiting.size < awaitedAtOnce)
      await this.#installed(number)
    if (this.epoch.get() === null) throw new Refused('wrong-epoch')
    const inRoster = this.roster.get().some(({ id }) => id === from)
    if (!inRoster && !stored) throw new Refused('unexpected')
    const epoch = this.epochs.receiving(number, this.it.clock.now(), stored)
    const opened = await openEnvelope(message, epoch, this.self)
    if (stored && opened.kind !== 'log') throw new Refused('unexpected')
    this.#takeOnce(streamOf(message.fields), opened.sequence)
    return opened
  }

  #takeOnce(stream: string, sequence: number): void {
    const seen = this.#seen.get(stream) ?? new Seen()
    this.#seen.set(stream, seen)
    if (!seen.take(sequence)) throw new Refused('replayed')
  }

  /** Waits until the epoch has arrived, `awaitEpoch` at most. */
  #installed(number: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        cancel()
        this.#awaiting.delete(check)
        resolve()
      }
      const check = () => {
        if (this.epochs.get(number)) done()
      }
      const cancel = this.it.clock.after(awaitEpoch, done)
      this.#awaiting.add(check)
    })
  }

  /** Plain data from which this side can be made again. */
  protected abstract snapshot(): Owner

  suspend(): Promise<Uint8Array> {
    return this.line.run(async () => {
      // A page that goes away must not write over what it left for the next one.
      if (this.closed) throw new NotAdmitted('closed')
      return writeSnapshot(this.snapshot())
    })
  }

  close(): void {
    this.closed = true
    this.wipe()
  }
}
