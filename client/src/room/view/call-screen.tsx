import { useState } from 'react'
import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { featureKinds, featureNames, type FeatureName } from '../features.ts'
import type { Conversation } from '../conversation.ts'
import { Banners } from './banners.tsx'
import type { OpenedRoom } from './browser-room.ts'
import { CallHeader } from './call-header.tsx'
import { DoorRegion } from './door-region.tsx'
import { FeaturePart } from './feature-part.tsx'
import { SideTabs } from './side-tabs.tsx'
import { Stage } from './stage.tsx'
import { Toolbar } from './toolbar.tsx'
import { useNight } from './use-night.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useWakeLock } from './use-wake-lock.ts'
import { words } from './words.ts'

/** The conversation. Wide: pictures, beside them waiting room and tabs. Narrow: pictures, and the tabs' panels over them. */
export function CallScreen({ opened }: { opened: OpenedRoom }) {
  const conversation = useStore(opened.room.conversation)
  return conversation && <InCall opened={opened} conversation={conversation} />
}

const wide = '(min-width: 64rem)'

function InCall({ opened, conversation }: { opened: OpenedRoom; conversation: Conversation }) {
  const { room } = opened
  const { features, door } = conversation
  const [tab, setTab] = useState<FeatureName | null>(() => (matchMedia(wide).matches ? 'chat' : null))
  const talking = useShortcuts(room, conversation)
  const w = useWords(words)
  useWakeLock()
  useNight()
  const always = featureNames.filter((name) => 'always' in featureKinds[name])
  return (
    <div className="flex h-dvh flex-col bg-ground text-text">
      <CallHeader opened={opened} />
      <div className="flex min-h-0 grow flex-col lg:flex-row">
        <main className="relative flex min-h-0 min-w-0 grow flex-col">
          <Banners room={room} conversation={conversation} />
          <Stage opened={opened} conversation={conversation} />
          {always.map((name) => (
            <FeaturePart key={name} part="always" name={name} features={features} />
          ))}
          {talking && (
            <p
              role="status"
              className="absolute inset-x-0 top-2 mx-auto w-max rounded-full bg-action px-4 py-1 text-on-action"
            >
              {w.tools.talk}
            </p>
          )}
        </main>
        <aside aria-label={w.panel.name} className="flex shrink-0 flex-col border-line lg:min-h-0 lg:w-96 lg:border-l">
          {door && <DoorRegion door={door} opened={opened} chat={features.chat} />}
          <SideTabs features={features} tab={tab} onTab={setTab} />
        </aside>
      </div>
      <footer className="shrink-0">
        <Toolbar opened={opened} conversation={conversation} />
        <SoundGate conversation={conversation} />
      </footer>
    </div>
  )
}

/** Full width, because without it one hears nothing. */
function SoundGate({ conversation: { call } }: { conversation: Conversation }) {
  const w = useWords(words).stage
  if (!useStore(call.playback.blocked)) return null
  return (
    <div role="alert" className="fixed inset-x-0 bottom-0 z-30 grid gap-2 border-t border-signal bg-signal-soft p-4">
      <p>{w.playSoundMeaning}</p>
      <Button kind="main" className="w-full" onClick={() => void call.playback.unlock()}>
        {w.playSound}
      </Button>
    </div>
  )
}
