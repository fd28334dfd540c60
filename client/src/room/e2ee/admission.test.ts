import { describe, expect, test } from 'vitest'
import { bytesOf, guestId, Lab, moderatorId } from './simulation.ts'

const chat = (text: string) => ({ topic: 'chat', to: 'all', payload: bytesOf(text), kind: 'log' }) as const
const read = (opened: { payload: Uint8Array } | null) => opened && new TextDecoder().decode(opened.payload)

describe('admission', () => {
  test('a guest knocks, waits, is admitted by a click, and both see the same code', async () => {
    const lab = new Lab()
    const moderator = await lab.moderator()
    const guest = await lab.guest(1)
    await guest.onOpening(moderator.opening())
    await lab.settle()
    expect(guest.state.get()).toBe('waiting')
    expect(moderator.waiting.get()).toMatchObject([{ id: guestId(1), name: 'Gast 1', state: 'ready', returning: false }])
    expect(guest.securityCodes.get().size).toBe(0)
    await moderator.admit(guestId(1), { history: true })
    await lab.advance(2_000)
    expect(guest.state.get()).toBe('admitted')
    expect(guest.securityCodes.get().get(moderatorId)).toEqual(moderator.securityCodes.get().get(guestId(1)))
    expect(guest.securityCodes.get().get(moderatorId)?.digits).toMatch(/^\d{6}$/)
    expect(moderator.roster.get().map(({ name }) => name)).toEqual(['Beraterin', 'Gast 1'])
    expect(guest.roster.get().map(({ name }) => name)).toEqual(['Beraterin', 'Gast 1'])
    expect(moderator.waiting.get()).toEqual([])
    expect([...moderator.incidents.get(), ...guest.incidents.get()]).toEqual([])
  })

  test('admitted people read each other', async () => {
    const lab = new Lab()
    const { moderator, guests } = await lab.admitted(1, 2)
    const [first, second] = guests
    const sent = await first!.seal(chat('Guten Tag'))
    expect(read(await moderator.open(guestId(1), sent))).toBe('Guten Tag')
    expect(await second!.open(guestId(1), sent)).toMatchObject({ from: guestId(1), name: 'Gast 1', topic: 'chat', kind: 'log', sequence: 0 })
    const back = await moderator.seal({ ...chat('nur für Sie'), to: guestId(1) })
    expect(read(await first!.open(moderatorId, back))).toBe('nur für Sie')
    expect(await second!.open(moderatorId, back)).toBeNull()
    expect(read(await moderator.open(moderatorId, back))).toBe('nur für Sie')
  })
})
