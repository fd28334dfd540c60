import { createStore } from '../../lib/store.ts'
import { NotReady, type MemberId, type Moderator, type Participation } from './conference.ts'
import { hex, same, type Bytes } from './encoding.ts'
import { successor } from './epochs.ts'
import { bodyHash, decode, signed, verifySigned, type Message, type MessageOf } from './messages.ts'
import { Members, type Held, type SavedMembers } from './members.ts'
import { MembershipCore, OwnKeys, type SavedKeys } from './membership.ts'
import { Refused } from './refusal.ts'
import { loadEpochs, readSnapshot, saveEpochs, type Owner, type SavedEpochs } from './snapshot.ts'
import { Farewell, Status, type Barred } from './status.ts'
import { suite } from './suite.ts'
import { WaitingRoom, type Identified, type SavedEntry } from './waiting-room.ts'

/** ms between two heartbeats. */
const beatEvery = 5_000
/** ms in which several joins share one new key. */
const coalesce = 1_000
interface Snapshot extends Owner {
  readonly state: 'open' | 'mismatch' | 'ended'
  readonly keys: SavedKeys | null
  readonly opening: Bytes
  readonly members: SavedMembers
  readonly barred: readonly [string, Barred][]
  readonly waiting: readonly SavedEntry[]
  readonly counter: number
  readonly epochs: SavedEpochs
}

/** Who says to have sent it, or null for what no guest sends. */
function senderOf(message: Message): MemberId | null {
  if (message.name === 'knock' || message.name === 'reveal' || message.name === 'whisper') return message.fields.guest
  return message.name === 'joined' || message.name === 'farewell' ? message.fields.member : null
}

class ModeratorSide extends MembershipCore implements Moderator {
  readonly state = createStore<'open' | 'mismatch' | 'ended'>('open')
  readonly #opening: MessageOf<'open'>
  readonly #openingBytes: Bytes
  readonly #door: WaitingRoom
  readonly #members: Members
  readonly #barred = new Map<string, Barred>()
  #counter = 0
  #epochAt = Number.NEGATIVE_INFINITY
  #cancelEpoch: (() => void) | null = null
  #cancelTick: () => void = () => undefined
  #logHead: Uint8Array = new Uint8Array(32)

  constructor(participation: Participation, keys: OwnKeys, opening: Bytes) {
    super(participation, keys)
    this.#openingBytes = opening
    this.#opening = decode(opening) as MessageOf<'open'>
    this.sid = this.#opening.fields.sid as Bytes
    this.#members = new Members(participation, keys, this.sid)
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
      this.#members.load(saved.members)
      for (const [key, word] of saved.barred) this.#barred.set(key, word)
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
    const keys = { keys: this.keys.save(), opening: this.#openingBytes }
    const people = { members: this.#members.save(), barred: [...this.#barred], waiting: this.#door.save() }
    const place = { counter: this.#counter, epochs: saveEpochs(this.epochs.all()) }
    return { ...owner, state: this.state.get(), ...keys, ...people, ...place }
  }

  #next(): number {
    this.#counter = successor(this.#counter, this.it.clock.today())
    return this.#counter
  }

  protected async receive(from: MemberId, message: Message): Promise<void> {
    const open = this.state.get() === 'open' && message.name !== 'open'
    if (!open || !same(message.fields.sid, this.sid) || senderOf(message) !== from) throw new Refused('unexpected')
    if (message.name === 'knock') return this.#onKnock(message)
    if (message.name === 'reveal') return this.#onReveal(message)
    if (message.name === 'whisper') return this.#door.hear(message)
    if (message.name === 'joined') return this.#onJoined(message)
    if (message.name === 'farewell') return this.#onFarewell(message)
  }

  async #onKnock(message: MessageOf<'knock'>): Promise<void> {
    const { verifying, guest } = message.fields
    await verifySigned(verifying, message)
    const hash = await bodyHash(message)
    const barred = this.#barred.get(hex(verifying))
    if (barred) return this.#tell({ id: guest, knockHash: hash }, Status[barred])
    if (guest === this.it.self) throw new Refused('unexpected')
    const held = this.#members.get(guest)
    if (held && same(held.knockHash, hash)) throw new Refused('replayed')
    if (!(await this.#door.knock(message, hash))) await this.#tell({ id: guest, knockHash: hash }, Status.unknown)
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
    if (held && same(held.knockHash, knockHash)) return this.#cancelEpoch ? undefined : this.#members.deliver([held])
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
    this.#members.comeBack(held, back)
    this.#door.remove(back.id)
    await this.#publish(false)
  }

  async #onJoined(message: MessageOf<'joined'>): Promise<void> {
    const before = this.#members.get(message.fields.member)
    const current = await this.#members.confirm(message, this.epochs.newest()!)
    if (!current && !this.#cancelEpoch) this.#members.deliver([before!])
    if (!current || before?.acknowledged === this.#members.chain.version) return
    this.#show()
    if (this.#members.owing().length === 0) await this.#beat()
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
      const isGone = this.#door.isGone(guest)
      this.#members.admit(this.#door.take(guest), history)
      if (isGone) this.#leaves(guest)
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
    this.#members.drop(id)
    this.securityCodes.update((codes) => new Map([...codes].filter(([other]) => other !== id)))
  }

  memberGone(member: MemberId): void {
    // In turn with what they said before.
    void this.guarded(null, async () => {
      this.#door.leaves(member)
      this.#leaves(member)
    })
  }

  #leaves(member: MemberId): void {
    this.#members.leaves(member, () => {
      void this.guarded(null, async () => {
        if (!this.#members.isLeaving(member)) return
        this.#drop(member)
        await this.#renew(true)
      })
    })
  }

  confirmCode(member: MemberId): Promise<void> {
    return this.ordered(async () => {
      this.#members.verify(this.#mustHold(member))
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
    if (this.#members.all().length > 0) return this.#renew(true)
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
    this.state.set(state)
    this.wipe()
  }

  #stop(): void {
    this.#cancelTick()
    this.#cancelEpoch?.()
    this.#members.clear()
    this.#door.clear()
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
    const renewed = fresh || this.#cancelEpoch !== null
    this.#cancelEpoch?.()
    this.#cancelEpoch = null
    const version = this.#next()
    const last = this.epochs.newest()
    const { number, secret } = renewed || !last ? { number: version, secret: this.it.random(32) as Bytes } : last
    const people = await this.#members.compose(version, { number, secret })
    if (renewed) this.#epochAt = this.it.clock.now()
    this.install({ number, secret, people: new Map(people.map((person) => [person.id, person])) })
    this.#show()
    for (const { person, transcript } of this.#members.all()) await this.showCode(person.id, transcript)
    this.#members.deliver()
  }

  /** Whoever was let in a moment ago is shown, and told what was said before, only under the new key. */
  #show(): void {
    const people = this.epochs.newest()?.people
    this.roster.set(this.#members.rows().filter(({ id, instance }) => people?.get(id)?.instance === instance))
  }

  #schedule(): void {
    this.#cancelTick = this.it.clock.after(beatEvery, () => {
      this.#schedule()
      void this.guarded(null, () => this.#tick())
    })
  }

  async #tick(): Promise<void> {
    if (this.state.get() !== 'open') return
    this.#door.tick()
    this.#show()
    if (!this.#cancelEpoch) this.#members.deliver()
    await this.#beat()
  }

  async #beat(): Promise<void> {
    const epoch = this.epochs.newest()
    if (!epoch) return
    const { version, hash } = this.#members.chain
    const fields = {
      sid: this.sid,
      counter: this.#next(),
      version,
      epoch: epoch.number,
      roster: hash,
      logHead: this.#logHead,
    }
    const beat = await signed(this.keys.signing, 'beat', fields)
    this.epochs.release(epoch.number)
    this.it.wire.send('all', beat)
  }
}

async function openNew({ meetingId, self, random }: Participation, { signing, sealing }: OwnKeys): Promise<Bytes> {
  const keys = { verifying: signing.publicKey, sealing: sealing.publicKey }
  return signed(signing, 'open', { suite, meeting: meetingId, sid: random(16), moderator: self, ...keys })
}

/** The moderator, alone in the room at first. After a reload (`restored`) everyone in the roster gets a new key at once. */
export async function createModerator(participation: Participation): Promise<Moderator> {
  const { restored, meetingId, self, instance } = participation
  const saved = restored
    ? readSnapshot<Snapshot>(restored, { role: 'moderator', meetingId, self, instance: hex(instance) })
    : null
  const keys = saved ? await OwnKeys.restore(saved.keys) : await OwnKeys.fresh()
  const moderator = new ModeratorSide(participation, keys, saved?.opening ?? (await openNew(participation, keys)))
  await moderator.begin(saved)
  return moderator
}
