import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server'
import { generateURI, ScureBase32Plugin, verifySync } from 'otplib'
import * as z from 'zod/mini'
import {
  type Assertion,
  type CreationOptions,
  creationOptions,
  type NewPasskey,
  type RequestOptions,
  requestOptions,
} from '@vieraugen/protocol/http/second-factor.ts'
import type { Random } from '../base/clock.ts'
import { spokenCode } from '../base/spoken-code.ts'
import type { Config } from '../config.ts'

const issuer = 'Vieraugen'

/** RFC 4226, section 4, recommends 160 bits. */
export const newSeed = (random: Random): Buffer => random(20)

/** The seed for typing (base 32, RFC 4648) and for the QR code. `userName` tells several accounts in the app apart. */
export function seedForApp(seed: Uint8Array, userName: string): { secret: string; address: string } {
  const secret = new ScureBase32Plugin().encode(seed)
  return { secret, address: generateURI({ issuer, label: userName, secret }) }
}

/**
 * The time step (RFC 6238) of a right code that is newer than `lastStep`; null for any other code. One step of 30 seconds
 * to either side is taken as well, because the clocks of telephones are not exact.
 */
export function stepOf(code: string, seed: Uint8Array, at: { now: Date; lastStep: number | null }): number | null {
  const result = verifySync({
    secret: seed,
    token: code,
    epoch: Math.floor(at.now.getTime() / 1000),
    epochTolerance: 30,
    ...(at.lastStep === null ? {} : { afterTimeStep: at.lastStep }),
  })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}

/** A passkey as it rests under the person's key. `counter` grows with each use, where the authenticator counts. */
export interface Passkey {
  readonly id: string
  readonly publicKey: string
  readonly counter: number
  readonly transports: readonly Transport[]
}

const transports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const
type Transport = (typeof transports)[number]

export const writePasskey = (passkey: Passkey): Buffer => Buffer.from(JSON.stringify(passkey))
export const readPasskey = (secret: Buffer): Passkey => JSON.parse(secret.toString()) as Passkey

type At = Pick<Config, 'publicUrl'>

/** EdDSA, ES256, RS256 (COSE, RFC 9053 and RFC 8812): between them every authenticator there is. */
const supportedAlgorithmIDs = [-8, -7, -257]

const known = (passkeys: readonly Passkey[]) =>
  passkeys.map(({ id, transports: kinds }) => ({ id, transports: [...kinds] }))

interface NewPasskeyOf {
  /** Bytes by which authenticators know that two passkeys belong to one account; they say nothing else about it. */
  readonly handle: Uint8Array
  readonly userName: string
  readonly passkeys: readonly Passkey[]
  readonly challenge: Uint8Array
}

/** What the browser needs to make a passkey; those that are set up cannot be set up again. */
export async function passkeyToMake({ publicUrl }: At, of: NewPasskeyOf): Promise<CreationOptions> {
  const made = await generateRegistrationOptions({
    rpName: issuer,
    rpID: publicUrl.hostname,
    userName: of.userName,
    userDisplayName: of.userName,
    userID: Uint8Array.from(of.handle),
    challenge: Uint8Array.from(of.challenge),
    attestationType: 'none',
    supportedAlgorithmIDs,
    excludeCredentials: known(of.passkeys),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  })
  return z.parse(creationOptions, made)
}

/** The new passkey, if the browser made it here and for this challenge; null otherwise. */
export async function passkeyMade({ publicUrl }: At, answer: NewPasskey, challenge: string): Promise<Passkey | null> {
  // Whatever is wrong is told by throwing; the texts quote what was sent.
  const checked = await verifyRegistrationResponse({
    response: { ...answer, clientExtensionResults: {}, response: { ...answer.response, transports: [] } },
    expectedChallenge: challenge,
    expectedOrigin: publicUrl.origin,
    expectedRPID: publicUrl.hostname,
    supportedAlgorithmIDs,
  }).catch(() => null)
  if (!checked?.verified) return null
  const { id, publicKey, counter } = checked.registrationInfo.credential
  const told = transports.filter((transport) => answer.response.transports?.includes(transport))
  return { id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports: told }
}

/** The question to the person's passkeys. */
export async function passkeyQuestion(
  { publicUrl }: At,
  passkeys: readonly Passkey[],
  challenge: Uint8Array,
): Promise<RequestOptions> {
  const made = await generateAuthenticationOptions({
    rpID: publicUrl.hostname,
    challenge: Uint8Array.from(challenge),
    allowCredentials: known(passkeys),
    userVerification: 'required',
  })
  return z.parse(requestOptions, made)
}

/** The passkey with its new counter, if it answered this challenge here; null otherwise. */
export async function passkeyAnswered(
  { publicUrl }: At,
  asked: { answer: Assertion; passkey: Passkey; challenge: string },
): Promise<Passkey | null> {
  const { id, publicKey, counter } = asked.passkey
  const credential: WebAuthnCredential = {
    id,
    publicKey: Uint8Array.from(Buffer.from(publicKey, 'base64url')),
    counter,
  }
  const checked = await verifyAuthenticationResponse({
    response: { ...asked.answer, clientExtensionResults: {} },
    expectedChallenge: asked.challenge,
    expectedOrigin: publicUrl.origin,
    expectedRPID: publicUrl.hostname,
    credential,
  }).catch(() => null)
  return checked?.verified ? { ...asked.passkey, counter: checked.authenticationInfo.newCounter } : null
}

/** Ten codes of 80 bits for the day on which every factor is lost. */
export const newRecoveryCodes = (random: Random): string[] => Array.from({ length: 10 }, () => spokenCode(random, 16))
