import { describe, expect, test } from 'vitest'
import type { Guest, Moderator } from './conference.ts'
import { hex } from './encoding.ts'
import { layouts } from './messages.ts'
import { bytesOf, chat, guestId, kinds, Lab, moderatorId, read } from './simulation.ts'

async function knocked(lab: Lab, n = 1): Promise<{ moderator: Moderator; guest: Guest }> {
  const moderator = await lab.moderator()
  const guest = await lab.guest(n)
  await guest.onOpening(moderator.opening())
  await lab.settle()
  return { moderator, guest }
}

describe('admission', () => {
  test('a guest knocks, waits, is admitted by a click, and both see the same code', async () => {
    const lab = new Lab()
    const { moderator, guest } = await knocked(lab)
    expect(guest.state.get()).toBe('waiting')
    expect(moderator.waiting.get()).toMatchObject([
      { id: guestId(1), name: 'Gast 1', state: 'ready', returning: false },
    ])
    expect(guest.securityCodes.get().size + moderator.securityCodes.get().size).toBe(0)
    await moderator.admit(guestId(1), { history: true })
    await lab.advance(2_000)
    expect(guest.state.get()).toBe('admitted')
    expect(guest.securityCodes.get().get(moderatorId)).toEqual(moderator.securityCodes.get().get(guestId(1)))
    expect(guest.securityCodes.get().get(moderatorId)?.digits).toMatch(/^\d{6}$/)
    for (const side of [moderator, guest])
      expect(side.roster.get().map(({ name }) => name)).toEqual(['Beraterin', 'Gast 1'])
    expect(guest.roster.get().map(({ fingerprint }) => fingerprint)).toEqual(
      moderator.roster.get().map(({ fingerprint }) => fingerprint),
    )
    expect(moderator.waiting.get()).toEqual([])
    expect([...moderator.incidents.get(), ...guest.incidents.get()]).toEqual([])
  })

  test('the first admission hands over the key in the same turn, several within a second share one key', async () => {
    const lab = new Lab()
    const { moderator, guest } = await knocked(lab)
    const others = [await lab.guest(2), await lab.guest(3)]
    for (const other of others) await other.onOpening(moderator.opening())
    await lab.advance(1_100)
    await moderator.admit(guestId(1), { history: true })
    await lab.settle()
    expect(guest.state.get()).toBe('admitted')
    const first = guest.epoch.get()
    await moderator.admit(guestId(2), { history: true })
    await moderator.admit(guestId(3), { history: false })
    await lab.settle()
    expect(others.map(({ state }) => state.get())).toEqual(['waiting', 'waiting'])
    await lab.advance(1_000)
    expect(others.map(({ state }) => state.get())).toEqual(['admitted', 'admitted'])
    expect(new Set([moderator, guest, ...others].map(({ epoch }) => epoch.get()))).toEqual(
      new Set([moderator.epoch.get()]),
    )
    expect(guest.epoch.get()).toBeGreaterThan(first!)
    expect(moderator.roster.get().map(({ history }) => history)).toEqual([true, true, true, false])
  })

  test('nobody is in the list before the new key is there, so nothing is sealed for them under the old one', async () => {
    const lab = new Lab()
    const { moderator, guest } = await knocked(lab)
    const second = await lab.guest(2)
    await second.onOpening(moderator.opening())
    await lab.advance(1_100)
    await moderator.admit(guestId(1), { history: true })
    await moderator.admit(guestId(2), { history: true })
    await lab.settle()
    expect(guest.state.get()).toBe('admitted')
    expect(moderator.roster.get().map(({ id }) => id)).toEqual([moderatorId, guestId(1)])
    await expect(moderator.seal(chat('vorher', guestId(2)))).rejects.toThrow('not in the roster')
    await lab.advance(1_000)
    const [history] = await lab.opened(second, moderatorId, await moderator.seal(chat('vorher', guestId(2))))
    expect(read(history!)).toBe('vorher')
  })

  test('nothing of a name, a whisper or a message is readable on the wire', async () => {
    const lab = new Lab()
    const { moderator, guest } = await knocked(lab)
    await guest.whisper('Wartewort eins')
    await lab.settle()
    await moderator.whisper(guestId(1), 'Wartewort zwei')
    await lab.settle()
    expect(moderator.waiting.get()[0]!.whispers.map(({ text, from }) => [from, text])).toEqual([
      ['guest', 'Wartewort eins'],
      ['moderator', 'Wartewort zwei'],
    ])
    expect(guest.whispers.get().map(({ text }) => text)).toEqual(['Wartewort eins', 'Wartewort zwei'])
    await moderator.admit(guestId(1), { history: true })
    await lab.advance(2_000)
    const everything = [...lab.wire.map(({ bytes }) => bytes), moderator.opening(), await guest.seal(chat('Klartext'))]
    const wire = everything.map(hex).join()
    for (const secret of ['Gast', 'Beraterin', 'Wartewort', 'Klartext', 'chat'])
      expect(wire).not.toContain(hex(bytesOf(secret)))
  })

  test('a guest waits, is held, and is still admitted; a denied one is told so and gets nowhere with the same keys', async () => {
    const lab = new Lab()
    const { moderator, guest } = await knocked(lab)
    await moderator.hold(guestId(1))
    await lab.settle()
    expect(guest.state.get()).toBe('held')
    await moderator.admit(guestId(1), { history: true })
    await lab.advance(2_000)
    expect(guest.state.get()).toBe('admitted')
    const other = await lab.guest(2)
    await other.onOpening(moderator.opening())
    await lab.settle()
    const keys = await other.suspend()
    await moderator.deny(guestId(2))
    await lab.settle()
    expect(other.state.get()).toBe('denied')
    const again = await lab.guest(2, keys)
    await again.onOpening(moderator.opening())
    await lab.settle()
    expect(again.state.get()).toBe('denied')
    expect(moderator.waiting.get()).toEqual([])
  })

  test('nobody can be admitted before the commitment was opened', async () => {
    const lab = new Lab()
    lab.relay = (packet) => (packet.bytes[0] === layouts.reveal.type ? [] : [packet])
    const { moderator, guest } = await knocked(lab)
    expect(moderator.waiting.get()).toMatchObject([{ name: '', state: 'knocking' }])
    await expect(moderator.admit(guestId(1), { history: true })).rejects.toThrow('commitment')
    expect(guest.state.get()).toBe('knocking')
  })

  test('a waiting guest that is handed everything on the wire opens nothing', async () => {
    const lab = new Lab()
    const { moderator } = await lab.admitted(1)
    const stranger = await lab.guest(2)
    await stranger.onOpening(moderator.opening())
    await lab.settle()
    const sealed = await moderator.seal(chat('geheim'))
    lab.inject(...lab.wire.map((packet) => ({ ...packet, to: guestId(2) })))
    await lab.settle()
    expect(await lab.opened(stranger, moderatorId, sealed)).toEqual([null])
    expect(stranger.state.get()).toBe('waiting')
    expect([stranger.roster.get(), stranger.epoch.get(), stranger.securityCodes.get().size]).toEqual([[], null, 0])
    await expect(stranger.seal(chat('hallo'))).rejects.toThrow('no epoch key')
  })

  test('a sixth new knock within a minute is ignored, and counted where the moderator sees it', async () => {
    const lab = new Lab()
    const moderator = await lab.moderator()
    for (const n of [1, 2, 3, 4, 5, 6]) await (await lab.guest(n)).onOpening(moderator.opening())
    await lab.settle()
    expect(moderator.waiting.get()).toHaveLength(5)
    expect(moderator.knocks.get()).toBe(5)
    expect(kinds(moderator)).toEqual(['limited'])
    await lab.advance(70_000)
    expect(moderator.waiting.get().map(({ state }) => state)).toEqual(Array(6).fill('ready'))
  })

  test('a repeated knock gets the same answer, a repeated opening changes nothing, a second HELLO is refused', async () => {
    const lab = new Lab()
    const { moderator, guest } = await knocked(lab)
    const of = (type: number) => lab.wire.filter(({ bytes }) => bytes[0] === type)
    const [hello] = of(layouts.hello.type)
    lab.inject(...of(layouts.knock.type), ...of(layouts.reveal.type), hello!)
    await lab.settle()
    expect(of(layouts.hello.type).every(({ bytes }) => hex(bytes) === hex(hello!.bytes))).toBe(true)
    expect(moderator.waiting.get()).toHaveLength(1)
    expect(kinds(guest)).toEqual(['replayed'])
    expect(kinds(moderator)).toEqual(['replayed'])
  })

  test('a message that nobody of this protocol would send is noted and ignored', async () => {
    const lab = new Lab()
    const { moderator, guests } = await lab.admitted(1)
    await moderator.handle(guestId(1), bytesOf('unsinn'))
    await moderator.handle(guestId(1), new Uint8Array())
    await guests[0]!.handle(moderatorId, Uint8Array.of(layouts.beat.type, 0, 0, 0))
    expect(kinds(moderator)).toEqual(['malformed', 'malformed'])
    expect(kinds(guests[0]!)).toEqual(['malformed'])
    expect(read(await guests[0]!.open(moderatorId, await moderator.seal(chat('noch da'))))).toBe('noch da')
  })
})
