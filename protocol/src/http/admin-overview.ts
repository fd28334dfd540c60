import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { instant, nothing } from '../shapes.ts'

/** What needs a human today. Numbers are of the office's own work, never of single people's meetings. */
export const overview = z.strictObject({
  /** Accounts that wait for approval; null for who does not see accounts. */
  pendingAccounts: z.nullable(z.int()),
  openRequests: z.int(),
  /** When the next answer is due at the latest (Art. 12 (3) GDPR); null when none is open. */
  nextDeadline: z.nullable(instant),
  violatedPromises: z.array(z.string()),
  stalePromises: z.array(z.string()),
  /** How many promises there are. */
  promises: z.int(),
  heldRules: z.int(),
  activeBlocks: z.int(),
  /** Accounts with a role in the administration that have no second factor. */
  staffWithoutFactor: z.int(),
  /** The operator's card is still the invented example. */
  exampleCard: z.boolean(),
  /** Mails that the mail server has refused for hours. */
  stuckMails: z.int(),
  keys: z.strictObject({
    provider: z.enum(['file', 'aws-kms']),
    /** When the oldest of the installation's keys is renewed by itself; null before there is one. */
    nextRenewal: z.nullable(instant),
    /** Renewals that were asked for and are not finished a day later. */
    lateRenewals: z.int(),
  }),
})
export type Overview = z.infer<typeof overview>

export const readOverview = endpoint({
  method: 'GET',
  path: '/api/administration/overview',
  activity: 'administration.audit',
  access: 'office',
  body: nothing,
  reply: overview,
})
