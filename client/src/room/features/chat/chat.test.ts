import { describe, expect, test } from 'vitest'
import { createChat } from './chat.ts'

const me = '01900000-0000-7000-8000-000000000001'
const other = '01900000-0000-7000-8000-000000000002'

function setUp(send: (message: unknown) => Promise<void> = async () => {}) {
  const sent: { id: string; text: string }[] = []
  let count = 0
  const chat = createChat({
    self: { id: me, name: 'Anna' },
    clock: { today: () => 1000, now: () => 0, after: () => () => {} },
    random: (length) => new Uint8Array(length).fill(++count),
    send(message) {
      sent.push(message as { id: string; text: string })
      return send(message)
    },
  })
  const texts = () => chat.state.get().lines.map(({ text, state }) => `${text} ${state}`)
  return { chat, sent, texts }
}

const from = (id: string, seq: number) => ({ id, name: id === me ? 'Anna' : 'Berta', at: 2000, seq })
const message = (text: string, digit = 'a') => ({ id: digit.repeat(32), text })

describe('an own message', () => {
  test('is shown at once as pending and becomes sent when it comes back from the log', () => {
    const { chat, sent, texts } = setUp()
    expect(chat.say('  Guten Tag\r\n')).toBe(true)
    expect(texts()).toEqual(['Guten Tag pending'])
    chat.handle(sent[0], from(me, 1))
    expect(texts()).toEqual(['Guten Tag sent'])
    expect(chat.state.get().unread).toBe(0)
  })

  test('that could not be sent says so and can be sent again under the same id', async () => {
    const { chat, sent, texts } = setUp(() => Promise.reject(new Error('no key')))
    chat.say('Hallo')
    await Promise.resolve()
    expect(texts()).toEqual(['Hallo failed'])
    chat.sayAgain(chat.state.get().lines[0]!.id)
    expect(texts()).toEqual(['Hallo pending'])
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1)
    expect(sent).toHaveLength(2)
  })

  test('is refused when empty or longer than 4000 characters', () => {
    const { chat, sent } = setUp()
    expect(chat.say(' \n ')).toBe(false)
    expect(chat.say('x'.repeat(4001))).toBe(false)
    expect(chat.say('x'.repeat(4000))).toBe(true)
    expect(sent).toHaveLength(1)
  })

  test('loses the characters that turn the text around', () => {
    const { chat, sent } = setUp()
    chat.say('a\u202Eb\u0000c')
    expect(sent[0]!.text).toBe('abc')
  })
})

describe('a message of somebody else', () => {
  test('counts as unread and is announced, until the chat is looked at', () => {
    const { chat } = setUp()
    chat.handle(message('eins'), from(other, 1))
    chat.handle(message('zwei', 'b'), from(other, 2))
    expect(chat.state.get()).toMatchObject({ unread: 2, latest: { text: 'zwei', name: 'Berta' } })
    chat.watch(true)
    chat.handle(message('drei', 'c'), from(other, 3))
    expect(chat.state.get().unread).toBe(0)
  })

  test('appears once, however often it is delivered', () => {
    const { chat, texts } = setUp()
    chat.handle(message('eins'), from(other, 1))
    chat.handle(message('eins'), from(other, 1))
    chat.restore(chat.snapshot())
    expect(texts()).toEqual(['eins sent'])
    expect(chat.state.get().unread).toBe(1)
  })

  test('cannot take the place of what another person said', () => {
    const { chat, sent, texts } = setUp()
    chat.say('von mir')
    chat.handle(sent[0], from(me, 1))
    chat.handle({ ...sent[0], text: 'untergeschoben' }, from(other, 2))
    expect(texts()).toEqual(['von mir sent', 'untergeschoben sent'])
  })

  test.each([
    null,
    'text',
    {},
    { id: 'a'.repeat(32) },
    { id: 'a'.repeat(32), text: '' },
    { id: 'a'.repeat(32), text: 'x'.repeat(4001) },
    { id: 'a'.repeat(32), text: 'x\u202Ey' },
    { id: 'a'.repeat(32), text: 'x', html: '<b>' },
    { id: 'A'.repeat(32), text: 'x' },
  ])('that is malformed is dropped: %j', (malformed) => {
    const { chat, texts } = setUp()
    chat.handle(malformed, from(other, 1))
    expect(texts()).toEqual([])
  })
})

describe('what is remembered', () => {
  test('comes back in the order of the log', () => {
    const before = setUp()
    before.chat.handle(message('zwei', 'b'), from(other, 2))
    before.chat.handle(message('eins'), from(other, 1))
    const after = setUp()
    after.chat.handle(message('drei', 'c'), from(other, 3))
    after.chat.restore(JSON.parse(JSON.stringify(before.chat.snapshot())))
    expect(after.texts()).toEqual(['eins sent', 'zwei sent', 'drei sent'])
    expect(after.chat.state.get().unread).toBe(1)
  })

  test('of an own message that was on its way is that it failed', () => {
    const before = setUp(() => new Promise(() => {}))
    before.chat.say('unterwegs')
    const after = setUp()
    after.chat.restore(before.chat.snapshot())
    expect(after.texts()).toEqual(['unterwegs failed'])
  })
})

test('what somebody said is gone once they withdrew their consent, also from what a newcomer is handed', () => {
  const { chat, texts } = setUp()
  chat.handle(message('Von Berta'), from(other, 1))
  chat.handle(message('Von mir', 'b'), from(me, 2))
  chat.forget(other)
  expect(texts()).toEqual(['Von mir sent'])
  expect(chat.state.get().latest).toBeNull()
  expect(JSON.stringify(chat.snapshot())).not.toContain('Berta')
})
