import { periods } from '@vieraugen/policy/periods.ts'
import * as endpoints from '@vieraugen/protocol/http/second-factor.ts'
import { type Call, route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import { Pending } from '../base/pending.ts'
import * as commands from './commands.ts'
import { listFactors, questionFor } from './queries.ts'

/** The second factor of the person who is signed in: setting up, removing, proving once more. */
export function registerSecondFactor(http: Http, base: Omit<commands.Given, 'begun'>): void {
  const given: commands.Given = { ...base, begun: new Pending(base.clock, periods.secondStep) }
  registerSetUp(http, given)
  registerFactors(http, given)
  registerProving(http, given)
}

const at = (call: Call) => ({
  accountId: call.accountId,
  sessionId: call.sessionId,
  strongAt: call.session?.strongAt ?? null,
})

function registerSetUp(http: Http, given: commands.Given): void {
  const { limits } = given
  route(http, endpoints.beginApp, async (call) => {
    await limits.take('password-check', call.accountId)
    return commands.beginApp(given, at(call), call.body.password)
  })
  route(http, endpoints.beginPasskey, async (call) => {
    await limits.take('password-check', call.accountId)
    return commands.beginPasskey(given, at(call), call.body.password)
  })
  route(http, endpoints.finishApp, async (call) => {
    await limits.take('second-factor', call.ip)
    return { recoveryCodes: await commands.finishApp(given, at(call), call.body) }
  })
  route(http, endpoints.finishPasskey, async (call) => {
    await limits.take('second-factor', call.ip)
    return { recoveryCodes: await commands.finishPasskey(given, at(call), call.body) }
  })
}

function registerFactors(http: Http, given: commands.Given): void {
  const { limits } = given
  route(http, endpoints.listFactors, (call) => listFactors(given, call.accountId))
  route(http, endpoints.removeFactor, async (call) => {
    await limits.take('password-check', call.accountId)
    await commands.removeFactor(given, call.accountId, { id: call.id('id'), ...call.body })
    return {}
  })
  route(http, endpoints.renewRecoveryCodes, async (call) => {
    await limits.take('password-check', call.accountId)
    return { recoveryCodes: await commands.renewCodes(given, call.accountId, call.body.password) }
  })
}

function registerProving(http: Http, given: commands.Given): void {
  /** What the passkeys were asked to sign, by session. */
  const challenges = new Pending<string>(given.clock, periods.secondStep)
  route(http, endpoints.askForProof, async (call) => {
    const { question, challenge } = await questionFor(given, call.accountId)
    if (challenge) challenges.put(call.sessionId, challenge)
    return question
  })
  route(http, endpoints.giveProof, async (call) => {
    const { proof } = call.body
    const challenge = challenges.get(call.sessionId)
    if (proof.kind === 'passkey') challenges.delete(call.sessionId)
    const by = { ip: call.ip, accountId: call.accountId, proof }
    await commands.limited(given, by, () => commands.proveAgain(given, at(call), { proof, challenge }))
    return {}
  })
}
