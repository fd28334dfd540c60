import type { Kind, MemberId, Opened, Outgoing } from './conference.ts'
import {
  fromHex,
  fromU64,
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
import type { Epoch } from './epochs.ts'
import { encodeBody, verifySigned, signed, type Fields, type MessageOf } from './messages.ts'
import { Refused } from './refusal.ts'
import { decrypt, encrypt, hkdf, labelledHash, pairSecret, type KeyPair } from './suite.ts'

const kinds: readonly Kind[] = ['signal', 'log', 'volatile']
const everyone = new Uint8Array(16)

/** Longest payload of one envelope, in bytes. Files travel in chunks. */
export const longestPayload = 63_000

/** The own side of an envelope. */
export interface Self {
  readonly id: MemberId
  readonly instance: string
  readonly signing: KeyPair
  readonly sealing: KeyPair
}

type Header = Omit<Fields<'envelope'>, 'sealed'>

const headerBytes = (header: Header): Bytes => encodeBody('envelope', { ...header, sealed: new Uint8Array() })

/** The two ends of a message to one member, as the roster of its epoch knows them. */
interface Ends {
  readonly own: KeyPair
  readonly otherSealing: Uint8Array
  readonly toInstance: string
}

/**
 * The key of one stream of envelopes: an epoch, a sender's page load, a kind and an addressee.
 * To one member, the two members' own secret is mixed in, so that the others cannot read it; unless it is
 * for the log, the addressee's page load too, so that a set-up message of before a reload is worth nothing.
 */
async function streamKey(epoch: Epoch, header: Header, ends: Ends | null): Promise<Bytes> {
  const pair = ends ? await pairSecret(ends.own, ends.otherSealing) : new Uint8Array()
  const toInstance = ends && kinds[header.kind] !== 'log' ? fromHex(ends.toInstance) : new Uint8Array()
  const context = [
    u64(epoch.number),
    idBytes(header.from),
    header.instance,
    Uint8Array.of(header.kind),
    header.to,
    toInstance,
  ]
  return hkdf({ secret: pack(epoch.secret, pair), salt: header.sid, label: 'vieraugen/envelope', context })
}

export interface SealOrder {
  readonly sid: Uint8Array
  readonly epoch: Epoch
  readonly self: Self
  readonly message: Outgoing
  readonly sequence: number
  readonly at: number
}

/** Encrypts, pads, signs. The addressee must be in the epoch's people. */
export async function sealEnvelope({ sid, epoch, self, message, sequence, at }: SealOrder): Promise<Bytes> {
  if (message.payload.length > longestPayload) throw new RangeError('payload too long for one envelope')
  const header: Header = {
    sid,
    epoch: epoch.number,
    from: self.id,
    instance: fromHex(self.instance),
    kind: kinds.indexOf(message.kind),
    to: message.to === 'all' ? everyone : idBytes(message.to),
    sequence,
  }
  const to = message.to === 'all' ? null : epoch.people.get(message.to)!
  const key = await streamKey(
    epoch,
    header,
    to && { own: self.sealing, otherSealing: to.sealing, toInstance: to.instance },
  )
  const content = pad(pack(utf8(message.topic), u64(Math.floor(at)), message.payload))
  const sealed = await encrypt({ key, counter: sequence, context: headerBytes(header), content })
  return signed(self.signing, 'envelope', { ...header, sealed })
}

/** The stream an envelope belongs to; its sequence numbers are used once. */
export const streamOf = ({ epoch, from, instance, kind, to }: Header): string =>
  [epoch, from, hex(instance), kind, hex(to)].join('/')

/** Verifies and opens; throws `Malformed`, `Forged` or `Refused`. Replays are the caller's to refuse. */
export async function openEnvelope(message: MessageOf<'envelope'>, epoch: Epoch, self: Self): Promise<Opened> {
  const { sealed, ...header } = message.fields
  const kind = kinds[header.kind]
  const sender = epoch.people.get(header.from)
  if (!kind) throw new Malformed('kind')
  if (!sender) throw new Refused('unexpected')
  await verifySigned(sender.verifying, message)
  const to = hex(header.to) === hex(everyone) ? 'all' : idText(header.to)
  const key = await streamKey(epoch, header, endsFor({ to, from: header.from }, epoch, self))
  const plain = await decrypt({ key, counter: header.sequence, context: headerBytes(header), content: sealed })
  const [topic, at, payload, ...rest] = unpack(unpad(plain))
  if (!topic || !at || !payload || rest.length > 0) throw new Malformed('envelope')
  const id = hex((await labelledHash('vieraugen/event', headerBytes(header))).subarray(0, 16))
  const { from, sequence } = header
  const known = {
    from,
    name: sender.name,
    instance: hex(header.instance),
    epoch: epoch.number,
    sequence,
    kind,
    to,
    id,
  } as const
  return { ...known, topic: text(topic), payload, at: fromU64(at) }
}

/** Which of the two ends this side is: addressee, or sender reading its own words again. */
function endsFor({ to, from }: { to: 'all' | MemberId; from: MemberId }, epoch: Epoch, self: Self): Ends | null {
  if (to === 'all') return null
  const other = epoch.people.get(to === self.id ? from : to)
  if ((to !== self.id && from !== self.id) || !other) throw new Refused('unexpected')
  const toInstance = to === self.id ? self.instance : other.instance
  return { own: self.sealing, otherSealing: other.sealing, toInstance }
}

/** The sequence numbers seen of one stream; each is taken once. */
export class Seen {
  #below = 0
  readonly #above = new Set<number>()

  /** False if it was taken before. */
  take(sequence: number): boolean {
    if (sequence < this.#below || this.#above.has(sequence)) return false
    this.#above.add(sequence)
    while (this.#above.delete(this.#below)) this.#below += 1
    if (this.#above.size > 4096) this.#forgetOldest()
    return true
  }

  /** Many gaps: what is older than the oldest kept number counts as seen, so that memory stays bounded. */
  #forgetOldest(): void {
    const oldest = Math.min(...this.#above)
    this.#below = oldest + 1
    this.#above.delete(oldest)
    while (this.#above.delete(this.#below)) this.#below += 1
  }
}
