import * as office from '@vieraugen/protocol/http/admin-deletion.ts'
import type { Base } from '../base/base.ts'
import { route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import { holdRule, releaseRule } from './commands.ts'
import { checkedLog, deletionEntries, deletionRules } from './queries.ts'

/** What the office sees and does of deletion: the rules, the log, and holds that a law demands. */
export function registerRetention(server: Http, base: Base): void {
  route(server, office.deletionState, async () => ({
    chain: await checkedLog(base.db),
    rules: await deletionRules(base),
  }))
  route(server, office.deletionLog, ({ body }) => deletionEntries(base.db, body))
  route(server, office.holdRule, async ({ accountId, body }) => {
    await holdRule(base, { ...body, by: accountId })
    return {}
  })
  route(server, office.releaseRule, async ({ accountId, body }) => {
    await releaseRule(base, { ...body, by: accountId })
    return {}
  })
}
