import { Fail } from '@vieraugen/protocol/errors.ts'
import { iceServers } from '@vieraugen/protocol/http/meetings.ts'
import type { Base } from '../base/base.ts'
import { route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import type { Session } from '../base/http/session.ts'
import { holdsSeat } from './queries.ts'
import { iceServersOf } from './rules.ts'

/**
 * Credentials for people with a place in a meeting, and for accounts that may be used; anybody else gets none, and so cannot
 * use the TURN server.
 */
export function registerMedia(http: Http, base: Base): void {
  route(http, iceServers, async ({ session }) => {
    const { turn } = base.config
    const isServed = turn && session && ((await holdsSeat(base.db, session.id)) || (await mayUse(http, session)))
    return { iceServers: isServed ? iceServersOf(turn, base.clock.now(), base.random) : [] }
  })
}

async function mayUse({ gate }: Http, { accountId, restricted, strongAt }: Session): Promise<boolean> {
  if (accountId === null || restricted) return false
  return gate({ accountId, strong: strongAt !== null }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Fail) return false
      throw error
    },
  )
}
