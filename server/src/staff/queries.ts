import type { AccountState, ListedAccount } from '@vieraugen/protocol/http/admin-accounts.ts'
import { accountsBefore, type OpenAccount } from '../accounts/queries.ts'
import type { Base } from '../base/base.ts'
import { dayOf } from '../base/day-counts.ts'
import { matches } from './rules.ts'

/** Accounts in one answer. */
const page = 50
/** Accounts that are opened at once while a search goes through all of them. */
const batch = 200

const listed = ({ row, account, hasFactor }: OpenAccount): Omit<ListedAccount, 'own'> => ({
  ...account,
  state: row.state,
  secondFactor: hasFactor,
  registeredOn: dayOf(row.created_at),
  // Registration sets it as well; from then on only a sign-in does.
  signedInOn: row.seen_at > row.created_at ? dayOf(row.seen_at) : null,
})

const found = (search: string, { account }: OpenAccount): boolean =>
  matches(search, [account.firstName, account.lastName, account.userName, account.email])

interface Wanted {
  readonly search: string
  readonly state: AccountState | null
  readonly after: string | null
}

/**
 * A page of the accounts that match, the newest first. Names are sealed, so that no index knows them: the server opens one
 * account after the other and keeps none; a thousand take a fraction of a second.
 */
export async function search(
  given: Pick<Base, 'keys' | 'db'>,
  { search: words, state, after }: Wanted,
): Promise<{ accounts: Omit<ListedAccount, 'own'>[]; next: string | null }> {
  const accounts: OpenAccount[] = []
  for (let from = after; ;) {
    const opened = await accountsBefore(given, given.db, { state, after: from, most: batch })
    accounts.push(...opened.filter((one) => found(words, one)))
    const isLast = opened.length < batch
    if (accounts.length > page || (isLast && accounts.length > 0)) {
      const shown = accounts.slice(0, page)
      const next = accounts.length > page ? (shown.at(-1)?.row.id ?? null) : null
      return { accounts: shown.map(listed), next }
    }
    if (isLast) return { accounts: [], next: null }
    from = opened.at(-1)?.row.id ?? null
  }
}
