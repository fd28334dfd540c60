import { useEffect } from 'react'
import type { InvitationView } from '@vieraugen/protocol/http/meetings.ts'
import { browserClock } from '../../lib/clock.ts'
import { day, time } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { words } from './words.ts'

const hour = 3_600_000
/** How often the page looks whether the door is open by now; also right for clocks that go wrong. Milliseconds. */
const lookEvery = 60_000

interface EarlyProps {
  invitation: InvitationView
  onOpen(): void
  onCheck(): void
}

export function Early({ invitation, onOpen, onCheck }: EarlyProps) {
  const w = useWords(words)
  const shown = useStore(language)
  const opensAt = Date.parse(invitation.beginsAt) - hour
  useEffect(() => browserClock.every(lookEvery, () => browserClock.today() >= opensAt && onOpen()), [opensAt, onOpen])
  return (
    <div className="grid max-w-xl gap-5">
      <Heading>{w.early}</Heading>
      <p>
        {w.who}: <strong>{invitation.counsellor}</strong>
        <br />
        {w.when}: <strong>{w.at(day(invitation.beginsAt, shown), time(invitation.beginsAt, shown))}</strong>
      </p>
      <p>{w.earlyText(day(opensAt, shown), time(opensAt, shown))}</p>
      <p>{w.earlyCheck}</p>
      <p>
        <Button onClick={onCheck}>{w.checkFirst}</Button>
      </p>
    </div>
  )
}
