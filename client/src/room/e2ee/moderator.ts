import { createStore } from '../../lib/store.ts'
import { NotReady, type MemberId, type Moderator, type Participation } from './conference.ts'
import { fromHex, hex, same, type Bytes } from './encoding.ts'
import { successor } from './epochs.ts'
import { bodyHash, covered, decode, signed, verifySigned, type Fields, type Message, type MessageOf } from './messages.ts'
import { MembershipCore, type Keys } from './membership.ts'
import { Refused } from './refusal.ts'
import { confirmation, memberOf, sealBoxes, sealPeople, type Person } from './roster.ts'
import { loadEpochs, readSnapshot, saveEpochs, type Owner, type SavedEpochs } from './snapshot.ts'
import { Farewell, Status, type Barred } from './status.ts'
import { generateSealingKey, generateSigningKey, restoreKey, suite, verifyMac } from './suite.ts'
import { WaitingRoom, type Identified, type SavedEntry } from './waiting-room.ts'

/** ms between two heartbeats. */
const beatEvery = 5_000
/** ms in which several joins share one new key. */
const coalesce = 1_000
/** ms a member may be gone (a reload) before the others get a new key. */
const grace = 30_000
/** ms without key confirmation after which the list says so. */
const confirmWithin = 10_000

/** Someone in the room, as the moderator knows it. */
interface Held {
  readonly person: Person
  readonly transcript: Uint8Array
  readonly knockHash: Uint8Array
  /** The newest roster version it has proven to hold. */
  readonly acknowledged: number
  /** Since when it owes a proof. */
  readonly owesSince: number
}

/** The last roster published. */
interface Chain {
  readonly version: number
  readonly hash: Uint8Array
  readonly message: Uint8Array
}

interface Snapshot extends Owner {
  readonly state: 'open' | 'mismatch' | 'ended'
  readonly signing: JsonWebKey
  readonly sealing: JsonWebKey
  readonly opening: Bytes
  readonly members: readonly Held[]
  readonly barred: readonly [string, Barred][]
  readonly waiting: readonly SavedEntry[]
  readonly chain: Chain
  readonly counter: number
  readonly epochs: SavedEpochs
}

class ModeratorSide extends MembershipCore implements Moderator {
  readonly state = createStore<'open' | 'mismatch' | 'ended'>('open')
  readonly #opening: MessageOf<'open'>
  readonly #openingBytes: Bytes
  readonly #door: WaitingRoom
  readonly #members = new Map<MemberId, Held>()
  readonly #barred = new Map<string, Barred>()
  readonly #gone = new Map<MemberId, () => void>()
  #chain: Chain = { version: 0, hash: new Uint8Array(32), message: new Uint8Array() }
  #counter = 0
  #epochAt = Number.NEGATIVE_INFINITY
  #cancelEpoch: (() => void) | null = null
  #cancelTick: () => void = () => undefined
  #logHead: Uint8Array = new Uint8Array(32)

  constructor(participation: Participation, keys: Keys, opening: Bytes) {
    super(participation, keys)
    this.#openingBytes = opening
    this.#opening = decode(opening) as MessageOf<'open'>
    this.sid = this.#opening.fields.sid as Bytes
    this.#door = new WaitingRoom({
      it: participation,
      keys,
      opening: this.#opening.fields,
      keyInRoster: (id) => this.#members.get(id)?.person.verifying,
      changed: () => this.changed(),
    })
  }

  get waiting(): WaitingRoom['waiting'] {
    return this.#door.waiting
  }

  get knocks(): WaitingRoom['knocks'] {
    return this.#door.knocks
  }

  opening(): Uint8Array {
    return this.#openingBytes
  }

  /** Starts, or starts again after a reload, with a new key for everyone who is in. */
  async begin(saved: Snapshot | null): Promise<void> {
    if (saved) {
      this.epochs.restore(loadEpochs(saved.epochs))
      for (const held of saved.members) this.#members.set(held.person.id, held)
      for (const [key, word] of saved.barred) this.#barred.set(key, word)
      this.#chain = saved.chain
      this.#counter = saved.counter
      this.#door.load(saved.waiting)
      if (saved.state !== 'open') return this.#finish(saved.state)
    }
    await this.#publish(true)
    this.#schedule()
  }

  protected snapshot(): Snapshot {
    const { meetingId, self } = this.it
    const owner = { role: 'moderator', meetingId, self, instance: this.instance } as const
    const keys = { signing: this.keys.signing.saved, sealing: this.keys.sealing.saved, opening: this.#openingBytes }
    const people = { members: [...this.#members.values()], barred: [...this.#barred], waiting: this.#door.save() }
    const place = { chain: this.#chain, counter: this.#counter, epochs: saveEpochs(this.epochs.all()) }
    return { ...owner, state: this.state.get(), ...keys, ...people, ...place }
  }

  #next(): number {
    this.#counter = successor(this.#counter, this.it.clock.now())
    return this.#counter
  }

  protected async receive(from: MemberId, message: Message): Promise<void> {
    if (this.state.get() !== 'open' || message.name === 'open' || !same(message.fields.sid, this.sid)) throw new Refused('unexpected')
    if (message.name === 'knock' && message.fields.guest === from) return this.#onKnock(message)
    if (message.name === 'reveal' && message.fields.guest === from) return this.#onReveal(message)
    if (message.name === 'whisper' && message.fields.guest === from) return this.#door.hear(message)
    if (message.name === 'joined' && message.fields.member === from) return this.#onJoined(message)
    if (message.name === 'farewell' && message.fields.member === from) return this.#onFarewell(message)
    throw new Refused('unexpected')
  }

  async #onKnock(message: MessageOf<'knock'>): Promise<void> {
    const { verifying, guest } = message.fields
    await verifySigned(verifying, message)
    const hash = await bodyHash(message)
    const barred = this.#barred.get(hex(verifying))
    if (barred) return this.#tell({ id: guest, knockHash: hash }, Status[barred])
    if (guest === this.it.self) throw new Refused('unexpected')
    await this.#door.knock(message, hash)
  }

  async #onReveal(message: MessageOf<'reveal'>): Promise<void> {
    const { guest: id, knock: knockHash } = message.fields
    const identified = await this.#door.reveal(message)
    if (!identified) return this.#remind(id, knockHash)
    const held = this.#members.get(id)
    if (held && same(held.person.verifying, identified.verifying)) return this.#comeBack(held, identified)
    this.#door.place(identified)
    await this.#tellPlace(identified)
  }

  /** A REVEAL that is no news: the guest did not hear the answer, or it knocked at an earlier page load of ours. */
  async #remind(id: MemberId, knockHash: Uint8Array): Promise<void> {
    const held = this.#members.get(id)
    const ready = this.#door.get(id)
    if (held && same(held.knockHash, knockHash)) return this.#cancelEpoch ? undefined : this.it.wire.send(id, this.#chain.message)
    if (ready && same(ready.knockHash, knockHash)) return this.#tellPlace(ready)
    await this.#tell({ id, knockHash }, Status.unknown)
  }

  #tellPlace(guest: Identified): Promise<void> {
    return this.#tell(guest, this.#door.isHeld(guest.id) ? Status.held : Status.waiting)
  }

  async #tell({ id, knockHash }: Pick<Identified, 'id' | 'knockHash'>, state: number): Promise<void> {
    const fields = { sid: this.sid, guest: id, knock: knockHash, counter: this.#next(), state }
    this.it.wire.send(id, await signed(this.keys.signing, 'status', fields))
  }

  /** The same key as in the roster: a reload or a lost connection. Nobody needs to click. */
  async #comeBack(held: Held, back: Identified): Promise<void> {
    const { instance, fingerprint, sealing, name, transcript, knockHash } = back
    this.#keepHere(back.id)
    this.#members.set(back.id, { ...held, person: { ...held.person, instance, fingerprint, sealing, name }, transcript, knockHash })
    this.#door.remove(back.id)
    await this.#publish(false)
  }

  #keepHere(id: MemberId): void {
    this.#gone.get(id)?.()
    this.#gone.delete(id)
  }

  async #onJoined(message: MessageOf<'joined'>): Promise<void> {
    const { member: id, instance, version } = message.fields
    const held = this.#members.get(id)
    const epoch = this.epochs.newest()
    if (!held || !epoch || hex(instance) !== held.person.instance) throw new Refused('unexpected')
    if (version !== this.#chain.version) return this.#cancelEpoch ? undefined : this.it.wire.send(id, this.#chain.message)
    const member = { id, instance: held.person.instance, transcript: held.transcript }
    const { key, context } = await confirmation(epoch.secret, { sid: this.sid, member, rosterHash: this.#chain.hash })
    await verifyMac(key, covered('joined', message.body, context), message.trailer)
    this.#keepHere(id)
    if (held.acknowledged === version) return
    this.#members.set(id, { ...held, acknowledged: version })
    this.#show()
    if (this.#owing().length === 0) await this.#beat()
  }

  #owing(): Held[] {
    return [...this.#members.values()].filter(({ acknowledged }) => acknowledged !== this.#chain.version)
  }

  async #onFarewell(message: MessageOf<'farewell'>): Promise<void> {
    const { member: id, instance, reason } = message.fields
    const held = this.#members.get(id)
    const keys = held?.person ?? this.#door.claimed(id)
    if (!keys || keys.instance !== hex(instance)) throw new Refused('unexpected')
    await verifySigned(keys.verifying, message)
    if (!held) return this.#door.remove(id)
    if (reason === Farewell.mismatch) return this.#differ(held)
    this.#drop(id)
    await this.#renew(false)
  }

  admit(guest: MemberId, { history }: { history: boolean }): Promise<void> {
    return this.ordered(async () => {
      this.#mustBeOpen()
      const { name, fingerprint, verifying, sealing, instance, transcript, knockHash } = this.#door.take(guest)
      const person: Person = { id: guest, role: 'member', verified: false, history, name, verifying, sealing, instance, fingerprint }
      this.#keepHere(guest)
      this.#members.set(guest, { person, transcript, knockHash, acknowledged: 0, owesSince: this.it.clock.now() })
      await this.#renew(false)
    })
  }

  #mustBeOpen(): void {
    if (this.state.get() !== 'open') throw new NotReady('the meeting is over')
  }

  hold(guest: MemberId): Promise<void> {
    return this.ordered(async () => {
      await this.#tellPlace(this.#door.hold(guest))
    })
  }

  deny(guest: MemberId): Promise<void> {
    return this.ordered(async () => {
      const denied = this.#door.take(guest)
      this.#bar(denied.verifying, 'denied')
      await this.#tell(denied, Status.denied)
    })
  }

  #bar(verifying: Uint8Array, word: Barred): void {
    this.#barred.set(hex(verifying), word)
    this.changed()
  }

  remove(member: MemberId): Promise<void> {
    return this.ordered(async () => {
      const held = this.#mustHold(member)
      this.#bar(held.person.verifying, 'removed')
      this.#drop(member)
      await this.#tell({ id: member, knockHash: held.knockHash }, Status.removed)
      await this.#renew(true)
    })
  }

  #mustHold(member: MemberId): Held {
    const held = this.#members.get(member)
    if (!held) throw new NotReady('this member is not in the roster')
    return held
  }

  #drop(id: MemberId): void {
    this.#keepHere(id)
    this.#members.delete(id)
    this.securityCodes.update((codes) => new Map([...codes].filter(([other]) => other !== id)))
  }

  memberGone(member: MemberId): void {
    if (this.#members.has(member) && !this.#gone.has(member)) {
      const drop = () => {
        if (!this.#gone.has(member)) return Promise.resolve()
        this.#drop(member)
        return this.#renew(true)
      }
      this.#gone.set(member, this.it.clock.after(grace, () => void this.guarded(null, drop)))
    }
    this.#door.remove(member)
  }

  confirmCode(member: MemberId): Promise<void> {
    return this.ordered(async () => {
      const held = this.#mustHold(member)
      this.#members.set(member, { ...held, person: { ...held.person, verified: true } })
      await this.#publish(false)
    })
  }

  reportMismatch(member: MemberId): Promise<void> {
    return this.ordered(() => this.#differ(this.#mustHold(member)))
  }

  /** Someone may sit between this member and us: out at once; with nobody else in the room, everything is forgotten. */
  async #differ({ person, knockHash }: Held): Promise<void> {
    this.note('mismatch', person.id)
    this.#bar(person.verifying, 'mismatch')
    this.#drop(person.id)
    await this.#tell({ id: person.id, knockHash }, Status.mismatch)
    if (this.#members.size > 0) return this.#renew(true)
    this.#finish('mismatch')
  }

  whisper(guest: MemberId, text: string): Promise<void> {
    return this.ordered(() => this.#door.whisper(guest, text))
  }

  noteLogHead(head: Uint8Array): void {
    if (head.length !== 32) throw new RangeError('a log head has 32 bytes')
    this.#logHead = head
    this.logHead.set(head)
  }

  end(): Promise<void> {
    return this.ordered(async () => {
      if (this.state.get() !== 'open') return
      const end = await signed(this.keys.signing, 'end', { sid: this.sid, counter: this.#next() })
      this.it.wire.send('all', end)
      for (const { id } of this.waiting.get()) this.it.wire.send(id, end)
      this.#finish('ended')
    })
  }

  #finish(state: 'mismatch' | 'ended'): void {
    this.#stop()
    this.#members.clear()
    this.#door.clear()
    this.state.set(state)
    this.wipe()
  }

  #stop(): void {
    this.#cancelTick()
    this.#cancelEpoch?.()
    for (const cancel of this.#gone.values()) cancel()
    this.#gone.clear()
  }

  override close(): void {
    this.#stop()
    super.close()
  }

  /** A new key: at once if `urgent` or if the last one is older than `coalesce`, else together with the next changes. */
  async #renew(urgent: boolean): Promise<void> {
    const wait = urgent ? 0 : this.#epochAt + coalesce - this.it.clock.now()
    if (wait <= 0) return this.#publish(true)
    this.#cancelEpoch ??= this.it.clock.after(wait, () => void this.guarded(null, () => this.#publish(true)))
  }

  /** A new roster, under a new key if asked for or if someone is waiting for one: a newcomer never gets the old key. */
  async #publish(fresh: boolean): Promise<void> {
    const now = this.it.clock.now()
    const renewed = fresh || this.#cancelEpoch !== null
    this.#cancelEpoch?.()
    this.#cancelEpoch = null
    const version = this.#next()
    const last = this.epochs.newest()
    const [epoch, secret] = renewed || !last ? [version, this.it.random(32) as Bytes] : [last.number, last.secret]
    const held = [...this.#members.values()]
    const place = { sid: this.sid, version, epoch, previousVersion: this.#chain.version, previous: this.#chain.hash, instance: fromHex(this.instance) }
    const people = [this.#ownRow(), ...held.map(({ person }) => person)]
    const boxes = await sealBoxes(secret, place, held.map(({ person: { id, instance, sealing }, transcript }) => ({ id, instance, sealing, transcript })))
    const fields: Fields<'roster'> = { ...place, boxes, people: await sealPeople(secret, place, people) }
    const message = await signed(this.keys.signing, 'roster', fields)
    this.#chain = { version, hash: await bodyHash(decode(message)), message }
    if (renewed) this.#epochAt = now
    this.install({ number: epoch, secret, people: new Map(people.map((person) => [person.id, person])) })
    for (const member of held) {
      const owedNothing = member.acknowledged === place.previousVersion
      this.#members.set(member.person.id, { ...member, owesSince: owedNothing ? now : member.owesSince })
    }
    this.#show()
    for (const { person, transcript } of held) await this.showCode(person.id, transcript)
    for (const { person } of held) this.it.wire.send(person.id, message)
  }

  #ownRow(): Person {
    const { self: id, displayName: name, fingerprint } = this.it
    const keys = { verifying: this.keys.signing.publicKey, sealing: this.keys.sealing.publicKey }
    return { id, name, role: 'moderator', verified: true, history: true, ...keys, instance: this.instance, fingerprint }
  }

  #show(): void {
    const now = this.it.clock.now()
    const confirmed = ({ acknowledged, owesSince }: Held) => acknowledged === this.#chain.version || now - owesSince < confirmWithin
    const others = [...this.#members.values()].map((held) => memberOf(held.person, confirmed(held)))
    this.roster.set([memberOf(this.#ownRow(), true), ...others])
  }

  #schedule(): void {
    this.#cancelTick = this.it.clock.after(beatEvery, () => {
      this.#schedule()
      void this.guarded(null, () => this.#tick())
    })
  }

  async #tick(): Promise<void> {
    this.#door.tick()
    this.#show()
    if (!this.#cancelEpoch) for (const { person } of this.#owing()) this.it.wire.send(person.id, this.#chain.message)
    await this.#beat()
  }

  async #beat(): Promise<void> {
    const epoch = this.epochs.newest()
    if (!epoch) return
    const { version, hash } = this.#chain
    const fields = { sid: this.sid, counter: this.#next(), version, epoch: epoch.number, roster: hash, logHead: this.#logHead }
    const beat = await signed(this.keys.signing, 'beat', fields)
    this.epochs.release(epoch.number)
    this.it.wire.send('all', beat)
  }
}

async function openNew({ meetingId, self, random }: Participation, { signing, sealing }: Keys): Promise<Bytes> {
  const keys = { verifying: signing.publicKey, sealing: sealing.publicKey }
  return signed(signing, 'open', { suite, meeting: meetingId, sid: random(16), moderator: self, ...keys })
}

/** The moderator, alone in the room at first. After a reload (`restored`) everyone in the roster gets a new key at once. */
export async function createModerator(participation: Participation): Promise<Moderator> {
  const { restored, meetingId, self, instance } = participation
  const saved = restored ? readSnapshot<Snapshot>(restored, { role: 'moderator', meetingId, self, instance: hex(instance) }) : null
  const keys = {
    signing: saved ? await restoreKey(saved.signing, 'signing') : await generateSigningKey(),
    sealing: saved ? await restoreKey(saved.sealing, 'sealing') : await generateSealingKey(),
  }
  const moderator = new ModeratorSide(participation, keys, saved?.opening ?? (await openNew(participation, keys)))
  await moderator.begin(saved)
  return moderator
}
