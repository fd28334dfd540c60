import { pack, pad, text, u64, unpack, unpad, utf8, Malformed, type Bytes } from './encoding.ts'
import type { Fields } from './messages.ts'
import { decrypt, encrypt, hkdf, labelledHash, suite } from './suite.ts'

/** Binds the guest to its keys and its nonce before it has seen the moderator's (RFC 6189 §4.4 calls it the hash commitment). */
export const commitment = (
  keys: Pick<Fields<'knock'>, 'sid' | 'verifying' | 'sealing'>,
  nonce: Uint8Array,
): Promise<Bytes> => labelledHash('vieraugen/commit', keys.sid, keys.verifying, keys.sealing, nonce)

export interface Meeting {
  readonly opening: Fields<'open'>
  readonly knock: Fields<'knock'>
  readonly knockHash: Uint8Array
  readonly moderatorNonce: Uint8Array
  readonly guestNonce: Uint8Array
}

/** T: everything both sides chose, in one hash. Codes, boxes, whispers and confirmations all hang from it. */
export function transcript({ opening, knock, knockHash, moderatorNonce, guestNonce }: Meeting): Promise<Bytes> {
  const ids = [opening.meeting, opening.moderator, knock.guest].map(utf8)
  const keys = [opening.verifying, opening.sealing, knock.verifying, knock.sealing]
  return labelledHash(
    'vieraugen/admit/v1',
    Uint8Array.of(suite),
    opening.sid,
    ...ids,
    ...keys,
    knockHash,
    moderatorNonce,
    guestNonce,
  )
}

/** What only the moderator may read in a knock. */
export interface Introduction {
  readonly name: string
  readonly fingerprint: Uint8Array
}

/** Longest display name, in bytes of UTF-8. */
export const longestName = 200

/** Throws `RangeError` if the name is longer than `longestName`. */
export function encodeIntroduction({ name, fingerprint }: Introduction): Bytes {
  if (utf8(name).length > longestName) throw new RangeError('name too long')
  return pad(pack(utf8(name), fingerprint))
}

export function decodeIntroduction(bytes: Uint8Array): Introduction {
  const [name, fingerprint, ...rest] = unpack(unpad(bytes))
  if (!name || name.length > longestName || fingerprint?.length !== 32 || rest.length > 0)
    throw new Malformed('introduction')
  return { name: text(name), fingerprint }
}

/** HPKE info of the introduction: everything in the knock before it, so that a box cannot move to another knock. */
export const introductionInfo = (knock: Omit<Fields<'knock'>, 'introduction'>): Bytes =>
  pack(
    utf8('vieraugen/introduction'),
    knock.sid,
    utf8(knock.guest),
    knock.instance,
    knock.verifying,
    knock.sealing,
    knock.commitment,
  )

/** A whisper's place: who speaks (0 moderator, 1 guest), from which page load, how many came before. */
export interface WhisperPlace {
  readonly direction: number
  readonly instance: Uint8Array
  readonly counter: number
}

/** The secret of the introduction's HPKE context, bound to the transcript; one AES key per direction and page load. */
const whisperKey = (
  secret: Uint8Array,
  transcript: Uint8Array,
  { direction, instance }: WhisperPlace,
): Promise<Bytes> =>
  hkdf({ secret, salt: transcript, label: 'vieraugen/whisper', context: [Uint8Array.of(direction), instance] })

export interface WhisperKeys {
  readonly exported: Uint8Array
  readonly transcript: Uint8Array
}

/** Longest whisper, in bytes of UTF-8: a waiting person's frame is small. */
export const longestWhisper = 2_000

/** Throws `RangeError` if the text is longer than `longestWhisper`. */
export async function sealWhisper(
  keys: WhisperKeys,
  place: WhisperPlace,
  content: { text: string; at: number },
): Promise<Bytes> {
  const key = await whisperKey(keys.exported, keys.transcript, place)
  const words = utf8(content.text)
  if (words.length > longestWhisper) throw new RangeError('whisper too long')
  const plain = pad(pack(words, u64(Math.floor(content.at))))
  return encrypt({ key, counter: place.counter, context: new Uint8Array(), content: plain })
}

export async function openWhisper(keys: WhisperKeys, place: WhisperPlace, sealed: Uint8Array): Promise<string> {
  const key = await whisperKey(keys.exported, keys.transcript, place)
  const plain = await decrypt({ key, counter: place.counter, context: new Uint8Array(), content: sealed })
  const [content] = unpack(unpad(plain))
  if (!content) throw new Malformed('whisper')
  return text(content)
}
