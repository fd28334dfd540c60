import { expect, test } from 'vitest'
import { ago } from './ago.ts'

test.each([
  [0, 'vor 0 Sekunden'],
  [-5_000, 'vor 0 Sekunden'],
  [59_999, 'vor 59 Sekunden'],
  [60_000, 'vor 1 Minute'],
  [2 * 3600_000 + 59 * 60_000, 'vor 2 Stunden'],
  [90 * 24 * 3600_000, 'vor 90 Tagen'],
])('%d milliseconds ago, never more than it was', (ms, words) => {
  expect(ago(ms, 'de')).toBe(words)
})
