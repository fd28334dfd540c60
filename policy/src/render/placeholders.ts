import type { Text } from '../activity.ts'
import type { OperatorCard } from '../card.ts'
import { exampleCard } from '../texts/example-card.ts'

/** The example card with every entry in marks, so that nobody takes it for an operator's own. */
export const markedCard: OperatorCard = JSON.parse(JSON.stringify(exampleCard), (_, value: unknown) =>
  typeof value === 'string' ? `⟦${value}⟧` : value,
) as OperatorCard

export const placeholderNotice: Text = {
  de: 'Angaben in ⟦ ⟧ sind Beispiele. Jede Installation setzt hier die Angaben ihrer Betreiberkarte ein.',
  en: 'Entries in ⟦ ⟧ are examples. Each installation puts the entries of its operator’s card here.',
}
