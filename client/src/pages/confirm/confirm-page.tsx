import { useState } from 'react'
import { Link } from 'wouter'
import { confirmEmail } from '@vieraugen/protocol/http/accounts.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import { call } from '../../lib/api.ts'
import { useWords } from '../../lib/i18n.ts'
import { sessions } from '../../lib/session.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useSecret } from '../../ui/use-secret.ts'
import { words } from './words.ts'

/** Opening the link does nothing: mail scanners open links too. Only the click confirms. */
export function ConfirmPage() {
  const w = useWords(words)
  const secret = useSecret()
  const { busy, problem, run } = useAction()
  const [purpose, setPurpose] = useState<'pending' | 'confirm-email' | 'change-email' | null>(null)
  if (!secret) return <Message key="incomplete" heading={w.incomplete} text={w.incompleteText} />
  if (purpose === 'pending') return <Message key="pending" heading={w.done} text={w.pendingText} />
  if (purpose === 'confirm-email')
    return <Message key="done" heading={w.done} text={w.doneText} link={[paths.signIn, w.toSignIn]} />
  if (purpose === 'change-email')
    return <Message key="changed" heading={w.changed} text={w.changedText} link={[paths.account, w.toAccount]} />
  const confirm = () =>
    run(async () => {
      const confirmed = await call(confirmEmail, { body: { secret } })
      setPurpose(confirmed.pending ? 'pending' : confirmed.purpose)
      // Whoever is signed in here has another address now.
      await sessions.load()
    })
  return (
    <div className="grid max-w-xl gap-5">
      <Heading>{w.heading}</Heading>
      <p>{w.lead}</p>
      {problem && <ProblemNotice problem={problem} />}
      <p>
        <Button kind="main" aria-disabled={busy} onClick={() => void confirm()}>
          {w.submit}
        </Button>
      </p>
    </div>
  )
}

function Message({ heading, text, link }: { heading: string; text: string; link?: [address: string, name: string] }) {
  return (
    <div className="grid max-w-xl gap-5">
      <Heading>{heading}</Heading>
      <p>{text}</p>
      {link && (
        <p>
          <Link href={link[0]} className={buttonLook('main')}>
            {link[1]}
          </Link>
        </p>
      )}
    </div>
  )
}
