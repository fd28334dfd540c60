import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { concat, Malformed, pack, utf8, type Bytes } from './encoding.ts'

/** Suite 1, the only one: P-256, HKDF-SHA-256, AES-256-GCM, HPKE DHKEM(P-256). Part of every transcript, never negotiated. */
export const suite = 1

/** A signature, seal or MAC does not hold. Never leaves this folder: it becomes an incident. */
export class Forged extends Error {
  override readonly name = 'Forged'
}

const hpke = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' } as const
const ecdh = { name: 'ECDH', namedCurve: 'P-256' } as const
const { subtle } = globalThis.crypto

/** A key pair with its public half as an uncompressed point (65 bytes) and its private half ready to be saved. */
export interface KeyPair {
  readonly publicKey: Bytes
  readonly privateKey: CryptoKey
  readonly saved: JsonWebKey
}

const bytes = (input: Uint8Array): Bytes => input as Bytes

export async function sha256(input: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await subtle.digest('SHA-256', bytes(input)))
}

/** SHA-256 over a domain label and length-prefixed parts. */
export const labelledHash = (label: string, ...parts: readonly Uint8Array[]): Promise<Bytes> =>
  sha256(pack(utf8(label), ...parts))

export interface Derivation {
  readonly secret: Uint8Array
  readonly salt: Uint8Array
  readonly label: string
  readonly context: readonly Uint8Array[]
  readonly length?: number
}

/** RFC 5869 with SHA-256; info is `pack(label, ...context)`; 32 bytes unless `length` says otherwise. */
export async function hkdf({ secret, salt, label, context, length = 32 }: Derivation): Promise<Bytes> {
  const key = await subtle.importKey('raw', bytes(secret), 'HKDF', false, ['deriveBits'])
  const info = pack(utf8(label), ...context)
  return new Uint8Array(
    await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: bytes(salt), info }, key, length * 8),
  )
}

export async function generateSigningKey(): Promise<KeyPair> {
  const pair = await subtle.generateKey(ecdsa, true, ['sign', 'verify'])
  return describe(pair.publicKey, pair.privateKey)
}

export async function generateSealingKey(): Promise<KeyPair> {
  const pair = await subtle.generateKey(ecdh, true, ['deriveBits'])
  return describe(pair.publicKey, pair.privateKey)
}

async function describe(publicKey: CryptoKey, privateKey: CryptoKey): Promise<KeyPair> {
  const raw = new Uint8Array(await subtle.exportKey('raw', publicKey))
  return { publicKey: raw, privateKey, saved: await subtle.exportKey('jwk', privateKey) }
}

/** Takes back what `KeyPair.saved` held. */
export async function restoreKey(saved: JsonWebKey, use: 'signing' | 'sealing'): Promise<KeyPair> {
  const [algorithm, usage] = use === 'signing' ? ([ecdsa, 'sign'] as const) : ([ecdh, 'deriveBits'] as const)
  const privateKey = await subtle.importKey('jwk', saved, algorithm, true, [usage])
  const { d: _, key_ops: __, ...open } = saved
  const publicKey = await subtle.importKey('jwk', open, algorithm, true, use === 'signing' ? ['verify'] : [])
  return { publicKey: new Uint8Array(await subtle.exportKey('raw', publicKey)), privateKey, saved }
}

/** ECDSA over P-256 with SHA-256; 64 bytes r‖s (IEEE P1363). */
export async function sign(key: CryptoKey, content: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes(content)))
}

/** Throws `Forged` unless the signature holds; a public key that is no point of the curve counts as forged too. */
export async function verify(publicKey: Uint8Array, content: Uint8Array, signature: Uint8Array): Promise<void> {
  const key = await point(publicKey, ecdsa, ['verify'])
  const holds = await subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes(signature), bytes(content))
  if (!holds) throw new Forged('signature')
}

async function point(raw: Uint8Array, algorithm: EcKeyImportParams, usages: KeyUsage[]): Promise<CryptoKey> {
  try {
    return await subtle.importKey('raw', bytes(raw), algorithm, true, usages)
  } catch {
    throw new Forged('not a point of P-256')
  }
}

/** Throws `Forged` unless these 65 bytes are a point of P-256. */
export async function checkPoint(raw: Uint8Array): Promise<void> {
  if (raw.length !== 65) throw new Malformed('public key')
  await point(raw, ecdh, [])
}

/** HMAC-SHA-256, 32 bytes. */
export async function mac(secret: Uint8Array, content: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await subtle.sign('HMAC', await macKey(secret), bytes(content)))
}

export async function verifyMac(secret: Uint8Array, content: Uint8Array, tag: Uint8Array): Promise<void> {
  if (!(await subtle.verify('HMAC', await macKey(secret), bytes(tag), bytes(content)))) throw new Forged('mac')
}

const macKey = (secret: Uint8Array) =>
  subtle.importKey('raw', bytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])

/** One AEAD call: a key used with this counter nowhere else, associated data, and content. */
export interface Sealing {
  readonly key: Uint8Array
  /** The nonce is 32 zero bits and this as 64 bits. */
  readonly counter: number
  readonly context: Uint8Array
  readonly content: Uint8Array
}

const gcm = ({ counter, context }: Sealing): AesGcmParams => {
  const iv = new Uint8Array(12)
  new DataView(iv.buffer).setBigUint64(4, BigInt(counter))
  return { name: 'AES-GCM', iv, additionalData: bytes(context), tagLength: 128 }
}

/** AES-256-GCM; the 16-byte tag is appended. */
export async function encrypt(sealing: Sealing): Promise<Bytes> {
  const key = await subtle.importKey('raw', bytes(sealing.key), 'AES-GCM', false, ['encrypt'])
  return new Uint8Array(await subtle.encrypt(gcm(sealing), key, bytes(sealing.content)))
}

/** Throws `Forged` unless key, counter, context and content belong together. */
export async function decrypt(sealing: Sealing): Promise<Bytes> {
  const key = await subtle.importKey('raw', bytes(sealing.key), 'AES-GCM', false, ['decrypt'])
  try {
    return new Uint8Array(await subtle.decrypt(gcm(sealing), key, bytes(sealing.content)))
  } catch {
    throw new Forged('seal')
  }
}

/** What HPKE gives both sides: the sealed bytes (`enc` is the first 65) and a secret only they share. */
export interface Sealed {
  readonly box: Bytes
  readonly exported: Bytes
}

const exporter = utf8('vieraugen/exporter')
const encSize = 65

/** RFC 9180 base mode to `publicKey`; the box is enc ‖ ciphertext. */
export async function sealTo(publicKey: Uint8Array, info: Uint8Array, content: Uint8Array): Promise<Sealed> {
  const recipientPublicKey = await point(publicKey, ecdh, [])
  const context = await hpke.createSenderContext({ recipientPublicKey, info: bytes(info) })
  const sealed = new Uint8Array(await context.seal(bytes(content)))
  return {
    box: concat([new Uint8Array(context.enc), sealed]),
    exported: new Uint8Array(await context.export(exporter, 32)),
  }
}

/** The inverse of `sealTo`; throws `Forged`. */
export async function openSealed(
  own: KeyPair,
  info: Uint8Array,
  box: Uint8Array,
): Promise<{ content: Bytes; exported: Bytes }> {
  try {
    const recipientKey = { privateKey: own.privateKey, publicKey: await point(own.publicKey, ecdh, []) }
    const context = await hpke.createRecipientContext({
      recipientKey,
      enc: bytes(box).slice(0, encSize),
      info: bytes(info),
    })
    const content = new Uint8Array(await context.open(bytes(box).slice(encSize)))
    return { content, exported: new Uint8Array(await context.export(exporter, 32)) }
  } catch {
    throw new Forged('box')
  }
}

/** The ECDH secret of two members' sealing keys, 32 bytes; for messages to one member only. */
export async function pairSecret(own: KeyPair, publicKey: Uint8Array): Promise<Bytes> {
  const other = await point(publicKey, ecdh, [])
  return new Uint8Array(await subtle.deriveBits({ name: 'ECDH', public: other }, own.privateKey, 256))
}
