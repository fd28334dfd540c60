import { useWords } from '../../../lib/i18n.ts'
import { useStore } from '../../../lib/use-store.ts'
import { ToolButton } from '../../tool-button.tsx'
import type { Presence } from './presence.ts'
import { words } from './words.ts'

/** Raises and lowers the own hand. */
export function PresencePanel({ feature }: { feature: Presence }) {
  const w = useWords(words)
  const { hand } = useStore(feature.state).own
  return (
    <ToolButton
      icon="hand"
      label={hand ? w.lower : w.raise}
      caption={w.caption}
      tone={hand ? 'active' : 'calm'}
      onClick={() => feature.raiseHand(!hand)}
    />
  )
}
