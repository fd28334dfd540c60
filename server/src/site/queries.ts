import type { OperatorCard } from '@vieraugen/policy/card.ts'
import { type Audience, legalTextIds } from '@vieraugen/policy/legal-text.ts'
import { legalTextFor } from '@vieraugen/policy/texts/legal-texts.ts'
import type { CardEntries } from '@vieraugen/protocol/operator-card.ts'
import { languages } from '@vieraugen/protocol/shapes.ts'
import type { Base } from '../base/base.ts'
import { installationOf } from '../base/operator-card.ts'
import { hashesOf } from '../consents/queries.ts'

/** The card that holds and every one there was; version 0 is the invented example. */
export async function cardState({ cards }: Base) {
  const versions = await cards.versions()
  const { fictitious: _, ...card } = cards.now
  return {
    card,
    version: versions[0]?.version ?? 0,
    isFile: cards.isFile,
    versions: versions.map((one) => ({ ...one, publishedAt: one.publishedAt.toISOString() })),
  }
}

/** The texts as they would read with this card, which of them would change, and who would be asked again. */
export function previewOf(base: Base, entries: CardEntries) {
  const now = installationOf(base)
  const then = { ...now, card: { ...entries, fictitious: false } satisfies OperatorCard }
  const texts = languages.flatMap((language) =>
    legalTextIds.map((id) => {
      const text = legalTextFor(id, language, then)
      return { language, changed: JSON.stringify(text) !== JSON.stringify(legalTextFor(id, language, now)), text }
    }),
  )
  const asks = (audience: Audience): boolean =>
    hashesOf(audience, now).some((hash) => !hashesOf(audience, then).includes(hash))
  return { texts, asksAgain: { counsellor: asks('counsellor'), client: asks('client') } }
}
