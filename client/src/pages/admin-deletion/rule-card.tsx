import { useState } from 'react'
import { type DeletionRule, holdRule, releaseRule } from '@vieraugen/protocol/http/admin-deletion.ts'
import type * as z from 'zod/mini'
import { duration } from '@vieraugen/policy/texts/duration.ts'
import { call } from '../../lib/api.ts'
import { browserClock } from '../../lib/clock.ts'
import { moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useForm } from '../../ui/use-form.ts'
import { ago } from './ago.ts'
import { words } from './words.ts'

type RuleId = z.output<typeof holdRule.body>['rule']

interface RuleProps {
  rule: DeletionRule
  /** It was held or resumed; the sentence says so. */
  onChanged(said: string): void
}

/** One rule: its period, its last and its next run, and whether somebody holds it. */
export function RuleCard({ rule, onChanged }: RuleProps) {
  const w = useWords(words)
  const shown = useStore(language)
  const { what, start, maxSeconds, action, executed, run, next, holdable, hold } = rule
  const period = maxSeconds === 0 ? w.atOnce(start[shown]) : w.period(duration(maxSeconds, shown), start[shown])
  return (
    <li className="grid content-start gap-2 rounded-xl border border-line bg-surface p-4">
      <h3>{what[shown]}</h3>
      <p>
        {period} {w.actions[action]}
      </p>
      {run && <LastRun run={run} />}
      {!run && <p className="text-muted">{w.executions[executed]}</p>}
      {next && (
        <p>
          {next.count === 0
            ? w.nextNone
            : w.next(next.count, next.oldest ? moment(next.oldest, shown) : '', hold !== null)}
        </p>
      )}
      {hold && <Held hold={hold} />}
      {holdable && <Holding rule={rule} onChanged={onChanged} />}
    </li>
  )
}

function LastRun({ run: { at, late } }: { run: NonNullable<DeletionRule['run']> }) {
  const w = useWords(words)
  const shown = useStore(language)
  const when = at === null ? w.never : ago(browserClock.today() - Date.parse(at), shown)
  return <p className={late ? 'font-bold text-danger' : 'text-muted'}>{late ? w.lastRunLate(when) : w.lastRun(when)}</p>
}

const dayMs = 24 * 60 * 60 * 1000
/** After so many days a hold is questioned. */
const longHold = 30

function Held({ hold: { reason, since } }: { hold: NonNullable<DeletionRule['hold']> }) {
  const w = useWords(words)
  const shown = useStore(language)
  const days = Math.floor((browserClock.today() - Date.parse(since)) / dayMs)
  const isLong = days >= longHold
  return (
    <Notice tone={isLong ? 'alarm' : 'signal'} title={w.heldFor(days)}>
      <p>{w.heldSince(moment(since, shown))}</p>
      <p>{w.heldBecause(reason)}</p>
      {isLong && <p>{w.heldLong}</p>}
    </Notice>
  )
}

function Holding({ rule: { id, what, next, hold }, onChanged }: RuleProps) {
  const w = useWords(words)
  const shown = useStore(language)
  const [asking, setAsking] = useState(false)
  const rule = id as RuleId
  const release = async () => {
    await call(releaseRule, { body: { rule } })
    onChanged(w.resumedSaid)
  }
  return (
    <div>
      <Button aria-label={`${hold ? w.resume : w.hold}: ${what[shown]}`} onClick={() => setAsking(true)}>
        {hold ? w.resume : w.hold}
      </Button>
      {asking && !hold && (
        <HoldDialog
          rule={rule}
          what={what[shown]}
          onHeld={() => onChanged(w.heldSaid)}
          onClose={() => setAsking(false)}
        />
      )}
      {asking && hold && (
        <ConfirmDialog title={w.resumeTitle} action={w.resume} work={release} onClose={() => setAsking(false)}>
          <p>{what[shown]}</p>
          <p>{w.resumeMeaning(next?.count ?? 0)}</p>
        </ConfirmDialog>
      )}
    </div>
  )
}

interface HoldProps {
  rule: RuleId
  what: string
  onHeld(): void
  onClose(): void
}

function HoldDialog({ rule, what, onHeld, onClose }: HoldProps) {
  const w = useWords(words)
  const form = useForm({ reason: '' }, { reason: (value) => (value.trim() ? null : w.reasonMissing) })
  return (
    <Dialog title={w.holdTitle} onClose={onClose}>
      <Form
        form={form}
        action={w.hold}
        kind="danger"
        aside={<Button onClick={onClose}>{w.cancel}</Button>}
        work={async ({ reason }) => {
          await call(holdRule, { body: { rule, reason } })
          onHeld()
        }}
      >
        <p className="font-bold">{what}</p>
        <p>{w.holdMeaning}</p>
        <TextField
          label={w.reason}
          hint={w.reasonHint}
          state={form.field('reason')}
          maxLength={300}
          autoComplete="off"
        />
      </Form>
    </Dialog>
  )
}
