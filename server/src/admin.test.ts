import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { confirmEmail } from './accounts/commands.ts'
import { accountByLogin } from './accounts/queries.ts'
import { operator } from './base/audit.ts'
import { claimDatabase } from './base/db/database.ts'
import { waitingMails } from './base/mail.ts'
import { Passwords } from './base/passwords.ts'
import { createTestCustody, type TestCustody } from './base/test-custody.ts'
import { archiveTexts } from './consents/commands.ts'
import { boxesNow } from './consents/queries.ts'
import { register } from './registration/commands.ts'

const anna = { firstName: 'Anna', lastName: 'Beraterin', email: 'anna@beispiel.example', userName: 'anna' }

let held: TestCustody
let release: (() => Promise<void>) | null
beforeEach(async () => {
  held = await createTestCustody()
  // The place of the running server, for the whole test.
  release = await claimDatabase(held.base.database.connection)
})
afterEach(async () => {
  await release?.()
  await held.close()
})

/** The operator at the keyboard. */
async function run(command: 'admin' | 'keys', args: readonly string[] = [], input = '') {
  const { host, user, database } = held.base.database.connection
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}`,
    DATA_DIR: held.base.config.dataDir,
    KEY_FILE: held.file,
    PUBLIC_URL: 'https://beratung.beispiel.example',
  }
  const file = fileURLToPath(new URL(`${command}.ts`, import.meta.url))
  const child = spawn(process.execPath, [file, ...args], { env, stdio: 'pipe' })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.stdin.on('error', () => {}).end(input)
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { out, err, code }
}

async function person(invitation?: string): Promise<string> {
  const given = { ...held.base, passwords: new Passwords(held.base.keys) }
  await archiveTexts(given.db, given)
  const ticks = Object.fromEntries(boxesNow(given, 'counsellor', 'de').map(({ key, hash }) => [key, hash])) as never
  const wish = { ...anna, password: 'Seerose am Gartenteich 7', language: 'de', ticks } as const
  await register(given, { ...wish, ...(invitation && { invitation }) })
  const mail = (await waitingMails(given)).find(({ to }) => to === anna.email)
  await confirmEmail(given, /#([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '')
  return (await accountByLogin(given, given.db, 'anna'))?.row.id ?? ''
}

const roleOf = async () => (await accountByLogin(held.base, held.base.db, 'anna'))?.row.role
const log = async () =>
  (await held.base.db.selectFrom('audit_entry').select(['act', 'actor', 'thing']).orderBy('number').execute()).map(
    ({ act, actor, thing }) => [act, actor === operator, thing],
  )

test('without a word the operator gets a link, beside the running server, and who opens it registers as administrator', async () => {
  const { out, err, code } = await run('admin')
  expect({ err, code }).toEqual({ err: '', code: 0 })
  const secret = /^https:\/\/beratung\.beispiel\.example\/registrieren#([\w-]{43})$/m.exec(out)?.[1] ?? ''
  await person(secret)
  expect(await roleOf()).toBe('administrator')
  expect(await log()).toEqual([['account.invited', true, 'administrator']])
})

test('an account is given a role by its user name or address, and its person is told', async () => {
  await person()
  expect(await run('admin', ['dpo'], 'anna\n')).toMatchObject({ err: '', code: 0 })
  expect(await roleOf()).toBe('dpo')
  expect(await run('admin', ['grant'], `${anna.email}\n`)).toMatchObject({ err: '', code: 0 })
  expect(await roleOf()).toBe('administrator')
  expect((await waitingMails(held.base))[0]).toMatchObject({ to: anna.email })
  expect(await log()).toEqual([
    ['account.role-changed', true, 'dpo'],
    ['account.role-changed', true, 'administrator'],
  ])
})

test('the last administrator stays one', async () => {
  await person()
  await held.base.db.updateTable('account').set({ role: 'administrator' }).execute()
  const { out, err, code } = await run('admin', ['revoke'], 'anna')
  expect({ out, code }).toEqual({ out: '', code: 1 })
  expect(err).toContain('the last administrator')
  expect(await roleOf()).toBe('administrator')
})

test.each([
  ['promote', 'anna', 'Say nothing for a link'],
  ['grant anna', '', 'Say nothing for a link'],
  ['grant', ' \n', 'Say nothing for a link'],
  ['constructor', 'anna', 'Say nothing for a link'],
  ['grant', 'niemand', 'There is no account'],
  ['revoke', 'anna', 'Nothing was changed'],
])('“%s” with the text %j gets one sentence and changes nothing', async (line, input, says) => {
  await person()
  const { out, err, code } = await run('admin', line.split(' '), input)
  expect({ out, code }).toEqual({ out: '', code: 1 })
  expect(err).toContain(says)
  expect(err).toMatch(/^[^\n]+\n$/)
  expect([await roleOf(), await log()]).toEqual(['counsellor', []])
})

test('who asks for the renewal of keys is in the log as well', async () => {
  expect(await run('keys', ['index'])).toMatchObject({ code: 0 })
  expect(await log()).toEqual([['keys.renewal-asked', true, 'index']])
  await run('keys')
  expect(await log()).toHaveLength(1)
})
