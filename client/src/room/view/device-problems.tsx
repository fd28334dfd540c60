import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { Room } from '../room.ts'
import { words } from './words.ts'

/** Why a device is not there, and how to try again. Each device speaks for itself. */
export function DeviceProblemNotice({ room, kind }: { room: Room; kind: 'microphone' | 'camera' }) {
  const w = useWords(words)
  const { actual, problem } = useStore(room.devices[kind])
  const why = actual === 'interrupted' ? 'interrupted' : problem
  if (!why) return null
  const { happened, next } = w.devices[kind][why]
  return (
    <Notice tone="signal" role="alert" title={happened}>
      <p>{next}</p>
      <Button className="mt-2" onClick={() => void room.devices.turnOn(kind)}>
        {w.retry}
      </Button>
    </Notice>
  )
}

export function ScreenProblemNotice({ room }: { room: Room }) {
  const w = useWords(words)
  const { problem } = useStore(room.devices.screen)
  if (!problem) return null
  return (
    <Notice tone="signal" role="alert" title={w.devices.screen.happened}>
      <p>{w.devices.screen.next}</p>
    </Notice>
  )
}
