// Two transactions at once, whose order is forced: what one holds, the other waits for.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as rights from '@vieraugen/protocol/http/rights.ts'
import { withdrawAccount } from '../accounts/personal-data.ts'
import { operator } from '../base/audit.ts'
import { transact } from '../base/db/database.ts'
import { untilOneWaits } from '../base/db/test-locks.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { answerRequest } from '../rights/commands.ts'
import { createTestApp, type TestApp } from '../test-app.ts'
import { inviteInto, lock, remove } from './commands.ts'

let server: TestApp
beforeEach(async () => {
  server = await createTestApp()
})
afterEach(() => server.close())

const idOf = async (browser: TestBrowser) => (await browser.call(accounts.whoAmI, {})).account?.id ?? ''
const given = () => ({
  ...server,
  meetings: { end: () => Promise.resolve([]), finish: () => undefined },
  endRunningMeetings: () => Promise.resolve(),
})
const accountsLeft = async () => (await server.db.selectFrom('account').select('id').execute()).length
const acts = async () =>
  (await server.db.selectFrom('audit_entry').select('act').orderBy('number').execute()).map(({ act }) => act)

test('an account is deleted while its request is answered: neither holds the other up', async () => {
  const kim = await server.signedIn()
  const { number } = await kim.call(rights.askForRight, { kind: 'erasure', text: 'Bitte löschen.' })
  const accountId = await idOf(kim)
  let removing = Promise.resolve()
  let tries = 0
  const answering = {
    ...server,
    // Called while the request is locked.
    async emailOf() {
      tries += 1
      removing = remove(given(), { actor: operator, accountId })
      await untilOneWaits(server.db)
      return null
    },
  }
  await answerRequest(answering, { number, answer: 'Erledigt.', by: operator })
  await removing
  expect([tries, await accountsLeft(), await acts()]).toEqual([1, 0, ['request.answered', 'account.deleted']])
})

test('an account is deleted by its person while its key is renewed: neither holds the other up', async () => {
  const id = await idOf(await server.signedIn())
  let withdrawing = Promise.resolve()
  await transact(server.db, async (tx) => {
    // As the renewal does: the account, then its key.
    await tx.selectFrom('account').select('id').where('id', '=', id).forNoKeyUpdate().execute()
    withdrawing = withdrawAccount(given(), id)
    await untilOneWaits(server.db)
    await tx.selectFrom('account_key').select('account_id').where('account_id', '=', id).forUpdate().execute()
  })
  await withdrawing
  expect(await accountsLeft()).toBe(0)
})

describe('whoever stops being an administrator while acting', () => {
  /** Takes the role away, and lets `act` begin before that is durable. */
  async function during(id: string, act: () => Promise<unknown>): Promise<PromiseSettledResult<unknown>> {
    let acting: Promise<PromiseSettledResult<unknown>[]> = Promise.resolve([])
    await transact(server.db, async (tx) => {
      await tx.updateTable('account').set({ role: 'dpo' }).where('id', '=', id).execute()
      acting = Promise.allSettled([act()])
      await Promise.race([acting, untilOneWaits(server.db)])
    })
    const [settled] = await acting
    if (!settled) throw new Error('nothing was begun')
    return settled
  }

  test('leaves no invitation behind', async () => {
    const id = await idOf(await server.staff('administrator'))
    const invited = await during(id, () => inviteInto(server, { by: id, role: 'administrator' }))
    expect(invited).toMatchObject({ status: 'rejected', reason: { code: 'forbidden' } })
    expect(await server.db.selectFrom('account_invitation').selectAll().execute()).toEqual([])
  })

  test('does nothing to anybody', async () => {
    const [id, accountId] = [await idOf(await server.staff('administrator')), await idOf(await server.signedIn())]
    const locked = await during(id, () => lock(given(), { actor: id, accountId }))
    expect(locked).toMatchObject({ status: 'rejected', reason: { code: 'forbidden' } })
    expect(await acts()).toEqual([])
  })
})
