import type { Member, MemberId, Participation } from './conference.ts'
import { hex } from './encoding.ts'
import type { Epoch } from './epochs.ts'
import { bodyHash, covered, decode, signed, type Fields, type MessageOf } from './messages.ts'
import type { Keys } from './membership.ts'
import { Refused } from './refusal.ts'
import { confirmation, memberOf, sealBoxes, sealPeople, type Person } from './roster.ts'
import { verifyMac } from './suite.ts'
import { grace, type Identified } from './waiting-room.ts'

/** ms without key confirmation after which the list says so. */
const confirmWithin = 10_000

/** Someone in the room, as the moderator knows it. */
export interface Held {
  readonly person: Person
  /** T of its last knock: names what the code and the boxes are about. */
  readonly transcript: Uint8Array
  readonly knockHash: Uint8Array
  /** The newest roster version it has proven to hold. */
  readonly acknowledged: number
  /** Since when it owes a proof, on the clock that never goes back. */
  readonly owesSince: number
}

/** The last roster published. */
interface Chain {
  readonly version: number
  readonly hash: Uint8Array
  readonly message: Uint8Array
}

/** What survives the moderator's reload. */
export interface SavedMembers {
  readonly held: readonly Held[]
  readonly chain: Chain
}

/** The moderator's list of who is in, and the signed chain of rosters that says so to everyone. */
export class Members {
  chain: Chain = { version: 0, hash: new Uint8Array(32), message: new Uint8Array() }
  readonly #it: Participation
  readonly #keys: Keys
  readonly #sid: Uint8Array
  readonly #held = new Map<MemberId, Held>()
  readonly #gone = new Map<MemberId, () => void>()

  constructor(it: Participation, keys: Keys, sid: Uint8Array) {
    this.#it = it
    this.#keys = keys
    this.#sid = sid
  }

  get(id: MemberId): Held | undefined {
    return this.#held.get(id)
  }

  all(): readonly Held[] {
    return [...this.#held.values()]
  }

  admit(guest: Identified, history: boolean): void {
    const { id, name, fingerprint, verifying, sealing, instance, transcript, knockHash } = guest
    const person: Person = {
      id,
      role: 'member',
      verified: false,
      history,
      name,
      verifying,
      sealing,
      instance,
      fingerprint,
    }
    this.stays(id)
    this.#held.set(id, { person, transcript, knockHash, acknowledged: 0, owesSince: this.#it.clock.now() })
  }

  /** The same key as before, from another page load. */
  comeBack(held: Held, { id, name, fingerprint, sealing, instance, transcript, knockHash }: Identified): void {
    this.stays(id)
    this.#held.set(id, {
      ...held,
      person: { ...held.person, instance, fingerprint, sealing, name },
      transcript,
      knockHash,
    })
  }

  verify(held: Held): void {
    this.#held.set(held.person.id, { ...held, person: { ...held.person, verified: true } })
  }

  drop(id: MemberId): void {
    this.stays(id)
    this.#held.delete(id)
  }

  /** The relay lost a member: `out` runs after the grace unless the member shows that it stays. */
  leaves(id: MemberId, out: () => void): void {
    if (!this.#held.has(id) || this.#gone.has(id)) return
    this.#gone.set(id, this.#it.clock.after(grace, out))
  }

  isLeaving(id: MemberId): boolean {
    return this.#gone.has(id)
  }

  stays(id: MemberId): void {
    this.#gone.get(id)?.()
    this.#gone.delete(id)
  }

  /** Makes the next roster of the chain, with a box for every member; returns everyone in it. */
  async compose(version: number, { number: epoch, secret }: Pick<Epoch, 'number' | 'secret'>): Promise<Person[]> {
    const held = this.all()
    const { version: previousVersion, hash: previous } = this.chain
    const place = { sid: this.#sid, version, epoch, previousVersion, previous, instance: this.#it.instance }
    const people = [this.#ownRow(), ...held.map(({ person }) => person)]
    const addressees = held.map(({ person: { id, instance, sealing }, transcript }) => ({
      id,
      instance,
      sealing,
      transcript,
    }))
    const boxes = await sealBoxes(secret, place, addressees)
    const fields: Fields<'roster'> = { ...place, boxes, people: await sealPeople(secret, place, people) }
    const message = await signed(this.#keys.signing, 'roster', fields)
    this.chain = { version, hash: await bodyHash(decode(message)), message }
    const now = this.#it.clock.now()
    for (const member of held) {
      if (member.acknowledged === previousVersion) this.#held.set(member.person.id, { ...member, owesSince: now })
    }
    return people
  }

  #ownRow(): Person {
    const { self: id, displayName: name, fingerprint, instance } = this.#it
    const keys = { verifying: this.#keys.signing.publicKey, sealing: this.#keys.sealing.publicKey }
    return { id, name, role: 'moderator', verified: true, history: true, ...keys, instance: hex(instance), fingerprint }
  }

  /** Gives everyone who has not proven to hold it the last roster, again. */
  deliver(to: readonly Held[] = this.owing()): void {
    for (const { person } of to) this.#it.wire.send(person.id, this.chain.message)
  }

  owing(): readonly Held[] {
    return this.all().filter(({ acknowledged }) => acknowledged !== this.chain.version)
  }

  /** JOINED: true if this member now holds the last roster and did not before; false if it should be given it again. Throws `Forged`, `Refused`. */
  async confirm(message: MessageOf<'joined'>, epoch: Epoch): Promise<boolean> {
    const { member: id, instance, version } = message.fields
    const held = this.#held.get(id)
    if (!held || hex(instance) !== held.person.instance) throw new Refused('unexpected')
    if (version !== this.chain.version) return false
    const member = { id, instance: held.person.instance, transcript: held.transcript }
    const { key, context } = await confirmation(epoch.secret, { sid: this.#sid, member, rosterHash: this.chain.hash })
    await verifyMac(key, covered('joined', message.body, context), message.trailer)
    this.stays(id)
    this.#held.set(id, { ...held, acknowledged: version })
    return true
  }

  rows(): Member[] {
    const now = this.#it.clock.now()
    const confirmed = ({ acknowledged, owesSince }: Held) =>
      acknowledged === this.chain.version || now - owesSince < confirmWithin
    return [memberOf(this.#ownRow(), true), ...this.all().map((held) => memberOf(held.person, confirmed(held)))]
  }

  clear(): void {
    for (const id of this.#gone.keys()) this.stays(id)
    this.#held.clear()
  }

  save(): SavedMembers {
    return { held: this.all(), chain: this.chain }
  }

  load({ held, chain }: SavedMembers): void {
    this.chain = chain
    const owesSince = this.#it.clock.now()
    for (const member of held) this.#held.set(member.person.id, { ...member, owesSince })
  }
}
