import { expect, test } from 'vitest'
import { createReactions } from './reactions.ts'

test('a reaction is seen by name, and goes away by itself', () => {
  const timers: (() => void)[] = []
  const sent: unknown[] = []
  const reactions = createReactions({
    self: { id: 'me', name: 'Ich' },
    clock: { today: () => 0, now: () => 0, after: (_, run) => (timers.push(run), () => {}) },
    random: (count) => new Uint8Array(count),
    send: async (message) => void sent.push(message),
  })
  reactions.react('thumb')
  reactions.handle({ reaction: 'heart' }, { id: 'anna', name: 'Anna', at: 0, seq: null })
  reactions.handle({ reaction: 'insult' }, { id: 'anna', name: 'Anna', at: 0, seq: null })
  expect(sent).toEqual([{ reaction: 'thumb' }])
  expect(reactions.state.get().map(({ reaction, name }) => `${name} ${reaction}`)).toEqual(['Ich thumb', 'Anna heart'])
  reactions.handle({ reaction: 'thumb' }, { id: 'berta', name: 'Berta', at: 0, seq: null })
  reactions.forget('berta')
  expect(reactions.state.get().map(({ name }) => name)).toEqual(['Ich', 'Anna'])
  timers[0]!()
  expect(reactions.state.get().map(({ name }) => name)).toEqual(['Anna'])
})
