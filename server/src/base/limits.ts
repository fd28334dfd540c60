import { createHmac } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { Clock, Random } from './clock.ts'

const minute = 60
const hour = 60 * minute

export interface Limit {
  /** So many tries in the window; each further one is refused. Infinite where nobody may be locked out by somebody else. */
  readonly times: number
  /** Length of the window. It begins with the first try. */
  readonly seconds: number
  /** From this try on each one waits, twice as long as the one before. */
  readonly slowFrom?: number
  /** This many are an attack: whoever watches is told and blocks the address. */
  readonly blockAt?: number
}

/** How often, in how many seconds, from one address (for IPv6: one /64 network) or for one account. */
export const limitTable = {
  register: { times: 20, seconds: hour, slowFrom: 10, blockAt: 40 },
  'sign-in': { times: 30, seconds: 15 * minute, slowFrom: 15, blockAt: 60 },
  // For one account from one address, and for one account from anywhere. The second only waits: if it refused, whoever knows
  // a user name could lock that person out (ASVS 5.0, 6.1.1).
  'sign-in-here': { times: 10, seconds: 15 * minute },
  'sign-in-anywhere': { times: Infinity, seconds: hour, slowFrom: 30 },
  'second-factor': { times: 30, seconds: 15 * minute, slowFrom: 15, blockAt: 60 },
  // Six digits for one account, from anywhere, whoever knows the password. Passkeys and recovery codes cannot be guessed and
  // stay open to the person.
  'one-time-code': { times: 30, seconds: 24 * hour },
  reset: { times: 10, seconds: hour, blockAt: 60 },
  'reset-account': { times: 3, seconds: hour },
  confirm: { times: 60, seconds: hour },
  'password-check': { times: 10, seconds: 15 * minute },
  invitation: { times: 120, seconds: hour },
  knock: { times: 60, seconds: 10 * minute, slowFrom: 30, blockAt: 120 },
  mail: { times: 60, seconds: hour },
  receipt: { times: 20, seconds: hour },
  'rights-request': { times: 10, seconds: hour },
  contract: { times: 10, seconds: hour },
  'contract-address': { times: 3, seconds: hour },
  socket: { times: 300, seconds: 15 * minute, blockAt: 900 },
  // Known only from the answer: links that lead nowhere, and pages that do not exist.
  'unknown-link': { times: Infinity, seconds: 10 * minute, slowFrom: 5, blockAt: 30 },
  'missing-page': { times: Infinity, seconds: 10 * minute, slowFrom: 60, blockAt: 200 },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof limitTable

/** Limits whose breach is an attack: each must be a cause that the database and the administration know. */
export type BlockCause = {
  [L in LimitName]: (typeof limitTable)[L] extends { readonly blockAt: number } ? L : never
}[LimitName]

/** Whether going beyond this limit blocks the address. */
export const isBlockCause = (name: LimitName): name is BlockCause => 'blockAt' in limitTable[name]

/** Told of every try that makes an attack, before it is refused. */
export type Watcher = (name: LimitName, who: string) => Promise<void>

export interface Limits {
  /**
   * Counts one try by `who` (an IP address or a pseudonym), counted apart for each `about`. Waits when there were many and
   * throws Fail('too-many') when there were too many.
   */
  take(name: LimitName, who: string, about?: string): Promise<void>
  /** Takes one try back, because it was a good one. */
  giveBack(name: LimitName, who: string, about?: string): Promise<void>
  /** Begins to count from nothing, after somebody judged that it was no attack. */
  forget(name: LimitName, who: string): void
  watch(watcher: Watcher): void
}

/** IPv6 customers own a whole /64: counted singly they would have 2^64 tries. Pseudonyms stay as they are. */
export function network(who: string): string {
  if (!ipaddr.isValid(who)) return who
  const address = ipaddr.process(who)
  return address.kind() === 'ipv4'
    ? address.toString()
    : ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`).toString()
}

/** The wait begins at a quarter of a second and ends at four: longer ones would only fill our own memory. */
const waitMs = (triesTooMany: number): number => Math.min(250 * 2 ** (triesTooMany - 1), 4_000)

/** So many windows are counted at once; beyond that the oldest are forgotten, whoever floods the counters included. */
const mostWindows = 200_000

/** Counters in memory only, under hashes whose key changes every day and is never stored. */
export function createLimits(clock: Clock, random: Random): Limits {
  const windows = new Map<string, { count: number; endsAt: number }>()
  let watcher: Watcher = () => Promise.resolve()
  let salt: { day: string; key: Buffer } = { day: '', key: Buffer.alloc(0) }
  const keyOf = (name: LimitName, who: string, about = ''): string => {
    const day = clock.now().toISOString().slice(0, 10)
    if (salt.day !== day) {
      salt = { day, key: random(32) }
      windows.clear()
    }
    return createHmac('sha256', salt.key)
      .update(`${name}|${network(who)}|${about}`)
      .digest('base64url')
  }
  const count = (key: string, seconds: number): number => {
    const now = clock.monotonic()
    const open = windows.get(key)
    if (open && open.endsAt > now) return ++open.count
    windows.delete(key)
    windows.set(key, { count: 1, endsAt: now + seconds * 1000 })
    for (const oldest of windows.keys()) {
      if (windows.size <= mostWindows) break
      windows.delete(oldest)
    }
    return 1
  }
  return {
    async take(name, who, about) {
      const limit: Limit = limitTable[name]
      const tries = count(keyOf(name, who, about), limit.seconds)
      if (tries >= (limit.blockAt ?? Infinity)) await watcher(name, who)
      if (tries > limit.times) throw new Fail('too-many')
      const tooMany = tries - (limit.slowFrom ?? Infinity)
      if (tooMany > 0) await new Promise<void>((resolve) => clock.after(waitMs(tooMany), resolve))
    },
    giveBack(name, who, about) {
      const open = windows.get(keyOf(name, who, about))
      if (open && open.count > 0) open.count--
      return Promise.resolve()
    },
    forget(name, who) {
      windows.delete(keyOf(name, who))
    },
    watch(told) {
      watcher = told
    },
  }
}
