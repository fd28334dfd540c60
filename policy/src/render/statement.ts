import type { Text } from '../activity.ts'
import type { Installation } from '../installation.ts'
import type { LegalSection, ShortLayer } from '../legal-text.ts'
import { legalTextFor } from '../texts/legal-texts.ts'
import { heading, link, list, page } from './markdown.ts'
import { placeholderNotice } from './placeholders.ts'

type Language = keyof Text

const section = ({ heading: title, paragraphs, list: items }: LegalSection): string[] => [
  heading(2, title),
  ...paragraphs,
  ...(items ? [list(items)] : []),
]

const shortLayer = ({ heading: title, paragraph, points }: ShortLayer, sections: readonly LegalSection[]): string[] => {
  const more = (id: string) => sections.find((one) => one.id === id)?.heading ?? ''
  return [heading(2, title), paragraph, list(points.map((point) => `${point.says} → ${link(more(point.section))}`))]
}

/** The privacy statement as people read it, the short layer first (Art. 12 to 14 GDPR). */
export function statement(language: Language, of: Installation): string {
  const { title, short, sections } = legalTextFor('privacy', language, of)
  const layers = [...(short ? shortLayer(short, sections) : []), ...sections.flatMap(section)]
  return page([heading(1, title), placeholderNotice[language], ...layers])
}

/** The section on cookies and storage alone, word for word as in the statement (§ 25 TDDDG). */
export function cookieSection(language: Language, of: Installation): string {
  const found = legalTextFor('privacy', language, of).sections.find(({ id }) => id === 'cookies')
  if (!found) throw new Error('the privacy statement has no section on cookies')
  return page([heading(1, found.heading), ...found.paragraphs, list(found.list ?? [])])
}
