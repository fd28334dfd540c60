import type { Text } from '../activity.ts'
import type { OperatorCard } from '../card.ts'
import type { LegalSection } from '../legal-text.ts'
import { legalTextFor } from '../texts/legal-texts.ts'
import { deviceLines } from '../texts/register-lines.ts'
import { heading, list, page } from './markdown.ts'
import { placeholderNotice } from './placeholders.ts'

type Language = keyof Text

const section = ({ heading: title, paragraphs, list: items }: LegalSection): string[] => [
  heading(2, title),
  ...paragraphs,
  ...(items ? [list(items)] : []),
]

/** The privacy statement as people read it, the short layer first (Art. 12 to 14 GDPR). */
export function statement(language: Language, card: OperatorCard): string {
  const { title, sections } = legalTextFor('privacy', language, card)
  return page([heading(1, title), placeholderNotice[language], ...sections.flatMap(section)])
}

/** The section on cookies and storage alone, word for word as in the statement (§ 25 TDDDG). */
export function cookieSection(language: Language, card: OperatorCard): string {
  const [first] = deviceLines(language)
  const found = legalTextFor('privacy', language, card).sections.find((one) => one.list?.[0] === first)
  if (!found) throw new Error('the privacy statement has no section on cookies')
  return page([heading(1, found.heading), ...found.paragraphs, list(found.list ?? [])])
}
