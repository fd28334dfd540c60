import { describe, expect, test } from 'vitest'
import { suppressed } from './small-cells.ts'

describe('small numbers', () => {
  const cell = (value: string, count: number) => ({ day: '2026-03-02', what: 'browser', value, count })
  const counts = (...given: number[]) =>
    suppressed(given.map((count, index) => cell(String(index), count))).map(({ count }) => count)

  test('under five are hidden', () => {
    expect(counts(4, 5, 1, 100)).toEqual([null, 5, null, 100])
  })

  test('cannot be worked out from the sum, because a second one is hidden with a single one', () => {
    expect(counts(4, 50, 6)).toEqual([null, 50, null])
    expect(counts(4)).toEqual([null])
    expect(counts(5, 6)).toEqual([5, 6])
  })
})
