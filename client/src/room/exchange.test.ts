import { expect, test } from 'vitest'
import { guestId, Lab, read } from './e2ee/simulation.ts'
import { createExchange } from './exchange.ts'
import { later } from './later.ts'

test('what is written when the line stands again is sealed under the key that came meanwhile', async () => {
  const lab = new Lab()
  const { moderator, guests } = await lab.admitted(1)
  const [guest] = guests as [(typeof guests)[number]]
  const newcomer = await lab.guest(2)
  await newcomer.onOpening(moderator.opening())
  await lab.settle()
  const stored = later<Uint8Array>()
  const { features } = createExchange({
    conference: guest,
    signal: { direct() {}, log: async (_, seal) => (stored.resolve(await seal()), 1) },
    room: { self: { id: guestId(1), name: 'Anna' }, clock: lab.clock, random: (count) => new Uint8Array(count) },
  })
  guest.onLine(false)
  lab.relay = (packet) => (packet.to === guestId(1) ? [] : [packet])
  await moderator.admit(guestId(2), { history: false })
  await lab.advance(15_000)
  guest.onLine(true)
  features.chat.say('bin wieder da')
  lab.relay = (packet) => [packet]
  await lab.advance(6_000)
  const box = await stored.promise
  for (const reader of [moderator, newcomer])
    expect(read(await reader.open(guestId(1), box))).toContain('bin wieder da')
})
