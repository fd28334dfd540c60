import { Fail } from '@vieraugen/protocol/errors.ts'
import * as office from '@vieraugen/protocol/http/admin-requests.ts'
import * as http from '@vieraugen/protocol/http/rights.ts'
import type { Base } from '../base/base.ts'
import { type Call, route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import {
  answerRequest,
  closeRequest,
  extendRequest,
  fileRequest,
  type Given,
  type Neighbours,
  readRequest,
  restrict,
  withdrawClient,
  withdrawContract,
} from './commands.ts'
import {
  archived,
  closedRequests,
  consentsOf,
  copyOf,
  requestsOf,
  restrictedSince,
  standingOf,
  waitingRequests,
} from './queries.ts'

/** What every person can do about their data: with an account, with a receipt code, from their seat, or with neither. */
export function registerRights(server: Http, base: Base, neighbours: Neighbours): void {
  const given: Given = { ...base, ...neighbours }
  registerWithAccount(server, given)
  registerWithReceipt(server, given)
  registerWithNeither(server, given)
  registerOffice(server, given)
}

function registerWithAccount(server: Http, given: Given): void {
  route(server, http.myRights, async ({ accountId }) => ({
    restrictedAt: await restrictedSince(given.db, accountId),
    consents: await consentsOf(given.db, { accountId }),
    requests: await requestsOf(given, { accountId }),
  }))
  route(server, http.myCopy, async ({ accountId, body }) => {
    const key = await given.keyOf(accountId)
    if (!key) throw new Fail('sign-in-needed')
    return copyOf(given, { subject: 'counsellor', root: accountId, key }, body.language)
  })
  route(server, http.restrictAccount, async ({ accountId, body }) => {
    await restrict(given, accountId, body.restricted)
    return {}
  })
  route(server, http.withdrawConsent, async (call) => {
    await given.withdrawAccount(call.accountId)
    await call.signOut()
    return {}
  })
  route(server, http.askForRight, async ({ accountId, body }) => {
    await given.limits.take('rights-request', accountId)
    return fileRequest(given, { accountId }, body)
  })
}

/** Counts a try, and takes it back when the code was a good one: who uses their own code is not slowed down. */
async function withReceipt<T>(
  given: Given,
  call: Call<{ code: string }>,
  work: (hash: Buffer) => Promise<T>,
): Promise<T> {
  await given.limits.take('receipt', call.ip)
  const answer = await work(given.receiptHash(call.body.code))
  await given.limits.giveBack('receipt', call.ip)
  return answer
}

/** The evidence behind a code; Fail('receipt-unknown'). */
async function consentOf(given: Given, hash: Buffer): Promise<string> {
  const id = await given.consentBehind(given.db, hash)
  if (!id) throw new Fail('receipt-unknown')
  return id
}

function registerWithReceipt(server: Http, given: Given): void {
  route(server, http.openReceipt, (call) =>
    withReceipt(given, call, async (receiptHash) => {
      const [evidence] = await consentsOf(given.db, { receiptHash })
      const standing = await standingOf(given, receiptHash)
      const requests = await requestsOf(given, { receiptHash })
      if (!evidence && requests.length === 0) throw new Fail('receipt-unknown')
      const kept = evidence &&
        standing && { keptUntil: standing.keptUntil.toISOString(), inMeeting: standing.inMeeting }
      return { evidence: evidence && kept ? { ...evidence, ...kept } : null, requests }
    }),
  )
  route(server, http.copyByReceipt, (call) =>
    withReceipt(given, call, async (root) => {
      await consentOf(given, root)
      return copyOf(given, { subject: 'client', root }, call.body.language)
    }),
  )
  route(server, http.withdrawByReceipt, (call) =>
    withReceipt(given, call, async (hash) => {
      await withdrawClient(given, await consentOf(given, hash))
      return {}
    }),
  )
  route(server, http.askByReceipt, (call) =>
    withReceipt(given, call, async (receiptHash) => {
      await consentOf(given, receiptHash)
      await given.limits.take('rights-request', receiptHash.toString('hex'))
      return fileRequest(given, { receiptHash }, call.body)
    }),
  )
}

function registerWithNeither(server: Http, given: Given): void {
  route(server, http.withdrawHere, async (call) => {
    const consent = await given.consentOfSeat(given.db, call.id('id'), call.sessionId)
    if (!consent) throw new Fail('not-found')
    await withdrawClient(given, consent)
    return {}
  })
  route(server, http.withdrawContract, async ({ ip, body }) => {
    await given.limits.take('contract', ip)
    // The confirmation must not become a way to flood a stranger's mailbox.
    await given.limits.take('contract-address', body.email.toLowerCase())
    return withdrawContract(given, body)
  })
  route(server, http.archivedText, ({ body }) => archived(given.db, body.hash))
}

/** What administrators and data protection officers do with the requests. */
function registerOffice(server: Http, given: Given): void {
  route(server, office.waitingRequests, async () => ({ requests: await waitingRequests(given.db) }))
  route(server, office.closedRequests, ({ body }) => closedRequests(given.db, body.before))
  route(server, office.readRequest, ({ body, accountId }) => readRequest(given, { ...body, by: accountId }))
  route(server, office.answerRequest, ({ body, accountId }) => answerRequest(given, { ...body, by: accountId }))
  route(server, office.extendRequest, ({ body, accountId }) => extendRequest(given, { ...body, by: accountId }))
  route(server, office.closeRequest, ({ body, accountId }) => closeRequest(given, { ...body, by: accountId }))
}
