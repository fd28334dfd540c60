import { expect, test } from 'vitest'
import { month } from '../configured.ts'
import { periods } from '../periods.ts'
import { duration } from './duration.ts'

test('periods read as people say them', () => {
  const said = (seconds: number) => [duration(seconds, 'de'), duration(seconds, 'en')]
  expect(said(periods.meetingContent)).toEqual(['60 Sekunden', '60 seconds'])
  expect(said(periods.emptyRoom)).toEqual(['10 Minuten', '10 minutes'])
  expect(said(periods.sessionIdle)).toEqual(['30 Minuten', '30 minutes'])
  expect(said(periods.sessionAbsolute)).toEqual(['12 Stunden', '12 hours'])
  expect(said(periods.unconfirmedAccount)).toEqual(['48 Stunden', '48 hours'])
  expect(said(7 * 24 * 3600)).toEqual(['7 Tage', '7 days'])
  expect(said(periods.meetingStub)).toEqual(['30 Tage', '30 days'])
  expect(said(periods.inactiveAccount)).toEqual(['12 Monate', '12 months'])
  expect(said(periods.consentEvidence)).toEqual(['36 Monate', '36 months'])
})

test('one is singular', () => {
  const one = [1, 3600, month]
  expect(one.map((seconds) => duration(seconds, 'de'))).toEqual(['1 Sekunde', '1 Stunde', '1 Monat'])
  expect(one.map((seconds) => duration(seconds, 'en'))).toEqual(['1 second', '1 hour', '1 month'])
})

test('a period that fits no larger unit is told exactly, in seconds', () => {
  expect(duration(90, 'de')).toBe('90 Sekunden')
})
