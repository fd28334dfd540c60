import { periods } from '@vieraugen/policy/periods.ts'
import * as endpoints from '@vieraugen/protocol/http/accounts.ts'
import { accountById, accountReply } from '../accounts/queries.ts'
import { route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import { endSessions } from '../base/http/session.ts'
import { Pending } from '../base/pending.ts'
import * as commands from './commands.ts'

/** Signing in and out. */
export function registerSignIn(http: Http, base: Omit<commands.Given, 'tickets'>): void {
  const given: commands.Given = { ...base, tickets: new Pending(base.clock, periods.secondStep) }
  registerEntering(http, given)
  route(http, endpoints.whoAmI, async ({ session }) => {
    const found = session?.accountId ? await accountById(given, given.db, session.accountId) : null
    return { account: found ? accountReply(given, found) : null }
  })
  route(http, endpoints.signOut, async (call) => {
    await call.signOut()
    return {}
  })
  route(http, endpoints.signOutEverywhere, async (call) => {
    await endSessions(given.db, call.accountId)
    await call.signOut()
    return {}
  })
}

function registerEntering(http: Http, given: commands.Given): void {
  const { limits } = given
  route(http, endpoints.signIn, async (call) => {
    const login = call.body.login.normalize('NFC').toLowerCase()
    await limits.take('sign-in', call.ip)
    await limits.take('sign-in-here', call.ip, login)
    await limits.take('sign-in-anywhere', login)
    const answer = await commands.signIn(given, { ...call.body, login }, (of) => call.signIn(of))
    // A right password is no try at guessing. Whoever stops before the second factor costs as much as one who guesses.
    if (!('ticket' in answer)) await limits.giveBack('sign-in', call.ip)
    await limits.giveBack('sign-in-here', call.ip, login)
    await limits.giveBack('sign-in-anywhere', login)
    return answer
  })
  route(http, endpoints.signInStrongly, async (call) => {
    const account = await commands.signInStrongly(given, { ...call.body, ip: call.ip }, (of) => call.signIn(of))
    await limits.giveBack('sign-in', call.ip)
    return account
  })
}
