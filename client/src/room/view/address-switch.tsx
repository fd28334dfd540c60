import { useWords } from '../../lib/i18n.ts'
import { useStore } from '../../lib/use-store.ts'
import type { Call } from '../call.ts'
import type { OpenedRoom } from './browser-room.ts'
import { Switch } from './switch.tsx'
import { words } from './words.ts'

/** „IP-Adresse verbergen“, where that is possible; and always the way back from it. */
export function AddressSwitch({ opened, call }: { opened: OpenedRoom; call: Call }) {
  const w = useWords(words).more
  const hidden = useStore(call.addressHidden)
  if (!opened.canHideAddress && !hidden) return null
  return (
    <Switch
      label={w.hideAddress}
      meaning={w.hideAddressMeaning}
      checked={hidden}
      onChange={(on) => call.hideAddress(on)}
    />
  )
}
