import { paths } from '@vieraugen/protocol/pages.ts'
import type { Problem } from '../../lib/api.ts'
import { language, useWords } from '../../lib/i18n.ts'
import { loadSite } from '../../lib/site.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useLoaded } from '../../ui/use-loaded.ts'
import type { Room } from '../room.ts'
import { CalmPage } from './calm-page.tsx'
import { useNight } from './use-night.ts'
import { useEndDialog } from './end-dialog.tsx'
import { words } from '../words.ts'
import { words as callWords } from './words.ts'

/** The way to a human by telephone, from the operator's card; null until it is known. */
function useAlternative() {
  const card = useLoaded(loadSite).value?.card
  const shown = useStore(language)
  return card ? { phone: card.alternative.phone, text: card.alternative.text[shown] } : null
}

function Alternative() {
  const alternative = useAlternative()
  if (!alternative) return null
  return (
    <p>
      {alternative.text}{' '}
      <a className="font-bold underline" href={`tel:${alternative.phone.replaceAll(/[^+\d]/g, '')}`}>
        {alternative.phone}
      </a>
    </p>
  )
}

export function DeniedPage() {
  const w = useWords(words).denied
  return (
    <CalmPage forGuest>
      <Heading>{w.heading}</Heading>
      <p>{w.text}</p>
      <p>{w.phone}</p>
      <Alternative />
    </CalmPage>
  )
}

export function LeftPage({ room }: { room: Room }) {
  const w = useWords(words)
  const isModerator = useStore(room.session).role === 'moderator'
  const end = useEndDialog(room)
  const endName = useWords(callWords).tools.end
  return (
    <CalmPage forGuest={!isModerator}>
      <Heading>{w.left.heading}</Heading>
      <WentText room={room} isModerator={isModerator} />
      {isModerator ? (
        <div className="flex flex-wrap gap-3">
          <Button kind="main" onClick={() => location.reload()}>
            {w.left.back}
          </Button>
          <Button kind="danger" onClick={end.open}>
            {endName}
          </Button>
          <a className={buttonLook('quiet')} href={paths.meetings}>
            {w.left.meetings}
          </a>
          {end.dialog}
        </div>
      ) : (
        <Alternative />
      )}
    </CalmPage>
  )
}

/** What leaving means, or how the withdrawal stands that came with it. */
function WentText({ room, isModerator }: { room: Room; isModerator: boolean }) {
  const w = useWords(words).left
  const withdrawal = useStore(room.withdrawal)
  if (!withdrawal) return <p>{isModerator ? w.moderator : w.guest}</p>
  if (withdrawal !== 'failed') return <p role="status">{withdrawal === 'done' ? w.withdrawn : w.withdrawing}</p>
  return (
    <Notice tone="alarm" role="alert">
      <p>{w.withdrawalFailed}</p>
      <Button className="mt-3" onClick={() => void room.withdraw()}>
        {w.withdrawAgain}
      </Button>
    </Notice>
  )
}

export function RemovedPage() {
  const w = useWords(words).removed
  return (
    <CalmPage forGuest>
      <Heading>{w.heading}</Heading>
      <p>{w.text}</p>
      <Alternative />
    </CalmPage>
  )
}

/** Red, and without a way on: whoever stands here must not simply try again. */
export function MismatchPage({ room }: { room: Room }) {
  const w = useWords(words)
  const isModerator = useStore(room.session).role === 'moderator'
  const phone = useAlternative()?.phone
  useNight()
  const end = useEndDialog(room)
  const endName = useWords(callWords).tools.end
  return (
    <div className="min-h-dvh bg-[#7d1014] text-white">
      <main className="mx-auto grid max-w-2xl content-start gap-5 px-4 py-12">
        <Heading>{w.mismatch.heading}</Heading>
        <p role="alert">{w.mismatch.happened}</p>
        <p className="font-bold">
          {isModerator ? w.mismatch.todoModerator : phone ? w.mismatch.todoGuest(phone) : w.mismatch.todoGuestNoPhone}
        </p>
        {isModerator && (
          <div>
            <Button onClick={end.open}>{endName}</Button>
            {end.dialog}
          </div>
        )}
      </main>
    </div>
  )
}

export function ReplacedPage() {
  const w = useWords(words).replaced
  return (
    <CalmPage>
      <Heading>{w.heading}</Heading>
      <p>{w.text}</p>
      <div>
        <Button kind="main" onClick={() => location.reload()}>
          {w.back}
        </Button>
      </div>
    </CalmPage>
  )
}

export function RefusedPage({ code }: { code: Problem }) {
  const w = useWords(words).refused
  return (
    <CalmPage>
      <Heading>{w.heading}</Heading>
      {code === 'room-full' && <Notice tone="signal">{w.full}</Notice>}
      <p>{w.text}</p>
      <div className="flex flex-wrap gap-3">
        <a className={buttonLook('main')} href={paths.signIn}>
          {w.signIn}
        </a>
        <a className={buttonLook('quiet')} href={paths.home}>
          {w.home}
        </a>
      </div>
    </CalmPage>
  )
}
