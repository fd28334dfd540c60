import type { MemberId } from './conference.ts'
import type { Epoch } from './epochs.ts'
import { fromHex, same, type Bytes } from './encoding.ts'
import { covered, encodeBody, withTrailer, type Fields, type MessageOf } from './messages.ts'
import type { Keys } from './membership.ts'
import { Refused } from './refusal.ts'
import { confirmation, decodeBoxes, openBoxFor, openPeople, type Person } from './roster.ts'
import { Forged, mac } from './suite.ts'

/** The newest roster a guest has accepted. */
export interface RosterSeen {
  readonly version: number
  readonly hash: Bytes
}

/** What must be true of a roster for the one who reads it. */
export interface Reader {
  readonly id: MemberId
  readonly instance: string
  readonly transcript: Uint8Array
  readonly keys: Keys
  readonly moderator: Fields<'open'>
}

/** Throws `Refused` unless this roster is newer than the one known; true if it continues another chain than ours (versions in between may be missing). */
export function followsOther({ fields }: MessageOf<'roster'>, hash: Uint8Array, seen: RosterSeen | null): boolean {
  if (!seen) return false
  if (fields.version === seen.version) throw new Refused(same(hash, seen.hash) ? 'replayed' : 'fork')
  if (fields.version < seen.version) throw new Refused('rollback')
  return (
    fields.previousVersion < seen.version ||
    (fields.previousVersion === seen.version && !same(fields.previous, seen.hash))
  )
}

export interface RosterRead {
  readonly number: number
  readonly secret: Bytes
  readonly people: ReadonlyMap<MemberId, Person>
}

/** The epoch key and the people of a roster whose signature was verified; throws `Forged` or `Refused`. */
export async function readRoster({ fields }: MessageOf<'roster'>, own: Reader): Promise<RosterRead | 'not-in-it'> {
  const mine = decodeBoxes(fields.boxes).find(({ id }) => id === own.id)
  if (!mine) return 'not-in-it'
  if (mine.instance !== own.instance) throw new Refused('unexpected')
  const { id, instance, transcript, keys } = own
  const secret = await openBoxFor(keys.sealing, fields, { id, instance, transcript, box: mine.box })
  const people = await openPeople(secret, fields, fields.people)
  checkPeople(people, own)
  return { number: fields.epoch, secret, people }
}

/** My row carries my keys and page load; the one moderator is the one whose OPEN I knocked at. */
function checkPeople(people: ReadonlyMap<MemberId, Person>, { id, instance, keys, moderator }: Reader): void {
  const me = people.get(id)
  if (
    me?.instance !== instance ||
    !sameKeys(me, { verifying: keys.signing.publicKey, sealing: keys.sealing.publicKey })
  )
    throw new Forged('own row')
  const leaders = [...people.values()].filter(({ role }) => role === 'moderator')
  const [leader] = leaders
  if (leaders.length !== 1 || leader?.id !== moderator.moderator || !sameKeys(leader, moderator))
    throw new Forged('moderator row')
}

type PublicKeys = Pick<Person, 'verifying' | 'sealing'>
const sameKeys = (a: PublicKeys, b: PublicKeys): boolean => same(a.verifying, b.verifying) && same(a.sealing, b.sealing)

/** JOINED: proves that this reader holds the key of the roster. */
export async function joinedMessage(
  { number: epoch, secret }: Pick<Epoch, 'number' | 'secret'>,
  { sid, own, seen }: { sid: Bytes; own: Pick<Reader, 'id' | 'instance' | 'transcript'>; seen: RosterSeen },
): Promise<Uint8Array> {
  const { key, context } = await confirmation(secret, { sid, member: own, rosterHash: seen.hash })
  const fields = { sid, member: own.id, instance: fromHex(own.instance), version: seen.version, epoch }
  const body = encodeBody('joined', fields)
  return withTrailer(body, await mac(key, covered('joined', body, context)))
}
