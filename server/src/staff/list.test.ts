import { v7 as uuid } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as http from '@vieraugen/protocol/http/admin-accounts.ts'
import { placeOf, type SealedField } from '../accounts/queries.ts'
import type { TestBrowser } from '../base/http/test-browser.ts'
import { createSubjectKey } from '../base/keys.ts'
import { sealColumn } from '../base/seal.ts'
import { anna, createTestApp, type TestApp } from '../test-app.ts'

let server: TestApp
let rosa: TestBrowser
beforeEach(async () => {
  server = await createTestApp()
  rosa = await server.staff('administrator')
})
afterEach(() => server.close())

const bert = { ...anna, firstName: 'Bert', lastName: 'Öz', email: 'bert@beispiel.example', userName: 'bert' }
const idOf = async (browser: TestBrowser) => (await browser.call(accounts.whoAmI, {})).account?.id ?? ''
const listed = async (search = '', state: http.AccountState | null = null, after: string | null = null) =>
  rosa.call(http.searchAccounts, { search, state, after })

test('shows what the administration needs of an account, and finds it by any of its names', async () => {
  const id = await idOf(await server.signedIn(bert))
  const { accounts: all, next } = await listed()
  expect(next).toBeNull()
  expect(all[0]).toEqual({
    id,
    firstName: 'Bert',
    lastName: 'Öz',
    email: bert.email,
    userName: 'bert',
    role: 'counsellor',
    state: 'active',
    restricted: false,
    secondFactor: false,
    registeredOn: '2026-03-02',
    signedInOn: null,
    own: false,
  })
  expect(all[1]).toMatchObject({ role: 'administrator', own: true })
  for (const search of ['bert öz', 'ÖZ', 'bert@', '  bert '])
    expect([search, (await listed(search)).accounts.map((one) => one.id)]).toEqual([search, [id]])
  expect((await listed('niemand')).accounts).toEqual([])
  expect((await listed('', 'pending')).accounts).toEqual([])
})

test('says on which day somebody last signed in', async () => {
  await server.signedIn(bert)
  const id = (await listed('bert')).accounts[0]?.id ?? ''
  const seen_at = new Date('2026-03-05T10:00:00Z')
  await server.db.updateTable('account').set({ seen_at }).where('id', '=', id).execute()
  expect((await listed('bert')).accounts[0]?.signedInOn).toBe('2026-03-05')
})

test('comes in pages, and a search finds the one account among many', async () => {
  for (let number = 0; number < 260; number++) await plant(number)
  const first = await listed()
  expect(first.accounts.map(({ lastName }) => lastName)).toEqual(range(259, 210))
  const second = await listed('', null, first.next)
  expect(second.accounts.map(({ lastName }) => lastName)).toEqual(range(209, 160))
  const last = await listed('', null, (await listed('', null, (await pages(second.next, 3)) ?? null)).next)
  expect(last.next).toBeNull()
  expect((await listed('nummer-7@')).accounts.map(({ lastName }) => lastName)).toEqual(['7'])
  const searched = await listed('vorname')
  expect(searched.accounts).toHaveLength(50)
  expect((await listed('vorname', null, searched.next)).accounts[0]?.lastName).toBe('209')
})

const range = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => String(from - index))
async function pages(from: string | null, count: number): Promise<string | null> {
  let next = from
  for (let page = 1; page < count && next; page++) next = (await listed('', null, next)).next
  return next
}

async function plant(number: number): Promise<void> {
  const id = uuid()
  const { key, wrapped } = createSubjectKey(server.keys, server.random, {
    column: 'account_key.wrapped',
    row: id,
    subject: id,
  })
  const seal = <F extends SealedField>(field: F, text: string) => sealColumn(placeOf(id, field), key, text)
  const now = server.clock.now()
  await server.db
    .insertInto('account')
    .values({
      id,
      state: 'active',
      role: 'counsellor',
      first_name: seal('first_name', 'Vorname'),
      last_name: seal('last_name', String(number)),
      email: seal('email', `nummer-${number}@beispiel.example`),
      user_name: seal('user_name', `n${number}`),
      password: seal('password', '-'),
      email_index: server.random(32),
      user_name_index: server.random(32),
      created_at: now,
      seen_at: now,
    })
    .execute()
  await server.db.insertInto('account_key').values({ account_id: id, wrapped, created_at: now }).execute()
}
