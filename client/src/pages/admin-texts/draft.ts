import type { CardEntries } from '@vieraugen/protocol/operator-card.ts'
import { session } from '../../lib/session.ts'
import { createStore } from '../../lib/store.ts'
import { useStore } from '../../lib/use-store.ts'

/** With the id of the account that writes it: who signs in here next must not find it. */
const current = createStore<{ card: CardEntries; by: string } | null>(null)

/**
 * The card that is being written, in the memory of this tab: when somebody else publishes meanwhile, its writer has to go
 * through the boxes that are asked again, and finds it afterwards. Null where nothing was written.
 */
export function useDraft(): CardEntries | null {
  const account = useStore(session)
  const kept = useStore(current)
  return kept && kept.by === account?.id ? kept.card : null
}

export function keepDraft(card: CardEntries): void {
  const account = session.get()
  if (account) current.set({ card, by: account.id })
}

export const dropDraft = (): void => current.set(null)
