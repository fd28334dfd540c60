import type { ComponentType } from 'react'
import { ChatNews, ChatPanel, ChatTabLabel } from './features/chat/chat-panel.tsx'
import { createChat } from './features/chat/chat.ts'
import { PresencePanel } from './features/presence/presence-panel.tsx'
import { createPresence } from './features/presence/presence.ts'
import { ReactionsPanel, ReactionsShown } from './features/reactions/reactions-panel.tsx'
import { createReactions } from './features/reactions/reactions.ts'
import type { Feature, FeatureKind } from './feature.ts'

interface Entry<F extends Feature<unknown>> extends FeatureKind<F> {
  /** Where the panel stands: a tab beside the pictures, or a button in the toolbar. */
  readonly place: 'tab' | 'toolbar'
  readonly panel: ComponentType<{ feature: F }>
  /** What the tab is called. */
  readonly label?: ComponentType<{ feature: F }>
  /** Shown over the pictures all the time, whatever tab is open. */
  readonly always?: ComponentType<{ feature: F }>
}

const entry = <F extends Feature<unknown>>(it: Entry<F>): Entry<F> => it

/** What can be done in a room: one line for each feature. */
export const featureKinds = {
  chat: entry({
    topic: 'chat',
    create: createChat,
    place: 'tab',
    panel: ChatPanel,
    label: ChatTabLabel,
    always: ChatNews,
  }),
  presence: entry({ topic: 'presence', create: createPresence, place: 'toolbar', panel: PresencePanel }),
  reactions: entry({
    topic: 'reaction',
    create: createReactions,
    place: 'toolbar',
    panel: ReactionsPanel,
    always: ReactionsShown,
  }),
} as const

export type FeatureName = keyof typeof featureKinds
export type Features = { readonly [N in FeatureName]: ReturnType<(typeof featureKinds)[N]['create']> }
export const featureNames = Object.keys(featureKinds) as FeatureName[]
