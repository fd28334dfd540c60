import type { Endpoint } from '@vieraugen/protocol/endpoint.ts'
import * as http from '@vieraugen/protocol/http/admin-accounts.ts'
import type { Role } from '@vieraugen/protocol/shapes.ts'
import type * as z from 'zod/mini'
import type { Base } from '../base/base.ts'
import { type Call, route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import { openInvitations } from '../registration/queries.ts'
import * as commands from './commands.ts'
import { search } from './queries.ts'

/** The administration of accounts: who may sign in here, and as what. */
export function registerStaff(server: Http, base: Base, given: commands.Given): void {
  registerAccounts(server, base)
  registerActs(server, given)
  registerInvitations(server, base)
}

function registerAccounts(server: Http, base: Base): void {
  route(server, http.searchAccounts, async ({ body, accountId }) => {
    const { accounts, next } = await search(base, body)
    return { accounts: accounts.map((account) => ({ ...account, own: account.id === accountId })), next }
  })
}

const on = (call: Call): commands.On => ({ actor: call.accountId, accountId: call.id('id') })

function registerActs(server: Http, given: commands.Given): void {
  const act = <In extends z.ZodMiniType>(
    endpoint: Endpoint<In, typeof http.approveAccount.reply>,
    work: (given: commands.Given, on: commands.On) => Promise<void>,
  ) =>
    route(server, endpoint, async (call) => {
      await work(given, on(call))
      return {}
    })
  act(http.approveAccount, commands.approve)
  act(http.refuseAccount, commands.refuse)
  act(http.lockAccount, commands.lock)
  act(http.unlockAccount, commands.unlock)
  act(http.resetFactors, commands.resetFactors)
  act(http.removeAccount, commands.remove)
  route(server, http.changeRole, async (call) => {
    await commands.changeRole(given, { ...on(call), role: call.body.role })
    return {}
  })
}

function registerInvitations(server: Http, base: Base): void {
  const inviteInto = async (call: Call<z.infer<typeof http.inviteCounsellor.body>>, role: Role) => {
    const { to, language } = call.body
    if (to) await base.limits.take('mail', call.accountId)
    const made = await commands.inviteInto(base, {
      by: call.accountId,
      role,
      ...(to && { mail: { to, language } }),
    })
    return { link: made.link, expiresAt: made.expiresAt.toISOString() }
  }
  route(server, http.listInvitations, async () => ({ invitations: await openInvitations(base) }))
  route(server, http.inviteCounsellor, (call) => inviteInto(call, 'counsellor'))
  route(server, http.inviteOffice, (call) => inviteInto(call, call.body.role))
  route(server, http.withdrawInvitation, async (call) => {
    await commands.withdraw(base, { actor: call.accountId, id: call.id('id') })
    return {}
  })
}
