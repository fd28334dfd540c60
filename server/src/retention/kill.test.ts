import { spawn } from 'node:child_process'
import { createSecretKey } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../base/clock.ts'
import { createKeys, createSubjectKey } from '../base/keys.ts'
import { createTestBase, type TestBase } from '../base/test-base.ts'
import { openColumn } from '../base/seal.ts'
import { createDeletion } from './commands.ts'
import { recover, sweep } from './jobs.ts'
import { remainsOf } from './queries.ts'
import { plantMeeting } from './test-deletion.ts'

const victim = fileURLToPath(new URL('test-victim.ts', import.meta.url))
const rootKey = '11'.repeat(32)
const accountId = '01930000-0000-7000-8000-0000000000aa'
const sessionId = '01930000-0000-7000-8000-0000000000bb'

let base: TestBase
beforeEach(async () => {
  const made = await createTestBase()
  base = {
    ...made,
    clock: Object.assign(made.clock, { now: systemClock.now }),
    keys: createKeys(createSecretKey(Buffer.from(rootKey, 'hex'))),
  }
})
afterEach(() => base.close())

/** Runs the victim; resolves with the signal that ended it. */
function die(orders: { meetingId: string; dieAt: string; accountId?: string }): Promise<NodeJS.Signals | null> {
  const { connection } = base.database
  const all = { connection, keyDir: base.config.keyDir, rootKey, accountId: null, sessionId, ...orders }
  const child = spawn(process.execPath, [victim, JSON.stringify(all)], { stdio: ['ignore', 'ignore', 'inherit'] })
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
}

/** What a new process does before it listens. */
async function restart(): Promise<void> {
  await recover(base, createDeletion(base, { ended: () => undefined, deleted: () => undefined }))
}

const stateOf = async (id: string) =>
  (await base.db.selectFrom('meeting').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state

async function isReadable(id: string): Promise<boolean> {
  const key = await base.contentKeys.load(id)
  const { box } = await base.db
    .selectFrom('room_event')
    .select('box')
    .where('meeting_id', '=', id)
    .executeTakeFirstOrThrow()
  const at = { column: 'room_event.box', row: `${id}/1`, subject: id } as const
  return key !== null && openColumn(at, key, box).toString() === 'entry 1'
}

describe('kill -9 during a deletion', () => {
  for (const dieAt of [
    'end.committed',
    'key.overwritten',
    'key.unlinked',
    'key.dir-synced',
    'shred.before-commit',
    'shred.committed',
    'verify.checked',
    'verify.before-commit',
    'verify.committed',
  ]) {
    test(`at ${dieAt}: afterwards it is verified and counted once, and the other meeting goes on`, async () => {
      const [ended, running] = [await plantMeeting(base), await plantMeeting(base)]
      expect(await die({ meetingId: ended.id, dieAt })).toBe('SIGKILL')
      expect(await stateOf(ended.id)).not.toBe('open')
      await restart()
      expect(await stateOf(ended.id)).toBe('verified')
      expect(await remainsOf(base, ended.id)).toBe(0)
      const log = await base.db.selectFrom('deletion_log').selectAll().execute()
      expect(log.map((entry) => entry.count)).toEqual([5])
      expect(await stateOf(running.id)).toBe('open')
      expect(await isReadable(running.id)).toBe(true)
      await restart()
      expect(await base.db.selectFrom('deletion_log').selectAll().execute()).toHaveLength(1)
    })
  }
})

describe('kill -9 during an opening', () => {
  async function plantPlanned(): Promise<string> {
    const { id } = await plantMeeting(base)
    await base.contentKeys.destroy(id)
    const now = base.clock.now()
    const { wrapped } = createSubjectKey(base.keys, base.random, {
      column: 'account_key.wrapped',
      row: accountId,
      subject: accountId,
    })
    const sealed = sql<never>`'\\x00'::bytea`
    const names = { first_name: sealed, last_name: sealed, email: sealed, user_name: sealed, password: sealed }
    const index = { email_index: Buffer.of(1), user_name_index: Buffer.of(1) }
    await base.db
      .insertInto('account')
      .values({ id: accountId, state: 'active', role: 'counsellor', ...names, ...index, created_at: now, seen_at: now })
      .execute()
    await base.db.insertInto('account_key').values({ account_id: accountId, wrapped, created_at: now }).execute()
    const times = { created_at: now, seen_at: now, expires_at: new Date(now.getTime() + 3600_000) }
    await base.db
      .insertInto('session')
      .values({ id: sessionId, token_hash: base.random(32), account_id: accountId, ...times })
      .execute()
    await base.db
      .updateTable('meeting')
      .set({ account_id: accountId, state: 'planned', opened_at: null })
      .where('id', '=', id)
      .execute()
    return id
  }

  test('before the row says open: it is planned again, without a key, and can be opened', async () => {
    const id = await plantPlanned()
    expect(await die({ meetingId: id, dieAt: 'open.key-made', accountId })).toBe('SIGKILL')
    expect(await stateOf(id)).toBe('opening')
    await restart()
    expect(await stateOf(id)).toBe('planned')
    expect(await base.contentKeys.list()).toEqual([])
  })

  test('after it: it is open and stays so', async () => {
    const id = await plantPlanned()
    expect(await die({ meetingId: id, dieAt: 'open.committed', accountId })).toBe('SIGKILL')
    await restart()
    await sweep(base, createDeletion(base, { ended: () => undefined, deleted: () => undefined }))
    expect(await stateOf(id)).toBe('open')
    expect(await base.contentKeys.load(id)).not.toBeNull()
  })
})
