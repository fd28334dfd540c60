import * as endpoints from '@vieraugen/protocol/http/accounts.ts'
import type { Base } from '../base/base.ts'
import { type Call, route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import { endSessions } from '../base/http/session.ts'
import { Passwords } from '../base/passwords.ts'
import * as commands from './commands.ts'
import { accountById, accountReply } from './queries.ts'
import type { MeetingsOfAccount } from './personal-data.ts'
import { normalised } from './rules.ts'

type All = commands.Given & { readonly meetings: MeetingsOfAccount }

/** Registration, sign-in and the account itself. */
export function registerAccounts(http: Http, base: Base, meetings: MeetingsOfAccount): void {
  const given: All = { ...base, passwords: new Passwords(base.keys), meetings }
  registerEntrance(http, given)
  registerSession(http, given)
  registerAccount(http, given)
}

/** Before anybody is signed in. */
function registerEntrance(http: Http, given: All): void {
  route(http, endpoints.confirmEmail, async (call) => {
    await given.limits.take('confirm', call.ip)
    return { purpose: await commands.confirmEmail(given, call.body.secret) }
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

function registerSession(http: Http, given: All): void {
  const { limits } = given
  route(http, endpoints.signIn, async (call) => {
    const login = normalised(call.body.login)
    await limits.take('sign-in', call.ip)
    await limits.take('sign-in-here', call.ip, login)
    await limits.take('sign-in-anywhere', login)
    const accountId = await commands.checkCredentials(given, login, call.body.password)
    await call.signIn({ accountId, strong: false })
    // A good sign-in is no try at guessing.
    await limits.giveBack('sign-in', call.ip)
    await limits.giveBack('sign-in-here', call.ip, login)
    await limits.giveBack('sign-in-anywhere', login)
    return accountOf(given, accountId)
  })
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

async function accountOf(given: All, id: string): Promise<endpoints.Account> {
  const found = await accountById(given, given.db, id)
  if (!found) throw new Error('an account vanished while it signed in')
  return accountReply(given, found)
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
