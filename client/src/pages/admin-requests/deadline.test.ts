import { expect, test } from 'vitest'
import { daysUntil, isOverdue } from './deadline.ts'

const at = (text: string) => new Date(text).getTime()

test('days are those of the calendar, whatever the hour and across the change of the clocks', () => {
  expect(daysUntil(new Date('2026-04-02T09:00').toISOString(), at('2026-04-02T23:59'))).toBe(0)
  expect(daysUntil(new Date('2026-04-02T00:01').toISOString(), at('2026-04-01T23:59'))).toBe(1)
  expect(daysUntil(new Date('2026-04-02T09:00').toISOString(), at('2026-03-02T10:00'))).toBe(31)
  expect(daysUntil(new Date('2026-04-02T09:00').toISOString(), at('2026-04-05T01:00'))).toBe(-3)
})

test('a deadline is missed at its very moment, not at the end of its day', () => {
  const due = '2026-04-02T09:00:00.000Z'
  expect(isOverdue(due, Date.parse(due))).toBe(false)
  expect(isOverdue(due, Date.parse(due) + 1)).toBe(true)
})
