import { iceServers } from '@vieraugen/protocol/http/meetings.ts'
import type { Base } from '../base/base.ts'
import { route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import { holdsSeat } from './queries.ts'
import { iceServersOf } from './rules.ts'

/** Credentials for people with an account or a place in a meeting; a stranger gets none, and so cannot use the TURN server. */
export function registerMedia(http: Http, base: Base): void {
  route(http, iceServers, async (call) => {
    const { turn } = base.config
    const known = call.session && (call.session.accountId !== null || (await holdsSeat(base.db, call.session.id)))
    return { iceServers: turn && known ? iceServersOf(turn, base.clock.now(), base.random) : [] }
  })
}
