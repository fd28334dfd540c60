import { Fail } from '@vieraugen/protocol/errors.ts'
import type { AccountState } from '@vieraugen/protocol/http/admin-accounts.ts'

/** Fail('outdated') when the account is in another state than the act is for: somebody else was faster. */
export function refuseState(state: AccountState, allowed: readonly AccountState[]): void {
  if (!allowed.includes(state)) throw new Fail('outdated')
}

const searchable = (text: string): string => text.normalize('NFC').toLowerCase()

/** Whether every word of `search` stands somewhere in the texts; no words match everything. */
export function matches(search: string, texts: readonly string[]): boolean {
  const all = searchable(texts.join(' '))
  return searchable(search)
    .split(/\s+/)
    .every((word) => all.includes(word))
}
