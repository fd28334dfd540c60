import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { Member } from '../e2ee/conference.ts'
import type { SecurityCode } from '../e2ee/security-code.ts'
import { Icon } from '../icon.tsx'
import type { Room } from '../room.ts'
import { words } from './words.ts'

/** The codes to compare: the counsellor has one with each person, a guest has one with the counsellor. */
export function CodeDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const w = useWords(words).code
  const members = useStore(room.roster)
  const codes = useStore(room.codes)
  const rows = members.flatMap((member) => {
    const code = codes.get(member.id)
    return code && member.id !== room.self ? [{ member, code }] : []
  })
  const isGuestInGroup = room.session.get().role === 'guest' && members.length > 2
  return (
    <Dialog title={w.name} onClose={onClose}>
      <div className="grid gap-5">
        <p>{rows.length > 0 ? w.how : w.none}</p>
        {rows.map(({ member, code }) => (
          <CodeCard key={member.id} room={room} member={member} code={code} />
        ))}
        {isGuestInGroup && <p className="text-muted">{w.others}</p>}
      </div>
    </Dialog>
  )
}

/** Both sides shall see the same: some fonts for text hold a few of the pictures too, without colour. */
const picture =
  "text-4xl leading-tight [font-family:'Apple_Color_Emoji','Segoe_UI_Emoji','Noto_Color_Emoji',sans-serif]"

/** The person left while the codes were being read: there is nobody to judge any more, and the card disappears. */
const gone = () => undefined

function CodeCard({ room, member, code }: { room: Room; member: Member; code: SecurityCode }) {
  const w = useWords(words).code
  const shown = useStore(language)
  return (
    <section aria-label={w.of(member.name)} className="grid gap-3 rounded-xl border border-line bg-surface p-4">
      <h3 className="[overflow-wrap:anywhere]">{member.name}</h3>
      <p className="font-mono text-3xl tracking-[0.2em]" data-code={code.digits}>
        {code.digits.slice(0, 3)} {code.digits.slice(3)}
      </p>
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {code.emoji.map((emoji, index) => (
          <li key={index} className="grid justify-items-center text-center">
            <span aria-hidden="true" className={picture}>
              {emoji.symbol}
            </span>
            <span className="text-[0.8rem] [overflow-wrap:anywhere]">{emoji[shown]}</span>
          </li>
        ))}
      </ul>
      {member.verified ? (
        <p role="status" className="flex items-center gap-2 font-bold text-good">
          <Icon name="check" /> {w.isVerified}
        </p>
      ) : (
        <div className="flex flex-wrap gap-3">
          <Button kind="main" onClick={() => void room.confirmCode(member.id).catch(gone)}>
            {w.matches}
          </Button>
          <Button kind="danger" onClick={() => void room.reportMismatch(member.id).catch(gone)}>
            {w.differs}
          </Button>
        </div>
      )}
    </section>
  )
}
