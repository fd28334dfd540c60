import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startCluster } from './cluster.ts'
import { claimDatabase, DatabaseError, openDatabase } from './database.ts'
import { migrate } from './migrate.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vieraugen-cluster-'))
  chmodSync(folder, 0o711)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const plan = (durable = false) => ({ folder: join(folder, 'postgres'), path: '', durable })
const pidFile = () => join(folder, 'postgres/data/postmaster.pid')

/** A process of its own that starts the cluster, so that it can be killed. */
function starter(): ChildProcess {
  const module = fileURLToPath(new URL('cluster.ts', import.meta.url))
  const program = `
    const { startCluster } = await import(${JSON.stringify(module)})
    await startCluster(${JSON.stringify(plan())})
    console.log('started')
    setInterval(() => {}, 1000)`
  return spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
}

// Making a cluster takes a second, and many on a machine that is busy with other tests.
describe('the database of our own', { timeout: 60_000 }, () => {
  test('writes to the disk before it says so, listens on no network, and its log holds no values', async () => {
    const cluster = await startCluster(plan(true))
    const db = openDatabase(cluster.connection)
    const setting = async (name: string) =>
      (await sql<{ value: string }>`select current_setting(${name}) as value`.execute(db)).rows[0]?.value
    expect(await setting('fsync')).toBe('on')
    expect(await setting('synchronous_commit')).toBe('on')
    expect(await setting('full_page_writes')).toBe('on')
    expect(await setting('listen_addresses')).toBe('')
    expect(await setting('data_checksums')).toBe('on')
    expect(statSync(cluster.connection.host).mode & 0o777).toBe(0o700)

    await migrate(db)
    const hash = Buffer.from('a canary in a value', 'utf8')
    const text = { hash, language: 'de', body: 'canary-body', published_at: new Date() }
    await db.insertInto('legal_text').values(text).execute()
    const twin = await db
      .insertInto('legal_text')
      .values(text)
      .execute()
      .catch((error: unknown) => error)
    expect(twin).toBeInstanceOf(DatabaseError)
    expect(JSON.stringify(twin, Object.getOwnPropertyNames(twin))).not.toContain(hash.toString('hex'))
    const malformed = await sql`select ${'canary-word'}::integer`.execute(db).catch((error: unknown) => error)
    expect(JSON.stringify(malformed, Object.getOwnPropertyNames(malformed))).not.toContain('canary')
    await db.destroy()
    await cluster.stop()
    const log = readFileSync(join(folder, 'postgres/log'), 'utf8')
    expect(log).toContain('duplicate key')
    expect(log).not.toContain(hash.toString('hex'))
    expect(log).not.toContain('canary-body')
    expect(existsSync(pidFile())).toBe(false)
  })

  test('is taken back after its parent was killed, with every commit, and then ends cleanly', async () => {
    const parent = starter()
    await once(parent.stdout!, 'data')
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    expect(existsSync(pidFile())).toBe(true)
    const cluster = await startCluster(plan())
    expect(cluster.attached).toBe(true)
    await cluster.stop()
    expect(existsSync(pidFile())).toBe(false)
  })

  test('starts again after it was itself killed', async () => {
    const first = await startCluster(plan(true))
    const db = openDatabase(first.connection)
    await sql`create table kept (value integer)`.execute(db)
    await sql`insert into kept values (7)`.execute(db)
    process.kill(Number.parseInt(readFileSync(pidFile(), 'utf8'), 10), 'SIGKILL')
    const second = await startCluster(plan(true))
    expect(second.attached).toBe(false)
    const again = openDatabase(second.connection)
    expect((await sql`select value from kept`.execute(again)).rows).toEqual([{ value: 7 }])
    await again.destroy()
    await db.destroy()
    await second.stop()
  })

  test('serves one server at a time', async () => {
    const cluster = await startCluster(plan())
    const release = await claimDatabase(cluster.connection)
    expect(release).not.toBeNull()
    expect(await claimDatabase(cluster.connection)).toBeNull()
    await release?.()
    const again = await claimDatabase(cluster.connection)
    expect(again).not.toBeNull()
    await again?.()
    await cluster.stop()
  })

  test.runIf(process.getuid?.() === 0)('runs below a folder that only root may enter', async () => {
    chmodSync(folder, 0o700)
    const cluster = await startCluster(plan())
    const db = openDatabase(cluster.connection)
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
    await db.destroy()
    await cluster.stop()
  })

  test('finds a short place for its socket when the folder’s path is long', async () => {
    const long = { ...plan(), folder: join(folder, 'a'.repeat(60), 'b'.repeat(60)) }
    const cluster = await startCluster(long)
    expect(join(cluster.connection.host, '.s.PGSQL.5432').length).toBeLessThanOrEqual(107)
    await cluster.stop()
    rmSync(cluster.connection.host, { recursive: true })
  })
})
