import { useCallback } from 'react'
import { Link } from 'wouter'
import { listMeetings, type Meeting } from '@vieraugen/protocol/http/meetings.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { call } from '../../lib/api.ts'
import { day, time } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { loadSite, type Site } from '../../lib/site.ts'
import { useStore } from '../../lib/use-store.ts'
import { invitationLink } from '../../paths.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

/** One page of paper for a person without a mailbox, or whose mailbox others read. */
export function SheetPage({ meetingId }: { meetingId: string }) {
  const w = useWords(words)
  const sheet = useLoaded(
    useCallback(async () => {
      const [site, { meetings }] = await Promise.all([loadSite(), call(listMeetings)])
      return { site, meeting: meetings.find(({ id }) => id === meetingId) }
    }, [meetingId]),
  )
  if (!sheet.value) return <Pending of={sheet} />
  const { site, meeting } = sheet.value
  return (
    <div className="grid gap-6">
      <Heading title={w.title}>{w.heading}</Heading>
      <div className="flex flex-wrap gap-3 screen-only">
        <Button kind="main" onClick={() => print()}>
          {w.print}
        </Button>
        <Link href={paths.meetings} className={buttonLook('plain')}>
          {w.back}
        </Link>
      </div>
      {meeting?.invitation ? (
        <Sheet site={site} meeting={meeting} secret={meeting.invitation} />
      ) : (
        <Notice tone="alarm">{w.gone}</Notice>
      )}
    </div>
  )
}

function Sheet({ site, meeting, secret }: { site: Site; meeting: Meeting; secret: string }) {
  const w = useWords(words)
  const shown = useStore(language)
  const link = invitationLink(location.origin, secret)
  const { alternative, controller } = site.card
  return (
    <div className="grid gap-6">
      <section>
        <h2>{w.when}</h2>
        <p className="text-xl">
          {day(meeting.beginsAt, shown)}, {w.clock(time(meeting.beginsAt, shown))}, {w.minutes(meeting.minutes)}
        </p>
      </section>
      <section className="grid gap-4 sm:grid-cols-[auto_1fr]">
        <QrCode text={link} label={w.qr} />
        <div>
          <h2>{w.link}</h2>
          <p className="break-all">{link}</p>
          <p className="mt-2 font-bold">{w.keep}</p>
        </div>
      </section>
      <section>
        <h2>{w.how}</h2>
        <ol className="ml-6 list-decimal">
          {w.steps.map((step) => (
            <li key={step} className="mt-1">
              {step}
            </li>
          ))}
        </ol>
        <p className="mt-3">{w.safe}</p>
      </section>
      <section>
        <h2>{w.alternative}</h2>
        <p>{alternative.text[shown]}</p>
        <p>
          {w.phone}: <strong>{alternative.phone}</strong>
        </p>
        <p className="mt-3">{controller.name}</p>
      </section>
    </div>
  )
}
