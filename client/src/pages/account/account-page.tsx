import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import type { Account } from '@vieraugen/protocol/http/accounts.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { useWords } from '../../lib/i18n.ts'
import { session, sessions } from '../../lib/session.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { DeletionSection } from './deletion-section.tsx'
import { EmailForm, NamesForm, PasswordForm } from './forms.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { SecondFactorSection } from './second-factor-section.tsx'
import { words } from './words.ts'

export function AccountPage() {
  const w = useWords(words)
  const account = useStore(session)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  if (!account) return null
  if (codes) return <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />
  return (
    <div className="grid max-w-xl gap-8">
      <Heading>{w.heading}</Heading>
      {account.secondFactor === 'needed' && (
        <Notice tone="signal" title={w.factor.neededTitle}>
          {w.factor.needed}
        </Notice>
      )}
      <Sections account={account} onCodes={setCodes} />
    </div>
  )
}

function Sections({ account, onCodes }: { account: Account; onCodes(codes: readonly string[]): void }) {
  const w = useWords(words)
  const leaving = useAction()
  const factor = (
    <Section title={w.factor.title}>
      <SecondFactorSection onCodes={onCodes} />
    </Section>
  )
  const isFirst = account.secondFactor === 'needed'
  return (
    <>
      {isFirst && factor}
      <Section title={w.names}>
        <NamesForm account={account} />
      </Section>
      <Section title={w.email}>
        <EmailForm account={account} />
      </Section>
      <Section title={w.password}>
        <PasswordForm />
      </Section>
      {!isFirst && factor}
      <Section title={w.sessions}>
        <p>{w.sessionsText}</p>
        {leaving.problem && <ProblemNotice problem={leaving.problem} />}
        <div className="flex flex-wrap gap-3">
          <Button onClick={() => void leaving.run(sessions.signOut)}>{w.signOutHere}</Button>
          <Button onClick={() => void leaving.run(sessions.signOutEverywhere)}>{w.signOutEverywhere}</Button>
        </div>
      </Section>
      <Section title={w.data}>
        <p>{w.dataText}</p>
        <p>
          <Link className={buttonLook()} href={paths.accountData}>
            {w.dataLink}
          </Link>
        </p>
      </Section>
      <Section title={w.deletion}>
        <DeletionSection />
      </Section>
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-4 border-t border-line pt-6">
      <h2>{title}</h2>
      {children}
    </section>
  )
}
