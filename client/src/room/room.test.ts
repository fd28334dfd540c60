import type { FailureCode } from '@vieraugen/protocol/errors.ts'
import type { FromServer } from '@vieraugen/protocol/relay.ts'
import { expect, test, vi } from 'vitest'
import { browserClock } from '../lib/clock.ts'
import { createStore } from '../lib/store.ts'
import { createDevices } from './media/devices.ts'
import type { MediaEngine, RemoteMedia } from './media/media-engine.ts'
import { Room } from './room.ts'
import { toggle } from './view/use-shortcuts.ts'
import type { Socket } from './signal.ts'

const meetingId = '01900000-0000-7000-8000-000000000001'
const self = '01900000-0000-7000-8000-00000000000a'

class Line implements Socket {
  binaryType: BinaryType = 'blob'
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  send() {}
  close() {}
  say(message: FromServer) {
    this.onmessage?.({ data: JSON.stringify(message) } as MessageEvent)
  }
}

/** Real keys take a moment on a busy machine. */
const until = (check: () => void) => vi.waitFor(check, { timeout: 4_000 })

/** An engine without a browser: nobody is ever connected. */
const silentEngine = (): MediaEngine => ({
  publish: async () => {},
  remotes: createStore<readonly RemoteMedia[]>([]),
  setMembers() {},
  onSignal() {},
  hideAddress() {},
  stats: async () => [],
  close() {},
})

/** A room whose relay is played by the test; its keys are real. */
async function enter(
  role: 'moderator' | 'guest',
  {
    isOver = false,
    createEngine = silentEngine,
    before,
  }: { isOver?: boolean; createEngine?: () => MediaEngine; before?: (room: Room) => void } = {},
) {
  const lines: Line[] = []
  let box: string | null = null
  let isOnline = () => {}
  const room = new Room({
    meetingId,
    self,
    counsellor: 'Berta',
    arrival: role === 'guest' ? { displayName: 'Anna', receiptCode: 'ABCD' } : null,
    fingerprint: new Uint8Array(32),
    clock: browserClock,
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    storage: { read: () => box, write: (value) => void (box = value), clear: () => void (box = null) },
    openSocket() {
      lines.push(new Line())
      return lines.at(-1)!
    },
    onOnline(listener) {
      isOnline = listener
      return () => {}
    },
    devices: createDevices({ mediaDevices: undefined, isSecure: true, canChooseSpeaker: false }),
    createEngine,
    endMeeting: async () => {},
    withdrawConsent: async () => {},
    deletionOf: async () => ({ ended: isOver, receipt: null, verifiedAt: null }),
  })
  before?.(room)
  const state = role === 'moderator' ? 'admitted' : 'waiting'
  lines[0]!.say({ t: 'welcome', self, role, state, opening: null, seq: 0, share: null })
  await until(() => expect(room.conversation.get() ?? room.session.get().refusal).not.toBeNull())
  /** The connection breaks, and the relay does not let the next one join. */
  const refuse = (code: FailureCode) => {
    lines.at(-1)!.onclose?.({} as CloseEvent)
    isOnline()
    lines.at(-1)!.say({ t: 'fail', code })
  }
  return { room, refuse, saved: () => box }
}

test('who may not come back after a broken connection is told so, and everything stops', async () => {
  const { room, refuse } = await enter('guest')
  refuse('forbidden')
  await until(() => expect(room.session.get().phase).toBe('denied'))
  expect(room.conversation.get()).toBeNull()
})

test('who may not come back because it is over sees the end', async () => {
  const { room, refuse } = await enter('guest', { isOver: true })
  refuse('sign-in-needed')
  await until(() => expect(room.session.get().phase).toBe('ended'))
  room.close()
})

test('who cannot be connected because a part of the room fails is told so', async () => {
  const { room } = await enter('guest', {
    createEngine() {
      throw new Error('no media in this browser')
    },
  })
  expect(room.session.get()).toMatchObject({ phase: 'refused', refusal: 'internal' })
})

test('a refusal that may pass is waited out', async () => {
  const { room, refuse } = await enter('guest')
  for (const code of ['busy', 'room-full', 'too-many', 'key-withdrawn'] as const) refuse(code)
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(room.session.get().phase).toBe('waiting')
  room.close()
})

test('a counsellor whose sign-in ran out comes back to the same keys', async () => {
  const { room, refuse, saved } = await enter('moderator')
  await until(() => expect(saved()).not.toBeNull())
  refuse('sign-in-needed')
  await until(() => expect(room.session.get().phase).toBe('refused'))
  expect(saved()).not.toBeNull()
})

test('a counsellor who left can end the meeting, which leaves nothing behind', async () => {
  const { room, saved } = await enter('moderator')
  await until(() => expect(saved()).not.toBeNull())
  await room.leave()
  expect(room.session.get().phase).toBe('left')
  await room.end()
  expect(room.session.get().phase).toBe('ended')
  expect(saved()).toBeNull()
  room.close()
})

test('nothing of the conversation stays in memory after the end, but the receipt code', async () => {
  const { room } = await enter('guest')
  room.queue.set({ ahead: 1, status: 'online' })
  room.whispers.set([{ from: 'guest', text: 'vertraulich', at: 0 }])
  await room.leave()
  expect(room.conversation.get()).toBeNull()
  expect([room.whispers.get(), room.roster.get(), room.queue.get(), room.codes.get().size]).toEqual([[], [], null, 0])
  expect(room.receiptCode.get()).toBe('ABCD')
})

test('a camera that was on as a preview and turned off on the way in stays off when the conversation begins', async () => {
  const turns: string[] = []
  const { room } = await enter('moderator', {
    before(room) {
      void room.devices.turnOn('camera')
      toggle(room, 'camera')
      const { turnOn } = room.devices
      room.devices.turnOn = (kind) => (turns.push(kind), turnOn(kind))
    },
  })
  expect(room.session.get().phase).toBe('live')
  expect(turns).toEqual(['microphone'])
  room.close()
})
