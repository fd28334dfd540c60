import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Guest, Moderator } from './conference.ts'
import { chat, guestId, kinds, Lab, moderatorId, read, seeded, type Packet, type Relay } from './simulation.ts'

const everyone = [moderatorId, guestId(1), guestId(2)]

/** A relay that drops, repeats, delays, alters, cuts, redirects and forges, each packet as the dice fall. */
function noisy(seed: number): Relay {
  const random = seeded(seed)
  const dice = (sides: number) => ((random(1)[0]! << 8) | random(1)[0]!) % sides
  let held: readonly Packet[] = []
  let past: readonly Packet[] = []
  const someone = () => everyone[dice(everyone.length)]!
  const altered = (bytes: Uint8Array) => {
    const at = dice(Math.max(1, bytes.length))
    return bytes.length === 0 ? bytes : bytes.with(at, bytes[at]! ^ (1 << dice(8)))
  }
  const moods: ((packet: Packet) => readonly Packet[])[] = [
    (packet) => [packet],
    (packet) => [packet],
    (packet) => [packet],
    () => [],
    (packet) => [packet, packet],
    (packet) => [packet, { ...packet, bytes: altered(packet.bytes) }],
    (packet) => [{ ...packet, bytes: altered(packet.bytes) }],
    (packet) => [{ ...packet, bytes: packet.bytes.slice(0, dice(packet.bytes.length + 1)) }, packet],
    (packet) => [{ ...packet, to: someone() }, packet],
    (packet) => [{ ...packet, from: someone(), to: someone() }],
    (packet) => [{ ...packet, bytes: Uint8Array.of(dice(14), ...random(dice(200))) }, packet],
    (packet) => {
      held = [...held, packet]
      return []
    },
    (packet) => {
      const released = [packet, ...held.toReversed()]
      held = []
      return released
    },
    (packet) => [packet, ...(past.length > 0 ? [past[dice(past.length)]!] : [])],
  ]
  return (packet) => {
    past = [...past.slice(-200), packet]
    return moods[dice(moods.length)]!(packet)
  }
}

const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ name: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 20_000 }) }) },
  { weight: 3, arbitrary: fc.record({ name: fc.constantFrom('admit', 'talk', 'whisper', 'reopen') }) },
  {
    weight: 1,
    arbitrary: fc.record({ name: fc.constantFrom('hold', 'confirm', 'gone', 'reload-guest', 'reload-moderator') }),
  },
)

interface Stage {
  readonly lab: Lab
  moderator: Moderator
  guest: Guest
  clicked: boolean
}

const isReady = ({ moderator }: Stage) =>
  moderator.waiting.get().some(({ id, state }) => id === guestId(1) && state !== 'knocking')
const isIn = ({ moderator }: Stage) => moderator.roster.get().some(({ id }) => id === guestId(1))

const doings: Record<string, (stage: Stage) => Promise<unknown>> = {
  admit: async (stage) => {
    if (!isReady(stage)) return
    stage.clicked = true
    await stage.moderator.admit(guestId(1), { history: true })
  },
  hold: async (stage) => isReady(stage) && stage.moderator.hold(guestId(1)),
  confirm: async (stage) => isIn(stage) && stage.moderator.confirmCode(guestId(1)),
  whisper: async (stage) => isReady(stage) && stage.moderator.whisper(guestId(1), 'Einen Moment bitte'),
  gone: async ({ moderator }) => moderator.memberGone(guestId(1)),
  reopen: ({ guest, moderator }) => guest.onOpening(moderator.opening()),
  talk: async ({ lab, moderator, guest }) =>
    guest.epoch.get() !== null && lab.opened(moderator, guestId(1), await guest.seal(chat('x'))),
  'reload-guest': async (stage) => {
    stage.guest = await stage.lab.guest(1, await stage.guest.suspend())
    await stage.guest.onOpening(stage.moderator.opening())
  },
  'reload-moderator': async (stage) => {
    stage.moderator = await stage.lab.moderator(await stage.moderator.suspend())
  },
}

async function play(seed: number, acts: readonly { name: string; ms?: number }[]): Promise<void> {
  const lab = new Lab(seed)
  const stage: Stage = { lab, moderator: await lab.moderator(), guest: await lab.guest(1), clicked: false }
  const stranger = await lab.guest(2)
  lab.relay = noisy(seed)
  for (const guest of [stage.guest, stranger]) await guest.onOpening(stage.moderator.opening())
  for (const { name, ms } of acts) {
    await (ms === undefined ? doings[name]!(stage) : lab.advance(ms))
    await lab.settle()
    expect([stranger.epoch.get(), stranger.roster.get()]).toEqual([null, []])
    expect(stage.clicked || stage.guest.epoch.get() === null).toBe(true)
  }
  lab.relay = (packet) => [packet]
  await lab.advance(130_000)
  if (!isIn(stage)) await stage.moderator.admit(guestId(1), { history: true })
  await lab.advance(30_000)
  const { moderator, guest } = stage
  expect([guest.state.get(), guest.epoch.get()]).toEqual(['admitted', moderator.epoch.get()])
  expect(guest.securityCodes.get().get(moderatorId)).toEqual(moderator.securityCodes.get().get(guestId(1)))
  expect(guest.roster.get().map(({ id, instance }) => [id, instance])).toEqual(
    moderator.roster.get().map(({ id, instance }) => [id, instance]),
  )
  const there = await guest.seal(chat('hin'))
  expect(read(await moderator.open(guestId(1), there))).toBe('hin')
  expect(read(await guest.open(moderatorId, await moderator.seal(chat('her'))))).toBe('her')
  expect(await lab.opened(stranger, guestId(1), there)).toEqual([null])
  for (const side of [moderator, guest, stranger]) expect(kinds(side)).not.toContain('failed')
}

test('whatever the relay drops, repeats, delays, alters, cuts, redirects or forges: nobody fails, nobody gets a key unadmitted, and once it behaves the admitted two agree', async () => {
  const story = fc.array(act, { minLength: 5, maxLength: 20 })
  await fc.assert(fc.asyncProperty(fc.nat(), story, play), { numRuns: 20, seed: 20_261_123, endOnFailure: true })
}, 60_000)
