import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { instant, languageCode, nothing, sha256 } from '../shapes.ts'
import { box, consentEvidence, receiptCode } from './rights.ts'

const office = { activity: 'consent.evidence', access: 'office' } as const

/** A calendar month in Germany: `2026-03`. */
const month = z.string().check(z.regex(/^\d{4}-\d{2}$/))
const role = z.enum(['counsellor', 'client'])
/** Null: fewer than five, or held back so that nobody can work out one that is. */
const count = z.nullable(z.int())

/**
 * How many consents there are, never whose. Only months that are over: watched while it grows, a sum tells of single people.
 * Evidence that was deleted after its period is not counted.
 */
export const consentCounts = endpoint({
  ...office,
  method: 'GET',
  path: '/api/administration/consents',
  body: nothing,
  reply: z.strictObject({
    /** The newest month first. */
    months: z.array(z.strictObject({ month, role, given: count, withdrawn: count })),
    /** Consents given in a month, by the version of the text that was shown. */
    texts: z.array(
      z.strictObject({
        month,
        role,
        box,
        hash: sha256,
        title: z.string(),
        language: languageCode,
        publishedAt: instant,
        given: count,
      }),
    ),
  }),
})

/** What a receipt code proves, without a person; the look-up is recorded. Fail('receipt-unknown') for every other code. */
export const lookUpConsent = endpoint({
  ...office,
  method: 'POST',
  path: '/api/administration/consents/receipt',
  body: z.strictObject({ code: receiptCode }),
  reply: z.strictObject({
    ...consentEvidence.shape,
    /** The evidence is deleted then. */
    keptUntil: instant,
  }),
})

export type ConsentCounts = z.infer<typeof consentCounts.reply>
