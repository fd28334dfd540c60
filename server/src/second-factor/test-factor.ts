// What people hold in their hands, for tests: an authenticator app and a security key.
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { generateSync, ScureBase32Plugin } from 'otplib'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import type { Assertion, NewPasskey, SecondStep } from '@vieraugen/protocol/http/second-factor.ts'
import * as endpoints from '@vieraugen/protocol/http/second-factor.ts'
import { systemRandom } from '../base/clock.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { anna, type TestApp } from '../test-app.ts'

/** The code an app shows `seconds` from now. */
export const codeAt = (server: TestApp, secret: string, seconds = 0): string =>
  generateSync({ secret, base32: new ScureBase32Plugin(), epoch: server.clock.now().getTime() / 1000 + seconds })

/** Sets up an app with the code of the last step, so that the present one is still unused. */
export async function setUpApp(server: TestApp, browser: TestBrowser, password = anna.password) {
  const { secret } = await browser.call(endpoints.beginApp, { password })
  const { recoveryCodes } = await browser.call(endpoints.finishApp, {
    name: 'Telefon',
    code: codeAt(server, secret, -30),
  })
  return { secret, recoveryCodes: recoveryCodes ?? [] }
}

/** The right password, and what the server asks then. */
export async function firstStep(browser: TestBrowser, person = anna): Promise<SecondStep> {
  const answer = await browser.call(accounts.signIn, { login: person.email, password: person.password })
  if (!('ticket' in answer)) throw new Error('no second step was asked for')
  return answer
}

export const secondStep = (browser: TestBrowser, ticket: string, proof: endpoints.Proof) =>
  browser.call(accounts.signInStrongly, { ticket, proof })

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest()
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

interface Faults {
  readonly origin?: string
  readonly isVerified?: boolean
}

/** A security key in software (WebAuthn Level 3, 6.1): P-256, no attestation, and a counter that grows. */
export class SecurityKey {
  readonly id = base64url(systemRandom(32))
  /** As the key counts; a copied key would stand lower. */
  counter = 0
  readonly #private: KeyObject
  readonly #point: { x: Buffer; y: Buffer }

  readonly #counts: boolean

  /** Passkeys that several devices share do not count. */
  constructor({ counts = true } = {}) {
    this.#counts = counts
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    this.#private = privateKey
    this.#point = { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') }
  }

  make(options: endpoints.CreationOptions, faults: Faults = {}): NewPasskey {
    const id = Buffer.from(this.id, 'base64url')
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    // COSE key (RFC 9053): kty EC2, alg ES256, curve P-256, x, y.
    const key = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Uint8Array.from(this.#point.x)],
        [-3, Uint8Array.from(this.#point.y)],
      ]),
    )
    const authData = Buffer.concat([this.#head(options.rp.id, 0x40, faults), Buffer.alloc(16), length, id, key])
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', Uint8Array.from(authData)],
    ])
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options.challenge, faults),
        attestationObject: base64url(isoCBOR.encode(attestation as Parameters<typeof isoCBOR.encode>[0])),
        transports: ['usb', 'from-the-future'],
      },
    }
  }

  answer(options: endpoints.RequestOptions, faults: Faults = {}): Assertion {
    if (this.#counts) this.counter += 1
    const authData = this.#head(options.rpId, 0, faults)
    const clientDataJSON = this.#clientData('webauthn.get', options.challenge, faults)
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, 'base64url'))])
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      response: {
        clientDataJSON,
        authenticatorData: base64url(authData),
        signature: base64url(sign('sha256', signed, this.#private)),
      },
    }
  }

  /** Flags: 0x01 present, 0x04 verified, 0x40 a key follows. */
  #head(rpId: string, flags: number, { isVerified = true }: Faults): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    return Buffer.concat([sha256(rpId), Buffer.of(flags | 0x01 | (isVerified ? 0x04 : 0)), counter])
  }

  #clientData(type: string, challenge: string, { origin = 'http://localhost:3000' }: Faults): string {
    return base64url(Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })))
  }
}

/** Sets up a passkey. */
export async function setUpPasskey(browser: TestBrowser, key: SecurityKey) {
  const options = await browser.call(endpoints.beginPasskey, { password: anna.password })
  return browser.call(endpoints.finishPasskey, { name: 'Schlüssel', passkey: key.make(options) })
}
