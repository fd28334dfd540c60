import { expect, test } from 'vitest'
import { partsOf } from './links.ts'

test('finds the links of a mail and nothing around them', () => {
  expect(partsOf('Bitte öffnen:\nhttp://localhost:3000/bestaetigen#abc_-1.\nDanke')).toEqual([
    { text: 'Bitte öffnen:\n', isLink: false },
    { text: 'http://localhost:3000/bestaetigen#abc_-1', isLink: true },
    { text: '.\nDanke', isLink: false },
  ])
})

test('never makes a link of anything but http', () => {
  expect(partsOf('javascript:alert(1) ftp://example.org').some(({ isLink }) => isLink)).toBe(false)
})
