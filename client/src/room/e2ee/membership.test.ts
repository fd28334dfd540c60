import { describe, expect, test } from 'vitest'
import type { Guest, Moderator } from './conference.ts'
import { fromHex, hex, idBytes, text } from './encoding.ts'
import { decode, layouts, type MessageOf } from './messages.ts'
import { bytesOf, chat, guestId, kinds, Lab, moderatorId, read, type Packet } from './simulation.ts'

const signal = (text: string, to: string) => ({ topic: 'signal', to, payload: bytesOf(text), kind: 'signal' }) as const
const volatile = (text: string) => ({ topic: 'reaction', to: 'all', payload: bytesOf(text), kind: 'volatile' }) as const

async function two(): Promise<{ lab: Lab; moderator: Moderator; first: Guest; second: Guest }> {
  const lab = new Lab()
  const { moderator, guests } = await lab.admitted(1, 2)
  return { lab, moderator, first: guests[0]!, second: guests[1]! }
}

describe('messages between members', () => {
  test('everyone reads what is for everyone, only two people read what is for one', async () => {
    const { moderator, first, second } = await two()
    const all = await first.seal(chat('Guten Tag'))
    expect(read(await moderator.open(guestId(1), all))).toBe('Guten Tag')
    expect(await second.open(guestId(1), all)).toMatchObject({
      from: guestId(1),
      name: 'Gast 1',
      topic: 'chat',
      kind: 'log',
      sequence: 0,
      to: 'all',
    })
    expect(read(await first.open(guestId(1), all))).toBe('Guten Tag')
    const one = await moderator.seal(chat('nur für Sie', guestId(1)))
    expect(read(await first.open(moderatorId, one))).toBe('nur für Sie')
    expect(read(await moderator.open(moderatorId, one))).toBe('nur für Sie')
    expect(await second.open(moderatorId, one)).toBeNull()
    expect(kinds(second)).toEqual(['unexpected'])
  })

  test('lengths on the wire tell a step, not a length', async () => {
    const { first } = await two()
    const lengths = await Promise.all([0, 1, 50, 60].map(async (n) => (await first.seal(chat('x'.repeat(n)))).length))
    expect(new Set(lengths).size).toBe(1)
    expect((await first.seal(chat('x'.repeat(63_000)))).length).toBeLessThan(65_515)
    await expect(first.seal(chat('x'.repeat(63_001)))).rejects.toThrow('too long')
  })

  test('a repeated, altered, cut, redirected or relabelled envelope is refused', async () => {
    const { lab, moderator, first, second } = await two()
    const sealed = await first.seal(chat('einmal'))
    expect(await moderator.open(guestId(1), sealed)).not.toBeNull()
    expect(await moderator.open(guestId(1), sealed)).toBeNull()
    expect(kinds(moderator)).toEqual(['replayed'])
    const altered = Array.from({ length: sealed.length - 1 }, (_, at) => sealed.with(at + 1, sealed[at + 1]! ^ 1))
    expect(new Set(await lab.opened(second, guestId(1), ...altered))).toEqual(new Set([null]))
    expect(await second.open(guestId(1), sealed.slice(0, -1))).toBeNull()
    expect(await second.open(moderatorId, sealed)).toBeNull()
    expect(read(await second.open(guestId(1), sealed))).toBe('einmal')
  })

  test('sequence numbers of a sender show a lost message', async () => {
    const { moderator, first } = await two()
    const [a, , c] = [await first.seal(chat('a')), await first.seal(chat('b')), await first.seal(chat('c'))]
    const opened = [await moderator.open(guestId(1), c!), await moderator.open(guestId(1), a!)]
    expect(opened.map((each) => each?.sequence)).toEqual([2, 0])
  })

  test('a member cannot speak in the name of another', async () => {
    const { moderator, first } = await two()
    const sealed = await first.seal(chat('ich bin es'))
    const forged = hex(sealed).replace(hex(idBytes(guestId(1))), hex(idBytes(guestId(2))))
    expect(await moderator.open(guestId(2), fromHex(forged))).toBeNull()
    expect(kinds(moderator)).toEqual(['forged'])
  })
})

describe('epochs', () => {
  test('a removed member cannot open the next epoch, and is told; a newcomer cannot open the one before', async () => {
    const { lab, moderator, first, second } = await two()
    const before = await moderator.seal(chat('vorher'))
    const oldKeys = await second.suspend()
    await moderator.remove(guestId(2))
    await lab.settle()
    expect(second.state.get()).toBe('removed')
    expect(first.roster.get().map(({ id }) => id)).toEqual([moderatorId, guestId(1)])
    const after = await moderator.seal(chat('nachher'))
    expect(read(await first.open(moderatorId, after))).toBe('nachher')
    const removed = await lab.guest(2, oldKeys)
    expect(await lab.opened(removed, moderatorId, after)).toEqual([null])
    const third = await lab.guest(3)
    await third.onOpening(moderator.opening())
    await lab.settle()
    await moderator.admit(guestId(3), { history: true })
    await lab.advance(2_000)
    expect(await third.open(moderatorId, before, 'stored')).toBeNull()
    expect(await third.open(moderatorId, after, 'stored')).toBeNull()
    expect(read(await third.open(moderatorId, await moderator.seal(chat('jetzt'))))).toBe('jetzt')
  })

  test('after a removal nobody sends under the old key, not even for a moment', async () => {
    const { lab, moderator, first } = await two()
    lab.relay = (packet) => (packet.bytes[0] === layouts.beat.type ? [] : [packet])
    await moderator.remove(guestId(2))
    await lab.settle()
    const sent = await Promise.all([moderator, first].map((side) => side.seal(chat('unter uns'))))
    const epochs = sent.map((bytes) => (decode(bytes) as MessageOf<'envelope'>).fields.epoch)
    expect(epochs).toEqual([moderator.epoch.get(), moderator.epoch.get()])
  })

  test('every change of who is in brings a key that has nothing to do with the last', async () => {
    const { lab, moderator } = await two()
    await moderator.remove(guestId(2))
    await lab.advance(2_000)
    const { epochs } = JSON.parse(text(await moderator.suspend())) as { epochs: { secret: { bytes: string } }[] }
    expect(epochs).toHaveLength(4)
    expect(new Set(epochs.map(({ secret }) => secret.bytes)).size).toBe(4)
  })

  test('a newcomer never gets the old key, not even when the roster changes while its own is still to come', async () => {
    const lab = new Lab()
    const { moderator, guests } = await lab.admitted(1)
    const newcomer = await lab.guest(2)
    await newcomer.onOpening(moderator.opening())
    await lab.advance(2_000)
    await guests[0]!.leave()
    await lab.settle()
    const old = moderator.epoch.get()!
    await moderator.admit(guestId(2), { history: true })
    await lab.settle()
    expect(newcomer.epoch.get()).toBeNull()
    await moderator.confirmCode(guestId(2))
    await lab.settle()
    expect(newcomer.epoch.get()).toBeGreaterThan(old)
  })

  test('what a removed member sends afterwards is refused, though its key is still there', async () => {
    const { lab, moderator, first, second } = await two()
    const late = await second.seal(chat('zum Abschied'))
    await moderator.remove(guestId(2))
    await lab.settle()
    expect([await moderator.open(guestId(2), late), await first.open(guestId(2), late)]).toEqual([null, null])
    expect([kinds(moderator), kinds(first)]).toEqual([['unexpected'], ['unexpected']])
  })

  test('after a join the old key is sent with until a heartbeat names the new one, or two seconds', async () => {
    const lab = new Lab()
    const { moderator, guests } = await lab.admitted(1)
    await lab.advance(1_000)
    const old = moderator.epoch.get()
    lab.relay = (packet) => (packet.bytes[0] === layouts.beat.type ? [] : [packet])
    const newcomer = await lab.guest(2)
    await newcomer.onOpening(moderator.opening())
    await lab.settle()
    await moderator.admit(guestId(2), { history: true })
    await lab.settle()
    const epochOf = async (side: Guest) =>
      (await moderator.open(guestId(side === guests[0] ? 1 : 2), await side.seal(chat('x'))))?.epoch
    expect(await epochOf(guests[0]!)).toBe(old)
    expect(await epochOf(newcomer)).toBe(moderator.epoch.get())
    await lab.advance(2_000)
    expect(await epochOf(guests[0]!)).toBe(moderator.epoch.get())
  })

  test('an old key is accepted for ten seconds, later only for the stored log', async () => {
    const { lab, moderator, first } = await two()
    const [late, log, moment] = [
      await first.seal(chat('spät')),
      await first.seal(chat('Protokoll')),
      await first.seal(volatile('Wink')),
    ]
    await moderator.remove(guestId(2))
    await lab.advance(9_900)
    expect(read(await moderator.open(guestId(1), late))).toBe('spät')
    await lab.advance(200)
    expect(await moderator.open(guestId(1), log)).toBeNull()
    expect(read(await moderator.open(guestId(1), log, 'stored'))).toBe('Protokoll')
    expect(await moderator.open(guestId(1), moment)).toBeNull()
    expect(await moderator.open(guestId(1), moment, 'stored')).toBeNull()
    expect(kinds(moderator)).toEqual(['wrong-epoch', 'wrong-epoch', 'unexpected'])
  })

  test('a message that overtakes its key waits for it', async () => {
    const { lab, moderator, first } = await two()
    let held: readonly Packet[] = []
    lab.relay = (packet) => {
      if (packet.to !== guestId(1)) return [packet]
      held = [...held, packet]
      return []
    }
    await moderator.remove(guestId(2))
    await lab.settle()
    const opening = first.open(moderatorId, await moderator.seal(chat('eilig')))
    lab.inject(...held)
    await lab.settle()
    expect(read(await opening)).toBe('eilig')
  })

  test('a lost connection is forgiven for 30 seconds, then the others get a new key', async () => {
    const { lab, moderator, first } = await two()
    const epoch = moderator.epoch.get()
    lab.parties.get(guestId(2))!.close()
    moderator.memberGone(guestId(2))
    await lab.advance(29_000)
    expect([moderator.roster.get().length, moderator.epoch.get()]).toEqual([3, epoch])
    await lab.advance(2_000)
    expect(first.roster.get()).toHaveLength(2)
    expect(first.epoch.get()).toBeGreaterThan(epoch!)
  })

  test('leaving is told, and gives the others a new key', async () => {
    const { lab, moderator, first, second } = await two()
    const epoch = moderator.epoch.get()
    await second.leave()
    await lab.advance(2_000)
    expect(second.state.get()).toBe('ended')
    expect(first.roster.get()).toHaveLength(2)
    expect(first.epoch.get()).toBeGreaterThan(epoch!)
  })
})

describe('heartbeat and roster', () => {
  test('without the proof of the key for ten seconds the moderator sees it, with the proof it is gone', async () => {
    const { lab, moderator, second } = await two()
    lab.relay = (packet) => (packet.from === guestId(2) ? [] : [packet])
    await moderator.confirmCode(guestId(1))
    await lab.advance(9_000)
    expect(moderator.roster.get().map(({ confirmed }) => confirmed)).toEqual([true, true, true])
    await lab.advance(6_000)
    expect(moderator.roster.get().map(({ confirmed }) => confirmed)).toEqual([true, true, false])
    lab.relay = (packet) => [packet]
    await lab.advance(6_000)
    expect(moderator.roster.get().map(({ confirmed }) => confirmed)).toEqual([true, true, true])
    expect(second.roster.get().map(({ verified }) => verified)).toEqual([false, true, false])
  })

  test('a member that hears no heartbeat for a minute leaves, and comes back by itself when it does', async () => {
    const { lab, moderator, first } = await two()
    lab.relay = (packet) => (packet.to === guestId(1) ? [] : [packet])
    await lab.advance(59_000)
    expect(first.state.get()).toBe('admitted')
    await lab.advance(11_000)
    expect([first.state.get(), first.roster.get()]).toEqual(['waiting-for-moderator', []])
    await expect(first.seal(chat('x'))).rejects.toThrow('no epoch key')
    lab.relay = (packet) => [packet]
    await lab.advance(11_000)
    expect(first.state.get()).toBe('admitted')
    expect(moderator.waiting.get()).toEqual([])
    expect(read(await first.open(moderatorId, await moderator.seal(chat('wieder da'))))).toBe('wieder da')
  })

  test('an older heartbeat or roster is refused', async () => {
    const { lab, moderator, first } = await two()
    const before = lab.wire.filter(
      ({ to, bytes }) => to === guestId(1) && [layouts.beat.type, layouts.roster.type].includes(bytes[0] as never),
    )
    await moderator.confirmCode(guestId(2))
    await lab.advance(6_000)
    const roster = first.roster.get()
    lab.inject(...before)
    await lab.settle()
    expect(first.roster.get()).toEqual(roster)
    expect(new Set(kinds(first))).toEqual(new Set(['rollback']))
    expect(kinds(first)).toHaveLength(before.length)
  })

  test('the end of the log that the moderator names reaches everyone', async () => {
    const { lab, moderator, first } = await two()
    moderator.noteLogHead(new Uint8Array(32).fill(7))
    await lab.advance(5_000)
    expect(first.logHead.get()).toEqual(new Uint8Array(32).fill(7))
  })

  test('the end wipes every key on every side', async () => {
    const { lab, moderator, first, second } = await two()
    const sealed = await first.seal(chat('x'))
    await moderator.end()
    await lab.settle()
    expect([moderator, first, second].map(({ state }) => state.get())).toEqual(['ended', 'ended', 'ended'])
    expect(await lab.opened(second, guestId(1), sealed)).toEqual([null])
    await expect(moderator.seal(chat('x'))).rejects.toThrow('no epoch key')
    expect(hex(await first.suspend())).not.toContain(hex(bytesOf('"secret"')))
  })
})

describe('comparing codes', () => {
  test('confirmed by the moderator, everyone sees the member as verified; confirmed by the guest, only that guest sees the moderator so', async () => {
    const { lab, moderator, first, second } = await two()
    await moderator.confirmCode(guestId(1))
    await first.confirmCode(moderatorId)
    await lab.settle()
    expect(second.roster.get().map(({ verified }) => verified)).toEqual([false, true, false])
    expect(first.roster.get().map(({ verified }) => verified)).toEqual([true, true, false])
  })

  test('found different by the guest of two, both sides stop and forget', async () => {
    const lab = new Lab()
    const { moderator, guests } = await lab.admitted(1)
    await guests[0]!.reportMismatch(moderatorId)
    await lab.settle()
    expect([guests[0]!.state.get(), moderator.state.get()]).toEqual(['mismatch', 'mismatch'])
    for (const side of [guests[0]!, moderator]) {
      expect([side.epoch.get(), side.roster.get(), side.securityCodes.get().size]).toEqual([null, [], 0])
      expect(kinds(side)).toEqual(['mismatch'])
    }
  })

  test('found different by the moderator of several, that member is out and the others get a new key', async () => {
    const { lab, moderator, first, second } = await two()
    const epoch = first.epoch.get()
    await moderator.reportMismatch(guestId(2))
    await lab.settle()
    expect([second.state.get(), moderator.state.get(), first.state.get()]).toEqual(['mismatch', 'open', 'admitted'])
    expect(first.epoch.get()).toBeGreaterThan(epoch!)
    expect(await lab.opened(second, moderatorId, await moderator.seal(signal('x', guestId(1))))).toEqual([null])
  })
})
