import { useState } from 'react'
import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { featureKinds, featureNames } from '../features.ts'
import type { Conversation } from '../conversation.ts'
import type { Room } from '../room.ts'
import { ToolButton } from '../tool-button.tsx'
import type { OpenedRoom } from './browser-room.ts'
import { useEndDialog, useLeaveDialog } from './end-dialog.tsx'
import { FeaturePart } from './feature-part.tsx'
import { MoreDialog } from './more-dialog.tsx'
import { toggle } from './use-shortcuts.ts'
import { words } from './words.ts'

const inToolbar = featureNames.filter((name) => featureKinds[name].place === 'toolbar')

/** What one does all the time, always in the same place. */
export function Toolbar({ opened, conversation }: { opened: OpenedRoom; conversation: Conversation }) {
  const { room } = opened
  const w = useWords(words).tools
  const [more, setMore] = useState(false)
  const leave = useLeaveDialog(room)
  const end = useEndDialog(room)
  return (
    <div
      role="toolbar"
      aria-label={w.toolbar}
      className="flex shrink-0 flex-wrap items-center justify-center gap-[3px] border-t border-line px-1 py-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] sm:gap-2"
    >
      <DeviceButton room={room} kind="microphone" />
      <DeviceButton room={room} kind="camera" />
      <ScreenButton room={room} />
      {inToolbar.map((name) => (
        <FeaturePart key={name} part="panel" name={name} features={conversation.features} />
      ))}
      <ToolButton icon="more" label={w.more} caption={w.more} onClick={() => setMore(true)} />
      <ToolButton icon="leave" label={w.leave} caption={w.leaveCaption} onClick={leave.open} />
      {conversation.door && (
        <ToolButton icon="end" tone="alarm" label={w.end} caption={w.endCaption} onClick={end.open} />
      )}
      {more && <MoreDialog opened={opened} conversation={conversation} onClose={() => setMore(false)} />}
      {leave.dialog}
      {end.dialog}
      <DeviceNews room={room} />
    </div>
  )
}

/** Microphone or camera, on and off. */
export function DeviceButton({ room, kind }: { room: Room; kind: 'microphone' | 'camera' }) {
  const w = useWords(words).tools
  const { wanted, actual } = useStore(room.devices[kind])
  return (
    <ToolButton
      icon={wanted ? kind : `${kind}-off`}
      label={wanted ? w[`${kind}Off`] : w[`${kind}On`]}
      caption={w[kind]}
      tone={actual === 'on' || actual === 'starting' ? 'calm' : 'off'}
      onClick={() => toggle(room, kind)}
    />
  )
}

function ScreenButton({ room }: { room: Room }) {
  const w = useWords(words).tools
  const { supported, actual } = useStore(room.devices.screen)
  if (!supported) return null
  const shown = actual === 'on'
  return (
    <ToolButton
      icon="screen"
      label={shown ? w.hideScreen : w.showScreen}
      caption={w.screen}
      tone={shown ? 'active' : 'calm'}
      onClick={() => (shown ? room.devices.hideScreen() : void room.devices.showScreen())}
    />
  )
}

/** Says politely what the own microphone and camera are doing. */
function DeviceNews({ room }: { room: Room }) {
  const w = useWords(words).tools.said
  const microphone = useStore(room.devices.microphone).actual === 'on'
  const camera = useStore(room.devices.camera).actual === 'on'
  return (
    <p role="status" className="sr-only">
      {microphone ? w.microphoneOn : w.microphoneOff} {camera ? w.cameraOn : w.cameraOff}
    </p>
  )
}
