import { readAccountInvitation, register } from '@vieraugen/protocol/http/accounts.ts'
import type { Given } from '../accounts/commands.ts'
import { route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import * as commands from './commands.ts'
import { invitedRole } from './queries.ts'

/** How an account comes to be. */
export function registerRegistration(http: Http, given: Given): void {
  route(http, register, async (call) => {
    await given.limits.take('register', call.ip)
    await commands.register(given, call.body)
    return {}
  })
  route(http, readAccountInvitation, async (call) => {
    await given.limits.take('invitation', call.ip)
    return { role: await invitedRole(given, call.body.secret) }
  })
}
