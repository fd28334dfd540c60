import { type ReactNode, useId, useRef, useState } from 'react'
import { Link } from 'wouter'
import { cancelMeeting, type Meeting, renewInvitation } from '@vieraugen/protocol/http/meetings.ts'
import { call } from '../../lib/api.ts'
import { browserClock } from '../../lib/clock.ts'
import { day, time } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { invitationLink, roomPath, sheetPath } from '../../paths.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { calendarFile } from './calendar.ts'
import { MailDialog } from './mail-dialog.tsx'
import { PlanDialog } from './plan-dialog.tsx'
import { words } from './words.ts'

interface MeetingCardProps {
  meeting: Meeting
  /** Something was changed; what to say about it. */
  onDone(said: string): void
}

export function MeetingCard({ meeting, onDone }: MeetingCardProps) {
  const w = useWords(words)
  const shown = useStore(language)
  const id = useId()
  const isRunning = meeting.state === 'open' || meeting.state === 'opening'
  return (
    <article aria-labelledby={id} className="grid gap-4 rounded-xl border border-line bg-surface p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h3 id={id}>
            {day(meeting.beginsAt, shown)}, {w.clock(time(meeting.beginsAt, shown))}
          </h3>
          <p className="text-muted">
            {w.minutes(meeting.minutes)}
            {isRunning && <strong className="text-good"> · {w.running}</strong>}
          </p>
        </div>
        <Link href={roomPath(meeting.id)} className={buttonLook('main')}>
          {w.enter}
        </Link>
      </div>
      {meeting.waiting > 0 && (
        <p className="rounded-lg bg-signal-soft px-3 py-2 font-bold">{w.someoneWaits(meeting.waiting)}</p>
      )}
      {meeting.note && (
        <p className="whitespace-pre-line">
          <span className="block text-[0.9rem] text-muted">{w.onlyYou}</span>
          {meeting.note}
        </p>
      )}
      {meeting.invitation && <Invitation meeting={meeting} secret={meeting.invitation} onDone={onDone} />}
    </article>
  )
}

function Invitation({ meeting, secret, onDone }: MeetingCardProps & { secret: string }) {
  const w = useWords(words)
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [mailing, setMailing] = useState(false)
  const link = invitationLink(location.origin, secret)
  return (
    <div className="grid gap-3">
      <div>
        <label htmlFor={id} className="mb-1 block font-bold">
          {w.link}
        </label>
        <input
          id={id}
          ref={field}
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
          className="min-h-11 w-full rounded-lg border-2 border-control bg-sunken px-3 text-[0.9rem] text-ellipsis"
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <CopyButton label={w.copyLink} text={link} fallback={field} />
        <Button onClick={() => setMailing(true)}>{w.mail}</Button>
      </div>
      <details>
        <summary className="inline-flex min-h-11 items-center rounded px-1 font-bold underline underline-offset-4">
          {w.more}
        </summary>
        <More meeting={meeting} link={link} onDone={onDone} />
      </details>
      {mailing && (
        <MailDialog
          meetingId={meeting.id}
          onClose={() => setMailing(false)}
          onSent={(said) => {
            setMailing(false)
            onDone(said)
          }}
        />
      )}
    </div>
  )
}

function More({ meeting, link, onDone }: MeetingCardProps & { link: string }) {
  const w = useWords(words)
  const [open, setOpen] = useState<'change' | 'renew' | 'cancel' | null>(null)
  const close = () => setOpen(null)
  const params = { id: meeting.id }
  const saveCalendar = () => {
    const madeAt = new Date(browserClock.today()).toISOString()
    saveFile(w.calendarFile, 'text/calendar', calendarFile({ ...meeting, summary: w.calendarSummary, madeAt }))
  }
  const dialogs: Record<'change' | 'renew' | 'cancel', ReactNode> = {
    change: (
      <PlanDialog
        meeting={meeting}
        onClose={close}
        onSaved={(said) => {
          close()
          onDone(said)
        }}
      />
    ),
    renew: (
      <ConfirmDialog
        title={w.renewTitle}
        action={w.renew}
        onClose={close}
        work={async () => {
          await call(renewInvitation, { params })
          onDone(w.renewed)
        }}
      >
        <p>{w.renewText}</p>
      </ConfirmDialog>
    ),
    cancel: (
      <ConfirmDialog
        title={w.cancelTitle}
        action={w.cancelAction}
        onClose={close}
        work={async () => {
          await call(cancelMeeting, { params })
          onDone(w.cancelled)
        }}
      >
        <p>{w.cancelText}</p>
      </ConfirmDialog>
    ),
  }
  return (
    <div className="mt-3 grid gap-4 sm:grid-cols-[auto_1fr]">
      <QrCode text={link} label={w.qr} />
      <div className="flex flex-wrap content-start gap-2">
        <Link href={sheetPath(meeting.id)} className={buttonLook('plain')}>
          {w.sheet}
        </Link>
        <Button onClick={saveCalendar}>{w.calendar}</Button>
        <Button onClick={() => setOpen('change')}>{w.change}</Button>
        <Button onClick={() => setOpen('renew')}>{w.renew}</Button>
        <Button onClick={() => setOpen('cancel')}>{w.cancel}</Button>
        <p className="w-full text-[0.9rem] text-muted">{w.calendarHint}</p>
      </div>
      {open && dialogs[open]}
    </div>
  )
}
