import { createStore } from '../../lib/store.ts'
import { answerHello, beginAttempt, type Attempt } from './attempt.ts'
import { NotReady, type Guest, type GuestState, type MemberId, type Participation, type Whisper } from './conference.ts'
import { hex, same, type Bytes } from './encoding.ts'
import { Hearing } from './hearing.ts'
import { decode, signed, verifySigned, bodyHash, withTrailer, type Message, type MessageOf } from './messages.ts'
import { MembershipCore, OwnKeys, type SavedKeys } from './membership.ts'
import { KnockLimit, knocksPerKey } from './knock-limit.ts'
import { Refused } from './refusal.ts'
import { memberOf, type Person } from './roster.ts'
import { followsOther, joinedMessage, readRoster, type RosterRead, type RosterSeen } from './roster-reader.ts'
import { loadEpochs, readSnapshot, saveEpochs, type Owner, type SavedEpochs } from './snapshot.ts'
import { Farewell, Status } from './status.ts'
import { suite } from './suite.ts'
import { Whispering } from './whispering.ts'

/** ms between two looks at what is still unanswered. */
const tickEvery = 5_000
/** Ticks between two signs of life while waiting. */
const waitingTicks = 4

interface Snapshot extends Owner {
  readonly state: GuestState
  readonly keys: SavedKeys | null
  readonly opening: Bytes | null
  readonly seen: RosterSeen | null
  readonly lastBeat: number
  readonly moderatorVerified: boolean
  readonly epochs: SavedEpochs
  readonly whispers: readonly Whisper[]
}

const isFinal = (state: GuestState): boolean => ['denied', 'removed', 'ended', 'mismatch'].includes(state)

class GuestSide extends MembershipCore implements Guest {
  readonly state = createStore<GuestState>('waiting-for-moderator')
  readonly whispers = createStore<readonly Whisper[]>([])
  #opening: MessageOf<'open'> | null = null
  #attempt: Attempt | null = null
  #whispering: Whispering | null = null
  #seen: RosterSeen | null = null
  #people: ReadonlyMap<MemberId, Person> = new Map()
  #lastBeat = 0
  #statusCounter = 0
  #moderatorVerified = false
  #ticks = 0
  readonly #limit: KnockLimit
  readonly #hearing: Hearing
  #cancelTick: () => void

  constructor(participation: Participation, keys: OwnKeys) {
    super(participation, keys)
    this.#limit = new KnockLimit(participation.clock, knocksPerKey)
    this.#hearing = new Hearing(participation.clock)
    this.#cancelTick = () => undefined
    this.#schedule()
  }

  restore(saved: Snapshot): void {
    this.epochs.restore(loadEpochs(saved.epochs))
    this.#opening = saved.opening && (decode(saved.opening) as MessageOf<'open'>)
    if (this.#opening) this.sid = this.#opening.fields.sid as Bytes
    this.#seen = saved.seen
    this.#lastBeat = saved.lastBeat
    this.#moderatorVerified = saved.moderatorVerified
    this.whispers.set(saved.whispers)
    if (isFinal(saved.state)) this.#finish(saved.state)
  }

  protected snapshot(): Snapshot {
    const { meetingId, self } = this.it
    const owner = { role: 'guest', meetingId, self, instance: this.instance } as const
    const opening = this.#opening && withTrailer(this.#opening.body, this.#opening.trailer)
    const saved = { keys: this.keys.save(), opening, epochs: saveEpochs(this.epochs.all()) }
    const known = {
      seen: this.#seen,
      lastBeat: this.#lastBeat,
      moderatorVerified: this.#moderatorVerified,
      whispers: this.whispers.get(),
    }
    return { ...owner, state: this.state.get(), ...saved, ...known }
  }

  onOpening(bytes: Uint8Array): Promise<void> {
    return this.guarded(null, async () => {
      const message = decode(bytes)
      if (message.name !== 'open' || message.fields.suite !== suite || message.fields.meeting !== this.it.meetingId)
        throw new Refused('unexpected')
      await verifySigned(message.fields.verifying, message)
      if (isFinal(this.state.get())) return
      if (this.#opening && same(this.#opening.body, message.body)) return this.#remind()
      if (this.#opening) await this.#startOver()
      this.#opening = message
      this.sid = message.fields.sid as Bytes
      await this.#knock()
    })
  }

  /** Another moderator key: nothing known before is worth anything now. */
  async #startOver(): Promise<void> {
    this.wipe()
    this.note('moderator-changed', null)
    this.keys = await OwnKeys.fresh()
    this.#seen = null
    this.#lastBeat = 0
    this.#statusCounter = 0
    this.#moderatorVerified = false
    this.whispers.set([])
  }

  async #remind(): Promise<void> {
    const state = this.state.get()
    if (state === 'waiting-for-moderator') return this.#knock()
    // Who is in asks for the roster too: there may have been another one meanwhile.
    this.#sendAgain()
  }

  onLine(online: boolean): void {
    this.#hearing.onLine(online)
  }

  override current(): Promise<void> {
    return this.#hearing.current()
  }

  async #knock(): Promise<void> {
    this.#attempt = null
    this.#whispering = null
    this.#enter('knocking')
    if (!this.#limit.take()) return this.note('limited', null)
    this.#attempt = await beginAttempt(this.it, this.#opening!.fields, this.keys)
    this.#sendAgain()
  }

  #sendAgain(): void {
    const attempt = this.#attempt
    if (attempt) this.#send(attempt.answered?.reveal ?? attempt.knock)
  }

  #send(message: Uint8Array): void {
    this.it.wire.send('moderator', message)
  }

  #enter(state: GuestState): void {
    if (this.state.get() === state) return
    this.state.set(state)
    this.changed()
  }

  protected async receive(_: MemberId, message: Message): Promise<void> {
    const opening = this.#opening
    if (isFinal(this.state.get())) return
    if (!opening || message.name === 'open' || !same(message.fields.sid, this.sid)) throw new Refused('unexpected')
    if (message.name === 'whisper') return this.#onWhisper(message)
    if (!['hello', 'status', 'roster', 'beat', 'end'].includes(message.name)) throw new Refused('unexpected')
    await verifySigned(opening.fields.verifying, message)
    if (message.name === 'hello') return this.#onHello(message)
    if (message.name === 'status') return this.#onStatus(message)
    if (message.name === 'roster') return this.#onRoster(message)
    if (message.name === 'beat') return this.#onBeat(message)
    this.#finish('ended')
  }

  /** Only the first HELLO for a commitment counts: after the own nonce is shown, another one of the other side would be a choice. */
  async #onHello(message: MessageOf<'hello'>): Promise<void> {
    const attempt = this.#attempt
    if (!attempt || !same(message.fields.knock, attempt.knockHash)) throw new Refused('unexpected')
    if (attempt.answered) throw new Refused(same(attempt.answered.hello, message.body) ? 'replayed' : 'unexpected')
    const hello = { body: message.body, nonce: message.fields.nonce }
    const answered = await answerHello(attempt, { opening: this.#opening!.fields, keys: this.keys, hello })
    this.#attempt = answered
    const keys = { exported: attempt.exported, transcript: answered.answered!.transcript }
    this.#whispering = new Whispering(keys, {
      sid: this.sid,
      guest: this.it.self,
      knock: attempt.knockHash,
      direction: 1,
      instance: this.it.instance,
    })
    this.#sendAgain()
  }

  async #onStatus(message: MessageOf<'status'>): Promise<void> {
    const attempt = this.#attempt
    if (!attempt || !same(message.fields.knock, attempt.knockHash)) throw new Refused('unexpected')
    if (message.fields.counter <= this.#statusCounter) throw new Refused('replayed')
    this.#statusCounter = message.fields.counter
    const { state } = message.fields
    if (state === Status.denied) return this.#finish('denied')
    if (state === Status.removed) return this.#finish('removed')
    if (state === Status.mismatch) return this.#finish('mismatch')
    if (state === Status.unknown) {
      this.stepOut()
      return this.#knock()
    }
    if (!attempt.answered || this.state.get() === 'admitted') throw new Refused('unexpected')
    this.#enter(state === Status.held ? 'held' : 'waiting')
  }

  async #onRoster(message: MessageOf<'roster'>): Promise<void> {
    const transcript = this.#attempt?.answered?.transcript
    if (!transcript) throw new Refused('unexpected')
    const hash = await bodyHash(message)
    const admitted = this.state.get() === 'admitted'
    if (this.#seen && same(hash, this.#seen.hash) && admitted) {
      this.#catchUp()
      return this.#sendJoined()
    }
    // Only the moderator can have signed both branches: a page of its own that lost its latest state. The newer one counts.
    if (followsOther(message, hash, this.#seen)) this.note('fork', this.#opening!.fields.moderator)
    const own = {
      id: this.it.self,
      instance: this.instance,
      transcript,
      keys: this.keys,
      moderator: this.#opening!.fields,
    }
    const read = await readRoster(message, own)
    if (read !== 'not-in-it') return this.#accept(read, { version: message.fields.version, hash })
    if (!admitted) throw new Refused('unexpected')
    this.stepOut()
    await this.#knock()
  }

  async #accept(read: RosterRead, seen: RosterSeen): Promise<void> {
    const held = this.epochs.get(read.number)
    if (held && !same(held.secret, read.secret)) throw new Refused('fork')
    this.install(read)
    this.#seen = seen
    this.#people = read.people
    // What happened while we were away is long past for the others: nothing more is said under the key before.
    if (this.#hearing.stale) this.epochs.release(read.number)
    this.#hearing.heard()
    this.#hearing.caughtUp()
    this.#showPeople()
    await this.showCode(this.#opening!.fields.moderator, this.#attempt!.answered!.transcript)
    this.#enter('admitted')
    await this.#sendJoined()
  }

  #catchUp(): void {
    if (!this.#hearing.stale) return
    this.#hearing.caughtUp()
    this.#showPeople()
  }

  #showPeople(): void {
    const seen = [...this.#people.values()].map((person) =>
      memberOf(person.role === 'moderator' ? { ...person, verified: this.#moderatorVerified } : person, true),
    )
    this.roster.set(seen)
  }

  async #sendJoined(): Promise<void> {
    const newest = this.epochs.newest()
    const transcript = this.#attempt?.answered?.transcript
    if (!newest || !this.#seen || !transcript) return
    const own = { id: this.it.self, instance: this.instance, transcript }
    this.#send(await joinedMessage(newest, { sid: this.sid, own, seen: this.#seen }))
  }

  async #onBeat({ fields }: MessageOf<'beat'>): Promise<void> {
    const seen = this.#seen
    if (fields.counter <= this.#lastBeat || (seen && fields.counter < seen.version)) throw new Refused('rollback')
    const state = this.state.get()
    if (state === 'waiting-for-moderator') return this.#knock()
    if (state !== 'admitted' || !seen) throw new Refused('unexpected')
    if (fields.version < seen.version) throw new Refused('rollback')
    if (fields.version === seen.version && !same(fields.roster, seen.hash)) throw new Refused('fork')
    this.#lastBeat = fields.counter
    this.#hearing.heard()
    // A roster was lost, or it is one without us: the answer to the REVEAL tells which.
    if (fields.version > seen.version) this.#sendAgain()
    else this.#catchUp()
    if (this.epochs.get(fields.epoch)) this.epochs.release(fields.epoch)
    this.logHead.set(fields.logHead)
  }

  async #onWhisper(message: MessageOf<'whisper'>): Promise<void> {
    if (!this.#whispering) throw new Refused('unexpected')
    const text = await this.#whispering.open(message, 0)
    this.#hear({ text, from: 'moderator', at: this.it.clock.today() })
  }

  #hear(whisper: Whisper): void {
    this.whispers.update((list) => [...list, whisper])
    this.changed()
  }

  whisper(text: string): Promise<void> {
    return this.ordered(async () => {
      if (!this.#whispering || isFinal(this.state.get()))
        throw new NotReady('the moderator has not answered the knock yet')
      const at = this.it.clock.today()
      this.#send(await this.#whispering.seal(text, at))
      this.#hear({ text, from: 'guest', at })
    })
  }

  confirmCode(member: MemberId): Promise<void> {
    return this.ordered(async () => {
      if (member !== this.#opening?.fields.moderator || this.state.get() !== 'admitted')
        throw new NotReady('no code to confirm')
      this.#moderatorVerified = true
      this.#showPeople()
      this.changed()
    })
  }

  reportMismatch(member: MemberId): Promise<void> {
    return this.ordered(async () => {
      if (member !== this.#opening?.fields.moderator) throw new NotReady('no code to compare')
      await this.#farewell(Farewell.mismatch)
      this.note('mismatch', member)
      this.#finish('mismatch')
    })
  }

  leave(): Promise<void> {
    return this.ordered(async () => {
      if (isFinal(this.state.get())) return
      if (this.#opening) await this.#farewell(Farewell.leave)
      this.#finish('ended')
    })
  }

  async #farewell(reason: number): Promise<void> {
    this.#send(
      await signed(this.keys.signing, 'farewell', {
        sid: this.sid,
        member: this.it.self,
        instance: this.it.instance,
        reason,
      }),
    )
  }

  #finish(state: GuestState): void {
    this.#cancelTick()
    this.wipe()
    this.#enter(state)
  }

  protected override stepOut(): void {
    super.stepOut()
    // Whoever waits to say something learns that it cannot be said.
    this.#hearing.caughtUp()
  }

  protected override wipe(): void {
    this.#attempt = null
    this.#whispering = null
    this.#people = new Map()
    super.wipe()
  }

  #schedule(): void {
    this.#cancelTick = this.it.clock.after(tickEvery, () => {
      this.#schedule()
      void this.guarded(null, () => this.#tick())
    })
  }

  async #tick(): Promise<void> {
    this.#ticks += 1
    const state = this.state.get()
    if (state === 'knocking') return this.#attempt ? this.#sendAgain() : this.#knock()
    if ((state === 'waiting' || state === 'held') && this.#ticks % waitingTicks === 0) this.#sendAgain()
    if (state === 'admitted') this.#watchSilence()
  }

  #watchSilence(): void {
    const { silence } = this.#hearing
    if (silence === 'lost') {
      this.stepOut()
      this.#enter('waiting-for-moderator')
    }
    // Whether we are still in, the moderator's own connection to us shows. For the others nobody vouches any more.
    const vouched = this.roster.get().filter(({ id, role }) => role === 'moderator' || id === this.it.self)
    if (silence === 'cut-off' && vouched.length < this.roster.get().length) this.roster.set(vouched)
  }

  override close(): void {
    this.#cancelTick()
    super.close()
  }
}

/** A guest from the first knock to the end; call `onOpening` when the relay hands over the moderator's OPEN. */
export async function createGuest(participation: Participation): Promise<Guest> {
  const { restored, meetingId, self, instance } = participation
  if (!restored) return new GuestSide(participation, await OwnKeys.fresh())
  const owner = { role: 'guest', meetingId, self, instance: hex(instance) } as const
  const saved = readSnapshot<Snapshot>(restored, owner)
  const guest = new GuestSide(participation, await OwnKeys.restore(saved.keys))
  guest.restore(saved)
  return guest
}
