import { createStore } from '../../../lib/store.ts'
import type { Feature, FeatureRoom } from '../../feature.ts'
import { presenceMessage, type PresenceMessage } from './messages.ts'

export interface PresenceState {
  readonly own: PresenceMessage
  /** Who raised a hand, the own person included, in the order in which the hands went up. */
  readonly hands: readonly string[]
  /** Somebody in the room is short of data. */
  readonly lean: boolean
}

export interface Presence extends Feature<PresenceState> {
  raiseHand(up: boolean): void
  saveData(wish: boolean): void
}

const nothing: PresenceMessage = { hand: false, lean: false }

export function createPresence({ self, send }: FeatureRoom): Presence {
  const state = createStore<PresenceState>({ own: nothing, hands: [], lean: false })
  const people = new Map<string, PresenceMessage>()
  let here: readonly string[] = []

  const show = () => {
    const own = people.get(self.id) ?? nothing
    const up = [...people].filter(([, { hand }]) => hand).map(([id]) => id)
    const before = state.get().hands
    const hands = [...before.filter((id) => up.includes(id)), ...up.filter((id) => !before.includes(id))]
    state.set({ own, hands, lean: [...people.values()].some(({ lean }) => lean) })
  }
  // Nothing is lost when it fails: whoever is in the room later is told then.
  const tell = () => void send(state.get().own).catch(() => undefined)
  const change = (part: Partial<PresenceMessage>) => {
    people.set(self.id, { ...(people.get(self.id) ?? nothing), ...part })
    show()
    tell()
  }

  return {
    state,
    raiseHand: (hand) => change({ hand }),
    saveData: (lean) => change({ lean }),
    handle(message, from) {
      const parsed = presenceMessage.safeParse(message)
      if (!parsed.success || from.id === self.id) return
      people.set(from.id, parsed.data)
      show()
    },
    snapshot: () => [],
    restore() {},
    forget(id) {
      people.delete(id)
      show()
    },
    onMembers(ids) {
      const hasNewcomer = ids.some((id) => id !== self.id && !here.includes(id))
      here = ids
      for (const id of [...people.keys()]) if (id !== self.id && !ids.includes(id)) people.delete(id)
      show()
      const { own } = state.get()
      if (hasNewcomer && (own.hand || own.lean)) tell()
    },
  }
}
