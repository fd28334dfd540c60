import * as keys from '@vieraugen/protocol/http/admin-keys.ts'
import * as log from '@vieraugen/protocol/http/admin-log.ts'
import { type Overview, readOverview } from '@vieraugen/protocol/http/admin-overview.ts'
import type { Base } from '../base/base.ts'
import { route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import { askForKeys } from './commands.ts'
import { checkChain, keyFacts, logPage, officeCounts, renewalOf, wholeLog } from './queries.ts'
import { hashRecipe } from './rules.ts'

/** What the office is told that belongs to other parts of the server. */
export interface Neighbours {
  /** The promises as they are published. */
  promises(): readonly { readonly promise: string; readonly state: 'holds' | 'violated' | 'stale' | 'none' }[]
  /** When the controller's key was last asked for; null when nobody asks. */
  keysCheckedAt(): Date | null
  /** Days whose addresses can be read. */
  addressDays(): Promise<readonly { readonly day: string; readonly diesAt: Date }[]>
}

/** The overview, the keys and the log of the administration. */
export function registerAdmin(http: Http, base: Base, neighbours: Neighbours): void {
  route(http, readOverview, (call) => overviewOf(base, neighbours, call.session?.role === 'administrator'))
  registerKeys(http, base, neighbours)
  registerLog(http, base)
}

const providerOf = ({ config }: Base): Overview['keys']['provider'] => (config.kms ? 'aws-kms' : 'file')

async function overviewOf(base: Base, { promises }: Neighbours, isAdministrator: boolean): Promise<Overview> {
  const { pendingAccounts, nextDeadline, lateRenewals, oldestKey, ...counts } = await officeCounts(base)
  const lines = promises()
  const promisesThat = (state: string): string[] =>
    lines.filter((line) => line.state === state).map(({ promise }) => promise)
  return {
    ...counts,
    pendingAccounts: isAdministrator ? pendingAccounts : null,
    nextDeadline: nextDeadline?.toISOString() ?? null,
    violatedPromises: promisesThat('violated'),
    stalePromises: promisesThat('stale'),
    promises: lines.length,
    exampleCard: base.cards.now.fictitious,
    keys: { provider: providerOf(base), nextRenewal: oldestKey ? renewalOf(oldestKey) : null, lateRenewals },
  }
}

function registerKeys(http: Http, base: Base, { keysCheckedAt, addressDays }: Neighbours): void {
  const facts = async (): Promise<keys.KeysReply> => ({
    ...(await keyFacts(base.db)),
    provider: providerOf(base),
    checkedAt: keysCheckedAt()?.toISOString() ?? null,
    days: (await addressDays()).map(({ day, diesAt }) => ({ day, diesAt: diesAt.toISOString() })),
  })
  route(http, keys.readKeys, facts)
  route(http, keys.renewKeys, async (call) => {
    await askForKeys(base, call.word('level', keys.renewalLevels), call.accountId)
    return facts()
  })
}

function registerLog(http: Http, base: Base): void {
  route(http, log.readLog, (call) => logPage(base, { ...call.body, names: call.session?.role === 'administrator' }))
  route(http, log.checkLog, () => checkChain(base.db))
  route(http, log.exportLog, async () => ({ hash: hashRecipe, entries: await wholeLog(base.db) }))
}
