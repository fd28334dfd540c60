import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import { Notice } from '../../ui/notice.tsx'
import type { Room } from '../room.ts'
import { words } from './words.ts'

/** Says that the relay is away, once that is worth saying. */
export function LinkNotice({ room }: { room: Room }) {
  const w = useWords(words)
  if (useStore(room.link) !== 'interrupted') return null
  return (
    <Notice tone="signal" role="status" title={w.interrupted}>
      {w.interruptedMeaning}
    </Notice>
  )
}
