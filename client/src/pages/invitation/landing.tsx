import type { InvitationView } from '@vieraugen/protocol/http/meetings.ts'
import { day, time } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import type { Site } from '../../lib/site.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { words } from './words.ts'

interface LandingProps {
  invitation: InvitationView
  site: Site
  onNext(): void
  onCheck(): void
}

/** Before anything is asked: who invites, when, what happens, and the way without video (Art. 12 (1), Recital 43 GDPR). */
export function Landing({ invitation, site, onNext, onCheck }: LandingProps) {
  const w = useWords(words)
  const shown = useStore(language)
  const { alternative } = site.card
  return (
    <div className="grid max-w-2xl gap-6">
      <Heading title={w.title}>{w.heading}</Heading>
      <dl className="grid gap-3 rounded-xl border border-line bg-surface p-4 text-[1.1rem] sm:grid-cols-2">
        <div>
          <dt className="text-[0.9rem] text-muted">{w.who}</dt>
          <dd className="font-bold">{invitation.counsellor}</dd>
        </div>
        <div>
          <dt className="text-[0.9rem] text-muted">{w.when}</dt>
          <dd className="font-bold">{w.at(day(invitation.beginsAt, shown), time(invitation.beginsAt, shown))}</dd>
          <dd>{w.minutes(invitation.minutes)}</dd>
        </div>
      </dl>
      <section>
        <h2>{w.what}</h2>
        <ol className="mt-2 ml-6 grid list-decimal gap-1">
          {w.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <div className="flex flex-wrap gap-3">
        <Button kind="main" className="min-w-40" onClick={onNext}>
          {w.next}
        </Button>
        <Button onClick={onCheck}>{w.checkFirst}</Button>
      </div>
      <section className="grid gap-1 rounded-xl bg-sunken p-4">
        <h2>{w.alternative}</h2>
        <p>{w.disadvantage}</p>
        <p>{alternative.text[shown]}</p>
        <p>
          {w.phone}: <strong>{alternative.phone}</strong>
        </p>
      </section>
      <details>
        <summary className="inline-flex min-h-11 items-center rounded px-1 underline underline-offset-4">
          {w.exitTitle}
        </summary>
        <p className="mt-1">{w.exitText}</p>
      </details>
    </div>
  )
}
