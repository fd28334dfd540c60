import { expect, test } from 'vitest'
import { sealBox } from './e2ee/session-box.ts'
import { createReload, fromBase64, toBase64, type TabStorage } from './reload.ts'
import { readRoomState, writeRoomState, type RoomState } from './room-state.ts'

function tab() {
  let value: string | null = null
  let written = () => {}
  const storage: TabStorage = {
    read: () => value,
    write: (next) => {
      value = next
      written()
    },
    clear: () => (value = null),
  }
  return {
    storage,
    value: () => value,
    put: (next: string) => (value = next),
    nextWrite: () => new Promise<void>((resolve) => (written = resolve)),
  }
}

const random = (count: number) => crypto.getRandomValues(new Uint8Array(count))
const secret = new TextEncoder().encode('Hier steht ein Schlüssel')

async function leave(context = 'meeting/anna') {
  const { storage, nextWrite, ...rest } = tab()
  const reload = await createReload({ storage, context, random }, null)
  const written = nextWrite()
  reload.follow(async () => secret)
  await written
  return { storage, nextWrite, ...rest, reload, share: reload.share }
}

test('a page comes back to what it left, with the share that the relay kept', async () => {
  const { storage, share } = await leave()
  const back = await createReload({ storage, context: 'meeting/anna', random }, share)
  expect(back.restored).toEqual(secret)
  expect(back.share).toBe(share)
})

test('neither half alone opens anything', async () => {
  const { storage, value } = await leave()
  expect(value()).not.toContain('Schl')
  const stranger = toBase64(random(32))
  expect((await createReload({ storage, context: 'meeting/anna', random }, stranger)).restored).toBeNull()
  expect(value()).toBeNull()
})

test('the box of one seat opens nothing for another', async () => {
  const { storage, share } = await leave()
  expect((await createReload({ storage, context: 'meeting/berta', random }, share)).restored).toBeNull()
})

test('a box that somebody changed is thrown away', async () => {
  const { storage, share, value, put } = await leave()
  const bytes = fromBase64(value()!)
  bytes[40]! ^= 1
  put(toBase64(bytes))
  expect((await createReload({ storage, context: 'meeting/anna', random }, share)).restored).toBeNull()
})

test('without a share from the relay it begins anew, under a new one', async () => {
  const { storage, share } = await leave()
  const fresh = await createReload({ storage, context: 'meeting/anna', random }, null)
  expect(fresh.restored).toBeNull()
  expect(fresh.share).not.toBe(share)
  expect(storage.read()).toBeNull()
})

test('the last state wins, and after the end nothing is written any more', async () => {
  const { storage, reload, nextWrite, share } = await leave()
  let state = new TextEncoder().encode('zwei')
  reload.follow(async () => state)
  await nextWrite()
  state = new TextEncoder().encode('drei')
  const written = nextWrite()
  for (let i = 0; i < 5; i++) reload.touch()
  await written
  expect((await createReload({ storage, context: 'meeting/anna', random }, share)).restored).toEqual(state)
  const late = Promise.withResolvers<Uint8Array>()
  reload.follow(() => late.promise)
  reload.clear()
  late.resolve(state)
  // As much work as the write that must not happen, twice.
  for (let i = 0; i < 2; i++) await sealBox(random(32), { context: 'x', content: state, random })
  expect(storage.read()).toBeNull()
})

test('the state of a room survives writing and reading, and nonsense is nothing', () => {
  const state: RoomState = {
    conference: random(300),
    displayName: 'Änne',
    receiptCode: null,
    place: { seq: 7, chain: random(24) },
    features: { chat: [{ text: 'Grüß Gott' }] },
    devices: { microphone: true, camera: false },
    hideAddress: true,
  }
  expect(readRoomState(writeRoomState(state))).toEqual(state)
  expect(readRoomState(random(50))).toBeNull()
  expect(readRoomState(new TextEncoder().encode('{}'))).toBeNull()
})
