import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { instant, nothing, uuid } from '../shapes.ts'

export const blockCause = z.enum([
  'register',
  'sign-in',
  'second-factor',
  'reset',
  'knock',
  'socket',
  'unknown-link',
  'missing-page',
])
export type BlockCause = z.infer<typeof blockCause>

/** A network that was blocked. Which one it is stands under the key of the day. */
export const block = z.strictObject({
  id: uuid,
  /** Six hex digits by which blocks of one network and day are told apart. */
  mark: z.string(),
  cause: blockCause,
  /** The how manieth block in a row: each lasts twice as long as the one before. */
  strikes: z.int(),
  begunAt: instant,
  endsAt: instant,
  active: z.boolean(),
  /** From then on nobody can read the addresses any more. */
  addressesUntil: instant,
})
export type Block = z.infer<typeof block>

export const readSecurity = endpoint({
  method: 'GET',
  path: '/api/administration/security',
  activity: 'attack.contain',
  access: 'office',
  body: nothing,
  reply: z.strictObject({
    /** Of the last seven days, newest first. */
    blocks: z.array(block),
    /** Days (UTC) whose addresses can still be read, and when the key above them dies. */
    days: z.array(z.strictObject({ day: z.string(), diesAt: instant })),
  }),
})
export type Security = z.infer<typeof readSecurity.reply>

/** Ends a block now; Fail('not-found') when it is over. */
export const liftBlock = endpoint({
  method: 'POST',
  path: '/api/administration/security/blocks/:id/end',
  activity: 'attack.contain',
  access: 'administrator',
  body: nothing,
  reply: nothing,
})

/** The addresses behind a block, to end the attack where this server cannot; never passed on (P18). Fail('not-found') once the key of their day is dead. */
export const readAddresses = endpoint({
  method: 'POST',
  path: '/api/administration/security/blocks/:id/addresses',
  activity: 'attack.contain',
  access: 'administrator',
  grave: true,
  body: nothing,
  reply: z.strictObject({ addresses: z.array(z.string()) }),
})
