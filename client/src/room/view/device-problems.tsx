import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { words as mediaWords } from '../media/words.ts'
import type { Room } from '../room.ts'

/** Why a device is not there, and how to try again. Each device speaks for itself. */
export function DeviceProblemNotice({ room, kind }: { room: Room; kind: 'microphone' | 'camera' }) {
  const w = useWords(mediaWords)
  const { actual, problem } = useStore(room.devices[kind])
  const why = actual === 'interrupted' ? 'interrupted' : problem
  if (!why) return null
  const { what, means, todo } = w[kind][why]
  return (
    <Notice tone="signal" role="alert" title={what}>
      <p>
        {means} {todo}
      </p>
      <Button className="mt-2" onClick={() => void room.devices.turnOn(kind)}>
        {w.again}
      </Button>
    </Notice>
  )
}

export function ScreenProblemNotice({ room }: { room: Room }) {
  const w = useWords(mediaWords).screen
  const { problem } = useStore(room.devices.screen)
  if (!problem) return null
  const { what, means, todo } = w[problem === 'denied' ? 'denied' : 'other']
  return (
    <Notice tone="signal" role="alert" title={what}>
      <p>
        {means} {todo}
      </p>
    </Notice>
  )
}
