import { expect, test } from 'vitest'
import { matches } from './rules.ts'

test('a search matches every word anywhere, however letters are written', () => {
  expect(matches('', ['Bert'])).toBe(true)
  expect(matches('öz BE', ['Bert', 'O\u0308z'])).toBe(true)
  expect(matches('bert anna', ['Bert', 'Öz'])).toBe(false)
})
