import * as z from 'zod/mini'
import { failures, type FailureCode } from './errors.ts'
import { endedBy } from './http/meetings.ts'
import { uuid } from './shapes.ts'

/**
 * The socket between a browser and the relay (`GET /api/relay`, WebSocket, same origin, session cookie).
 * A text frame speaks with the server (JSON, below). A binary frame speaks through it: the server reads the header,
 * never the box.
 *
 *   browser → server   kind u8 | to 16 bytes | ref u32 | box
 *   server → browser   kind u8 | from 16 bytes | seq u32 | box
 *
 * `to` and `from` are participant ids (UUID bytes). `to` may be `everyone` (all zero: the members of the room) or
 * `moderator` (all 255). `ref` is the sender's own number for a `log` box and comes back in `logged`; `seq` is the
 * place in the log (from 1, no gaps) and 0 for boxes that are not kept.
 */
export const boxKind = {
  /** Forwarded to one participant or to all, never stored. Waiting people may send it to the moderator only. */
  direct: 1,
  /** Stored as ciphertext until the meeting ends, numbered, sent to all members including the sender. Members only. */
  log: 2,
} as const

export const headerBytes = 21
export const everyone = '00000000-0000-0000-0000-000000000000'
export const moderator = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Members that are connected at the same time, the moderator among them: what a mesh of browsers carries. */
export const largestRoom = 6

/** Bytes of a whole frame; a larger one ends the socket with `too-large`. */
export const largestFrame = 64 * 1024
/** A waiting person's frame is smaller still: a knock, a reveal, a message of a few lines. */
export const largestWaitingFrame = 8 * 1024
/** Text frames are small, but for the opening and the share. */
export const largestText = 8 * 1024

const base64 = (maxChars: number) => z.string().check(z.regex(/^[A-Za-z0-9_-]*$/), z.maxLength(maxChars))

export const counsellorStatus = z.enum(['online', 'busy', 'away', 'absent'])
export type CounsellorStatus = z.infer<typeof counsellorStatus>

export const fromBrowser = z.discriminatedUnion('t', [
  /** The first frame of every socket. `instance`: 16 random bytes in hex, one for each page load. */
  z.strictObject({ t: z.literal('join'), meeting: uuid, instance: z.string().check(z.regex(/^[0-9a-f]{32}$/)) }),
  /** Moderator: the signed OPENING that waiting browsers need; kept in memory for them. */
  z.strictObject({ t: z.literal('opening'), opening: base64(6000) }),
  /** Moderator: a human's decision about a waiting or admitted person. */
  z.strictObject({ t: z.literal('decide'), participant: uuid, decision: z.enum(['admit', 'hold', 'deny', 'remove']) }),
  z.strictObject({ t: z.literal('status'), status: z.enum(['online', 'busy', 'away']) }),
  /** Log entries after `after`, as binary frames, then `read`. */
  z.strictObject({ t: z.literal('read'), after: z.number().check(z.int(), z.gte(0)) }),
  /** Deposits this tab's share of the reload box; kept in memory, given back in `welcome` to the same session. */
  z.strictObject({ t: z.literal('share'), share: base64(43) }),
  /** I leave for good: the seat is given up. */
  z.strictObject({ t: z.literal('leave') }),
  z.strictObject({ t: z.literal('ping') }),
])
export type FromBrowser = z.infer<typeof fromBrowser>

export const seatState = z.enum(['waiting', 'held', 'admitted', 'denied', 'removed', 'left'])
export type SeatState = z.infer<typeof seatState>

const person = z.strictObject({ participant: uuid, state: seatState, connected: z.boolean(), since: z.iso.datetime() })
export type RelayPerson = z.infer<typeof person>

export const fromServer = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('welcome'),
    self: uuid,
    role: z.enum(['moderator', 'guest']),
    state: seatState,
    /** The moderator's opening, when there is one yet. */
    opening: z.nullable(base64(6000)),
    /** The newest place in the log; 0 when empty or not for you. */
    seq: z.number(),
    /** The deposited share of this seat, if this very session left one. */
    share: z.nullable(base64(43)),
  }),
  z.strictObject({ t: z.literal('opening'), opening: base64(6000) }),
  /** To the moderator: everybody with a seat, in order of arrival. To members: the members that are connected. */
  z.strictObject({ t: z.literal('people'), people: z.array(person) }),
  /** To a waiting person: how many are before them, and how the counsellor is. */
  z.strictObject({ t: z.literal('queue'), ahead: z.number(), status: counsellorStatus }),
  /** Your own seat changed by a human's decision. */
  z.strictObject({ t: z.literal('state'), state: seatState }),
  z.strictObject({ t: z.literal('logged'), ref: z.number(), seq: z.number() }),
  /** All entries up to `seq` were sent. */
  z.strictObject({ t: z.literal('read'), seq: z.number() }),
  /** Another page took this seat; this socket ends. */
  z.strictObject({ t: z.literal('replaced') }),
  z.strictObject({ t: z.literal('ended'), by: endedBy }),
  z.strictObject({ t: z.literal('deleted'), receipt: z.string(), at: z.iso.datetime() }),
  z.strictObject({ t: z.literal('pong') }),
  z.strictObject({ t: z.literal('fail'), code: z.enum(Object.keys(failures) as [FailureCode, ...FailureCode[]]) }),
])
export type FromServer = z.infer<typeof fromServer>

export interface Frame {
  readonly kind: number
  /** `to` on the way in, `from` on the way out. */
  readonly peer: string
  /** `ref` on the way in, `seq` on the way out. */
  readonly number: number
  readonly box: Uint8Array
}

export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headerBytes + frame.box.length)
  bytes[0] = frame.kind
  bytes.set(uuidBytes(frame.peer), 1)
  new DataView(bytes.buffer).setUint32(17, frame.number)
  bytes.set(frame.box, headerBytes)
  return bytes
}

/** Null for anything that is not a frame. The box is a view, not a copy. */
export function decodeFrame(bytes: Uint8Array): Frame | null {
  if (bytes.length < headerBytes) return null
  const kind = bytes[0]!
  if (kind !== boxKind.direct && kind !== boxKind.log) return null
  return {
    kind,
    peer: uuidText(bytes.subarray(1, 17)),
    number: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(17),
    box: bytes.subarray(headerBytes),
  }
}

export function uuidBytes(text: string): Uint8Array<ArrayBuffer> {
  const hex = text.replaceAll('-', '')
  const bytes = new Uint8Array(16)
  for (let i = 0; i < 16; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)
  return bytes
}

export function uuidText(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
