import { describe, expect, test } from 'vitest'
import { answerHello, beginAttempt } from './attempt.ts'
import type { Guest, Moderator } from './conference.ts'
import { fromHex, hex } from './encoding.ts'
import {
  bodyHash,
  decode,
  encodeBody,
  layouts,
  signed,
  withTrailer,
  type Fields,
  type MessageOf,
  type Name,
} from './messages.ts'
import { sealBoxes, sealPeople, type Person } from './roster.ts'
import { guestId, kinds, Lab, moderatorId } from './simulation.ts'
import { readSnapshot } from './snapshot.ts'
import { generateSealingKey, generateSigningKey, restoreKey, type KeyPair } from './suite.ts'

const last = <N extends Name>(lab: Lab, name: N, to?: string): MessageOf<N> => {
  const found = lab.wire.filter((packet) => packet.bytes[0] === layouts[name].type && (!to || packet.to === to)).at(-1)
  return decode(found!.bytes) as MessageOf<N>
}

describe('a guest that cheats', () => {
  async function cheat(): Promise<{
    lab: Lab
    moderator: Moderator
    reveal: (nonce?: Uint8Array, key?: KeyPair) => Promise<void>
  }> {
    const lab = new Lab(11)
    const moderator = await lab.moderator()
    const opening = (decode(moderator.opening()) as MessageOf<'open'>).fields
    const keys = { signing: await generateSigningKey(), sealing: await generateSealingKey() }
    const attempt = await beginAttempt(lab.participation(guestId(1), 'Gast 1'), opening, keys)
    await moderator.handle(guestId(1), attempt.knock)
    await moderator.handle(guestId(1), attempt.knock)
    const hello = last(lab, 'hello')
    const reveal = async (nonce: Uint8Array = attempt.nonce, signing = keys.signing) => {
      const chosen = { ...attempt, nonce: fromHex(hex(nonce)) }
      const answer = { opening, keys: { ...keys, signing }, hello: { body: hello.body, nonce: hello.fields.nonce } }
      await moderator.handle(guestId(1), (await answerHello(chosen, answer)).answered!.reveal)
    }
    return { lab, moderator, reveal }
  }

  test('and shows another nonce than it committed to, signed and all, gets nowhere', async () => {
    const { moderator, reveal } = await cheat()
    await reveal(new Uint8Array(32).fill(1))
    expect([kinds(moderator), moderator.waiting.get()[0]!.state]).toEqual([['forged'], 'knocking'])
    await reveal()
    expect(moderator.waiting.get()[0]!.state).toBe('ready')
  })

  test('and signs the transcript with another key than it knocked with, gets nowhere', async () => {
    const { moderator, reveal } = await cheat()
    await reveal(undefined, await generateSigningKey())
    expect([kinds(moderator), moderator.waiting.get()[0]!.state]).toEqual([['forged'], 'knocking'])
  })

  test('and knocks twice with one commitment, gets one nonce for it', async () => {
    const { lab } = await cheat()
    const hellos = lab.wire.filter(({ bytes }) => bytes[0] === layouts.hello.type).map(({ bytes }) => hex(bytes))
    expect(hellos).toHaveLength(2)
    expect(new Set(hellos).size).toBe(1)
  })
})

describe('messages made up by others', () => {
  test('nobody can confirm a key or say farewell for a member', async () => {
    const lab = new Lab(12)
    const { moderator } = await lab.admitted(1)
    lab.relay = (packet) => (packet.from === guestId(1) ? [] : [packet])
    await moderator.confirmCode(guestId(1))
    const { sid, version, epoch } = last(lab, 'roster').fields
    const instance = fromHex(moderator.roster.get()[1]!.instance)
    const joined = encodeBody('joined', { sid, member: guestId(1), instance, version, epoch })
    await moderator.handle(guestId(1), withTrailer(joined, new Uint8Array(32)))
    const farewell = await signed(await generateSigningKey(), 'farewell', {
      sid,
      member: guestId(1),
      instance,
      reason: 1,
    })
    await moderator.handle(guestId(1), farewell)
    await lab.advance(16_000)
    expect(kinds(moderator)).toEqual(['forged', 'forged'])
    expect(moderator.roster.get().map(({ confirmed }) => confirmed)).toEqual([true, false])
  })

  test('nobody can end the meeting, remove or hold a guest, or beat, but the moderator', async () => {
    const lab = new Lab(13)
    const { guests } = await lab.admitted(1)
    const key = await generateSigningKey()
    const { sid, knock, guest } = last(lab, 'status').fields
    const { fields: beat } = last(lab, 'beat')
    const forged = [
      signed(key, 'end', { sid, counter: 9e15 }),
      signed(key, 'status', { sid, knock, guest, counter: 9e15, state: 3 }),
      signed(key, 'beat', { ...beat, counter: 9e15 }),
    ]
    for (const bytes of await Promise.all(forged)) await guests[0]!.handle(moderatorId, bytes)
    expect([kinds(guests[0]!), guests[0]!.state.get()]).toEqual([['forged', 'forged', 'forged'], 'admitted'])
  })

  test('a repeated whisper is heard once, a repeated status changes nothing', async () => {
    const lab = new Lab(14)
    const moderator = await lab.moderator()
    const guest = await lab.guest(1)
    await guest.onOpening(moderator.opening())
    await lab.settle()
    await guest.whisper('einmal')
    await moderator.whisper(guestId(1), 'auch einmal')
    await moderator.hold(guestId(1))
    await lab.settle()
    lab.inject(
      ...lab.wire.filter(({ bytes }) => [layouts.whisper.type, layouts.status.type].includes(bytes[0] as never)),
    )
    await lab.settle()
    expect([moderator.waiting.get()[0]!.whispers.length, guest.whispers.get().length, guest.state.get()]).toEqual([
      2,
      2,
      'held',
    ])
    expect([kinds(moderator), kinds(guest)]).toEqual([['replayed'], ['replayed', 'replayed', 'replayed']])
  })
})

describe('a moderator that contradicts itself', () => {
  interface Leader {
    readonly lab: Lab
    readonly guest: Guest
    /** A roster with the moderator's own signature over whatever is asked for. */
    publish(change: { people?: (rows: Person[]) => Person[]; epoch?: number; version?: number }): Promise<void>
    beat(change: Partial<Fields<'beat'>>): Promise<void>
  }

  async function leader(): Promise<Leader> {
    const lab = new Lab(15)
    const { moderator, guests } = await lab.admitted(1)
    const owner = {
      role: 'moderator',
      meetingId: '00000000-0000-4000-8000-0000000000ff',
      self: moderatorId,
      instance: '',
    } as const
    const saved = readSnapshot<never>(await moderator.suspend(), owner) as unknown as {
      keys: { signing: JsonWebKey }
      members: { held: { person: Person; transcript: Uint8Array }[] }
    }
    const signing = await restoreKey(saved.keys.signing, 'signing')
    const opening = (decode(moderator.opening()) as MessageOf<'open'>).fields
    const [{ person: row, transcript }] = saved.members.held as [{ person: Person; transcript: Uint8Array }]
    const own = { ...moderator.roster.get()[0]!, verifying: opening.verifying, sealing: opening.sealing }
    const roster = last(lab, 'roster')
    const hash = await bodyHash(roster)
    const guest = guests[0]!
    const publish: Leader['publish'] = async ({
      people = (rows) => rows,
      epoch,
      version = roster.fields.version + 1,
    }) => {
      const place = {
        ...roster.fields,
        version,
        epoch: epoch ?? version,
        previousVersion: roster.fields.version,
        previous: hash,
      }
      const secret = new Uint8Array(32).fill(5)
      const boxes = await sealBoxes(secret, place, [{ ...row, transcript }])
      const sealed = await sealPeople(secret, place, people([own, row]))
      await guest.handle(moderatorId, await signed(signing, 'roster', { ...place, boxes, people: sealed }))
    }
    const beat: Leader['beat'] = async (change) => {
      const fields = { ...last(lab, 'beat').fields, counter: roster.fields.version + 10_000, ...change }
      await guest.handle(moderatorId, await signed(signing, 'beat', fields))
    }
    return { lab, guest, publish, beat }
  }

  test('by a roster with two moderators, with a row for me that is not mine, or without itself, is not believed', async () => {
    const { guest, publish } = await leader()
    const { publicKey } = await generateSigningKey()
    const before = guest.epoch.get()
    await publish({ people: ([own, row]) => [own!, { ...row!, role: 'moderator' }] })
    await publish({ people: ([own, row]) => [own!, { ...row!, verifying: publicKey }] })
    await publish({ people: ([own, row]) => [{ ...own!, verifying: publicKey }, row!] })
    await publish({ people: ([, row]) => [row!] })
    await publish({ people: ([own, row]) => [own!, row!, row!] })
    expect([kinds(guest), guest.epoch.get()]).toEqual([['forged', 'forged', 'forged', 'forged', 'malformed'], before])
    await publish({})
    expect(guest.epoch.get()).toBeGreaterThan(before!)
  })

  test('by another key for a known epoch, an older version, or another roster under one number, is not believed', async () => {
    const { lab, guest, publish, beat } = await leader()
    const { version, epoch } = last(lab, 'roster').fields
    await publish({ epoch })
    await publish({ version: version - 1 })
    await publish({ version })
    await beat({ roster: new Uint8Array(32).fill(1) })
    await beat({ version: version - 1 })
    await beat({ counter: 5 })
    expect(kinds(guest)).toEqual(['fork', 'rollback', 'fork', 'fork', 'rollback', 'rollback'])
    await beat({})
    expect(kinds(guest)).toHaveLength(6)
  })
})
