import { useWords } from '../../lib/i18n.ts'
import type { Site } from '../../lib/site.ts'
import { Heading } from '../../ui/heading.tsx'
import { words as uiWords } from '../../ui/words.ts'
import { words } from './words.ts'

export const deadEnds = ['link-unknown', 'link-revoked', 'link-expired', 'meeting-ended'] as const
export type DeadEnd = (typeof deadEnds)[number]

/** Why this link leads nowhere, and what to do instead. */
export function ClosedDoor({ reason, site }: { reason: DeadEnd | 'none'; site: Site | null }) {
  const w = useWords(words)
  const { failures } = useWords(uiWords)
  return (
    <div className="grid max-w-xl gap-5">
      <Heading>{w[reason]}</Heading>
      <p>{reason === 'none' ? w.noneText : failures[reason].next}</p>
      {site && (
        <p>
          {w.call} <strong>{site.card.alternative.phone}</strong>
        </p>
      )}
    </div>
  )
}
