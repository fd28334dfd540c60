import { describe, expect, test } from 'vitest'
import { verdictOf } from './connection-check.ts'
import { limitFor, scaleFor } from './resolution.ts'

describe('the picture by the number of people', () => {
  test.each([
    [2, 720],
    [3, 540],
    [4, 360],
    [5, 360],
    [6, 240],
  ])('%i people see %i lines', (people, height) => {
    expect(limitFor('camera', people).height).toBe(height)
  })

  test('costs nobody more upload when somebody joins', () => {
    const upload = [2, 3, 4, 5, 6].map((people) => (people - 1) * limitFor('camera', people).maxBitrate)
    expect(Math.max(...upload)).toBeLessThanOrEqual(1_800_000)
  })

  test('leaves speech alone', () => {
    expect([2, 6].map((people) => limitFor('microphone', people).maxBitrate)).toEqual([32_000, 32_000])
  })

  test('is made smaller, never blown up', () => {
    expect(scaleFor({ maxBitrate: 1, height: 360 }, 720)).toBe(2)
    expect(scaleFor({ maxBitrate: 1, height: 360 }, 240)).toBe(1)
    expect(scaleFor({ maxBitrate: 1 }, 1080)).toBe(1)
    expect(scaleFor({ maxBitrate: 1, height: 360 }, undefined)).toBe(1)
  })
})

describe('the verdict of the technique check', () => {
  test.each([
    ['works', 'works', 'good'],
    ['blocked', 'works', 'good'],
    ['works', 'not-offered', 'good'],
    ['works', 'blocked', 'limited'],
    ['blocked', 'blocked', 'blocked'],
    ['blocked', 'not-offered', 'blocked'],
  ] as const)('direct %s, relay %s: %s', (direct, relay, verdict) => {
    expect(verdictOf(direct, relay)).toBe(verdict)
  })
})
