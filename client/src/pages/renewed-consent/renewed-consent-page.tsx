import { Link, useLocation } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { Fail } from '@vieraugen/protocol/errors.ts'
import { renewConsent } from '@vieraugen/protocol/http/consents.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { call } from '../../lib/api.ts'
import { consentOutdated } from '../../lib/consent-state.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { sessions } from '../../lib/session.ts'
import { loadSite } from '../../lib/site.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { ConsentBoxes, useConsent } from '../../ui/consent-boxes.tsx'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useForm } from '../../ui/use-form.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

/** Other texts hold than a person ticked: they are asked again before anything but their own rights can be used, and go on where they were. */
export function RenewedConsentPage() {
  const w = useWords(words)
  const site = useLoaded(loadSite).value
  const consent = useConsent('counsellor')
  const form = useForm({}, {})
  const [, navigate] = useLocation()
  const place = useHistoryState<{ from?: string } | null>()
  const renew = async () => {
    const ticks = consent.check()
    if (!ticks) return
    try {
      await call(renewConsent, { body: { language: language.get(), ticks } })
    } catch (error) {
      if (error instanceof Fail && error.code === 'texts-changed') consent.renew()
      throw error
    }
    consentOutdated.set(false)
    navigate(place?.from ?? paths.meetings, { replace: true })
  }
  return (
    <div className="grid max-w-xl gap-6">
      <Heading>{w.heading}</Heading>
      <p>{w.lead}</p>
      <p>
        <Link href={paths.textArchive} className="underline">
          {w.compare}
        </Link>
      </p>
      <Form form={form} work={renew} action={w.submit}>
        <fieldset className="grid gap-4">
          <legend className="mb-2 text-[1.3rem] font-bold">{w.boxes}</legend>
          {site && <p>{w.withdrawal(site.card.withdrawalEmail)}</p>}
          <ConsentBoxes consent={consent} />
        </fieldset>
      </Form>
      <Refusal />
    </div>
  )
}

/** What somebody can do who does not agree: nothing is lost before they decide. */
function Refusal() {
  const w = useWords(words)
  const { busy, problem, run } = useAction()
  return (
    <section className="grid gap-3 border-t border-line pt-6">
      <h2>{w.refuse}</h2>
      <p>{w.refuseText}</p>
      {problem && <ProblemNotice problem={problem} />}
      <div className="flex flex-wrap gap-3">
        <Link href={paths.accountData} className={buttonLook()}>
          {w.toData}
        </Link>
        <Link href={paths.account} className={buttonLook()}>
          {w.toDeletion}
        </Link>
        <Button aria-disabled={busy} onClick={() => void run(sessions.signOut)}>
          {w.signOut}
        </Button>
      </div>
    </section>
  )
}
