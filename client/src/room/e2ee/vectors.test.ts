import { describe, expect, test } from 'vitest'
import { fromHex, hex, idBytes, pack, pad, u64, unpack, unpad, utf8 } from './encoding.ts'
import { openEnvelope } from './envelope.ts'
import { bodyHash, covered, decode, encodeBody, signed, verifySigned, type Message, type Name } from './messages.ts'
import { confirmation, decodeBoxes, openBoxFor, openPeople } from './roster.ts'
import { securityCode } from './security-code.ts'
import { openBox, sealBox } from './session-box.ts'
import { decrypt, hkdf, mac, openSealed, pairSecret, restoreKey } from './suite.ts'
import { commitment, decodeIntroduction, introductionInfo, transcript } from './transcript.ts'
import vectors from '../../../../docs/protocol-vectors.json' with { type: 'json' }

const { meeting, admission, epoch, envelopes, messages, whispers, sessionBox } = vectors
const sid = fromHex(meeting.sid)
const secret = fromHex(epoch.secret)
const guestInstance = fromHex(meeting.guestInstance)

function message<N extends Name>(name: N, digits: string): Extract<Message, { name: N }> {
  const decoded = decode(fromHex(digits))
  expect(decoded.name).toBe(name)
  return decoded as Extract<Message, { name: N }>
}

const open = message('open', messages.open)
const knock = message('knock', messages.knock)
const hello = message('hello', messages.hello)
const reveal = message('reveal', messages.reveal)
const roster = message('roster', messages.roster)
const whole = fromHex(admission.transcript)
const key = (label: string, salt: Uint8Array, ...context: Uint8Array[]) => hkdf({ secret, salt, label, context })

describe('the known answers of docs/protocol-vectors.json', () => {
  test('hold for every signature, and for none after a change of one bit', async () => {
    const byModerator = [
      open,
      hello,
      roster,
      message('status', messages.status),
      message('beat', messages.beat),
      message('end', messages.end),
    ]
    const signedBy: [Message, Uint8Array, Uint8Array?][] = [
      ...byModerator.map((each): [Message, Uint8Array] => [each, open.fields.verifying]),
      [knock, knock.fields.verifying],
      [reveal, knock.fields.verifying, whole],
      [message('farewell', messages.farewell), knock.fields.verifying],
      [message('envelope', messages.envelopeToAll), knock.fields.verifying],
      [message('envelope', messages.envelopeToGuest), open.fields.verifying],
    ]
    for (const [each, by, context] of signedBy) {
      await verifySigned(by, each, context)
      const changed = { ...each, body: each.body.with(20, each.body[20]! ^ 1) } as Message
      await expect(verifySigned(by, changed, context)).rejects.toThrow('signature')
    }
  })

  test('hold for the encoding of every message', () => {
    for (const digits of Object.values(messages)) {
      const { name, fields, body } = decode(fromHex(digits))
      expect(hex(encodeBody(name, fields as never))).toBe(hex(body))
    }
  })

  test('hold for commitment, transcript, security code and introduction', async () => {
    expect(hex(await commitment(knock.fields, fromHex(admission.guestNonce)))).toBe(admission.commitment)
    expect(hex(knock.fields.commitment)).toBe(admission.commitment)
    expect(hex(await bodyHash(knock))).toBe(admission.knockHash)
    const [moderatorNonce, guestNonce] = [hello.fields.nonce, reveal.fields.nonce]
    const computed = await transcript({
      opening: open.fields,
      knock: knock.fields,
      knockHash: fromHex(admission.knockHash),
      moderatorNonce,
      guestNonce,
    })
    expect(hex(computed)).toBe(admission.transcript)
    const sealing = await restoreKey(vectors.keys.moderatorSealing, 'sealing')
    const { content, exported } = await openSealed(sealing, introductionInfo(knock.fields), knock.fields.introduction)
    const { name, fingerprint } = decodeIntroduction(content)
    expect({ name, fingerprint: hex(fingerprint), exported: hex(exported) }).toEqual(admission.introduction)
    const codes = [
      ...vectors.securityCodes,
      { transcript: admission.transcript, digits: admission.digits, emoji: admission.emoji },
    ]
    for (const { transcript: of, digits, emoji } of codes) {
      const code = await securityCode(fromHex(of))
      expect([code.digits, code.emoji.map(({ index }) => index)]).toEqual([digits, emoji])
    }
  })

  test('hold for whispers', async () => {
    const both = [
      [messages.whisperFromGuest, whispers.guestKey, whispers.guestText, 1],
      [messages.whisperFromModerator, whispers.moderatorKey, whispers.moderatorText, 0],
    ] as const
    for (const [digits, expected, words, direction] of both) {
      const { fields } = message('whisper', digits)
      const context = [Uint8Array.of(direction), fields.instance]
      const derived = await hkdf({
        secret: fromHex(admission.introduction.exported),
        salt: whole,
        label: 'vieraugen/whisper',
        context,
      })
      expect(hex(derived)).toBe(expected)
      const plain = await decrypt({
        key: derived,
        counter: fields.counter,
        context: new Uint8Array(),
        content: fields.sealed,
      })
      expect(hex(unpack(unpad(plain))[0]!)).toBe(hex(utf8(words)))
    }
  })

  test('hold for the epoch key, the roster and the key confirmation', async () => {
    const sealing = await restoreKey(vectors.keys.guestSealing, 'sealing')
    const [box] = decodeBoxes(roster.fields.boxes)
    const guest = { id: meeting.guest, instance: meeting.guestInstance, transcript: whole }
    expect(hex(await openBoxFor(sealing, roster.fields, { ...guest, box: box!.box }))).toBe(epoch.secret)
    await expect(
      openBoxFor(sealing, roster.fields, { ...guest, transcript: whole.with(0, whole[0]! ^ 1), box: box!.box }),
    ).rejects.toThrow('box')
    const people = await openPeople(secret, roster.fields, roster.fields.people)
    expect([...people.values()].map(({ name }) => name)).toEqual(epoch.names)
    expect(hex(await bodyHash(roster))).toBe(epoch.rosterHash)
    expect(hex(await key('vieraugen/roster', sid, u64(epoch.rosterVersion), fromHex(meeting.moderatorInstance)))).toBe(
      epoch.rosterKey,
    )
    const joined = message('joined', messages.joined)
    const confirmed = await confirmation(secret, { sid, member: guest, rosterHash: fromHex(epoch.rosterHash) })
    expect(hex(confirmed.key)).toBe(epoch.confirmationKey)
    expect(hex(await key('vieraugen/confirm', sid, utf8(meeting.guest), guestInstance))).toBe(epoch.confirmationKey)
    expect(hex(joined.trailer)).toBe(hex(await mac(confirmed.key, covered('joined', joined.body, confirmed.context))))
  })

  test('hold for envelopes to all and to one', async () => {
    const sealing = await restoreKey(vectors.keys.guestSealing, 'sealing')
    expect(hex(await pairSecret(sealing, open.fields.sealing))).toBe(envelopes.toGuest.pairSecret)
    const cases = [
      {
        digits: messages.envelopeToAll,
        expected: envelopes.toAll,
        pair: new Uint8Array(),
        toInstance: new Uint8Array(),
      },
      {
        digits: messages.envelopeToGuest,
        expected: envelopes.toGuest,
        pair: fromHex(envelopes.toGuest.pairSecret),
        toInstance: guestInstance,
      },
    ]
    for (const { digits, expected, pair, toInstance } of cases) {
      const { sealed, ...header } = message('envelope', digits).fields
      const context = [
        u64(header.epoch),
        idBytes(header.from),
        header.instance,
        Uint8Array.of(header.kind),
        header.to,
        toInstance,
      ]
      const derived = await hkdf({ secret: pack(secret, pair), salt: sid, label: 'vieraugen/envelope', context })
      expect(hex(derived)).toBe(expected.key)
      const associated = encodeBody('envelope', { ...header, sealed: new Uint8Array() })
      const plain = await decrypt({ key: derived, counter: header.sequence, context: associated, content: sealed })
      expect(unpack(unpad(plain)).map(hex)).toEqual([
        hex(utf8(expected.topic)),
        hex(u64(envelopes.at)),
        expected.payload,
      ])
    }
  })

  test('hold for what a member opens', async () => {
    const people = await openPeople(secret, roster.fields, roster.fields.people)
    const held = { number: epoch.number, secret, people, installedAt: 0, supersededAt: null }
    const signing = await restoreKey(vectors.keys.guestSigning, 'signing')
    const sealing = await restoreKey(vectors.keys.guestSealing, 'sealing')
    const self = { id: meeting.guest, instance: meeting.guestInstance, signing, sealing }
    for (const [digits, expected, from] of [
      [messages.envelopeToAll, envelopes.toAll, meeting.guest],
      [messages.envelopeToGuest, envelopes.toGuest, meeting.moderator],
    ] as const) {
      const opened = await openEnvelope(message('envelope', digits), held, self)
      expect([opened.from, opened.topic, hex(opened.payload), opened.at]).toEqual([
        from,
        expected.topic,
        expected.payload,
        envelopes.at,
      ])
    }
  })

  test('hold for padding and the session box', async () => {
    for (const { length, padded } of vectors.padding) expect(pad(new Uint8Array(length))).toHaveLength(padded)
    const { context } = sessionBox
    const random = () => fromHex(sessionBox.salt)
    const box = await sealBox(fromHex(sessionBox.share), { context, content: fromHex(sessionBox.content), random })
    expect(hex(box)).toBe(sessionBox.box)
    expect(hex(await openBox(fromHex(sessionBox.share), { context, box }))).toBe(sessionBox.content)
  })

  test('are what these keys sign today', async () => {
    const signing = await restoreKey(vectors.keys.moderatorSigning, 'signing')
    const again = decode(await signed(signing, 'open', open.fields))
    expect(hex(again.body)).toBe(hex(open.body))
    await verifySigned(signing.publicKey, again)
  })
})
