import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { instant, line, nothing, password, secret, uuid } from '../shapes.ts'

export const factorKind = z.enum(['totp', 'passkey'])
export type FactorKind = z.infer<typeof factorKind>

/** Bytes as WebAuthn writes them into JSON: base64url without padding (WebAuthn Level 3, 5.1.8). */
const bytes = (max: number) => z.string().check(z.regex(/^[A-Za-z0-9_-]+$/), z.maxLength(max))
const publicKey = z.literal('public-key')
const transport = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])
const required = z.literal('required')

const knownCredential = z.object({ id: bytes(1400), type: publicKey, transports: z.array(transport) })

/** What the browser asks a new passkey for (PublicKeyCredentialCreationOptionsJSON). */
export const creationOptions = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: bytes(64),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: publicKey })),
  timeout: z.number(),
  attestation: z.literal('none'),
  excludeCredentials: z.array(knownCredential),
  authenticatorSelection: z.object({ residentKey: z.literal('preferred'), userVerification: required }),
})
export type CreationOptions = z.infer<typeof creationOptions>

/** What the browser asks one of the person's passkeys for (PublicKeyCredentialRequestOptionsJSON). */
export const requestOptions = z.object({
  challenge: bytes(64),
  timeout: z.number(),
  rpId: z.string(),
  allowCredentials: z.array(knownCredential),
  userVerification: required,
})
export type RequestOptions = z.infer<typeof requestOptions>

const credential = { id: bytes(1400), rawId: bytes(1400), type: publicKey }

/** A new passkey as the browser made it (RegistrationResponseJSON); whatever else the browser tells is dropped. */
export const newPasskey = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(4000),
    attestationObject: bytes(16_000),
    transports: z.optional(z.array(z.string().check(z.maxLength(20))).check(z.maxLength(10))),
  }),
})
export type NewPasskey = z.infer<typeof newPasskey>

/** The answer of a passkey (AuthenticationResponseJSON). */
const assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(4000),
    authenticatorData: bytes(4000),
    signature: bytes(8000),
  }),
})
export type Assertion = z.infer<typeof assertion>

/** Six digits; spaces that people type between them are no mistake. */
const code = z.string().check(
  z.overwrite((text) => text.replaceAll(/\s/g, '')),
  z.regex(/^\d{6}$/),
)

/** With what a person proves the second factor. A recovery code counts once. */
export const proof = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('totp'), code }),
  z.strictObject({ kind: z.literal('passkey'), assertion }),
  z.strictObject({ kind: z.literal('recovery-code'), code: line(40) }),
])
export type Proof = z.infer<typeof proof>

/** What can be asked for: the kinds that are set up, and the question to the passkeys if there are any. */
const question = { kinds: z.array(factorKind), options: z.nullable(requestOptions) }

/** After the right password, where a second factor is set up: for five minutes and five tries. */
export const secondStep = z.strictObject({ ticket: secret, ...question })
export type SecondStep = z.infer<typeof secondStep>

const session = { activity: 'account.session', path: '/api/session/second-factor' } as const

/** What can be asked for, for a proof in this session. */
export const askForProof = endpoint({
  ...session,
  method: 'GET',
  access: 'own-data',
  body: nothing,
  reply: z.strictObject(question),
})
export type Question = z.infer<typeof askForProof.reply>

/** The proof once more, for what is grave. */
export const giveProof = endpoint({
  ...session,
  method: 'PUT',
  access: 'own-data',
  body: z.strictObject({ proof }),
  reply: nothing,
})

const base = { activity: 'account.second-factor', access: 'own-data' } as const

export const listFactors = endpoint({
  ...base,
  method: 'GET',
  path: '/api/account/second-factors',
  body: nothing,
  reply: z.strictObject({
    factors: z.array(
      z.strictObject({
        id: uuid,
        kind: factorKind,
        name: z.string(),
        createdAt: instant,
        usedAt: z.nullable(instant),
      }),
    ),
    /** So many recovery codes are left. */
    recoveryCodes: z.number(),
    /** The last factor cannot be removed. */
    needed: z.boolean(),
  }),
})
export type Factors = z.infer<typeof listFactors.reply>

/** Ten codes, shown once, when the first factor was set up; null at each further one. */
const codesOfFirst = z.strictObject({ recoveryCodes: z.nullable(z.array(z.string())) })
const name = line(60)

/** Begins the setting up of an authenticator app. Further factors need a fresh proof: Fail('proof-needed'). */
export const beginApp = endpoint({
  ...base,
  method: 'POST',
  path: '/api/account/second-factors/app',
  body: z.strictObject({ password }),
  /** `secret` in base 32 (RFC 4648) for typing, `address` (otpauth:) for the QR code. */
  reply: z.strictObject({ secret: z.string(), address: z.string() }),
})

/** Counts only with a right code of the new app; it must follow within five minutes. */
export const finishApp = endpoint({
  ...base,
  method: 'PUT',
  path: '/api/account/second-factors/app',
  body: z.strictObject({ name, code }),
  reply: codesOfFirst,
})

/** Begins the setting up of a passkey. Further factors need a fresh proof: Fail('proof-needed'). */
export const beginPasskey = endpoint({
  ...base,
  method: 'POST',
  path: '/api/account/second-factors/passkey',
  body: z.strictObject({ password }),
  reply: creationOptions,
})

export const finishPasskey = endpoint({
  ...base,
  method: 'PUT',
  path: '/api/account/second-factors/passkey',
  body: z.strictObject({ name, passkey: newPasskey }),
  reply: codesOfFirst,
})

export const removeFactor = endpoint({
  ...base,
  method: 'DELETE',
  path: '/api/account/second-factors/:id',
  grave: true,
  body: z.strictObject({ password }),
  reply: nothing,
})

/** Ten new recovery codes; the ones before no longer count. */
export const renewRecoveryCodes = endpoint({
  ...base,
  method: 'POST',
  path: '/api/account/recovery-codes',
  grave: true,
  body: z.strictObject({ password }),
  reply: z.strictObject({ recoveryCodes: z.array(z.string()) }),
})
