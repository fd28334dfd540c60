import { createHmac } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { Clock, Random } from './clock.ts'

const minute = 60
const hour = 60 * minute

/** How often, in how many seconds, from one address (for IPv6: one /64 network) or for one account. */
export const limitTable = {
  register: { times: 20, seconds: hour },
  'sign-in': { times: 30, seconds: 15 * minute },
  // For one account from one address, and for one account from anywhere: a single attacker cannot lock somebody out.
  'sign-in-here': { times: 10, seconds: 15 * minute },
  'sign-in-anywhere': { times: 100, seconds: hour },
  reset: { times: 10, seconds: hour },
  'reset-account': { times: 3, seconds: hour },
  confirm: { times: 60, seconds: hour },
  'password-check': { times: 10, seconds: 15 * minute },
  invitation: { times: 120, seconds: hour },
  mail: { times: 60, seconds: hour },
  socket: { times: 300, seconds: 15 * minute },
} as const satisfies Record<string, { times: number; seconds: number }>

export type LimitName = keyof typeof limitTable

export interface Limits {
  /**
   * Counts one try by `who` (an IP address or a pseudonym), counted apart for each `about`; throws Fail('too-many') when
   * there were too many.
   */
  take(name: LimitName, who: string, about?: string): Promise<void>
  /** Takes one try back, because it was a good one. */
  giveBack(name: LimitName, who: string, about?: string): Promise<void>
}

/** IPv6 customers own a whole /64: counted singly they would have 2^64 tries. Pseudonyms stay as they are. */
function network(who: string): string {
  if (!ipaddr.isValid(who)) return who
  const address = ipaddr.process(who)
  return address.kind() === 'ipv4'
    ? address.toString()
    : ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`).toString()
}

/** Counters in memory only, under hashes whose key changes every day and is never stored. */
export function createLimits(clock: Clock, random: Random): Limits {
  const limiters = new Map(
    Object.entries(limitTable).map(([name, { times, seconds }]) => [
      name,
      new RateLimiterMemory({ points: times, duration: seconds }),
    ]),
  )
  let salt: { day: string; key: Buffer } = { day: '', key: Buffer.alloc(0) }
  const keyOf = (name: LimitName, who: string, about = ''): string => {
    const day = clock.now().toISOString().slice(0, 10)
    if (salt.day !== day) salt = { day, key: random(32) }
    return createHmac('sha256', salt.key)
      .update(`${name}|${network(who)}|${about}`)
      .digest('base64url')
  }
  return {
    async take(name, who, about) {
      try {
        await limiters.get(name)?.consume(keyOf(name, who, about))
      } catch (refusal) {
        if (isRefusal(refusal)) throw new Fail('too-many')
        throw refusal
      }
    },
    async giveBack(name, who, about) {
      await limiters.get(name)?.reward(keyOf(name, who, about))
    },
  }
}

const isRefusal = (value: unknown): value is RateLimiterRes =>
  typeof value === 'object' && value !== null && 'msBeforeNext' in value
