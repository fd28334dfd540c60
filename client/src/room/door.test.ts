import type { FromBrowser, RelayPerson } from '@vieraugen/protocol/relay.ts'
import { describe, expect, test } from 'vitest'
import { createDoor } from './door.ts'
import type { Moderator } from './e2ee/conference.ts'
import { guestId, Lab, moderatorId } from './e2ee/simulation.ts'

const seat = (participant: string, state: RelayPerson['state'], connected = true): RelayPerson => ({
  participant,
  state,
  connected,
  since: '2027-01-15T08:00:00.000Z',
})

/** A door whose words to the relay can be read. */
function doorOf(moderator: Moderator) {
  const said: FromBrowser[] = []
  const door = createDoor({ moderator, say: (message) => said.push(message), handHistory: () => undefined })
  const decided = () => said.filter(({ t }) => t === 'decide')
  return { door, decided }
}

async function waiting(lab: Lab, ...numbers: number[]) {
  const moderator = await lab.moderator()
  for (const n of numbers) await (await lab.guest(n)).onOpening(moderator.opening())
  await lab.settle()
  return { moderator, ...doorOf(moderator) }
}

describe('the door', () => {
  test('nobody gets the key while the room is full, and somebody does once there is a place', async () => {
    const lab = new Lab()
    const { moderator, door, decided } = await waiting(lab, 1, 2)
    const inside = [moderatorId, ...[11, 12, 13, 14].map(guestId)].map((id) => seat(id, 'admitted'))
    const outside = [seat(guestId(1), 'waiting'), seat(guestId(2), 'waiting')]
    door.onPeople([...inside, ...outside])
    await door.admit(guestId(1), { history: false })
    // Before the relay has said that the first one took the last place.
    await expect(door.admit(guestId(2), { history: false })).rejects.toMatchObject({ code: 'room-full' })
    expect(decided()).toHaveLength(1)
    expect(moderator.waiting.get().map(({ id }) => id)).toEqual([guestId(2)])
    const gone = inside.map((one) => (one.participant === guestId(11) ? { ...one, connected: false } : one))
    door.onPeople([...gone, seat(guestId(1), 'admitted'), outside[1]!])
    await door.admit(guestId(2), { history: false })
    expect(decided()).toHaveLength(2)
    await lab.advance(2_000)
    expect(moderator.roster.get()).toHaveLength(3)
  })

  test('who left while the page of the counsellor was loading again does not stay in the list', async () => {
    const lab = new Lab()
    const { moderator, guests } = await lab.admitted(1, 2)
    guests[1]!.close()
    const again = await lab.moderator(await moderator.suspend())
    await lab.settle()
    const { door } = doorOf(again)
    expect(again.roster.get()).toHaveLength(3)
    door.onPeople([seat(moderatorId, 'admitted'), seat(guestId(1), 'admitted'), seat(guestId(2), 'admitted', false)])
    await lab.advance(31_000)
    expect(again.roster.get().map(({ id }) => id)).toEqual([moderatorId, guestId(1)])
    door.close()
    expect(door.people.get()).toEqual([])
  })
})
