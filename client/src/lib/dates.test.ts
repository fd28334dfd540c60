import { describe, expect, test } from 'vitest'
import { fromField, nextQuarter, toField } from './dates.ts'

describe('dates in fields', () => {
  test('come back as the minute they went in', () => {
    const instant = '2026-11-23T10:15:00.000Z'
    expect(fromField(toField(instant))).toBe(instant)
  })

  test('are null while a field is empty or half filled', () => {
    expect(fromField('')).toBeNull()
    expect(fromField('nonsense')).toBeNull()
  })

  test('begin at the next full quarter of an hour', () => {
    expect(nextQuarter(Date.parse('2026-11-23T10:01:00Z'))).toBe(Date.parse('2026-11-23T10:15:00Z'))
    expect(nextQuarter(Date.parse('2026-11-23T10:15:00Z'))).toBe(Date.parse('2026-11-23T10:15:00Z'))
  })
})
