import type { RequestLine } from '@vieraugen/protocol/http/admin-requests.ts'
import { browserClock } from '../../lib/clock.ts'
import { day } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { daysUntil, isOverdue } from './deadline.ts'
import { words } from './words.ts'

/** When an answer is due and how much time is left, in words: overdue in alarm, the last week in amber. */
export function Deadline({ of: { dueAt, extendedAt } }: { of: Pick<RequestLine, 'dueAt' | 'extendedAt'> }) {
  const w = useWords(words)
  const shown = useStore(language)
  const now = browserClock.today()
  const days = daysUntil(dueAt, now)
  const overdue = isOverdue(dueAt, now)
  const look = overdue ? 'text-danger' : days <= 7 ? 'text-signal' : ''
  return (
    <p>
      <strong className={look}>{overdue ? w.overdue(-days) : w.daysLeft(days)}</strong> · {w.due(day(dueAt, shown))}
      {extendedAt && ` · ${w.extended}`}
    </p>
  )
}
