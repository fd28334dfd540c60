import type { Assertion, CreationOptions, NewPasskey, RequestOptions } from '@vieraugen/protocol/http/second-factor.ts'
import { PasskeyRefused } from './api.ts'

// Fetched when somebody uses a passkey: few people do, and every page would carry it.
const library = () => import('@simplewebauthn/browser')

export const canPasskeys = (): boolean => 'PublicKeyCredential' in globalThis

/** Lets the browser make a passkey. Throws `PasskeyRefused` when the person or the device did not. */
export async function makePasskey(optionsJSON: CreationOptions): Promise<NewPasskey> {
  const { startRegistration } = await library()
  return startRegistration({ optionsJSON }).catch(refused)
}

/** Lets the person confirm with a passkey. Throws as `makePasskey`. */
export async function askPasskey(optionsJSON: RequestOptions): Promise<Assertion> {
  const { startAuthentication } = await library()
  return startAuthentication({ optionsJSON }).catch(refused)
}

/** Browsers tell cancelled, timed out and unknown apart for nobody, on purpose (WebAuthn Level 3, 14.5). */
function refused(): never {
  throw new PasskeyRefused()
}
