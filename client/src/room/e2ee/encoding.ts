/** Bytes over a plain ArrayBuffer, as WebCrypto takes them. */
export type Bytes = Uint8Array<ArrayBuffer>

/** The input is not what the protocol says. Never leaves this folder: it becomes an incident. */
export class Malformed extends Error {
  override readonly name = 'Malformed'
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

export const utf8 = (text: string): Bytes => encoder.encode(text) as Bytes

/** Throws `Malformed` on anything but valid UTF-8. */
export function text(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new Malformed('not UTF-8')
  }
}

export function concat(parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** `pack(a, b)`: each part behind its length as 32 bits, big-endian. Injective: no two lists of parts give the same bytes. */
export function pack(...parts: readonly Uint8Array[]): Bytes {
  return concat(parts.flatMap((part) => [u32(part.length), part]))
}

/** The inverse of `pack`; throws `Malformed` on a length that leaves the input or on a rest. */
export function unpack(bytes: Uint8Array): Bytes[] {
  const parts: Bytes[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at < bytes.length) {
    if (at + 4 > bytes.length) throw new Malformed('length cut off')
    const length = view.getUint32(at)
    at += 4
    if (at + length > bytes.length) throw new Malformed('part cut off')
    parts.push(bytes.slice(at, at + length))
    at += length
  }
  return parts
}

export function u32(value: number): Bytes {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

/** Whole numbers up to 2^53 - 1 in 64 bits, big-endian. */
export function u64(value: number): Bytes {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

export function fromU64(bytes: Uint8Array): number {
  if (bytes.length !== 8) throw new Malformed('not a 64-bit number')
  const value = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0)
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Malformed('number too large')
  return Number(value)
}

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

export function fromHex(digits: string): Bytes {
  if (!/^([0-9a-f]{2})*$/.test(digits)) throw new Malformed('not hexadecimal')
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16))
}

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A UUID in its lower-case string form as 16 bytes. */
export function idBytes(id: string): Bytes {
  if (!uuidShape.test(id)) throw new Malformed('not a UUID')
  return fromHex(id.replaceAll('-', ''))
}

export function idText(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new Malformed('not a UUID')
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Not in constant time: for public values only (MACs are compared by WebCrypto). */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

/** The only lengths a padded content has. The last one, sealed and signed, still fits a frame of the relay (64 KiB). */
const steps = [128, 512, 2_048, 8_192, 32_768, 63_488]

/** Hides the length of `content` behind the next step; throws `RangeError` beyond the last (63 484 bytes). */
export function pad(content: Uint8Array): Bytes {
  const needed = content.length + 4
  const size = steps.find((step) => step >= needed)
  if (!size) throw new RangeError('too long for one message')
  const padded = new Uint8Array(size)
  padded.set(u32(content.length))
  padded.set(content, 4)
  return padded
}

/** The inverse of `pad`; throws `Malformed` unless the filling is all zeros. */
export function unpad(padded: Uint8Array): Bytes {
  if (padded.length < 4) throw new Malformed('padding cut off')
  const length = new DataView(padded.buffer, padded.byteOffset, 4).getUint32(0)
  if (length > padded.length - 4 || padded.subarray(4 + length).some((byte) => byte !== 0))
    throw new Malformed('padding')
  return padded.slice(4, 4 + length)
}
