import { expect, test } from 'vitest'
import type { Statistics } from '@vieraugen/protocol/http/admin-statistics.ts'
import { byKind, byPeriod, csvOf, sumOf } from './series.ts'

const cell = (period: string, count: number | null, value = '') => ({ period, value, count, more: false })
const statistics: Statistics = {
  periods: ['2026-03-01', '2026-03-02', '2026-03-03'],
  measures: [
    { measure: 'visits', cells: [cell('2026-03-01', 12), cell('2026-03-03', null)] },
    {
      measure: 'meeting-length',
      cells: [cell('2026-03-01', 7, '30-60'), cell('2026-03-02', null, '30-60'), cell('2026-03-02', null, '0-15')],
    },
  ],
}
const [visits, lengths] = statistics.measures as [Statistics['measures'][0], Statistics['measures'][0]]

test('a day on which nothing was counted is a zero, a hidden one is not', () => {
  expect(byPeriod(statistics, visits).map(({ count }) => count)).toEqual([12, 0, null])
})

test('a sum says when hidden numbers are missing in it', () => {
  expect(sumOf(byPeriod(statistics, visits))).toMatchObject({ count: 12, more: true })
  expect(byKind(lengths, ['0-15', '30-60'])).toEqual([
    { name: '0-15', count: null, more: false },
    { name: '30-60', count: 7, more: true },
  ])
})

test('the file for a spreadsheet is UTF-8 with its mark, uses semicolons and never tells a hidden number', () => {
  const file = csvOf(statistics, {
    head: ['Kennzahl', 'Zeitraum', 'Art', 'Anzahl'],
    nameOf: (measure) => (measure === 'visits' ? 'Besuche; "verschiedene"' : 'Dauer'),
    kindOf: (_, value) => value,
  })
  expect(file.split('\r\n')).toEqual([
    '\ufeffKennzahl;Zeitraum;Art;Anzahl',
    '"Besuche; ""verschiedene""";2026-03-01;;12',
    '"Besuche; ""verschiedene""";2026-03-03;;<5',
    'Dauer;2026-03-01;30-60;7',
    'Dauer;2026-03-02;30-60;<5',
    'Dauer;2026-03-02;0-15;<5',
    '',
  ])
})
