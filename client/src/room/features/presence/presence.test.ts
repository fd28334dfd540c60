import { expect, test } from 'vitest'
import { createPresence } from './presence.ts'

const [me, anna, berta] = ['me', 'anna', 'berta']

function setUp() {
  const sent: unknown[] = []
  const presence = createPresence({
    self: { id: me, name: 'Ich' },
    clock: { today: () => 0, now: () => 0, after: () => () => {} },
    random: (count) => new Uint8Array(count),
    send: async (message) => void sent.push(message),
  })
  const from = (id: string) => ({ id, name: id, at: 0, seq: null })
  return { presence, sent, from }
}

test('hands are shown in the order in which they went up', () => {
  const { presence, from } = setUp()
  presence.handle({ hand: true, lean: false }, from(berta))
  presence.raiseHand(true)
  presence.handle({ hand: true, lean: false }, from(anna))
  expect(presence.state.get().hands).toEqual([berta, me, anna])
  presence.handle({ hand: false, lean: false }, from(berta))
  expect(presence.state.get().hands).toEqual([me, anna])
})

test('whoever leaves takes the hand along', () => {
  const { presence, from } = setUp()
  presence.onMembers([me, anna])
  presence.handle({ hand: true, lean: true }, from(anna))
  presence.onMembers([me])
  expect(presence.state.get()).toMatchObject({ hands: [], lean: false })
})

test('a newcomer learns of a hand that is up, and hears nothing where none is', () => {
  const { presence, sent } = setUp()
  presence.onMembers([me, anna])
  expect(sent).toEqual([])
  presence.raiseHand(true)
  presence.onMembers([me, anna, berta])
  expect(sent).toEqual([
    { hand: true, lean: false },
    { hand: true, lean: false },
  ])
})

test('what is malformed, or pretends to come from oneself, changes nothing', () => {
  const { presence, from } = setUp()
  presence.handle({ hand: 'yes' }, from(anna))
  presence.handle({ hand: true, lean: false }, from(me))
  expect(presence.state.get().hands).toEqual([])
})
