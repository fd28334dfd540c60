import { type Algorithm, hash, verify } from '@node-rs/argon2'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { Keys } from './keys.ts'

/** At most this many hashes at once (64 MiB of memory each), and this many waiting; more are answered `busy`. */
const atOnce = 2
const longestQueue = 32

// OWASP ASVS 5.0, appendix C, for argon2id: with t = 3, 12 MiB are the least; 64 MiB take about 70 ms here.
const parameters = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 65_536, timeCost: 3, parallelism: 1 }

/** Argon2id behind a small queue, so that a flood of sign-ins cannot eat the memory of running meetings. */
export class Passwords {
  readonly #keys: Keys
  readonly #waiting: (() => void)[] = []
  #running = 0
  #decoy: string | null = null

  constructor(keys: Keys) {
    this.#keys = keys
  }

  /** The hash in PHC format, salt included. */
  hash(password: string): Promise<string> {
    return this.#queued(() => hash(this.#peppered(password), parameters))
  }

  /** Costs the same whether there is an account (`kept`) or not. */
  async verify(password: string, kept: string | null): Promise<boolean> {
    this.#decoy ??= await this.hash('no account has this password')
    const against = kept ?? this.#decoy
    const matches = await this.#queued(() => verify(against, this.#peppered(password)))
    return matches && kept !== null
  }

  /** A stolen database alone is not enough to guess at. */
  #peppered(password: string): string {
    return this.#keys.mac('password', password).toString('base64')
  }

  async #queued<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= atOnce) {
      if (this.#waiting.length >= longestQueue) throw new Fail('busy')
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else this.#running += 1
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }
}
