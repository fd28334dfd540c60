import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { instant, languageCode, nothing, sha256, ticks } from '../shapes.ts'

/**
 * Every version of every text that was ever shown beside a box, the newest first. The words behind a hash are read with
 * `archivedText`; the hash is SHA-256 of exactly these words in UTF-8.
 */
export const textArchive = endpoint({
  activity: 'consent.evidence',
  access: 'anyone',
  method: 'GET',
  path: '/api/texts/archive',
  body: nothing,
  reply: z.strictObject({
    texts: z.array(
      z.strictObject({
        hash: sha256,
        language: languageCode,
        title: z.string(),
        publishedAt: instant,
        /** Shown now; every other one was replaced. */
        inForce: z.boolean(),
      }),
    ),
  }),
})
export type ArchivedVersion = z.infer<typeof textArchive.reply>['texts'][number]

/** Consent to the texts that hold now, after others did. Fail('texts-changed') when they changed meanwhile once more. */
export const renewConsent = endpoint({
  activity: 'consent.evidence',
  access: 'own-data',
  method: 'POST',
  path: '/api/account/consent',
  body: z.strictObject({ language: languageCode, ticks }),
  reply: nothing,
})
