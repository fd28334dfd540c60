import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { email, instant, languageCode, line, nothing, paragraphs, sha256 } from '../shapes.ts'

/** What needs a human. `contract`: the withdrawal from a contract (§ 356a BGB), which asks for no account and no code. */
export const requestKind = z.enum([
  'access',
  'rectification',
  'erasure',
  'restriction',
  'portability',
  'objection',
  'contract',
])
export type RequestKind = z.infer<typeof requestKind>

/** What a person can ask a human for here; the withdrawal from a contract has a page of its own. */
export const askedKind = z.enum(['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection'])

export const requestState = z.enum(['open', 'answered', 'closed'])

/** A request as the person who made it sees it. */
export const rightsRequest = z.strictObject({
  number: z.string(),
  kind: requestKind,
  state: requestState,
  text: z.string(),
  createdAt: instant,
  /** The answer comes by then (Art. 12 (3) GDPR). */
  dueAt: instant,
  /** Why it takes up to two further months; null unless it was extended. */
  extensionReason: z.nullable(z.string()),
  answer: z.nullable(z.string()),
  answeredAt: z.nullable(instant),
  closedAt: z.nullable(instant),
})
export type RightsRequest = z.infer<typeof rightsRequest>

/** One value about the person, by its column. `value` is null where it is kept but not given out, or empty. */
const copyEntry = z.strictObject({
  column: z.string(),
  name: z.string(),
  value: z.nullable(z.union([z.string(), z.number(), z.boolean()])),
  /** False: kept, but not given out (hashes, keys, boxes that the server cannot open). */
  given: z.boolean(),
  /** Typed in by the person: part of the portable copy (Art. 20 GDPR). */
  portable: z.boolean(),
})
export type CopyEntry = z.infer<typeof copyEntry>

/** Everything that is kept about a person, by activity of the register, with what Art. 15 (1) GDPR asks to be told. */
export const personalCopy = z.strictObject({
  madeAt: instant,
  activities: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      purpose: z.string(),
      basis: z.array(z.string()),
      categories: z.string(),
      recipients: z.array(z.string()),
      period: z.string(),
      rights: z.array(z.string()),
      tables: z.array(z.strictObject({ table: z.string(), rows: z.array(z.array(copyEntry)) })),
    }),
  ),
})
export type PersonalCopy = z.infer<typeof personalCopy>

/** What was ticked: one of the three boxes. */
export const box = z.enum(['privacy', 'terms', 'processing'])

/** Evidence of one act of consent. */
export const consentEvidence = z.strictObject({
  givenAt: instant,
  withdrawnAt: z.nullable(instant),
  language: languageCode,
  items: z.array(z.strictObject({ box, hash: sha256 })),
})
export type ConsentEvidence = z.infer<typeof consentEvidence>

const own = { activity: 'rights.answer', access: 'own-data' } as const
const anyone = { activity: 'rights.answer', access: 'anyone' } as const
const wish = { kind: askedKind, text: paragraphs(2000) }

/** What the page of an account's rights shows. */
export const myRights = endpoint({
  ...own,
  method: 'GET',
  path: '/api/rights',
  body: nothing,
  reply: z.strictObject({
    restrictedAt: z.nullable(instant),
    consents: z.array(consentEvidence),
    requests: z.array(rightsRequest),
  }),
})

export const myCopy = endpoint({
  ...own,
  method: 'POST',
  path: '/api/rights/copy',
  body: z.strictObject({ language: languageCode }),
  reply: personalCopy,
})

/** The data stays, its use stops: running meetings end, nobody gets in by a link. Taken back by the person alone. */
export const restrictAccount = endpoint({
  ...own,
  method: 'PUT',
  path: '/api/rights/restriction',
  body: z.strictObject({ restricted: z.boolean() }),
  reply: nothing,
})

/** Everything the account does rests on the consent: it ends, and what the consent carried is deleted. */
export const withdrawConsent = endpoint({
  ...own,
  method: 'POST',
  path: '/api/rights/withdrawal',
  body: nothing,
  reply: nothing,
})

export const askForRight = endpoint({
  ...own,
  method: 'POST',
  path: '/api/rights/requests',
  body: z.strictObject(wish),
  reply: rightsRequest,
})

/** As a person typed it: spaces, dashes and small letters do not matter. */
export const receiptCode = z.string().check(z.trim(), z.minLength(1), z.maxLength(64))

/** What stands behind a receipt code; Fail('receipt-unknown') for every other one, whatever is wrong with it. */
export const openReceipt = endpoint({
  ...anyone,
  method: 'POST',
  path: '/api/receipt',
  body: z.strictObject({ code: receiptCode }),
  reply: z.strictObject({
    /** Null once the evidence was deleted and only requests are left. */
    evidence: z.nullable(
      z.strictObject({
        ...consentEvidence.shape,
        /** The evidence is deleted then. */
        keptUntil: instant,
        /** True while the meeting is not over and the person has a place in it. */
        inMeeting: z.boolean(),
      }),
    ),
    requests: z.array(rightsRequest),
  }),
})

export const copyByReceipt = endpoint({
  ...anyone,
  method: 'POST',
  path: '/api/receipt/copy',
  body: z.strictObject({ code: receiptCode, language: languageCode }),
  reply: personalCopy,
})

/** A second time changes nothing. A place in a meeting is given up at once. */
export const withdrawByReceipt = endpoint({
  ...anyone,
  method: 'POST',
  path: '/api/receipt/withdrawal',
  body: z.strictObject({ code: receiptCode }),
  reply: nothing,
})

export const askByReceipt = endpoint({
  ...anyone,
  method: 'POST',
  path: '/api/receipt/requests',
  body: z.strictObject({ code: receiptCode, ...wish }),
  reply: rightsRequest,
})

/** In the room or in front of it, without a code: the seat of this browser says whose consent it is. */
export const withdrawHere = endpoint({
  activity: 'rights.answer',
  access: 'seat',
  method: 'POST',
  path: '/api/meetings/:id/withdrawal',
  body: nothing,
  reply: nothing,
})

/** The second step of „Vertrag widerrufen“ (§ 356a BGB); the confirmation goes to the address by mail. */
export const withdrawContract = endpoint({
  ...anyone,
  method: 'POST',
  path: '/api/contract-withdrawals',
  body: z.strictObject({ name: line(160), contract: line(254), email, language: languageCode }),
  reply: z.strictObject({ number: z.string(), receivedAt: instant }),
})

/** The exact words behind a hash of the evidence; Fail('not-found') for any other hash. */
export const archivedText = endpoint({
  activity: 'consent.evidence',
  access: 'anyone',
  method: 'POST',
  path: '/api/texts/archive',
  body: z.strictObject({ hash: sha256 }),
  reply: z.strictObject({ language: languageCode, body: z.string(), publishedAt: instant }),
})
