import type { KeyPurpose } from './keys.ts'

/** What a box of the provider is bound to. */
export interface KeyName {
  readonly purpose: KeyPurpose
  readonly version: number
}

/** Who holds the controller's own key and seals the installation's keys with it: a file, or a key management service. */
export interface KeyProvider {
  readonly kind: 'file' | 'aws-kms'
  /**
   * Says which key it holds now, without telling anything about its value: a box opens under the key that sealed it only.
   * Throws `KeyWithdrawn` or `KeyUnreachable`, as all of these do.
   */
  holder(): Promise<string>
  /** Seals a secret with the key of `holder`. */
  wrap(name: KeyName, secret: Uint8Array, holder: string): Promise<Buffer>
  /** Opens a box with the key of `holder`: the present one, or one that was replaced and is still there. */
  unwrap(name: KeyName, box: Uint8Array, holder: string): Promise<Buffer>
}

/** The controller took the key away, or it is not the one that sealed the data. `code` is a word for the log. */
export class KeyWithdrawn extends Error {
  readonly code: string
  constructor(code: string) {
    super(`The controller's key cannot be used (${code}).`)
    this.name = 'KeyWithdrawn'
    this.code = code
  }
}

/** Nobody knows whether the key is still there: its holder does not answer, or answers that it is overloaded. */
export class KeyUnreachable extends Error {
  readonly code: string
  constructor(code: string) {
    super(`The holder of the controller's key does not answer (${code}).`)
    this.name = 'KeyUnreachable'
    this.code = code
  }
}
