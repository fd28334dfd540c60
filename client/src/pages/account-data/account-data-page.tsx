import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Account } from '@vieraugen/protocol/http/accounts.ts'
import {
  askForRight,
  myCopy,
  myRights,
  type PersonalCopy,
  restrictAccount,
  withdrawConsent,
} from '@vieraugen/protocol/http/rights.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { call } from '../../lib/api.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { session, sessions } from '../../lib/session.ts'
import { loadSite } from '../../lib/site.ts'
import { useStore } from '../../lib/use-store.ts'
import { words as rightsWords } from '../../lib/words.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ConsentHistory } from '../../ui/consent-history.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Pending } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PartyView } from '../../ui/party-view.tsx'
import { PersonalCopyView } from '../../ui/personal-copy-view.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { type AskedKind, RequestDialog, RequestList } from '../../ui/rights-requests.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import { words } from './words.ts'

const loadRights = () => call(myRights)

/** Every right of Art. 7 (3), 15 to 21 and 77 GDPR for the person signed in. */
export function AccountDataPage() {
  const w = useWords(words)
  const account = useStore(session)
  const rights = useLoaded(loadRights)
  const site = useLoaded(loadSite)
  if (!account) return null
  return (
    <div className="grid max-w-2xl gap-8">
      <Heading>{w.heading}</Heading>
      {account.restricted && <Notice tone="signal" title={w.restricted} />}
      <Access />
      <section className="grid gap-3">
        <h2>{w.change}</h2>
        <p>{w.changeText}</p>
        <p>
          <Link className={buttonLook()} href={paths.account}>
            {w.changeLink}
          </Link>
        </p>
      </section>
      <Restriction account={account} />
      <Withdrawal />
      <Asking onAsked={rights.again} />
      {rights.value ? (
        <>
          <RequestList requests={rights.value.requests} />
          <ConsentHistory consents={rights.value.consents} />
        </>
      ) : (
        <Pending of={rights} />
      )}
      <section className="grid gap-3">
        <h2>{w.complaint}</h2>
        <p>{w.complaintText}</p>
        {site.value && <PartyView party={site.value.card.authority} title={w.authority} />}
      </section>
    </div>
  )
}

function Access() {
  const w = useWords(words)
  const { busy, problem, run } = useAction()
  const [copy, setCopy] = useState<PersonalCopy | null>(null)
  const show = () => run(async () => setCopy(await call(myCopy, { body: { language: language.get() } })))
  return (
    <section className="grid gap-3">
      <h2>{w.access}</h2>
      <p>{w.accessText}</p>
      {problem && <ProblemNotice problem={problem} />}
      <p>
        <Button kind="main" aria-disabled={busy} onClick={() => void show()}>
          {w.accessAction}
        </Button>
      </p>
      {copy && <PersonalCopyView copy={copy} />}
    </section>
  )
}

function Restriction({ account }: { account: Account }) {
  const w = useWords(words)
  const [asking, setAsking] = useState(false)
  const lifting = useAction()
  const set = async (restricted: boolean) => {
    await call(restrictAccount, { body: { restricted } })
    sessions.changed({ ...account, restricted })
  }
  return (
    <section className="grid gap-3">
      <h2>{w.restriction}</h2>
      <p>{account.restricted ? w.restrictedText : w.restrictionText}</p>
      {lifting.problem && <ProblemNotice problem={lifting.problem} />}
      <p>
        {account.restricted ? (
          <Button onClick={() => void lifting.run(() => set(false))}>{w.lift}</Button>
        ) : (
          <Button onClick={() => setAsking(true)}>{w.restrict}</Button>
        )}
      </p>
      {asking && (
        <ConfirmDialog
          title={w.restrictTitle}
          action={w.restrictAction}
          work={() => set(true)}
          onClose={() => setAsking(false)}
        >
          <p>{w.restrictionText}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}

function Withdrawal() {
  const w = useWords(words)
  const [asking, setAsking] = useState(false)
  const [, navigate] = useLocation()
  const withdraw = async () => {
    await call(withdrawConsent)
    navigate(paths.farewell, { replace: true })
    sessions.lost()
  }
  return (
    <section className="grid gap-3">
      <h2>{w.withdrawal}</h2>
      <p>{w.withdrawalText}</p>
      <p>
        <Button onClick={() => setAsking(true)}>{w.withdraw}</Button>
      </p>
      {asking && (
        <ConfirmDialog
          title={w.withdrawTitle}
          action={w.withdrawAction}
          work={withdraw}
          onClose={() => setAsking(false)}
        >
          <p>{w.withdrawalText}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}

const asked = ['objection', 'rectification', 'erasure', 'restriction'] as const

/** What no button can do: a human answers. */
function Asking({ onAsked }: { onAsked(): void }) {
  const w = useWords(words)
  const rights = useWords(rightsWords)
  const [kind, setKind] = useState<AskedKind | null>(null)
  const [said, setSaid] = useState('')
  return (
    <section className="grid gap-3">
      <h2>{w.asking}</h2>
      <p>{w.askingText}</p>
      <div className="flex flex-wrap gap-2">
        {asked.map((one) => (
          <Button key={one} onClick={() => setKind(one)}>
            {rights.kinds[one]}
          </Button>
        ))}
      </div>
      <p role="status" className="font-bold text-good">
        {said}
      </p>
      {kind && (
        <RequestDialog
          kind={kind}
          meaning={w.meanings[kind]}
          onClose={() => setKind(null)}
          ask={async (body) => {
            const { number } = await call(askForRight, { body })
            setSaid(rights.asked(number))
            onAsked()
          }}
        />
      )}
    </section>
  )
}
