import { expect, test } from 'vitest'
import { dueAfter, extendedDue, monthsLater, requestNumber } from './rules.ts'

const at = (text: string) => new Date(`${text}T10:00:00Z`)

test('a month later is the same day, or the last one of a shorter month', () => {
  expect(monthsLater(at('2026-03-02'), 1)).toEqual(at('2026-04-02'))
  expect(monthsLater(at('2026-01-31'), 1)).toEqual(at('2026-02-28'))
  expect(monthsLater(at('2028-01-31'), 1)).toEqual(at('2028-02-29'))
  expect(dueAfter(at('2026-12-15'))).toEqual(at('2027-01-15'))
  expect(extendedDue(at('2026-11-30'))).toEqual(at('2027-02-28'))
})

test('a number is digits alone, with the year in front', () => {
  expect(requestNumber(at('2026-03-02'), () => Buffer.from([0, 0, 0, 0, 1, 2]))).toBe('2026-0000-0258')
})
