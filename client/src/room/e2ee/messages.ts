import { concat, fromU64, idBytes, idText, Malformed, pack, u64, unpack, utf8, type Bytes } from './encoding.ts'
import { labelledHash, sign, verify, type KeyPair } from './suite.ts'

/** 'id' a UUID, 'number' 64 bits, 'byte' 8 bits, a figure that many bytes, 'bytes' any number of bytes. */
type Field = 'id' | 'number' | 'byte' | 'bytes' | 16 | 32 | 65
type Value<F extends Field> = F extends 'id' ? string : F extends 'number' | 'byte' ? number : Uint8Array
type Trailer = 'signature' | 'mac' | 'none'

/**
 * Every message: one byte of type, then each field behind its length, in this order, then the trailer behind its length.
 * A signature covers label, context and everything before itself.
 */
export const layouts = {
  open: {
    type: 1,
    trailer: 'signature',
    fields: { suite: 'byte', meeting: 'id', sid: 16, moderator: 'id', verifying: 65, sealing: 65 },
  },
  knock: {
    type: 2,
    trailer: 'signature',
    fields: { sid: 16, guest: 'id', instance: 16, verifying: 65, sealing: 65, commitment: 32, introduction: 'bytes' },
  },
  hello: { type: 3, trailer: 'signature', fields: { sid: 16, guest: 'id', knock: 32, nonce: 32 } },
  reveal: { type: 4, trailer: 'signature', fields: { sid: 16, guest: 'id', knock: 32, nonce: 32 } },
  status: {
    type: 5,
    trailer: 'signature',
    fields: { sid: 16, guest: 'id', knock: 32, counter: 'number', state: 'byte' },
  },
  roster: {
    type: 6,
    trailer: 'signature',
    fields: {
      sid: 16,
      version: 'number',
      epoch: 'number',
      previousVersion: 'number',
      previous: 32,
      instance: 16,
      boxes: 'bytes',
      people: 'bytes',
    },
  },
  joined: {
    type: 7,
    trailer: 'mac',
    fields: { sid: 16, member: 'id', instance: 16, version: 'number', epoch: 'number' },
  },
  beat: {
    type: 8,
    trailer: 'signature',
    fields: { sid: 16, counter: 'number', version: 'number', epoch: 'number', roster: 32, logHead: 32 },
  },
  whisper: {
    type: 9,
    trailer: 'none',
    fields: { sid: 16, guest: 'id', knock: 32, direction: 'byte', instance: 16, counter: 'number', sealed: 'bytes' },
  },
  farewell: { type: 10, trailer: 'signature', fields: { sid: 16, member: 'id', instance: 16, reason: 'byte' } },
  end: { type: 11, trailer: 'signature', fields: { sid: 16, counter: 'number' } },
  envelope: {
    type: 12,
    trailer: 'signature',
    fields: {
      sid: 16,
      epoch: 'number',
      from: 'id',
      instance: 16,
      kind: 'byte',
      to: 16,
      sequence: 'number',
      sealed: 'bytes',
    },
  },
} as const satisfies Record<string, { type: number; trailer: Trailer; fields: Record<string, Field> }>

export type Name = keyof typeof layouts
export type Fields<N extends Name> = {
  readonly [K in keyof (typeof layouts)[N]['fields']]: Value<(typeof layouts)[N]['fields'][K] & Field>
}

/** A message taken apart; nothing about it is verified yet. `body` is all that a signature or MAC covers. */
export type Message = {
  [N in Name]: { readonly name: N; readonly fields: Fields<N>; readonly body: Bytes; readonly trailer: Bytes }
}[Name]
export type MessageOf<N extends Name> = Extract<Message, { name: N }>

/** Longest message accepted, in bytes: a frame of the relay (64 KiB) without its header. A roster of 50 people takes half of it. */
const longestMessage = 65_515

const trailerLength = { signature: 64, mac: 32, none: 0 }

function encodeField(field: Field, value: string | number | Uint8Array): Uint8Array {
  if (field === 'id') return idBytes(value as string)
  if (field === 'number') return u64(value as number)
  if (field === 'byte') return Uint8Array.of(value as number)
  const bytes = value as Uint8Array
  if (field !== 'bytes' && bytes.length !== field) throw new Malformed('field length')
  return bytes
}

function decodeField(field: Field, bytes: Bytes): string | number | Bytes {
  if (field === 'id') return idText(bytes)
  if (field === 'number') return fromU64(bytes)
  if (field === 'byte' && bytes.length === 1) return bytes[0]!
  if (field === 'bytes' || bytes.length === field) return bytes
  throw new Malformed('field length')
}

/** Type and fields without the trailer. */
export function encodeBody<N extends Name>(name: N, fields: Fields<N>): Bytes {
  const layout = layouts[name]
  const values = fields as Record<string, string | number | Uint8Array>
  const parts = Object.entries<Field>(layout.fields).map(([key, field]) => encodeField(field, values[key]!))
  return concat([Uint8Array.of(layout.type), pack(...parts)])
}

/** The whole message with its trailer (64 bytes of signature, 32 of MAC, or none). */
export const withTrailer = (body: Uint8Array, trailer: Uint8Array): Bytes => concat([body, pack(trailer)])

/** Throws `Malformed` unless the bytes are exactly one message. */
export function decode(bytes: Uint8Array): Message {
  if (bytes.length > longestMessage) throw new Malformed('too long')
  const found = Object.entries(layouts).find(([, layout]) => layout.type === bytes[0])
  if (!found) throw new Malformed('unknown type')
  const [name, layout] = found
  const parts = unpack(bytes.subarray(1))
  const shape = Object.entries<Field>(layout.fields)
  const trailer = layout.trailer === 'none' ? new Uint8Array() : parts.pop()
  if (parts.length !== shape.length || trailer?.length !== trailerLength[layout.trailer])
    throw new Malformed('field count')
  const fields = Object.fromEntries(shape.map(([key, field], i) => [key, decodeField(field, parts[i]!)]))
  const body = bytes.slice(0, layout.trailer === 'none' ? bytes.length : bytes.length - trailer.length - 4)
  return { name, fields, body, trailer } as unknown as Message
}

/** True for sealed room messages, which go to `open`; everything else goes to `handle`. */
export const isEnvelope = (bytes: Uint8Array): boolean => bytes[0] === layouts.envelope.type

/** What a signature or MAC of a message covers: label, context that both sides know but the message does not carry, body. */
export const covered = (name: Name, body: Uint8Array, context: Uint8Array): Bytes =>
  pack(utf8(`vieraugen/${name}`), context, body)

const nothing = new Uint8Array()

/** The message with the signature of `key` over it and what else both sides know (`context`). */
export async function signed<N extends Name>(
  key: KeyPair,
  name: N,
  { context = nothing, ...fields }: Fields<N> & { context?: Uint8Array },
): Promise<Bytes> {
  const body = encodeBody(name, fields as unknown as Fields<N>)
  return withTrailer(body, await sign(key.privateKey, covered(name, body, context)))
}

/** Throws `Forged` unless the holder of `publicKey` signed this message in this context. */
export const verifySigned = (publicKey: Uint8Array, message: Message, context: Uint8Array = nothing): Promise<void> =>
  verify(publicKey, covered(message.name, message.body, context), message.trailer)

/** The name of a message in other messages: independent of its signature, which could be made again differently. */
export const bodyHash = (message: Pick<Message, 'name' | 'body'>): Promise<Bytes> =>
  labelledHash(`vieraugen/${message.name}/hash`, message.body)
