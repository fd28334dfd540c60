import { describe, expect, test } from 'vitest'
import { createGuest } from './guest.ts'
import { decode, layouts, type Fields, type MessageOf } from './messages.ts'
import { createModerator } from './moderator.ts'
import { decodeBoxes, openBoxFor } from './roster.ts'
import { securityCode, type SecurityCode } from './security-code.ts'
import { chat, guestId, kinds, Lab, meetingId, moderatorId, read, seeded, type Packet } from './simulation.ts'
import { generateSealingKey, restoreKey } from './suite.ts'
import { commitment, transcript } from './transcript.ts'

/** The fields of a knock that matter to the code, with keys that are mere bytes: only hashes are computed here. */
async function knockOf(
  random: (count: number) => Uint8Array,
  sid: Uint8Array,
): Promise<{ knock: Fields<'knock'>; nonce: Uint8Array }> {
  const open = { sid, guest: guestId(1), instance: random(16), verifying: random(65), sealing: random(65) }
  const nonce = random(32)
  return { knock: { ...open, commitment: await commitment(open, nonce), introduction: random(64) }, nonce }
}

const openingOf = (random: (count: number) => Uint8Array): Fields<'open'> => {
  const keys = { verifying: random(65), sealing: random(65) }
  return { suite: 1, meeting: meetingId, sid: random(16), moderator: moderatorId, ...keys }
}

const codeOf = async (
  opening: Fields<'open'>,
  { knock, nonce }: Awaited<ReturnType<typeof knockOf>>,
  moderatorNonce: Uint8Array,
) => securityCode(await transcript({ opening, knock, knockHash: knock.commitment, moderatorNonce, guestNonce: nonce }))

interface Codes {
  readonly moderator: SecurityCode
  readonly guest: SecurityCode
}

/**
 * One run of someone in the middle with keys of its own to both sides, in each order that the commitment leaves it:
 * the guest first, the moderator first, nonces reflected, or keys replaced towards one side only.
 */
async function attack(seed: number): Promise<Codes> {
  const random = seeded(seed)
  const honest = openingOf(random)
  const shown =
    seed % 4 === 3
      ? { ...honest, sealing: random(65) }
      : { ...openingOf(random), sid: seed % 2 ? honest.sid : random(16) }
  const guest = await knockOf(random, shown.sid)
  const replaced = await knockOf(random, honest.sid)
  const moderatorNonce = random(32)
  const nonceToGuest = seed % 4 === 2 ? moderatorNonce : random(32)
  const [atModerator, atGuest] = [codeOf(honest, replaced, moderatorNonce), codeOf(shown, guest, nonceToGuest)]
  return { moderator: await atModerator, guest: await atGuest }
}

const emoji = ({ emoji: four }: SecurityCode) => four.map(({ index }) => index).join()
const runs = Array.from({ length: 10_000 }, (_, seed) => seed)

describe('someone in the middle', () => {
  test('never gets two equal codes in 10,000 runs, and no more equal beginnings than chance gives', async () => {
    const codes = await Promise.all(runs.map(attack))
    expect(codes.filter(({ moderator, guest }) => moderator.digits === guest.digits)).toEqual([])
    expect(codes.filter(({ moderator, guest }) => emoji(moderator) === emoji(guest))).toEqual([])
    const firstTwo = codes.filter(
      ({ moderator, guest }) => moderator.digits.slice(0, 2) === guest.digits.slice(0, 2),
    ).length
    // 100 expected, standard deviation 10: five of them either way.
    expect(firstTwo).toBeGreaterThan(50)
    expect(firstTwo).toBeLessThan(150)
  }, 60_000)

  test('would always win if it could choose its nonce after seeing the other one: this is what the commitment takes away', async () => {
    const random = seeded(42)
    const [honest, shown] = [openingOf(random), openingOf(random)]
    const target = await codeOf(honest, await knockOf(random, honest.sid), random(32))
    const guest = await knockOf(random, shown.sid)
    let tries = 0
    let found = ''
    while (found !== target.digits.slice(0, 2) && tries++ < 5_000)
      found = (await codeOf(shown, guest, random(32))).digits.slice(0, 2)
    expect(found).toBe(target.digits.slice(0, 2))
  })

  test('with whole conversations to both sides: the codes differ, and comparing them puts it out for good', async () => {
    for (let seed = 0; seed < 10; seed++) {
      const { lab, moderator, guest, inner } = await bridged(seed)
      await inner.moderator.admit(guestId(1), { history: true })
      await moderator.admit(guestId(1), { history: true })
      await lab.advance(2_000)
      expect([guest.state.get(), inner.guest.state.get()]).toEqual(['admitted', 'admitted'])
      const [there, here] = [
        moderator.securityCodes.get().get(guestId(1))!,
        guest.securityCodes.get().get(moderatorId)!,
      ]
      expect(there.digits).not.toBe(here.digits)
      expect(emoji(there)).not.toBe(emoji(here))
      await moderator.reportMismatch(guestId(1))
      await guest.reportMismatch(moderatorId)
      expect([moderator.state.get(), moderator.epoch.get(), guest.state.get(), guest.epoch.get()]).toEqual([
        'mismatch',
        null,
        'mismatch',
        null,
      ])
    }
  })

  test('a HELLO for someone else, a second HELLO or a second REVEAL changes nothing', async () => {
    const lab = new Lab(3)
    const moderator = await lab.moderator()
    const [first, second] = [await lab.guest(1), await lab.guest(2)]
    const hellos: Packet[] = []
    lab.relay = (packet) => {
      if (packet.bytes[0] !== layouts.hello.type) return [packet]
      hellos.push(packet)
      return hellos.length === 2
        ? [{ ...hellos[0]!, to: guestId(2) }, { ...packet, to: guestId(1) }, ...hellos, ...hellos]
        : []
    }
    for (const guest of [first, second]) await guest.onOpening(moderator.opening())
    await lab.settle()
    expect([first.state.get(), second.state.get()]).toEqual(['waiting', 'waiting'])
    expect([kinds(first), kinds(second)]).toEqual([
      ['unexpected', 'replayed'],
      ['unexpected', 'replayed'],
    ])
    const [reveal] = lab.wire.filter(({ bytes }) => bytes[0] === layouts.reveal.type)
    const before = moderator.waiting.get()
    lab.inject(reveal!, { ...reveal!, from: guestId(2) })
    await lab.settle()
    expect(moderator.waiting.get()).toEqual(before)
    expect(kinds(moderator)).toEqual(['unexpected'])
  })

  test('cannot draw codes as often as it likes, from neither side', async () => {
    const lab = new Lab(6)
    const moderator = await lab.moderator()
    const guest = await lab.guest(1)
    lab.relay = (packet) => (packet.bytes[0] === layouts.reveal.type ? [] : [packet])
    await guest.onOpening(moderator.opening())
    for (let i = 0; i < 3; i++) await lab.advance(61_000)
    lab.relay = (packet) => [packet]
    await lab.advance(61_000)
    expect(guest.state.get()).toBe('waiting')
    const before = lab.wire.length
    for (let i = 0; i < 20; i++) {
      const again = await lab.guest(1, await lab.parties.get(guestId(1))!.suspend())
      await again.onOpening(moderator.opening())
      await lab.settle()
    }
    const answered = lab.wire.slice(before).filter(({ bytes }) => bytes[0] === layouts.hello.type)
    expect(answered.length).toBeLessThanOrEqual(5)
    expect(kinds(moderator)).toContain('limited')
    const restless = await lab.guest(2)
    const from = lab.wire.length
    for (let i = 0; i < 20; i++) {
      await restless.onOpening((await createModerator(lab.participation(moderatorId, 'Beraterin'))).opening())
      await lab.settle()
    }
    const knocks = lab.wire
      .slice(from)
      .filter((packet) => packet.from === guestId(2) && packet.bytes[0] === layouts.knock.type)
    expect(knocks).toHaveLength(5)
  })

  test('an opening or a knock with one key replaced is refused at once', async () => {
    const lab = new Lab(4)
    const moderator = await lab.moderator()
    const guest = await lab.guest(1)
    const other = await generateSealingKey()
    const replaceSealing = (bytes: Uint8Array) => {
      const message = decode(bytes) as MessageOf<'open'> | MessageOf<'knock'>
      const at = bytes.findIndex((_, i) => message.fields.sealing.every((byte, j) => bytes[i + j] === byte))
      const replaced = bytes.slice()
      replaced.set(other.publicKey, at)
      return replaced
    }
    await guest.onOpening(replaceSealing(moderator.opening()))
    expect([guest.state.get(), kinds(guest)]).toEqual(['waiting-for-moderator', ['forged']])
    lab.relay = (packet) => [
      packet.bytes[0] === layouts.knock.type ? { ...packet, bytes: replaceSealing(packet.bytes) } : packet,
    ]
    await guest.onOpening(moderator.opening())
    await lab.settle()
    expect([moderator.waiting.get(), kinds(moderator)]).toEqual([[], ['forged']])
  })

  test('someone who sees, and may replay, everything learns no epoch key: no box opens with any key but the one it is for', async () => {
    const lab = new Lab(5)
    const { moderator, guests } = await lab.admitted(1, 2)
    await moderator.confirmCode(guestId(1))
    await lab.settle()
    const outsider = await lab.guest(3)
    await outsider.onOpening(moderator.opening())
    await lab.settle()
    const own = JSON.parse(new TextDecoder().decode(await outsider.suspend())) as { keys: { sealing: JsonWebKey } }
    const keys = [await generateSealingKey(), await restoreKey(own.keys.sealing, 'sealing')]
    const rosters = lab.wire
      .map(({ bytes }) => decode(bytes))
      .filter((message): message is MessageOf<'roster'> => message.name === 'roster')
    expect(rosters.length).toBeGreaterThan(2)
    for (const { fields } of rosters) {
      for (const { box, ...to } of decodeBoxes(fields.boxes)) {
        for (const key of keys) {
          await expect(openBoxFor(key, fields, { ...to, transcript: new Uint8Array(32), box })).rejects.toThrow('box')
        }
      }
    }
    const wire = lab.wire.map(({ bytes }) => bytes)
    const secrets = [moderator, ...guests].map((side) => side.suspend())
    for (const saved of await Promise.all(secrets)) {
      const { epochs } = JSON.parse(new TextDecoder().decode(saved)) as { epochs: { secret: { bytes: string } }[] }
      for (const { secret } of epochs) {
        const start = Uint8Array.from(secret.bytes.match(/../g)!.slice(0, 8), (pair) => Number.parseInt(pair, 16))
        expect(wire.some((bytes) => bytes.some((_, i) => start.every((byte, j) => bytes[i + j] === byte)))).toBe(false)
      }
    }
    expect(read(await guests[0]!.open(moderatorId, await moderator.seal(chat('unter uns'))))).toBe('unter uns')
  })
})

/** A moderator and a guest who believe to talk to each other, and between them a guest and a moderator of the relay's own. */
async function bridged(seed: number) {
  const lab = new Lab(1_000 + seed)
  const moderator = await lab.moderator()
  const toModerator = (bytes: Uint8Array) => lab.inject({ from: guestId(1), to: moderatorId, bytes })
  const toGuest = (bytes: Uint8Array) => lab.inject({ from: moderatorId, to: guestId(1), bytes })
  const inner = {
    guest: await createGuest({
      ...lab.participation(guestId(1), 'Gast 1'),
      wire: { send: (_, bytes) => toModerator(bytes) },
    }),
    moderator: await createModerator({
      ...lab.participation(moderatorId, 'Beraterin'),
      wire: { send: (_, bytes) => toGuest(bytes) },
    }),
  }
  const guest = await lab.guest(1)
  lab.parties.set('inner guest', inner.guest).set('inner moderator', inner.moderator)
  lab.relay = ({ from, to, bytes }) => {
    if (to !== moderatorId && to !== guestId(1)) return []
    return [{ from, to: from === moderatorId ? 'inner guest' : 'inner moderator', bytes }]
  }
  await inner.guest.onOpening(moderator.opening())
  await guest.onOpening(inner.moderator.opening())
  await lab.advance(1_000)
  return { lab, moderator, guest, inner }
}
