import { beforeEach, describe, expect, test } from 'vitest'
import { HandClock } from './hand-clock.ts'
import { IceLadder } from './ice-ladder.ts'

let timers: HandClock
let done: string[]
let ladder: IceLadder

beforeEach(() => {
  timers = new HandClock()
  done = []
  ladder = new IceLadder({
    timers,
    restartIce: () => done.push('restart'),
    rebuild: (attempt) => done.push(`rebuild ${attempt}`),
    show: (connection) => done.push(connection),
  })
})

/** Only the steps that cost something. */
const acts = () => done.filter((one) => one.startsWith('re') && one !== 'reconnecting')

describe('the ladder of recovery', () => {
  test('lets an interruption of two seconds heal by itself', () => {
    ladder.onState('connected')
    ladder.onState('disconnected')
    timers.pass(2_000)
    ladder.onState('connected')
    timers.pass(60_000)
    expect(acts()).toEqual([])
    expect(done).toEqual(['connected', 'reconnecting', 'connected'])
  })

  test('looks for new paths after two and a half seconds, and rebuilds nine seconds later', () => {
    ladder.onState('connected')
    ladder.onState('disconnected')
    timers.pass(2_500)
    expect(acts()).toEqual(['restart'])
    timers.pass(8_999)
    expect(acts()).toEqual(['restart'])
    timers.pass(1)
    expect(acts()).toEqual(['restart', 'rebuild 1'])
  })

  test('does not wait once the connection has failed', () => {
    ladder.onState('connected')
    ladder.onState('failed')
    expect(acts()).toEqual(['restart'])
  })

  test('rebuilds a connection that never came about, for ever, and says so after the second time', () => {
    timers.pass(9_000)
    timers.pass(9_000)
    expect(done).toEqual(['connecting', 'rebuild 1', 'connecting', 'rebuild 2'])
    timers.pass(9_000)
    expect(done.slice(4)).toEqual(['failed', 'rebuild 3'])
    timers.pass(40_000)
    expect(acts()).toEqual(['rebuild 1', 'rebuild 2', 'rebuild 3', 'rebuild 4', 'rebuild 5'])
    ladder.onState('connected')
    timers.pass(60_000)
    expect(done.at(-1)).toBe('connected')
  })

  test('restarts at once when the network has changed, and only once for several events of the same change', () => {
    ladder.onState('connected')
    ladder.onNetworkChange(true)
    ladder.onNetworkChange(true)
    ladder.onNetworkChange(true)
    expect(acts()).toEqual(['restart'])
    timers.pass(60_000)
    expect(acts()).toEqual(['restart'])
  })

  test('leaves a connected call alone when the page only came to the front', () => {
    ladder.onState('connected')
    ladder.onNetworkChange(false)
    expect(acts()).toEqual([])
    ladder.onState('disconnected')
    ladder.onNetworkChange(false)
    expect(acts()).toEqual(['restart'])
  })

  test('replaces a broken connection at once, and ever more slowly when the next one breaks, too', () => {
    ladder.onBroken()
    timers.pass(0)
    expect(acts()).toEqual(['rebuild 1'])
    ladder.onBroken()
    timers.pass(999)
    expect(acts()).toEqual(['rebuild 1'])
    timers.pass(1)
    expect(acts()).toEqual(['rebuild 1', 'rebuild 2'])
  })

  test('does nothing any more after it was closed', () => {
    ladder.close()
    timers.pass(100_000)
    expect(done).toEqual([])
  })
})
