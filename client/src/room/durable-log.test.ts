import { expect, test } from 'vitest'
import { createDurableLog, headOf, type LogPlace } from './durable-log.ts'
import type { Opened } from './e2ee/conference.ts'

const anna = '01900000-0000-7000-8000-00000000000a'
const box = (seq: number) => Uint8Array.of(seq, seq, seq)

function setUp({ start, isReady = true }: { start?: LogPlace; isReady?: boolean } = {}) {
  const delivered: string[] = []
  const asked: number[] = []
  let head: Uint8Array = new Uint8Array(32)
  let ready = isReady
  const log = createDurableLog({
    open: async (from, bytes, source) => ({ from, payload: bytes, topic: source }) as unknown as Opened,
    ready: () => ready,
    deliver: (entry, seq) => delivered.push(`${seq}:${entry.payload[0]} ${entry.topic}`),
    read: (after) => asked.push(after),
    reached: (next) => (head = next),
    start,
  })
  const settled = () => log.between(async (place) => place)
  return { log, delivered, asked, settled, head: () => head, unlock: () => (ready = true) }
}

test('entries are opened in the order of the log, however they arrive', async () => {
  const { log, delivered, asked, settled } = setUp()
  for (const seq of [2, 3, 1]) log.receive(anna, seq, box(seq))
  await settled()
  expect(delivered).toEqual(['1:1 live', '2:2 live', '3:3 live'])
  expect(asked.length).toBeLessThanOrEqual(1)
})

test('a gap is asked for, and declared when the relay does not fill it', async () => {
  const { log, asked, settled } = setUp()
  log.receive(anna, 1, box(1))
  log.receive(anna, 3, box(3))
  await settled()
  await settled()
  expect(asked).toEqual([1])
  expect(log.incomplete.get()).toBe(false)
  log.readTo(3)
  await settled()
  expect(log.incomplete.get()).toBe(true)
})

test('a gap that is filled is no reason to worry', async () => {
  const { log, delivered, settled } = setUp()
  log.receive(anna, 2, box(2))
  await settled()
  log.receive(anna, 1, box(1))
  log.readTo(2)
  await settled()
  expect(delivered).toHaveLength(2)
  expect(log.incomplete.get()).toBe(false)
})

test('entries wait for the key and are read as stored ones then', async () => {
  const { log, delivered, settled, unlock } = setUp({ isReady: false })
  log.receive(anna, 1, box(1))
  await settled()
  expect(delivered).toEqual([])
  unlock()
  log.resume()
  await settled()
  expect(delivered).toEqual(['1:1 stored'])
})

test('two people who were shown the same log have the same head; another log is noticed', async () => {
  const [honest, same, other] = [setUp(), setUp(), setUp()]
  for (const seq of [1, 2]) {
    honest.log.receive(anna, seq, box(seq))
    same.log.receive(anna, seq, box(seq))
    other.log.receive(anna, seq, box(seq + 7))
  }
  await Promise.all([honest.settled(), same.settled(), other.settled()])
  same.log.compare(honest.head())
  other.log.compare(honest.head())
  await Promise.all([same.settled(), other.settled()])
  expect(same.log.incomplete.get()).toBe(false)
  expect(other.log.incomplete.get()).toBe(true)
})

test('a head beyond what was received makes the log ask for the rest', async () => {
  const { log, asked, settled } = setUp()
  log.compare(headOf({ seq: 5, chain: new Uint8Array(24) }))
  await settled()
  await settled()
  expect(asked).toEqual([0])
})

test('after a reload it goes on where it was, with the same head as if nothing had happened', async () => {
  const whole = setUp()
  for (const seq of [1, 2, 3]) whole.log.receive(anna, seq, box(seq))
  await whole.settled()
  const before = setUp()
  for (const seq of [1, 2]) before.log.receive(anna, seq, box(seq))
  const after = setUp({ start: await before.settled() })
  after.log.receive(anna, 2, box(2))
  after.log.receive(anna, 3, box(3))
  await after.settled()
  expect(after.delivered).toEqual(['3:3 live'])
  expect(after.head()).toEqual(whole.head())
})
