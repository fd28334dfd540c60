import { useState } from 'react'
import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import type { Room } from '../room.ts'
import { DeviceProblemNotice } from './device-problems.tsx'
import { OwnPicture } from './own-picture.tsx'
import { words } from '../words.ts'

/** The own picture before the conversation: off until asked for, seen by nobody else. */
export function Preview({ room }: { room: Room }) {
  const w = useWords(words).waiting
  const camera = useStore(room.devices.camera)
  const [without, setWithout] = useState(false)
  const shown = camera.actual === 'on' || camera.actual === 'starting'
  const toggle = () => void (shown ? room.devices.turnOff('camera') : room.devices.turnOn('camera'))
  return (
    <section className="grid gap-3">
      <h2>{w.preview}</h2>
      {camera.track && (
        <figure aria-label={w.previewName} className="aspect-video w-full max-w-sm overflow-hidden rounded-xl bg-night">
          <OwnPicture track={camera.track} mirrored />
        </figure>
      )}
      <p className="text-muted">{w.previewMeaning}</p>
      <DeviceProblemNotice room={room} kind="camera" />
      <div className="flex flex-wrap items-center gap-4">
        <Button onClick={toggle}>{shown ? w.hidePreview : w.showPreview}</Button>
        <label className="flex min-h-11 items-center gap-2">
          <input
            type="checkbox"
            className="h-6 w-6"
            checked={without}
            onChange={(event) => {
              setWithout(event.target.checked)
              room.wish('camera', !event.target.checked)
            }}
          />
          {w.withoutCamera}
        </label>
      </div>
    </section>
  )
}
