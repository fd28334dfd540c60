import { beforeEach, describe, expect, test } from 'vitest'
import { Watchdog } from './watchdog.ts'

let dog: Watchdog
let at: number
let packets: number

beforeEach(() => {
  dog = new Watchdog()
  at = 0
  packets = 0
})

/** Feeds a sample each half second for so long; counts how often the dog barked. */
function watch(seconds: number, { flows, expected = true }: { flows: boolean; expected?: boolean }): number {
  let barks = 0
  for (const end = at + seconds * 1000; at < end; at += 500) {
    if (flows) packets += 25
    if (dog.feed({ at, expected, packetsReceived: packets })) barks += 1
  }
  return barks
}

describe('the watchdog for silent tracks', () => {
  test('is quiet while packets come', () => {
    expect(watch(120, { flows: true })).toBe(0)
  })

  test('is quiet about a track that is switched off', () => {
    watch(5, { flows: true })
    expect(watch(120, { flows: false, expected: false })).toBe(0)
  })

  test('asks for a recovery after fifteen seconds of silence', () => {
    watch(5, { flows: true })
    expect(watch(15, { flows: false })).toBe(0)
    expect(watch(1, { flows: false })).toBe(1)
  })

  test('asks at most twice in a row and then leaves the others in peace for a minute', () => {
    watch(5, { flows: true })
    expect(watch(80, { flows: false })).toBe(2)
    expect(watch(20, { flows: false })).toBe(1)
  })

  test('is impatient after a search for new paths', () => {
    watch(5, { flows: true })
    dog.onRestart(at)
    expect(watch(3, { flows: false })).toBe(1)
  })

  test('is patient again when the new path has carried for ten seconds', () => {
    watch(5, { flows: true })
    dog.onRestart(at)
    watch(10, { flows: true })
    expect(watch(10, { flows: false })).toBe(0)
  })
})
