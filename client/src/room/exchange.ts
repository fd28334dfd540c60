import { topics, isTopic, type Topic } from '@vieraugen/policy/topics.ts'
import { everyone } from '@vieraugen/protocol/relay.ts'
import type { Membership, MemberId, Opened } from './e2ee/conference.ts'
import { text, utf8 } from './e2ee/encoding.ts'
import { createLine } from './e2ee/line.ts'
import type { Feature, FeatureRoom, Sender } from './feature.ts'
import { featureKinds, featureNames, type Features } from './features.ts'
import type { Signal } from './signal.ts'

export interface ExchangeOptions {
  readonly conference: Membership
  readonly signal: Pick<Signal, 'direct' | 'log'>
  readonly room: Omit<FeatureRoom, 'send'>
}

/** Between the features and the wire: seals what they say, hands them what was opened. */
export interface Exchange {
  readonly features: Features
  /** Set-up of sound and pictures, to one member alone, in order. */
  sendSignal(to: MemberId, bytes: Uint8Array): void
  /** To a feature, if it is one's topic. */
  deliver(opened: Opened, seq: number | null): void
  /** Everything durable, for a member who may know what was said before. */
  handHistory(to: MemberId): void
  /** Tells everybody to drop what I said; resolves once the word is stored, so that who is away hears it too. */
  withdraw(): Promise<void>
  snapshot(): Record<string, readonly unknown[]>
  restore(pieces: Readonly<Record<string, readonly unknown[]>>): void
  onMembers(ids: readonly MemberId[]): void
}

/** Bytes of JSON in one piece of history: with padding and seal it stays below the largest frame. */
const historyBytes = 24_000

export function createExchange({ conference, signal, room }: ExchangeOptions): Exchange {
  const line = createLine()

  // One after the other, so that the log has the order in which things were said.
  const send = async (topic: Topic, message: unknown, to: 'all' | MemberId = 'all') => {
    const { kind } = topics[topic]
    const seal = () => conference.seal({ topic, to, payload: utf8(JSON.stringify(message)), kind })
    const sealWhenCurrent = async () => {
      await conference.current()
      return line.run(seal)
    }
    if (kind === 'log') await signal.log(everyone, sealWhenCurrent)
    else await line.run(async () => signal.direct(to === 'all' ? everyone : to, await seal()))
  }

  const featureOf = (name: keyof Features): Feature<unknown> => features[name]
  const create = (name: keyof Features) => {
    const { topic, create: make } = featureKinds[name]
    return [name, make({ ...room, send: (message) => send(topic, message) })]
  }
  const features = Object.fromEntries(featureNames.map(create)) as Features

  const deliverHistory = (message: unknown) => {
    if (typeof message !== 'object' || message === null) return
    for (const name of featureNames) {
      const pieces = (message as Record<string, unknown>)[name]
      if (Array.isArray(pieces)) featureOf(name).restore(pieces)
    }
  }
  const isModerator = (id: MemberId) => conference.roster.get().some((one) => one.id === id && one.role === 'moderator')

  return {
    features,
    sendSignal(to, payload) {
      void line
        .run(async () => signal.direct(to, await conference.seal({ topic: 'signal', to, payload, kind: 'signal' })))
        // Gone from the roster in the meantime: nobody is there to be called.
        .catch(() => undefined)
    },
    deliver({ topic, payload, kind, from, name, at }, seq) {
      if (!isTopic(topic) || topics[topic].kind !== kind) return
      const message = parse(payload)
      if (topic === 'checkpoint' && isModerator(from)) return deliverHistory(message)
      // Signed by the person themselves: nobody can make another one's words disappear.
      if (topic === 'withdrawal') return featureNames.forEach((name) => featureOf(name).forget(from))
      const sender: Sender = { id: from, name, at, seq }
      for (const feature of featureNames)
        if (featureKinds[feature].topic === topic) featureOf(feature).handle(message, sender)
    },
    handHistory(to) {
      for (const name of featureNames) {
        for (const pieces of portions(featureOf(name).snapshot()))
          void send('checkpoint', { [name]: pieces }, to).catch(() => undefined)
      }
    },
    withdraw: () => send('withdrawal', {}),
    snapshot: () => Object.fromEntries(featureNames.map((name) => [name, featureOf(name).snapshot()])),
    restore: deliverHistory,
    onMembers: (ids) => featureNames.forEach((name) => featureOf(name).onMembers(ids)),
  }
}

function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(text(payload))
  } catch {
    return undefined
  }
}

/** The pieces in lists that each fit into one frame. */
function portions(pieces: readonly unknown[]): unknown[][] {
  const lists: unknown[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const piece of pieces) {
    const bytes = utf8(JSON.stringify(piece)).length
    if (size + bytes > historyBytes) {
      lists.push([])
      size = 0
    }
    lists.at(-1)!.push(piece)
    size += bytes
  }
  return lists
}
