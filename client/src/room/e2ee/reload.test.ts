import { describe, expect, test } from 'vitest'
import { hex } from './encoding.ts'
import type { OwnKeys } from './membership.ts'
import { layouts } from './messages.ts'
import { openBox, sealBox } from './session-box.ts'
import { bytesOf, chat, guestId, kinds, Lab, moderatorId, read, seeded } from './simulation.ts'

describe('reload', () => {
  test("a guest's reload keeps its place in the room without a click, with a new certificate for everyone", async () => {
    const lab = new Lab()
    const { moderator, guests } = await lab.admitted(1, 2)
    await moderator.confirmCode(guestId(1))
    await lab.settle()
    const early = await guests[1]!.seal(chat('vor dem Neuladen'))
    const mine = await guests[0]!.seal(chat('von mir selbst'))
    const epoch = moderator.epoch.get()
    const [before] = moderator.roster.get().filter(({ id }) => id === guestId(1))
    const again = await lab.guest(1, await guests[0]!.suspend())
    moderator.memberGone(guestId(1))
    await again.onOpening(moderator.opening())
    await lab.settle()
    expect(again.state.get()).toBe('admitted')
    expect([moderator.waiting.get(), moderator.epoch.get(), again.epoch.get()]).toEqual([[], epoch, epoch])
    for (const side of [moderator, guests[1]!, again]) {
      const row = side.roster.get().find(({ id }) => id === guestId(1))!
      expect(row).toMatchObject({ verified: true, name: 'Gast 1' })
      expect(row.instance).not.toBe(before!.instance)
      expect(hex(row.fingerprint)).not.toBe(hex(before!.fingerprint))
    }
    expect(again.securityCodes.get().get(moderatorId)).toEqual(moderator.securityCodes.get().get(guestId(1)))
    expect(read(await again.open(guestId(2), early, 'stored'))).toBe('vor dem Neuladen')
    expect(read(await again.open(guestId(1), mine, 'stored'))).toBe('von mir selbst')
    expect(read(await moderator.open(guestId(1), await again.seal(chat('wieder da'))))).toBe('wieder da')
    await lab.advance(40_000)
    expect(moderator.roster.get()).toHaveLength(3)
  })

  test('a set-up message for the page before the reload is worth nothing after it', async () => {
    const lab = new Lab()
    const { moderator, guests } = await lab.admitted(1)
    const stale = await moderator.seal({ topic: 'signal', to: guestId(1), payload: bytesOf('alt'), kind: 'signal' })
    const again = await lab.guest(1, await guests[0]!.suspend())
    await again.onOpening(moderator.opening())
    await lab.settle()
    expect(await again.open(moderatorId, stale)).toBeNull()
    expect(kinds(again)).toEqual(['forged'])
  })

  test("the moderator's reload keeps everyone, those inside and those waiting, under a new key and the same opening", async () => {
    const lab = new Lab()
    const { moderator, guests } = await lab.admitted(1, 2)
    const waiting = await lab.guest(3)
    await waiting.onOpening(moderator.opening())
    await lab.settle()
    await waiting.whisper('ich warte')
    await lab.settle()
    const log = await guests[0]!.seal(chat('vorher'))
    const again = await lab.moderator(await moderator.suspend())
    await lab.settle()
    expect(again.opening()).toEqual(moderator.opening())
    expect(guests.map(({ state }) => state.get())).toEqual(['admitted', 'admitted'])
    expect(guests.map(({ epoch }) => epoch.get())).toEqual([again.epoch.get(), again.epoch.get()])
    expect(again.roster.get()).toHaveLength(3)
    expect(again.roster.get()[0]!.instance).toBe(guests[0]!.roster.get()[0]!.instance)
    expect(again.securityCodes.get().get(guestId(1))).toEqual(guests[0]!.securityCodes.get().get(moderatorId))
    expect(read(await again.open(guestId(1), log, 'stored'))).toBe('vorher')
    expect(again.waiting.get()).toMatchObject([{ name: 'Gast 3', state: 'ready', whispers: [{ text: 'ich warte' }] }])
    await again.admit(guestId(3), { history: false })
    await lab.advance(2_000)
    expect(waiting.state.get()).toBe('admitted')
    expect(read(await guests[1]!.open(moderatorId, await again.seal(chat('bin wieder da'))))).toBe('bin wieder da')
  })

  test('a moderator that lost its last minutes still leads, and no number is used twice', async () => {
    const lab = new Lab()
    const { moderator, guests } = await lab.admitted(1)
    const old = await moderator.suspend()
    await lab.advance(1_000)
    await moderator.confirmCode(guestId(1))
    await lab.advance(7_000)
    const versions = lab.wire.filter(({ bytes }) => bytes[0] === layouts.roster.type).length
    const again = await lab.moderator(old)
    await lab.advance(6_000)
    expect(versions).toBeGreaterThan(1)
    expect(guests[0]!.state.get()).toBe('admitted')
    expect(guests[0]!.epoch.get()).toBe(again.epoch.get())
    expect(kinds(guests[0]!)).toEqual(['fork'])
    expect(read(await guests[0]!.open(moderatorId, await again.seal(chat('x'))))).toBe('x')
  })

  test('a waiting guest that reloads keeps its name, its messages and its state', async () => {
    const lab = new Lab()
    const moderator = await lab.moderator()
    const guest = await lab.guest(1)
    await guest.onOpening(moderator.opening())
    await lab.settle()
    await guest.whisper('bitte warten Sie')
    await moderator.hold(guestId(1))
    await lab.settle()
    const again = await lab.guest(1, await guest.suspend())
    await again.onOpening(moderator.opening())
    await lab.settle()
    expect(again.state.get()).toBe('held')
    expect(again.whispers.get()).toHaveLength(1)
    expect(moderator.waiting.get()).toMatchObject([{ state: 'held', whispers: [{ text: 'bitte warten Sie' }] }])
    expect(moderator.knocks.get()).toBe(1)
  })

  test('a waiting guest whose connection is lost for a moment keeps place, messages and state, without a new knock', async () => {
    const lab = new Lab()
    const moderator = await lab.moderator()
    const guest = await lab.guest(1)
    await guest.onOpening(moderator.opening())
    await lab.settle()
    await guest.whisper('bin im Zug')
    await moderator.hold(guestId(1))
    await lab.settle()
    moderator.memberGone(guestId(1))
    await lab.settle()
    await guest.onOpening(moderator.opening())
    await lab.advance(60_000)
    expect(guest.state.get()).toBe('held')
    expect(moderator.waiting.get()).toMatchObject([{ state: 'held', whispers: [{ text: 'bin im Zug' }] }])
    expect(moderator.knocks.get()).toBe(0)
    expect(lab.wire.filter(({ bytes }) => bytes[0] === layouts.knock.type)).toHaveLength(1)
  })

  test('a waiting guest that stays away is off the list after 30 seconds, and out again if it was let in meanwhile', async () => {
    const lab = new Lab()
    const moderator = await lab.moderator()
    for (const n of [1, 2]) await (await lab.guest(n)).onOpening(moderator.opening())
    await lab.settle()
    for (const n of [1, 2]) {
      lab.parties.get(guestId(n))!.close()
      moderator.memberGone(guestId(n))
    }
    await lab.advance(20_000)
    expect(moderator.waiting.get()).toHaveLength(2)
    await moderator.admit(guestId(2), { history: false })
    await lab.advance(16_000)
    expect(moderator.waiting.get()).toEqual([])
    expect(moderator.roster.get()).toHaveLength(2)
    await lab.advance(16_000)
    expect(moderator.roster.get()).toHaveLength(1)
  })

  test('a moderator with other keys makes guests knock afresh, with nothing left of before', async () => {
    const lab = new Lab()
    const { moderator, guests } = await lab.admitted(1)
    const [guest] = guests
    await guest!.confirmCode(moderatorId)
    const sealed = await moderator.seal(chat('alt'))
    const next = await lab.moderator()
    await guest!.onOpening(next.opening())
    await lab.settle()
    expect(kinds(guest!)).toEqual(['moderator-changed'])
    expect([guest!.state.get(), guest!.epoch.get(), guest!.roster.get(), guest!.securityCodes.get().size]).toEqual([
      'waiting',
      null,
      [],
      0,
    ])
    expect(await lab.opened(guest!, moderatorId, sealed)).toEqual([null])
    await next.admit(guestId(1), { history: true })
    await lab.advance(2_000)
    expect(guest!.roster.get()[0]).toMatchObject({ role: 'moderator', verified: false })
  })

  test('a guest that lost its keys knocks again, marked as having been here, and takes its old place only by a click', async () => {
    const lab = new Lab()
    const { moderator } = await lab.admitted(1)
    const fresh = await lab.guest(1)
    await fresh.onOpening(moderator.opening())
    await lab.settle()
    expect(fresh.state.get()).toBe('waiting')
    expect(moderator.waiting.get()).toMatchObject([{ id: guestId(1), returning: true, state: 'ready' }])
    await moderator.admit(guestId(1), { history: true })
    await lab.advance(2_000)
    expect(fresh.state.get()).toBe('admitted')
    expect(moderator.roster.get()).toHaveLength(2)
  })

  test('a saved state is nothing for another member, another meeting or the same page load', async () => {
    const lab = new Lab()
    const { guests } = await lab.admitted(1)
    const saved = await guests[0]!.suspend()
    await expect(lab.guest(2, saved)).rejects.toThrow('snapshot')
    await expect(lab.moderator(saved)).rejects.toThrow('snapshot')
    await expect(lab.guest(1, bytesOf('{}'))).rejects.toThrow('snapshot')
  })
})

describe('the end', () => {
  const keysOf = (side: unknown) => (side as { keys: OwnKeys }).keys.save()
  const saved = async (side: { suspend(): Promise<Uint8Array> }) => new TextDecoder().decode(await side.suspend())

  test('whoever leaves, and whoever ends the meeting, keeps no key of their own; the word of it was signed before', async () => {
    const lab = new Lab()
    const { moderator, guests } = await lab.admitted(1, 2)
    await guests[0]!.leave()
    await lab.advance(2_000)
    expect(moderator.roster.get()).toHaveLength(2)
    await moderator.end()
    await lab.advance(10_000)
    expect(guests[1]!.state.get()).toBe('ended')
    for (const side of [moderator, ...guests]) {
      expect(keysOf(side)).toBeNull()
      expect(await saved(side)).not.toContain('"d":')
    }
    const again = await lab.guest(1, await guests[0]!.suspend())
    expect([again.state.get(), keysOf(again)]).toEqual(['ended', null])
  })

  test('a page that closes forgets its keys and who waits, and saves nothing over what it left', async () => {
    const lab = new Lab()
    const { moderator, guests } = await lab.admitted(1)
    await (await lab.guest(2)).onOpening(moderator.opening())
    await lab.settle()
    expect(await saved(moderator)).toContain('"d":')
    expect(moderator.waiting.get()).toHaveLength(1)
    for (const side of [moderator, guests[0]!]) {
      side.close()
      expect(keysOf(side)).toBeNull()
      await expect(side.suspend()).rejects.toThrow('closed')
    }
    expect(moderator.waiting.get()).toEqual([])
  })
})

describe('session box', () => {
  const share = new Uint8Array(32).fill(9)
  const sealing = { context: 'meeting/member', content: bytesOf('geheim'), random: seeded(5) }

  test('opens with the same share and context, and with nothing else', async () => {
    const box = await sealBox(share, sealing)
    expect(await openBox(share, { context: 'meeting/member', box })).toEqual(bytesOf('geheim'))
    const wrong = [
      openBox(share, { context: 'meeting/other', box }),
      openBox(share.with(0, 8), { context: 'meeting/member', box }),
      openBox(share, { context: 'meeting/member', box: box.with(40, box[40]! ^ 1) }),
      openBox(share, { context: 'meeting/member', box: box.slice(0, 20) }),
      openBox(share.slice(1), { context: 'meeting/member', box }),
    ]
    expect((await Promise.allSettled(wrong)).map(({ status }) => status)).toEqual(Array(5).fill('rejected'))
  })

  test('two boxes of the same content differ', async () => {
    expect(hex(await sealBox(share, sealing))).not.toBe(hex(await sealBox(share, sealing)))
  })
})
