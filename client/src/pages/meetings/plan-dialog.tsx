import { changeMeeting, type Meeting, planMeeting } from '@vieraugen/protocol/http/meetings.ts'
import { call } from '../../lib/api.ts'
import { browserClock } from '../../lib/clock.ts'
import { fromField, nextQuarter, toField } from '../../lib/dates.ts'
import { useWords } from '../../lib/i18n.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { useForm } from '../../ui/use-form.ts'
import { words } from './words.ts'

interface PlanDialogProps {
  /** The meeting to change, or null for a new one. */
  meeting: Meeting | null
  onClose(): void
  onSaved(said: string): void
}

const wholeMinutes = (value: string) => /^\d{1,3}$/.test(value.trim()) && Number(value) >= 5 && Number(value) <= 720

export function PlanDialog({ meeting, onClose, onSaved }: PlanDialogProps) {
  const w = useWords(words)
  const form = useForm(
    {
      begin: toField(meeting?.beginsAt ?? nextQuarter(browserClock.today())),
      length: String(meeting?.minutes ?? 50),
      note: meeting?.note ?? '',
    },
    {
      begin: (value) => (fromField(value) ? null : w.beginMissing),
      length: (value) => (wholeMinutes(value) ? null : w.lengthWrong),
      note: (value) => (value.length <= 1000 ? null : w.noteLong),
    },
  )
  return (
    <Dialog title={meeting ? w.changeTitle : w.create} onClose={onClose}>
      <Form
        form={form}
        action={meeting ? w.changeAction : w.createAction}
        work={async ({ begin, length, note }) => {
          const body = { beginsAt: fromField(begin)!, minutes: Number(length), note: note.trim() }
          if (meeting) await call(changeMeeting, { params: { id: meeting.id }, body })
          else await call(planMeeting, { body })
          onSaved(meeting ? w.changed : w.created)
        }}
      >
        <TextField label={w.begin} state={form.field('begin')} type="datetime-local" required />
        <TextField
          label={w.length}
          hint={w.lengthHint}
          state={form.field('length')}
          type="number"
          inputMode="numeric"
          min={5}
          max={720}
          required
        />
        <TextArea label={w.note} hint={w.noteHint} state={form.field('note')} rows={3} maxLength={1000} />
        {meeting && <p className="text-muted">{w.changeHint}</p>}
      </Form>
    </Dialog>
  )
}
