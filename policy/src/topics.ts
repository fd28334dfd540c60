import type { ActivityId } from './register.ts'

/** What may be said in a room. `log` rests as ciphertext until the meeting ends, `volatile` is never stored. */
export const topics = {
  signal: { activity: 'meeting.hold', kind: 'signal' },
  presence: { activity: 'meeting.hold', kind: 'volatile' },
  checkpoint: { activity: 'meeting.hold', kind: 'log' },
  chat: { activity: 'meeting.hold', kind: 'log' },
  /** I withdraw my consent: everybody drops what I said. Rests in the log, so that who is away hears it too. */
  withdrawal: { activity: 'meeting.hold', kind: 'log' },
  reaction: { activity: 'meeting.hold', kind: 'volatile' },
} as const satisfies Record<string, { activity: ActivityId; kind: 'signal' | 'log' | 'volatile' }>

export type Topic = keyof typeof topics

export const isTopic = (name: string): name is Topic => Object.hasOwn(topics, name)
