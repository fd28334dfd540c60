import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { operatorCard } from '../operator-card.ts'
import { instant, languageCode, nothing } from '../shapes.ts'
import { legalText } from './site.ts'

const base = { activity: 'administration.audit' } as const

const versionOf = z.int().check(z.minimum(0))

/** The operator's card that holds, and every version there was. Version 0 is the invented example. */
export const readCard = endpoint({
  ...base,
  method: 'GET',
  path: '/api/administration/card',
  access: 'office',
  body: nothing,
  reply: z.strictObject({
    card: operatorCard,
    version: versionOf,
    /** The card comes from a file of the machine and cannot be changed here. */
    isFile: z.boolean(),
    versions: z.array(
      z.strictObject({
        version: versionOf,
        source: z.enum(['file', 'administration']),
        publishedAt: instant,
        card: operatorCard,
      }),
    ),
  }),
})

/** The texts as they would read with this card, and whom they would be shown to again. Nothing is stored. */
export const previewCard = endpoint({
  ...base,
  method: 'POST',
  path: '/api/administration/card/preview',
  access: 'office',
  body: z.strictObject({ card: operatorCard }),
  reply: z.strictObject({
    texts: z.array(z.strictObject({ language: languageCode, changed: z.boolean(), text: legalText })),
    asksAgain: z.strictObject({ counsellor: z.boolean(), client: z.boolean() }),
  }),
})

/** Publishes a card in place of version `after`; Fail('outdated') when somebody else published meanwhile. */
export const publishCard = endpoint({
  ...base,
  method: 'POST',
  path: '/api/administration/card',
  access: 'administrator',
  grave: true,
  body: z.strictObject({ card: operatorCard, after: versionOf }),
  reply: z.strictObject({ version: versionOf }),
})
