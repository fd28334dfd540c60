import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { nothing, sha256 } from '../shapes.ts'

const party = z.strictObject({
  name: z.string(),
  street: z.string(),
  place: z.string(),
  email: z.string(),
  phone: z.string(),
})

/** The operator's card and what this installation can do. */
export const site = endpoint({
  method: 'GET',
  path: '/api/site',
  activity: 'site.read',
  access: 'anyone',
  body: nothing,
  reply: z.strictObject({
    card: z.strictObject({
      fictitious: z.boolean(),
      controller: z.extend(party, { register: z.string(), board: z.array(z.string()), taxId: z.string() }),
      dataProtectionOfficer: party,
      processor: party,
      authority: party,
      alternative: z.strictObject({ phone: z.string(), text: z.strictObject({ de: z.string(), en: z.string() }) }),
      withdrawalEmail: z.string(),
    }),
    /** True when no mail server is configured and mails are shown at /postausgang on this machine. */
    outboxShown: z.boolean(),
    turn: z.boolean(),
    /** Who may register: everybody, everybody whom an administrator approves afterwards, or who was invited. */
    registration: z.enum(['open', 'approval', 'invitation']),
    /** Whether „Vertrag widerrufen“ (§ 356a BGB) is offered. */
    contractWithdrawal: z.boolean(),
  }),
})

export const legalText = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** The short layer: each point leads to the section with this id. */
  short: z.optional(
    z.strictObject({
      heading: z.string(),
      paragraph: z.string(),
      points: z.array(z.strictObject({ says: z.string(), section: z.string() })),
    }),
  ),
  sections: z.array(
    z.strictObject({
      id: z.optional(z.string()),
      heading: z.string(),
      paragraphs: z.array(z.string()),
      list: z.optional(z.array(z.string())),
    }),
  ),
})
export type LegalTextReply = z.infer<typeof legalText>

/** `:id` is one of the ids of policy/legal-text, `:language` is de or en. */
export const readText = endpoint({
  method: 'GET',
  path: '/api/texts/:id/:language',
  activity: 'site.read',
  access: 'anyone',
  body: nothing,
  reply: legalText,
})

/** The three boxes for an audience (`counsellor`, `client`), each with its label, its full text and the hash of both. */
export const readBoxes = endpoint({
  method: 'GET',
  path: '/api/boxes/:audience/:language',
  activity: 'consent.evidence',
  access: 'anyone',
  body: nothing,
  reply: z.strictObject({
    boxes: z.array(
      z.strictObject({
        key: z.enum(['privacy', 'terms', 'processing']),
        label: z.string(),
        text: legalText,
        hash: sha256,
      }),
    ),
  }),
})

export const health = endpoint({
  method: 'GET',
  path: '/api/health',
  activity: 'site.read',
  access: 'anyone',
  body: nothing,
  reply: z.strictObject({ ready: z.literal(true) }),
})

/** Only without a mail server and only on loopback: the mails that would have been sent. */
export const readOutbox = endpoint({
  method: 'GET',
  path: '/api/outbox',
  activity: 'mail.send',
  access: 'anyone',
  body: nothing,
  reply: z.strictObject({
    mails: z.array(
      z.strictObject({ id: z.string(), to: z.string(), subject: z.string(), text: z.string(), createdAt: z.string() }),
    ),
  }),
})
