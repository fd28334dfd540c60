import type { ActId } from '@vieraugen/policy/acts.ts'
import { acts } from '@vieraugen/policy/acts.ts'
import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { instant, nothing, role, sha256, uuid } from '../shapes.ts'

export const actId = z.enum(Object.keys(acts) as [ActId, ...ActId[]])

/** Somebody in the log. `name` is for administrators only; role and name are null once the account is deleted. */
const somebody = z.strictObject({
  kind: z.enum(['account', 'deleted', 'operator']),
  /** The last eight digits of the id, the same in all entries. */
  mark: z.string(),
  role: z.nullable(role),
  name: z.nullable(z.string()),
})
export type Somebody = z.infer<typeof somebody>

const entry = z.strictObject({
  number: z.int(),
  at: instant,
  act: z.string(),
  actor: somebody,
  /** The account it was done to. */
  account: z.nullable(somebody),
  /** A number, rule or version. */
  thing: z.nullable(z.string()),
})
export type LogEntry = z.infer<typeof entry>

/** A page of the log, newest first: of all acts or of one, older than the entry `before`. */
export const readLog = endpoint({
  method: 'POST',
  path: '/api/administration/log',
  activity: 'administration.audit',
  access: 'office',
  body: z.strictObject({ act: z.nullable(actId), before: z.nullable(z.int()) }),
  reply: z.strictObject({ entries: z.array(entry), more: z.boolean() }),
})

/** What can be wrong with the chain: an entry was changed, one is missing before it, or it does not follow. */
export const chainFault = z.strictObject({ kind: z.enum(['changed', 'missing', 'misplaced']), number: z.int() })
export type ChainFault = z.infer<typeof chainFault>

/** Computes every hash of the log anew. */
export const checkLog = endpoint({
  method: 'GET',
  path: '/api/administration/log/chain',
  activity: 'administration.audit',
  access: 'office',
  body: nothing,
  reply: z.strictObject({
    entries: z.int(),
    head: z.nullable(z.strictObject({ number: z.int(), at: instant, hash: sha256 })),
    faults: z.array(chainFault),
  }),
})
export type LogChain = z.infer<typeof checkLog.reply>

/** The whole log as it is hashed, oldest first, for whoever audits it. Holds ids and no names. */
export const exportLog = endpoint({
  method: 'GET',
  path: '/api/administration/log/export',
  activity: 'administration.audit',
  access: 'office',
  body: nothing,
  reply: z.strictObject({
    hash: z.string(),
    entries: z.array(
      z.strictObject({
        number: z.int(),
        at: instant,
        actor: uuid,
        act: z.string(),
        account: z.nullable(uuid),
        thing: z.nullable(z.string()),
        previousHash: sha256,
        hash: sha256,
      }),
    ),
  }),
})
