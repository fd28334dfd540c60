import { describe, expect, test } from 'vitest'
import { calendarFile } from './calendar.ts'

const file = calendarFile({
  id: '0192f0c1-1111-7222-8333-444455556666',
  beginsAt: '2026-11-23T10:00:00.000Z',
  minutes: 50,
  summary: 'Termin',
  madeAt: '2026-11-20T08:15:30.000Z',
})

describe('the calendar file', () => {
  test('says when and how long, in UTC', () => {
    expect(file).toContain('DTSTART:20261123T100000Z\r\n')
    expect(file).toContain('DTSTAMP:20261120T081530Z\r\n')
    expect(file).toContain('DURATION:PT50M\r\n')
  })

  test('names nobody, links nowhere and says nothing about the reason', () => {
    expect(file).toContain('SUMMARY:Termin\r\n')
    expect(file).not.toMatch(/ATTENDEE|ORGANIZER|DESCRIPTION|LOCATION|URL|http/)
  })
})
