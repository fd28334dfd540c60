import { type ReactNode, useCallback } from 'react'
import { Fail } from '@vieraugen/protocol/errors.ts'
import { type InvitationView, lookAtInvitation } from '@vieraugen/protocol/http/meetings.ts'
import { call } from '../../lib/api.ts'
import { loadSite, type Site } from '../../lib/site.ts'
import { Pending } from '../../ui/loading.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import { useSecret } from '../../ui/use-secret.ts'
import { Early } from './early.tsx'
import { Landing } from './landing.tsx'
import { NameAndConsent } from './name-and-consent.tsx'
import { ClosedDoor, type DeadEnd, deadEnds } from './closed-door.tsx'
import { useSteps } from './use-steps.ts'

interface InvitationPageProps {
  /** The technique check as a step in between; `onDone` leads on. */
  techniqueCheck(onDone: () => void): ReactNode
}

/** Where an invited person arrives. The secret of the link stays in memory and is sent in the body of a request only. */
export function InvitationPage({ techniqueCheck }: InvitationPageProps) {
  const secret = useSecret()
  return secret === null ? (
    <ClosedDoor reason="none" site={null} />
  ) : (
    <Invited key={secret} secret={secret} techniqueCheck={techniqueCheck} />
  )
}

type Looked = { site: Site } & ({ invitation: InvitationView } | { deadEnd: DeadEnd })

async function look(secret: string): Promise<Looked> {
  const site = await loadSite()
  if (secret === '') return { site, deadEnd: 'link-unknown' }
  try {
    return { site, invitation: await call(lookAtInvitation, { body: { secret } }) }
  } catch (error) {
    const deadEnd = error instanceof Fail && deadEnds.find((known) => known === error.code)
    if (!deadEnd) throw error
    return { site, deadEnd }
  }
}

function Invited({ secret, techniqueCheck }: InvitationPageProps & { secret: string }) {
  const looked = useLoaded(useCallback(() => look(secret), [secret]))
  const [step, go] = useSteps()
  if (!looked.value) return <Pending of={looked} />
  const { site } = looked.value
  if ('deadEnd' in looked.value) return <ClosedDoor reason={looked.value.deadEnd} site={site} />
  const { invitation } = looked.value
  if (step === 'check') return techniqueCheck(() => (invitation.state === 'early' ? history.back() : go('name')))
  if (invitation.state === 'early')
    return <Early invitation={invitation} onOpen={looked.again} onCheck={() => go('check')} />
  if (step === 'name') return <NameAndConsent secret={secret} site={site} onClosed={looked.again} />
  return <Landing invitation={invitation} site={site} onNext={() => go('name')} onCheck={() => go('check')} />
}
