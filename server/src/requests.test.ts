import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { v7 as uuid } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { confirmEmail } from './accounts/commands.ts'
import { accountByLogin } from './accounts/queries.ts'
import { systemClock } from './base/clock.ts'
import { claimDatabase } from './base/db/database.ts'
import { waitingMails } from './base/mail.ts'
import { Passwords } from './base/passwords.ts'
import { createTestCustody, type TestCustody } from './base/test-custody.ts'
import { archiveTexts } from './consents/commands.ts'
import { boxesNow } from './consents/queries.ts'
import { register } from './registration/commands.ts'
import { answerRequest, fileRequest, readRequest } from './rights/commands.ts'
import type { Holder } from './rights/queries.ts'

const command = fileURLToPath(new URL('requests.ts', import.meta.url))
const day = 24 * 60 * 60 * 1000
const anna = { firstName: 'Anna', lastName: 'Beraterin', email: 'anna@beispiel.example', userName: 'anna' }
const receipt: Holder = { receiptHash: Buffer.alloc(32, 1) }

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
async function run(args: readonly string[], input = '') {
  const { host, user, database } = held.base.database.connection
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}`,
    DATA_DIR: held.base.config.dataDir,
    KEY_FILE: held.file,
  }
  const child = spawn(process.execPath, [command, ...args], { env, stdio: 'pipe' })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.stdin.on('error', () => {}).end(input)
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { out, err, code }
}

/** Files a request that came `days` ago; answers its number. */
async function ask(by: Holder | null, words: string, days = 0): Promise<string> {
  const now = () => new Date(systemClock.now().getTime() - days * day)
  const emailOf = () => Promise.resolve(null)
  const given = { ...held.base, clock: { ...systemClock, now }, emailOf }
  return (await fileRequest(given, by, { kind: 'erasure', text: words })).number
}

const answer = (number: string) =>
  answerRequest({ ...held.base, emailOf: () => Promise.resolve(null) }, { number, answer: 'Ja.', by: uuid() })

async function account(): Promise<Holder> {
  const given = { ...held.base, passwords: new Passwords(held.base.keys) }
  await archiveTexts(given.db, given)
  const ticks = Object.fromEntries(boxesNow(given, 'counsellor', 'de').map(({ key, hash }) => [key, hash])) as never
  await register(given, { ...anna, password: 'Seerose am Gartenteich 7', language: 'de', ticks })
  const mail = (await waitingMails(given)).find(({ to }) => to === anna.email)
  await confirmEmail(given, /#([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '')
  return { accountId: (await accountByLogin(given, given.db, 'anna'))?.row.id ?? '' }
}

const rowOf = (number: string) =>
  held.base.db.selectFrom('rights_request').selectAll().where('number', '=', number).executeTakeFirstOrThrow()

test('beside the running server, the operator sees what is open, what is overdue first, and its words only when asked', async () => {
  const answered = await ask(receipt, 'beantwortet', 60)
  await answer(answered)
  const late = await ask(receipt, 'Bitte alles löschen.', 40)
  const fresh = await ask(receipt, 'neu')
  const listed = await run([])
  const lines = listed.out.trimEnd().split('\n')
  expect(lines.map((line) => line.slice(0, 14))).toEqual([late, fresh, answered])
  expect(lines[0]).toMatch(/: erasure, open, received \d{4}-\d\d-\d\d, due \d{4}-\d\d-\d\d, overdue$/)
  expect(`${lines[1]}${lines[2]}`).not.toContain('overdue')
  expect(listed.out).not.toContain('löschen')
  expect((await run(['show', late])).out).toContain('Request:\nBitte alles löschen.\n')
})

test('an answer is sealed, has the operator as its author, is told by mail without its words, and closes the request', async () => {
  const number = await ask(await account(), 'x')
  const answered = await run(['answer', number], 'Ihre Daten\nsind gelöscht.\n')
  expect(answered).toMatchObject({ err: '', code: 0 })
  expect(answered.out).toContain('told by mail')
  const row = await rowOf(number)
  expect(row).toMatchObject({ state: 'answered', answered_by: '00000000-0000-8000-8000-000000000001' })
  expect(Buffer.from(row.answer as never).toString('latin1')).not.toContain('Daten')
  const read = await readRequest(held.base, { number, by: uuid() })
  expect(read).toMatchObject({ answer: 'Ihre Daten\nsind gelöscht.', answeredBy: 'operator' })
  const mails = (await waitingMails(held.base)).filter(
    ({ to, text: body }) => to === anna.email && body.includes(number),
  )
  expect(mails).toHaveLength(1)
  expect(JSON.stringify(mails)).not.toContain('gelöscht')
  expect(await run(['close', number])).toMatchObject({ code: 0 })
  expect((await rowOf(number)).state).toBe('closed')
  expect((await run([])).out).toBe('There are no open requests.\n')
})

test('an extension has its reason, and both texts can come from a file', async () => {
  const number = await ask(receipt, 'x')
  const file = join(held.base.config.keyDir, 'text')
  writeFileSync(file, 'Sehr viele Anfragen')
  const extended = await run(['extend', number, file])
  expect(extended.out).toBe(`Extended: due ${(await rowOf(number)).due_at.toISOString().slice(0, 10)}.\n`)
  expect(await run(['answer', number, file])).toMatchObject({ code: 0 })
  const words = 'Sehr viele Anfragen'
  expect((await run(['show', number])).out).toContain(`Reason of the extension:\n${words}\n\nAnswer:\n${words}\n`)
})

/** `NUMBER` stands for a request that came 40 days ago, `ANSWERED` for one that has its answer. */
test.each([
  ['delete NUMBER', '', 'Say what to do'],
  ['constructor NUMBER', '', 'Say what to do'],
  ['answer', 'Ja.', 'Say what to do'],
  ['answer NUMBER Sehr geehrte Frau', '', 'never as an argument'],
  ['close NUMBER x', '', 'Say what to do'],
  ['answer NUMBER', ' \n', 'must have 1 to 20000 characters'],
  ['answer NUMBER', 'a\u001b[2J', 'no control characters'],
  ['answer NUMBER /nowhere/text', '', 'cannot be read'],
  ['answer 2026-0000-0000', 'Ja.', 'There is no request with this number.'],
  ['show 2026-0000-0000', '', 'There is no request with this number.'],
  ['extend NUMBER', 'zu spät', 'can be extended once'],
  ['close NUMBER', '', 'Only a request that is answered'],
  ['answer ANSWERED', 'Nein.', 'This request has an answer already.'],
])('“%s” with the text %j gets one sentence and changes nothing', async (line, input, says) => {
  const numbers = { NUMBER: await ask(receipt, 'x', 40), ANSWERED: await ask(receipt, 'y') }
  await answer(numbers.ANSWERED)
  const before = [await rowOf(numbers.NUMBER), await rowOf(numbers.ANSWERED)]
  const args = line.split(' ').map((word) => (word === 'NUMBER' || word === 'ANSWERED' ? numbers[word] : word))
  const { out, err, code } = await run(args, input)
  expect({ out, code }).toEqual({ out: '', code: 1 })
  expect(err).toContain(says)
  expect(err).toMatch(/^[^\n]+\n$/)
  expect([await rowOf(numbers.NUMBER), await rowOf(numbers.ANSWERED)]).toEqual(before)
})

test('without the right key nothing is opened or written', async () => {
  const number = await ask(receipt, 'x')
  writeFileSync(held.file, `${Buffer.alloc(32, 1).toString('base64url')}\n`)
  const { err, code } = await run(['answer', number], 'Ja.')
  expect(code).toBe(1)
  expect(err).toMatch(/^The key in .* is not the one this data was sealed with\.\n$/)
  expect((await rowOf(number)).state).toBe('open')
})
