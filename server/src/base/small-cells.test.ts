import * as fc from 'fast-check'
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
    expect(counts(5, 1, 1)).toEqual([null, null, null])
    expect(counts(9, 1, 1, 1, 1, 1)).toEqual([null, null, null, null, null, null])
  })

  test('are not the only ones that the sum and the shown parts allow', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 8 }), (given) => {
        const hidden = given.filter((_, index) => counts(...given)[index] === null)
        if (hidden.length === 0) return
        const sum = hidden.reduce((total, count) => total + count, 0)
        const isAllOfThem = hidden.length === given.length
        // Of a single number the sum tells it, and of as many as their sum that each is one; unless there is nothing to hide behind.
        expect(isAllOfThem || (hidden.length > 1 && sum >= 5 && sum > hidden.length)).toBe(true)
      }),
    )
  })
})
