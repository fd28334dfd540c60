import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { periods } from '@vieraugen/policy/periods.ts'
import { confirmEmail, type Given } from './accounts/commands.ts'
import { reindex } from './accounts/personal-data.ts'
import { accountByLogin, subjectKeyOf } from './accounts/queries.ts'
import { waitingMails } from './base/mail.ts'
import { newestVersion, withRing } from './base/key-ring.ts'
import { Passwords } from './base/passwords.ts'
import { askForRenewal, keysAtRest, type RenewalLevel, renewKeys, sealedPlaces } from './base/rotation.ts'
import { openColumn, sealColumn, versionOf } from './base/seal.ts'
import { createTestCustody, type TestCustody } from './base/test-custody.ts'
import { archiveTexts } from './consents/commands.ts'
import { boxesNow } from './consents/queries.ts'
import { planMeeting } from './meetings/commands.ts'
import { meetingsOf } from './meetings/queries.ts'
import { register } from './registration/commands.ts'

const victim = fileURLToPath(new URL('base/test-rotation.ts', import.meta.url))
const grace = periods.keyGrace * 1000
const names = ['anna', 'bernd', 'clara']
const emailOf = (name: string) => `${name}@beispiel.example`

let held: TestCustody
let given: Given
beforeEach(async () => {
  held = await createTestCustody()
  given = { ...held.base, passwords: new Passwords(held.base.keys) }
  await archiveTexts(given.db, given)
  for (const name of names) await settle(name)
  // A second later, so that what is asked for now is younger than what there is.
  held.base.clock.advance(1000)
})
afterEach(() => held.close())

/** A confirmed person with a planned meeting, and a mail in the queue. */
async function settle(name: string): Promise<void> {
  const ticks = Object.fromEntries(boxesNow(given, 'counsellor', 'de').map(({ key, hash }) => [key, hash])) as never
  const person = { firstName: name, lastName: 'Beraterin', email: emailOf(name), userName: name }
  await register(given, { ...person, password: 'Seerose am Gartenteich 7', language: 'de', ticks })
  const mail = (await waitingMails(given)).find(({ to }) => to === emailOf(name))
  await confirmEmail(given, /#([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '')
  const account = await accountByLogin(given, given.db, name)
  const beginsAt = new Date(given.clock.now().getTime() + 86_400_000).toISOString()
  await planMeeting(given, account?.row.id ?? '', { beginsAt, minutes: 50, note: `note of ${name}` })
}

const renew = () => renewKeys({ base: given, custody: held.custody, reindex: (after) => reindex(given, after) })

/** Everything that keys open: people by address and by name, their notes and links, and the queue. */
async function everything() {
  const people = []
  for (const name of names) {
    const byEmail = await accountByLogin(given, given.db, emailOf(name))
    const byName = await accountByLogin(given, given.db, name)
    if (!byEmail || byName?.row.id !== byEmail.row.id) throw new Error(`${name} is not found any more`)
    const meetings = await meetingsOf(given, byEmail.row.id, () => 0)
    people.push([byEmail.account, meetings.map(({ note, invitation }) => [note, invitation])])
  }
  const mails = await waitingMails(given)
  return { people, mails: mails.map(({ to, text }) => [to, text]) }
}

async function versions(): Promise<Record<string, number[]>> {
  const rows = await held.base.db
    .selectFrom('controller_key')
    .select(['purpose', 'version'])
    .orderBy('version')
    .execute()
  return Object.fromEntries(
    Object.entries(Object.groupBy(rows, ({ purpose }) => purpose)).map(([purpose, own]) => [
      purpose,
      (own ?? []).map(({ version }) => version),
    ]),
  )
}

/** Versions of the keys that the boxes of all these columns rest under. */
async function boxVersions(protection: 'account' | 'installation'): Promise<number[]> {
  const found = new Set<number>()
  for (const { table, name } of sealedPlaces(protection)) {
    const { rows } = await sql<{ box: Buffer }>`select ${sql.ref(name)} as box from ${sql.table(table)}
      where ${sql.ref(name)} is not null`.execute(held.base.db)
    for (const { box } of rows) found.add(versionOf(box))
  }
  return [...found].toSorted((a, b) => a - b)
}

const isFinished = async (level: RenewalLevel) =>
  (await held.base.db.selectFrom('key_renewal').selectAll().where('level', '=', level).executeTakeFirst())
    ?.finished_at instanceof Date

describe('the renewal of keys', () => {
  test('of the controller seals people’s keys and the queue anew, and loses nothing', async () => {
    const before = await everything()
    await askForRenewal(given, 'controller')
    expect(await renew()).toBe(1)
    expect(await boxVersions('installation')).toEqual([2])
    expect(await versions()).toMatchObject({ installation: [1, 2], wrap: [1, 2], index: [1], mac: [1] })
    expect(await everything()).toEqual(before)
    expect(await renew()).toBe(0)
    const told = await keysAtRest(held.base.db)
    expect(told.keys).toContainEqual({
      purpose: 'installation',
      version: 1,
      holder: expect.stringMatching(/^file:/),
      created_at: expect.any(Date),
      retired_at: expect.any(Date),
    })
    expect(told.renewals).toMatchObject([{ level: 'controller', finished_at: expect.any(Date) }])
  })

  test('of the controller ends after the time of a backup: then nothing opens under the key before', async () => {
    await askForRenewal(given, 'controller')
    await renew()
    const before = await everything()
    held.base.clock.advance(periods.backup * 1000 - 1000)
    await renew()
    expect(await versions()).toMatchObject({ installation: [1, 2] })
    held.base.clock.advance(2000)
    await renew()
    expect(await versions()).toMatchObject({ installation: [2], wrap: [2] })
    expect(await everything()).toEqual(before)
  })

  test('of people gives each a new key and seals every column under it; links that were sent go on working', async () => {
    const before = await everything()
    const id = (await accountByLogin(given, given.db, 'anna'))?.row.id ?? ''
    const old = await subjectKeyOf(given, given.db, id)
    await askForRenewal(given, 'accounts')
    expect(await renew()).toBe(0)
    expect(await boxVersions('account')).toEqual([2])
    expect(await everything()).toEqual(before)
    const email = (await accountByLogin(given, given.db, 'anna'))?.row.email
    const place = { column: 'account.email', row: id, subject: id } as const
    expect(() => old && email && openColumn(place, old, email)).toThrow('does not open')

    held.base.clock.advance(grace)
    expect(await renew()).toBe(1)
    const settled = await subjectKeyOf(given, given.db, id)
    expect(settled && withRing(settled, ({ keys }) => keys.length)).toBe(1)
    expect(settled && newestVersion(settled)).toBe(2)
    expect(await everything()).toEqual(before)
  })

  test('of people keeps what was read before and written after', async () => {
    const stale = await accountByLogin(given, given.db, 'anna')
    await askForRenewal(given, 'accounts')
    await renew()
    const id = stale?.row.id ?? ''
    const late = stale && sealColumn({ column: 'account.first_name', row: id, subject: id }, stale.key, 'late')
    await held.base.db
      .updateTable('account')
      .set({ first_name: late as never })
      .where('id', '=', id)
      .execute()
    expect((await accountByLogin(given, given.db, 'anna'))?.account.firstName).toBe('late')
    held.base.clock.advance(grace)
    expect(await renew()).toBe(1)
    expect((await accountByLogin(given, given.db, 'anna'))?.account.firstName).toBe('late')
    expect(await boxVersions('account')).toEqual([2])
  })

  test('of the index finds everybody all the time, and ends with one key', async () => {
    const before = await everything()
    const [old] = await held.base.db.selectFrom('account').select(['id', 'email_index']).orderBy('id').execute()
    await askForRenewal(given, 'index')
    expect(await renew()).toBe(0)
    expect(await versions()).toMatchObject({ index: [1, 2] })
    expect(await everything()).toEqual(before)
    held.base.clock.advance(grace)
    expect(await renew()).toBe(1)
    expect(await versions()).toMatchObject({ index: [2] })
    expect(await everything()).toEqual(before)
    const [now] = await held.base.db.selectFrom('account').select(['id', 'email_index']).orderBy('id').execute()
    expect(now?.id).toBe(old?.id)
    expect(now?.email_index).not.toEqual(old?.email_index)
  })

  test('comes by itself when keys are a year old', async () => {
    const before = await everything()
    held.base.clock.advance(periods.keyRenewal * 1000)
    expect(await renew()).toBe(1)
    held.base.clock.advance(grace)
    expect(await renew()).toBe(2)
    for (const level of ['controller', 'accounts', 'index'] as const) expect(await isFinished(level)).toBe(true)
    expect(await everything()).toEqual(before)
    expect(await renew()).toBe(0)
  })
})

describe('kill -9 during a renewal', () => {
  function die(dieAt: string): Promise<NodeJS.Signals | null> {
    const { connection } = held.base.database
    const now = held.base.clock.now().getTime()
    const orders = { connection, file: held.file, keyDir: held.base.config.keyDir, now, dieAt }
    const child = spawn(process.execPath, [victim, JSON.stringify(orders)], { stdio: ['ignore', 'ignore', 'inherit'] })
    return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
  }

  test.each([
    ['controller', 'installation.made', 0],
    ['controller', 'wrap.made', 0],
    ['controller', 'installation.batch', 0],
    ['accounts', 'account.renewed', 0],
    ['accounts', 'account.settled', grace],
    ['index', 'index.made', 0],
    ['index', 'index.batch', grace],
  ] as const)('of %s at %s: nobody is lost, and it goes on to the end', async (level, dieAt, later) => {
    const before = await everything()
    await askForRenewal(given, level)
    if (later > 0) {
      await renew()
      held.base.clock.advance(later)
    }
    expect(await die(dieAt)).toBe('SIGKILL')
    expect(await isFinished(level)).toBe(false)
    await held.custody.check()
    expect(await everything()).toEqual(before)

    held.base.clock.advance(1000)
    await renew()
    held.base.clock.advance(grace)
    await renew()
    expect(await isFinished(level)).toBe(true)
    expect(await everything()).toEqual(before)
    const newest = Object.values(await versions()).map((own) => own.at(-1))
    expect(Math.max(...newest.map(Number))).toBe(level === 'accounts' ? 1 : 2)
  })
})
