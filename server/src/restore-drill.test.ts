import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import { systemClock } from './base/clock.ts'
import { type Connection, openDatabase } from './base/db/database.ts'
import { createTestCustody } from './base/test-custody.ts'
import { appendDrill } from './proof/commands.ts'
import { installationSigner } from './proof/rules.ts'
import { practise } from './restore-drill.ts'
import { backUp, hasTools, putBack } from './retention/test-copy.ts'
import { plantMeeting } from './retention/test-deletion.ts'
import { anna, createTestApp, type TestApp } from './test-app.ts'

// Copies are made and put back by programs of their own.
vi.setConfig({ testTimeout: 60_000 })

const command = fileURLToPath(new URL('restore-drill.ts', import.meta.url))

describe.skipIf(!hasTools)('practising a restore', () => {
  let server: TestApp
  beforeEach(async () => {
    server = await createTestApp()
    await server.app.proof.cycle('all')
  })
  afterEach(() => server.close())

  const copyNow = () => {
    const { main, keys } = backUp(server.database, dirname(server.config.keyFile), 'copy')
    return [main, keys] as const
  }
  const drills = async () => {
    const entries = await server.db.selectFrom('proof_entry').select('body').execute()
    return entries.filter(({ body }) => (JSON.parse(body) as { kind: string }).kind === 'drill').length
  }
  /** `spoil` changes the restored copy before it is practised on. */
  async function drill(files: readonly string[], spoil = ''): Promise<string> {
    const db = openDatabase(await putBack(server.database, files), 6)
    try {
      if (spoil) await sql.raw(spoil).execute(db)
      return await practise(server, { ...server, db }, db)
    } finally {
      await db.destroy()
    }
  }

  test('is noted in the chain, and leaves people, running meetings, keys and the ledger of the house alone', async () => {
    const browser = await server.signedIn()
    await server.signedIn({ ...anna, email: 'boris@beispiel.example', userName: 'boris.b' })
    const { id } = await plantMeeting(server)
    const files = copyNow()
    await browser.call(accounts.deleteAccount, { password: anna.password })
    const ledger = readFileSync(server.config.erasureLedger, 'utf8')

    expect(await drill(files)).toContain('The restore worked: a copy of 2026-03-02')
    expect(await drills()).toBe(1)
    expect(readFileSync(server.config.erasureLedger, 'utf8')).toBe(ledger)
    expect(await server.contentKeys.load(id)).not.toBeNull()
    expect(await server.db.selectFrom('meeting').select('state').execute()).toEqual([{ state: 'open' }])
    expect(await server.db.selectFrom('account').select('state').execute()).toHaveLength(1)
    expect(await server.db.selectFrom('outbox').select('id').execute()).not.toEqual([])
  })

  test.each([
    { copy: 'whose keys were not put back', parts: [0], spoil: '', words: '1 accounts have no key' },
    {
      copy: 'in which a field was changed',
      parts: [0, 1],
      spoil: `update account set first_name = first_name || '\\x00'::bytea`,
      words: 'an account cannot be opened',
    },
    {
      copy: 'that lost the evidence of consent',
      parts: [0, 1],
      spoil: 'delete from consent_item',
      words: 'accounts-with-consent counts 1',
    },
    {
      copy: 'of another installation',
      parts: [0, 1],
      spoil: `update proof_entry set hash = '\\x00'`,
      words: 'no copy of this installation',
    },
    {
      copy: 'that should be gone already',
      parts: [0, 1],
      spoil: `update proof_entry set made_at = made_at - interval '15 days'`,
      words: '15 days old',
    },
  ])('fails for a copy $copy, and notes nothing', async ({ parts, spoil, words }) => {
    await server.signedIn()
    const files = copyNow()
    const used = files.filter((_, part) => parts.includes(part))
    await expect(drill(used, spoil)).rejects.toThrow(words)
    expect(await drills()).toBe(0)
  })
})

test.skipIf(!hasTools)(
  'the command practises on the copy it is given, and never on the database in use',
  async () => {
    const held = await createTestCustody()
    const urlOf = (to: Exclude<Connection, string>) =>
      `postgres://${to.user}@localhost/${to.database}?host=${encodeURIComponent(to.host)}`
    const { database, config } = held.base
    const run = async (url: string) => {
      const env = {
        PATH: process.env['PATH'],
        DATABASE_URL: urlOf(database.connection),
        DATA_DIR: config.dataDir,
        KEY_FILE: held.file,
      }
      const child = spawn(process.execPath, [command, url], { env, stdio: 'pipe' })
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
      const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
      return [code, out + err]
    }
    const live = { ...held.base, clock: systemClock }
    const entries = async () => (await live.db.selectFrom('proof_entry').select('number').execute()).length
    const empty = await putBack(database, [backUp(database, dirname(held.file), 'empty').main])
    await appendDrill(live, installationSigner(live))
    const { main, keys } = backUp(database, dirname(held.file), 'copy')
    const copy = await putBack(database, [main, keys])
    expect(await run(urlOf(database.connection))).toEqual([1, 'This is the database in use. Name the restored copy.\n'])
    expect(await run(urlOf(empty))).toEqual([1, expect.stringContaining('This is no copy of this installation')])
    expect(await run('')).toEqual([1, expect.stringContaining('Name the database')])
    expect(await entries()).toBe(1)
    expect(await run(urlOf(copy))).toEqual([0, expect.stringContaining('The restore worked')])
    expect(await entries()).toBe(2)
    await held.close()
  },
  60_000,
)
