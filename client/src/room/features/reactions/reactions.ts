import { createStore } from '../../../lib/store.ts'
import type { Feature, FeatureRoom, Sender } from '../../feature.ts'
import { reactionMessage, type ReactionName } from './messages.ts'

export interface Reaction {
  /** Counts up; a reaction that is sent twice is shown twice. */
  readonly key: number
  readonly reaction: ReactionName
  readonly from: string
  readonly name: string
}

export interface Reactions extends Feature<readonly Reaction[]> {
  react(reaction: ReactionName): void
}

/** ms that a reaction is seen; WCAG 2.2.1 does not bind what carries no task. */
const shownFor = 6_000
const shownAtOnce = 12

export function createReactions({ self, clock, send }: FeatureRoom): Reactions {
  const state = createStore<readonly Reaction[]>([])
  let count = 0

  const show = (reaction: ReactionName, { id, name }: Pick<Sender, 'id' | 'name'>) => {
    const key = ++count
    state.update((shown) => [...shown.slice(1 - shownAtOnce), { key, reaction, from: id, name }])
    clock.after(shownFor, () => state.update((shown) => shown.filter((one) => one.key !== key)))
  }

  return {
    state,
    react(reaction) {
      show(reaction, self)
      // A reaction that does not arrive is not worth a word.
      void send({ reaction }).catch(() => undefined)
    },
    handle(message, from) {
      const parsed = reactionMessage.safeParse(message)
      if (parsed.success && from.id !== self.id) show(parsed.data.reaction, from)
    },
    snapshot: () => [],
    restore() {},
    forget: (id) => state.update((shown) => shown.filter(({ from }) => from !== id)),
    onMembers() {},
  }
}
