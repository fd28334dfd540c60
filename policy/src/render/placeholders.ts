import type { Text } from '../activity.ts'
import type { OperatorCard } from '../card.ts'
import { usual } from '../configured.ts'
import type { Installation } from '../installation.ts'
import { exampleCard } from '../texts/example-card.ts'

/** The example card with every entry in marks, so that nobody takes it for an operator's own. */
export const markedCard: OperatorCard = JSON.parse(JSON.stringify(exampleCard), (_, value: unknown) =>
  typeof value === 'string' ? `⟦${value}⟧` : value,
) as OperatorCard

/** An installation whose operator chose nothing yet. */
export const markedInstallation: Installation = { card: markedCard, ...usual }

export const placeholderNotice: Text = {
  de: 'Angaben in ⟦ ⟧ sind Beispiele. Jede Installation setzt hier die Angaben ihrer Betreiberkarte ein und die Frist für Nachweise der Einwilligung, die sie gewählt hat.',
  en: 'Entries in ⟦ ⟧ are examples. Each installation puts the entries of its operator’s card here, and the period for evidence of consent that it has chosen.',
}
