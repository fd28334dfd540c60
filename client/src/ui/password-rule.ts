import { wordsNow } from '../lib/i18n.ts'
import { words } from './words.ts'

/** What can be said about a new password before the server sees it: its length. Common ones are known to the server alone. */
export function passwordRule(value: string): string | null {
  const length = [...value].length
  if (length >= 12 && length <= 256) return null
  return wordsNow(words).failures[length < 12 ? 'password-too-short' : 'password-too-long'].next
}
