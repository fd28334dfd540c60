import * as endpoints from '@vieraugen/protocol/http/accounts.ts'
import { type Call, route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import * as commands from './commands.ts'
import type { MeetingsOfAccount } from './personal-data.ts'
import { normalised } from './rules.ts'

type All = commands.Given & { readonly meetings: MeetingsOfAccount }

/** The account itself, and the mailed links that lead to it. */
export function registerAccounts(http: Http, given: All): void {
  registerEntrance(http, given)
  registerAccount(http, given)
}

/** Before anybody is signed in. */
function registerEntrance(http: Http, given: All): void {
  route(http, endpoints.confirmEmail, async (call) => {
    await given.limits.take('confirm', call.ip)
    return commands.confirmEmail(given, call.body.secret)
  })
  route(http, endpoints.askForReset, async (call) => {
    await given.limits.take('reset', call.ip)
    await given.limits.take('reset-account', normalised(call.body.email))
    await commands.askForReset(given, call.body)
    return {}
  })
  route(http, endpoints.resetPassword, async (call) => {
    await given.limits.take('confirm', call.ip)
    await commands.resetPassword(given, call.body)
    return {}
  })
}

/** For the person who is signed in. */
function registerAccount(http: Http, given: All): void {
  const guardPassword = (call: Call) => given.limits.take('password-check', call.accountId)
  route(http, endpoints.changeNames, async (call) => {
    await given.limits.take('password-check', call.accountId, 'names')
    return commands.changeNames(given, call.accountId, call.body)
  })
  route(http, endpoints.changeEmail, async (call) => {
    await guardPassword(call)
    await commands.changeEmail(given, call.accountId, call.body)
    return {}
  })
  route(http, endpoints.changePassword, async (call) => {
    await guardPassword(call)
    await commands.changePassword(given, call, call.body)
    return {}
  })
  route(http, endpoints.deleteAccount, async (call) => {
    await guardPassword(call)
    await commands.deleteAccount(given, call.accountId, call.body.password)
    await call.signOut()
    return {}
  })
}
