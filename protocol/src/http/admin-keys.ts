import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { instant, nothing } from '../shapes.ts'

export const renewalLevels = ['controller', 'accounts', 'index'] as const
export type RenewalLevel = (typeof renewalLevels)[number]

const reply = z.strictObject({
  provider: z.enum(['file', 'aws-kms']),
  /** When the holder of the controller's key last opened all keys; null when nobody asks it here. */
  checkedAt: z.nullable(instant),
  keys: z.array(
    z.strictObject({
      purpose: z.enum(['installation', 'wrap', 'index', 'mac']),
      version: z.int(),
      /** Who holds the key above it: a mark of the file, or the id of the key in the service. */
      holder: z.string(),
      since: instant,
      retiredAt: z.nullable(instant),
    }),
  ),
  renewals: z.array(
    z.strictObject({ level: z.enum(renewalLevels), askedAt: instant, finishedAt: z.nullable(instant) }),
  ),
  accounts: z.strictObject({
    all: z.int(),
    /** Whose key is older than the renewal that was asked for. */
    old: z.int(),
    /** Whose key is new, and whose old one rests beside it until nothing more is written under it. */
    settling: z.int(),
  }),
  /** Keys above the IP addresses of single days. */
  days: z.array(z.strictObject({ day: z.string(), diesAt: instant })),
})
export type KeysReply = z.infer<typeof reply>

export const readKeys = endpoint({
  method: 'GET',
  path: '/api/administration/keys',
  activity: 'administration.audit',
  access: 'office',
  body: nothing,
  reply,
})

/** Asks for new keys. `:level` is one of `renewalLevels`; the server begins within a minute. */
export const renewKeys = endpoint({
  method: 'POST',
  path: '/api/administration/keys/:level/renewal',
  activity: 'administration.audit',
  access: 'administrator',
  grave: true,
  body: nothing,
  reply,
})
