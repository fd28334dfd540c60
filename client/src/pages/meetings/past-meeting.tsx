import type { Meeting } from '@vieraugen/protocol/http/meetings.ts'
import { moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { words } from './words.ts'

/** What is left of a meeting that is over: that it took place, and the proof that its content is gone. */
export function PastMeeting({ meeting }: { meeting: Meeting }) {
  const w = useWords(words)
  const shown = useStore(language)
  const { receipt, verifiedAt } = meeting
  return (
    <li className="py-3">
      <p>
        <strong>{w.clock(moment(meeting.beginsAt, shown))}</strong>
        {meeting.endedBy && <span> · {w.ended[meeting.endedBy]}</span>}
      </p>
      <p className="text-muted">
        {receipt && verifiedAt ? (
          <>
            {w.receipt}: {w.deletedAt(receipt, moment(verifiedAt, shown))}
          </>
        ) : (
          w.deleting
        )}
      </p>
    </li>
  )
}
