import type { Member, MemberId } from './conference.ts'
import {
  fromHex,
  hex,
  idBytes,
  idText,
  Malformed,
  pack,
  pad,
  text,
  u64,
  unpack,
  unpad,
  utf8,
  type Bytes,
} from './encoding.ts'
import type { Fields } from './messages.ts'
import { decrypt, encrypt, hkdf, openSealed, sealTo, type KeyPair } from './suite.ts'
import { longestName } from './transcript.ts'

/** One row of the signed roster. */
export interface Person {
  readonly id: MemberId
  readonly role: 'moderator' | 'member'
  readonly verified: boolean
  readonly history: boolean
  readonly name: string
  readonly verifying: Uint8Array
  readonly sealing: Uint8Array
  /** 32 hex digits. */
  readonly instance: string
  readonly fingerprint: Uint8Array
}

/** The row as the room sees it. */
export function memberOf(
  { id, name, role, verified, fingerprint, instance, history }: Person,
  confirmed: boolean,
): Member {
  return { id, name, role, verified, fingerprint, instance, history, confirmed }
}

const flag = { moderator: 1, verified: 2, history: 4 }

function encodePerson(person: Person): Bytes {
  const flags =
    (person.role === 'moderator' ? flag.moderator : 0) |
    (person.verified ? flag.verified : 0) |
    (person.history ? flag.history : 0)
  const { verifying, sealing, fingerprint } = person
  return pack(
    idBytes(person.id),
    Uint8Array.of(flags),
    utf8(person.name),
    verifying,
    sealing,
    fromHex(person.instance),
    fingerprint,
  )
}

/** Lengths of a row's parts, in order; the name (undefined) may have any up to `longestName`. */
const personLengths = [16, 1, undefined, 65, 65, 16, 32]

function decodePerson(bytes: Uint8Array): Person {
  const parts = unpack(bytes)
  const fits =
    parts.length === personLengths.length &&
    personLengths.every((length, i) => parts[i]!.length === (length ?? parts[i]!.length))
  if (!fits || parts[2]!.length > longestName) throw new Malformed('person')
  const [id, flags, name, verifying, sealing, instance, fingerprint] = parts as [
    Bytes,
    Bytes,
    Bytes,
    Bytes,
    Bytes,
    Bytes,
    Bytes,
  ]
  const has = (bit: number) => (flags[0]! & bit) !== 0
  const role = has(flag.moderator) ? 'moderator' : 'member'
  const marks = { verified: has(flag.verified), history: has(flag.history) }
  return { id: idText(id), role, ...marks, name: text(name), verifying, sealing, instance: hex(instance), fingerprint }
}

/** Where a roster stands in the chain. `instance` is the moderator's page load. */
export type Place = Pick<Fields<'roster'>, 'sid' | 'version' | 'epoch' | 'previousVersion' | 'previous' | 'instance'>

const rosterKey = (secret: Uint8Array, { sid, version, instance }: Place): Promise<Bytes> =>
  hkdf({ secret, salt: sid, label: 'vieraugen/roster', context: [u64(version), instance] })

/** Names and fingerprints are for members only: sealed under the epoch they belong to. */
export async function sealPeople(secret: Uint8Array, place: Place, people: readonly Person[]): Promise<Bytes> {
  const key = await rosterKey(secret, place)
  return encrypt({ key, counter: 0, context: place.previous, content: pad(pack(...people.map(encodePerson))) })
}

export async function openPeople(secret: Uint8Array, place: Place, sealed: Uint8Array): Promise<Map<MemberId, Person>> {
  const plain = await decrypt({
    key: await rosterKey(secret, place),
    counter: 0,
    context: place.previous,
    content: sealed,
  })
  const people = unpack(unpad(plain)).map(decodePerson)
  const byId = new Map(people.map((person) => [person.id, person]))
  if (byId.size !== people.length) throw new Malformed('a member twice')
  return byId
}

/** Whom an epoch key is sealed for: a member, its page load, and the transcript of its admission. */
export interface Addressee {
  readonly id: MemberId
  readonly instance: string
  readonly sealing: Uint8Array
  readonly transcript: Uint8Array
}

const boxInfo = (place: Place, to: Omit<Addressee, 'sealing'>): Bytes =>
  pack(utf8('vieraugen/epoch'), place.sid, u64(place.epoch), utf8(to.id), fromHex(to.instance), to.transcript)

/** The boxes of one epoch key, each behind its addressee's id and page load. */
export async function sealBoxes(secret: Uint8Array, place: Place, addressees: readonly Addressee[]): Promise<Bytes> {
  const boxes = addressees.map(async (to) => {
    const { box } = await sealTo(to.sealing, boxInfo(place, to), secret)
    return pack(idBytes(to.id), fromHex(to.instance), box)
  })
  return pack(...(await Promise.all(boxes)))
}

export interface Box {
  readonly id: MemberId
  readonly instance: string
  readonly box: Bytes
}

export function decodeBoxes(bytes: Uint8Array): Box[] {
  return unpack(bytes).map((entry) => {
    const [id, instance, box, ...rest] = unpack(entry)
    if (!id || instance?.length !== 16 || !box || rest.length > 0) throw new Malformed('box')
    return { id: idText(id), instance: hex(instance), box }
  })
}

/** The epoch key out of one's own box; throws `Forged` if it was sealed for another transcript, page load or epoch. */
export async function openBoxFor(
  own: KeyPair,
  place: Place,
  { box, ...to }: Omit<Addressee, 'sealing'> & { box: Uint8Array },
): Promise<Bytes> {
  const { content } = await openSealed(own, boxInfo(place, to), box)
  if (content.length !== 32) throw new Malformed('epoch key')
  return content
}

const confirmationKey = (
  secret: Uint8Array,
  sid: Uint8Array,
  member: Pick<Addressee, 'id' | 'instance'>,
): Promise<Bytes> =>
  hkdf({ secret, salt: sid, label: 'vieraugen/confirm', context: [utf8(member.id), fromHex(member.instance)] })

export interface Confirmation {
  readonly key: Bytes
  /** What the MAC covers besides the message itself. */
  readonly context: Bytes
}

/** Key and context of JOINED: only who opened the box, for this transcript and this roster, can make it. */
export async function confirmation(
  secret: Uint8Array,
  { sid, member, rosterHash }: { sid: Uint8Array; member: Omit<Addressee, 'sealing'>; rosterHash: Uint8Array },
): Promise<Confirmation> {
  return { key: await confirmationKey(secret, sid, member), context: pack(member.transcript, rosterHash) }
}
