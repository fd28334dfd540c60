import { recordAct } from '../base/audit.ts'
import type { Base } from '../base/base.ts'
import { archiveTexts } from '../consents/commands.ts'
import type { CardEntries } from '@vieraugen/protocol/operator-card.ts'

/** Publishes a card and the texts that follow from it, and notes the act, all or nothing. Throws as `Cards.publish` does. */
export function publishCard(base: Base, of: { card: CardEntries; after: number; actor: string }): Promise<number> {
  return base.cards.publish(of, async (tx, version) => {
    // Before it holds, so that each hash in the evidence leads to its words.
    await archiveTexts(tx, base, { ...of.card, fictitious: false })
    await recordAct(tx, base.clock, { actor: of.actor, act: 'card.published', thing: String(version) })
  })
}
