import { expect, test } from 'vitest'
import { NotAdmitted, type Guest } from './conference.ts'
import { chat, guestId, Lab, moderatorId, read } from './simulation.ts'

/** A moderator and guests whose lines to the relay can be cut. */
async function room(...numbers: number[]) {
  const lab = new Lab()
  const { moderator, guests } = await lab.admitted(...numbers)
  const cut = (...whom: Guest[]) => {
    const ids = guests.flatMap((guest, i) => (whom.includes(guest) ? [guestId(numbers[i]!)] : []))
    lab.relay = (packet) => (ids.includes(packet.from) || ids.includes(packet.to) ? [] : [packet])
    for (const guest of whom) guest.onLine(false)
  }
  const join = async (...whom: Guest[]) => {
    lab.relay = (packet) => [packet]
    for (const guest of whom) {
      guest.onLine(true)
      await guest.onOpening(moderator.opening())
    }
  }
  return { lab, moderator, guests, cut, join }
}

const idsOf = (guest: Guest) => guest.roster.get().map(({ id }) => id)

test('a relay that is away for ten minutes takes nobody out of the call with the moderator', async () => {
  const { lab, moderator, guests, cut, join } = await room(1)
  cut(...guests)
  await lab.advance(600_000)
  expect(guests[0]!.state.get()).toBe('admitted')
  expect(idsOf(guests[0]!)).toEqual([moderatorId, guestId(1)])
  await join(...guests)
  await lab.settle()
  expect(moderator.waiting.get()).toEqual([])
  expect(read(await moderator.open(guestId(1), await guests[0]!.seal(chat('noch da'))))).toBe('noch da')
})

test('guests cut off for a minute keep the moderator alone, because nobody else is vouched for, and see all again after', async () => {
  const { lab, guests, cut, join } = await room(1, 2)
  cut(...guests)
  await lab.advance(55_000)
  expect(idsOf(guests[0]!)).toHaveLength(3)
  await lab.advance(10_000)
  expect(idsOf(guests[0]!)).toEqual([moderatorId, guestId(1)])
  await join(...guests)
  await lab.advance(5_000)
  for (const guest of guests) expect(idsOf(guest)).toHaveLength(3)
})

test('who was removed during the outage stays with nobody, and is out within seconds of its end', async () => {
  const { lab, moderator, guests, cut, join } = await room(1, 2)
  const [first, second] = guests as [Guest, Guest]
  cut(first, second)
  await lab.advance(30_000)
  await moderator.remove(guestId(2))
  expect(moderator.roster.get().map(({ id }) => id)).toEqual([moderatorId, guestId(1)])
  await lab.advance(36_000)
  expect(idsOf(first)).not.toContain(guestId(2))
  await join(first, second)
  await lab.settle()
  expect([second.state.get(), idsOf(second)]).toEqual(['removed', []])
  expect(idsOf(first)).toEqual([moderatorId, guestId(1)])
  const said = await first.seal(chat('unter uns'))
  expect(read(await moderator.open(guestId(1), said))).toBe('unter uns')
  expect(await lab.opened(second, guestId(1), said)).toEqual([null])
})

test('a relay that holds back the heartbeat gains nothing by breaking the line now and then', async () => {
  const { lab, guests } = await room(1)
  const [guest] = guests as [Guest]
  lab.relay = (packet) => (packet.to === guestId(1) ? [] : [packet])
  for (let times = 0; times < 7; times++) {
    guest.onLine(false)
    await lab.advance(1_000)
    guest.onLine(true)
    await lab.advance(10_000)
  }
  expect([guest.state.get(), idsOf(guest)]).toEqual(['waiting-for-moderator', []])
})

test('after a broken line what is to last is sealed under the key of now, not of before', async () => {
  const { lab, moderator, guests, cut, join } = await room(1)
  const [guest] = guests as [Guest]
  const newcomer = await lab.guest(2)
  await newcomer.onOpening(moderator.opening())
  await lab.settle()
  cut(guest)
  await moderator.admit(guestId(2), { history: false })
  await lab.advance(20_000)
  const sealed = guest.current().then(() => guest.seal(chat('gerade geschrieben')))
  await join(guest)
  await lab.settle()
  expect(read(await moderator.open(guestId(1), await sealed))).toBe('gerade geschrieben')
  expect(read(await newcomer.open(guestId(1), await sealed))).toBe('gerade geschrieben')
})

test('who lost the place meanwhile is told that nothing can be said', async () => {
  const { lab, moderator, guests, cut, join } = await room(1)
  const [guest] = guests as [Guest]
  cut(guest)
  moderator.memberGone(guestId(1))
  await lab.advance(35_000)
  const refusal = guest
    .current()
    .then(() => guest.seal(chat('zu spät')))
    .catch((error: unknown) => error)
  await join(guest)
  await lab.settle()
  expect(await refusal).toBeInstanceOf(NotAdmitted)
})
