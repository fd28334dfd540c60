import { register } from '@vieraugen/protocol/http/accounts.ts'
import type { Base } from '../base/base.ts'
import { route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import { Passwords } from '../base/passwords.ts'
import * as commands from './commands.ts'

/** How an account comes to be. */
export function registerRegistration(http: Http, base: Base): void {
  const given = { ...base, passwords: new Passwords(base.keys) }
  route(http, register, async (call) => {
    await given.limits.take('register', call.ip)
    await commands.register(given, call.body)
    return {}
  })
}
