import { Link } from 'wouter'
import { type Overview, readOverview } from '@vieraugen/protocol/http/admin-overview.ts'
import { officePaths } from '@vieraugen/protocol/pages.ts'
import { call } from '../../lib/api.ts'
import { browserClock } from '../../lib/clock.ts'
import { day, moment } from '../../lib/dates.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { session } from '../../lib/session.ts'
import { useStore } from '../../lib/use-store.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { Notice, type Tone } from '../../ui/notice.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

const load = () => call(readOverview)

/** What needs a human today, and nothing else. */
export function AdminOverviewPage() {
  const w = useWords(words)
  const overview = useLoaded(load)
  return (
    <div className="grid gap-8">
      <Heading>{w.heading}</Heading>
      {overview.value ? (
        <>
          <Waiting overview={overview.value} />
          <State overview={overview.value} />
        </>
      ) : (
        <Pending of={overview} />
      )}
    </div>
  )
}

interface Card {
  title: string
  text: string
  tone: Tone
  link?: { to: string; name: string }
}

type Words = ReturnType<typeof useWords<(typeof words)['de']>>

function cardsOf(
  overview: Overview,
  w: Words,
  given: { isAdministrator: boolean; due: string; late: boolean },
): Card[] {
  const { pendingAccounts, openRequests, violatedPromises, stalePromises, heldRules, activeBlocks } = overview
  const { staffWithoutFactor, exampleCard, stuckMails, keys } = overview
  const to = (area: keyof typeof officePaths, name: string) => ({ to: officePaths[area], name })
  const all: [boolean, Card][] = [
    [
      violatedPromises.length > 0,
      {
        title: w.violated(violatedPromises.join(', ')),
        text: w.violatedText,
        tone: 'alarm',
        link: to('proofs', w.proofsLink),
      },
    ],
    [
      openRequests > 0,
      {
        title: w.requests(openRequests),
        text: given.late ? w.requestsLate(given.due) : w.requestsText(given.due),
        tone: given.late ? 'alarm' : 'signal',
        link: to('requests', w.requestsLink),
      },
    ],
    [exampleCard, { title: w.card, text: w.cardText, tone: 'signal', link: to('texts', w.cardLink) }],
    [
      (pendingAccounts ?? 0) > 0,
      {
        title: w.accounts(pendingAccounts ?? 0),
        text: w.accountsText,
        tone: 'signal',
        link: to('accounts', w.accountsLink),
      },
    ],
    [
      staffWithoutFactor > 0,
      {
        title: w.factor(staffWithoutFactor),
        text: w.factorText,
        tone: 'signal',
        ...(given.isAdministrator && { link: to('accounts', w.accountsLink) }),
      },
    ],
    [
      stalePromises.length > 0,
      { title: w.stale(stalePromises.join(', ')), text: w.staleText, tone: 'signal', link: to('proofs', w.proofsLink) },
    ],
    [stuckMails > 0, { title: w.mails(stuckMails), text: w.mailsText, tone: 'signal' }],
    [keys.lateRenewals > 0, { title: w.renewals, text: w.renewalsText, tone: 'signal', link: to('keys', w.keysLink) }],
    [
      activeBlocks > 0,
      { title: w.blocks(activeBlocks), text: w.blocksText, tone: 'calm', link: to('security', w.blocksLink) },
    ],
    [heldRules > 0, { title: w.held(heldRules), text: w.heldText, tone: 'calm', link: to('deletion', w.heldLink) }],
  ]
  return all.filter(([isThere]) => isThere).map(([, card]) => card)
}

function Waiting({ overview }: { overview: Overview }) {
  const w = useWords(words)
  const shown = useStore(language)
  const account = useStore(session)
  const { nextDeadline } = overview
  const cards = cardsOf(overview, w, {
    isAdministrator: account?.role === 'administrator',
    due: nextDeadline ? moment(nextDeadline, shown) : '',
    late: nextDeadline !== null && Date.parse(nextDeadline) < browserClock.today(),
  })
  return (
    <section className="grid gap-4">
      <h2>{w.waiting}</h2>
      {cards.length === 0 && (
        <Notice tone="good" title={w.nothing}>
          {w.nothingMeaning}
        </Notice>
      )}
      {cards.map(({ title, text, tone, link }) => (
        <Notice key={title} tone={tone} title={title}>
          <p>{text}</p>
          {link && (
            <p className="mt-3">
              <Link className={buttonLook()} href={link.to}>
                {link.name}
              </Link>
            </p>
          )}
        </Notice>
      ))}
    </section>
  )
}

/** What runs by itself. */
function State({ overview: { promises, violatedPromises, stalePromises, keys } }: { overview: Overview }) {
  const w = useWords(words)
  const shown = useStore(language)
  const holding = promises - violatedPromises.length - stalePromises.length
  const facts = [
    [w.promises, w.promisesHold(holding, promises)],
    [w.keyProvider, w.providers[keys.provider]],
    ...(keys.nextRenewal ? [[w.nextRenewal, w.byItself(day(keys.nextRenewal, shown))] as const] : []),
  ] as const
  return (
    <section className="grid gap-3">
      <h2>{w.state}</h2>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[auto_1fr]">
        {facts.map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
