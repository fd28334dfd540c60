import { describe, expect, test } from 'vitest'
import { SpeechMark, levelBetween, speechLevel } from './active-speaker.ts'
import { loudness } from './level-meter.ts'
import { emptyReading, judge, readReport, type Reading } from './quality.ts'

const path = { local: 'host', remote: 'host' }

function reading(change: { received?: number; lost?: number; roundTrip?: number; path?: Reading['path'] }): Reading {
  const empty = emptyReading()
  return {
    ...empty,
    path: change.path === undefined ? path : change.path,
    roundTrip: change.roundTrip ?? 0.05,
    packetsReceived: { ...empty.packetsReceived, microphone: change.received ?? 0 },
    packetsLost: { ...empty.packetsLost, microphone: change.lost ?? 0 },
  }
}

describe('the connection in one word', () => {
  test.each([
    ['good', { received: 1000, lost: 0 }],
    ['good', { received: 980, lost: 20 }],
    ['fair', { received: 950, lost: 50 }],
    ['poor', { received: 900, lost: 100 }],
    ['fair', { received: 1000, roundTrip: 0.4 }],
    ['poor', { received: 1000, roundTrip: 0.8 }],
    ['none', { received: 0, path: null }],
    ['good', { received: 0 }],
  ] as const)('is %s for %o', (word, change) => {
    expect(judge(emptyReading(), reading(change))).toBe(word)
  })

  test('speaks of the last seconds, not of the whole call', () => {
    const before = reading({ received: 500, lost: 500 })
    expect(judge(before, reading({ received: 1500, lost: 500 }))).toBe('good')
  })

  test('is not confused by packets that were counted as lost and came late', () => {
    expect(judge(reading({ received: 100, lost: 10 }), reading({ received: 200, lost: 0 }))).toBe('good')
  })
})

describe('a report of the browser', () => {
  const entries = [
    {
      id: 'a',
      type: 'inbound-rtp',
      trackIdentifier: 'voice',
      packetsReceived: 10,
      packetsLost: 1,
      totalAudioEnergy: 0.5,
      totalSamplesDuration: 2,
    },
    { id: 'v', type: 'inbound-rtp', trackIdentifier: 'face', packetsReceived: 20, framesDecoded: 7 },
    { id: 'x', type: 'inbound-rtp', trackIdentifier: 'unknown', packetsReceived: 99 },
    { id: 'l', type: 'local-candidate', candidateType: 'host' },
    { id: 'r', type: 'remote-candidate', candidateType: 'relay' },
  ]
  const pair = {
    id: 'p',
    type: 'candidate-pair',
    localCandidateId: 'l',
    remoteCandidateId: 'r',
    currentRoundTripTime: 0.1,
  }
  const report = (more: object[]) =>
    new Map([...entries, ...more].map((entry) => [(entry as { id: string }).id, entry]))
  const kindOf = (track: string) =>
    ({ voice: 'microphone', face: 'camera' })[track] as 'microphone' | 'camera' | undefined

  test('is read alike from Chromium, which names the pair in the transport, and Firefox, which marks the pair', () => {
    const chromium = readReport(report([pair, { id: 't', type: 'transport', selectedCandidatePairId: 'p' }]), kindOf)
    const firefox = readReport(report([{ ...pair, selected: true }]), kindOf)
    expect(firefox).toEqual(chromium)
    expect(chromium).toMatchObject({
      roundTrip: 0.1,
      path: { local: 'host', remote: 'relay' },
      voice: { energy: 0.5, seconds: 2 },
    })
    expect(chromium.packetsReceived).toEqual({ microphone: 10, camera: 20, screen: 0, 'screen-audio': 0 })
    expect(chromium.framesDecoded.camera).toBe(7)
  })
})

describe('who speaks', () => {
  test('is found from the energy between two readings', () => {
    expect(levelBetween({ energy: 1, seconds: 10 }, { energy: 1.02, seconds: 10.5 })).toBeCloseTo(0.2)
    expect(levelBetween({ energy: 1, seconds: 10 }, { energy: 1, seconds: 10 })).toBe(0)
  })

  test('is still marked in the pause between two words, and not for long after', () => {
    const mark = new SpeechMark()
    expect(mark.feed(speechLevel, 0)).toBe(true)
    expect(mark.feed(0, 1_000)).toBe(true)
    expect(mark.feed(0, 1_500)).toBe(false)
    expect(mark.feed(speechLevel / 2, 2_000)).toBe(false)
  })

  test('silence is at the foot of the meter and full scale at its top', () => {
    expect([loudness(0), loudness(0.0001), loudness(1)]).toEqual([0, 0, 1])
    expect(loudness(0.0316)).toBeCloseTo(0.5, 2)
  })
})
