// The restore drill: a copy is made while people and meetings exist, things are deleted, the copy is put back, the server starts.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import { withdrawByReceipt } from '@vieraugen/protocol/http/rights.ts'
import { createApp, type App } from '../app.ts'
import { openDatabase } from '../base/db/database.ts'
import type { Base } from '../base/base.ts'
import { openErasureLedger } from '../base/erasure-ledger.ts'
import { TestBrowser } from '../base/http/test-browser.ts'
import { anna, createTestApp, type Person, type TestApp } from '../test-app.ts'
import { createDeletion } from './commands.ts'
import { remainsOf } from './queries.ts'
import { backUp, hasTools, putBack } from './test-copy.ts'
import { plantMeeting } from './test-deletion.ts'

const boris: Person = {
  firstName: 'Boris',
  lastName: 'Bleibt',
  email: 'boris@beispiel.example',
  userName: 'boris.b',
  password: 'Laterne am Kanal 12',
}

let server: TestApp
let started: { app: App; base: Base } | null
beforeEach(async () => {
  server = await createTestApp()
  started = null
})
afterEach(async () => {
  await started?.app.close()
  await started?.base.db.destroy()
  await server.close()
})

const folder = () => dirname(server.config.keyFile)
const signIn = (person: Person) =>
  new TestBrowser((started ?? server).app.http).call(accounts.signIn, {
    login: person.email,
    password: person.password,
  })

const copyOf = (name: string) => backUp(server.database, folder(), name)

/** Puts copies into a database of their own; the key file, the ledger and the folder of meeting keys are those of the house. */
async function restore(...files: string[]): Promise<Base> {
  return { ...server, db: openDatabase(await putBack(server.database, files), 6) }
}

async function start(base: Base): Promise<Base> {
  started = { base, app: await createApp(base) }
  return base
}

const rowsIn = async (base: Base, table: 'account' | 'account_key' | 'meeting') =>
  Number((await sql<{ rows: string }>`select count(*) as rows from ${sql.table(table)}`.execute(base.db)).rows[0]?.rows)

test('an account whose deletion failed lives on, however soon the server starts again', async () => {
  const browser = await server.signedIn()
  await sql`create function refuse() returns trigger language plpgsql as 'begin raise exception ''no''; end'`.execute(
    server.db,
  )
  await sql`create constraint trigger at_commit after delete on account
    deferrable initially deferred for each row execute function refuse()`.execute(server.db)
  await expect(browser.call(accounts.deleteAccount, { password: anna.password })).rejects.toThrow('internal')
  await sql`drop trigger at_commit on account`.execute(server.db)
  const db = openDatabase(server.database.connection, 6)
  await start({ ...server, db, ledger: openErasureLedger(server.config.erasureLedger, server) })
  expect(await signIn(anna)).toMatchObject({ firstName: anna.firstName })
})

describe.skipIf(!hasTools)('after a backup was restored', () => {
  test('who was deleted stays deleted, who was not signs in as before', async () => {
    const browser = await server.signedIn()
    await server.signedIn(boris)
    const copy = copyOf('before')
    await browser.call(accounts.deleteAccount, { password: anna.password })
    const base = await restore(copy.main, copy.keys)
    expect([await rowsIn(base, 'account'), await rowsIn(base, 'account_key')]).toEqual([2, 2])

    await start(base)
    expect([await rowsIn(base, 'account'), await rowsIn(base, 'account_key')]).toEqual([1, 1])
    await expect(signIn(anna)).rejects.toThrow('wrong-credentials')
    expect(await signIn(boris)).toMatchObject({ firstName: 'Boris' })
  })

  test('a meeting that had ended is ended, verified, and nothing of it is there, and one that was cancelled too', async () => {
    const browser = await server.signedIn()
    const { id } = await plantMeeting(server)
    const begins = new Date(server.clock.now().getTime() + 3600_000).toISOString()
    const planned = await browser.call(meetings.planMeeting, { beginsAt: begins, minutes: 50, note: 'private' })
    const copy = copyOf('before')
    const deletion = createDeletion(server, { ended: () => undefined, deleted: () => undefined })
    await deletion.end(id, 'moderator')
    await deletion.end(planned.id, 'cancelled')
    await deletion.settled()
    const base = await restore(copy.main, copy.keys)
    expect(await remainsOf(base, id), 'rows without the key').toBe(4)

    await start(base)
    const rows = await base.db.selectFrom('meeting').select(['id', 'state', 'note']).execute()
    expect(rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      [id, planned.id].toSorted().map((one) => ({ id: one, state: 'verified', note: null })),
    )
    expect([await remainsOf(base, id), await remainsOf(base, planned.id)]).toEqual([0, 0])
  })

  test('a consent that a client withdrew is withdrawn, of that day, and its seat is given up', async () => {
    server.clock.advance((14 * 60 + 45) * 60_000)
    const { id } = await plantMeeting(server)
    const receipt_hash = server.keys.mac('receipt', 'K7QM2F9DXHTA8WPN')
    await server.db.updateTable('consent').set({ receipt_hash }).execute()
    const copy = copyOf('before')
    await server.browser().call(withdrawByReceipt, { code: 'K7QM-2F9D-XHTA-8WPN' })
    server.clock.advance(20 * 60_000)
    const base = await restore(copy.main, copy.keys)
    const standing = () => base.db.selectFrom('consent').select('withdrawn_at').executeTakeFirstOrThrow()
    expect((await standing()).withdrawn_at).toBeNull()

    await start(base)
    expect((await standing()).withdrawn_at?.toISOString().slice(0, 10)).toBe('2026-03-02')
    const seats = base.db.selectFrom('participant').select('state').where('meeting_id', '=', id)
    expect(await seats.where('role', '=', 'guest').execute()).toEqual([{ state: 'left' }])
  })

  test('an older copy does not open an account whose key died since: the copy without keys holds none', async () => {
    const browser = await server.signedIn()
    const { wrapped } = await server.db.selectFrom('account_key').select('wrapped').executeTakeFirstOrThrow()
    await server.signedIn(boris)
    const old = copyOf('old')
    await browser.call(accounts.deleteAccount, { password: anna.password })
    const fresh = copyOf('fresh')
    expect(readFileSync(old.keys, 'utf8')).toContain(wrapped.toString('hex'))
    expect(readFileSync(old.main, 'utf8')).not.toContain(wrapped.toString('hex'))

    // The old keys are gone after their seven days: only the fresh ones can be put beside the old copy.
    const base = await restore(old.main, fresh.keys)
    expect([await rowsIn(base, 'account'), await rowsIn(base, 'account_key')]).toEqual([2, 1])
    await start(base)
    expect(await rowsIn(base, 'account')).toBe(1)
    expect(await signIn(boris)).toMatchObject({ firstName: 'Boris' })
  })

  test('the server does not start without the keys of accounts that nobody deleted, and says what to do', async () => {
    await server.signedIn()
    const copy = copyOf('before')
    const base = await restore(copy.main)
    await expect(createApp(base)).rejects.toThrow('1 accounts have no key')
    expect(await rowsIn(base, 'account')).toBe(1)
    await base.db.destroy()
  })

  test('keys of accounts that the other copy does not know are deleted', async () => {
    await server.signedIn()
    const early = copyOf('early')
    await server.signedIn(boris)
    const late = copyOf('late')
    const base = await start(await restore(early.main, late.keys))
    expect([await rowsIn(base, 'account'), await rowsIn(base, 'account_key')]).toEqual([1, 1])
  })

  test('the drill can fail: with an empty ledger the deleted account is back', async () => {
    const browser = await server.signedIn()
    const copy = copyOf('before')
    await browser.call(accounts.deleteAccount, { password: anna.password })
    const base = await restore(copy.main, copy.keys)
    writeFileSync(server.config.erasureLedger, '')
    await start({ ...base, ledger: { ...base.ledger, has: () => false } })
    expect(await rowsIn(base, 'account')).toBe(1)
  })
})
