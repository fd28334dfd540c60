import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readConfig } from '../config.ts'
import { createTestDatabase, type TestDatabase } from './db/test-database.ts'
import { openInstallation } from './installation.ts'
import { createKeys } from './keys.ts'
import { keyFileProvider } from './key-file.ts'
import { silentLog } from './log.ts'
import { credentials, region, startTestKms, type TestKms } from './test-kms.ts'
import { systemRandom } from './clock.ts'

let database: TestDatabase
let folder: string
let kms: TestKms
beforeEach(async () => {
  database = await createTestDatabase()
  folder = mkdtempSync(join(tmpdir(), 'vieraugen-installation-'))
  kms = await startTestKms()
  vi.stubEnv('AWS_REGION', region)
  vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await kms.close()
  await database.close()
  rmSync(folder, { recursive: true })
})

const file = () => join(folder, 'key')
const service = () => ({ KMS_KEY_ID: 'alias/vieraugen', KMS_ENDPOINT: kms.endpoint })

/** Starts, lets `look` see and stops. */
async function started<T>(env: Record<string, string>, look: (keys: { dark: boolean; mac: string }) => T): Promise<T> {
  const { host, user, database: name } = database.connection
  const all = { DATA_DIR: join(folder, 'data'), KEY_DIR: join(folder, 'content'), KEY_FILE: file(), ...env }
  const DATABASE_URL = `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host)}`
  const { base, close } = await openInstallation(readConfig({ ...all, DATABASE_URL }), silentLog)
  try {
    const dark = base.keys.isDark
    return look({ dark, mac: dark ? '' : base.keys.mac('a', 'b').toString('hex') })
  } finally {
    await close()
  }
}
const mac = (env: Record<string, string> = {}) => started(env, (keys) => keys.mac)
const holders = async () => {
  const rows = await database.db.selectFrom('controller_key').select('holder').distinct().execute()
  return rows.map(({ holder }) => holder)
}
/** The test database was migrated before it had a key: what a first start is refused for. */
const makeKeyFile = () =>
  keyFileProvider({ file: file(), dataDir: join(folder, 'data'), sealedDataExists: false }, systemRandom)

test('keys stay the same from start to start, and when a service takes the place of the file', async () => {
  makeKeyFile()
  const first = await mac()
  expect(await mac()).toBe(first)
  expect(await mac(service())).toBe(first)
  expect(await holders()).toEqual([kms.keyArn])
  rmSync(file())
  expect(await mac(service())).toBe(first)
})

test('the file can be renewed while the server is stopped', async () => {
  makeKeyFile()
  const first = await mac()
  renameSync(file(), `${file()}.previous`)
  expect(await mac()).toBe(first)
  rmSync(`${file()}.previous`)
  expect(await mac()).toBe(first)
})

test('another file, or none, is refused by a sentence', async () => {
  makeKeyFile()
  await mac()
  writeFileSync(file(), `${Buffer.alloc(32, 1).toString('base64url')}\n`)
  await expect(mac()).rejects.toThrow('is not the one this data was sealed with')
  rmSync(file())
  await expect(mac()).rejects.toThrow('is missing')
})

test('data from before keys had versions is taken over, and refused with another key', async () => {
  const root = await makeKeyFile().root()
  const old = createKeys(root)
  await sql`comment on schema migration is ${sql.lit(old.mac('key-check', '').toString('hex'))}`.execute(database.db)
  renameSync(file(), `${file()}.kept`)
  makeKeyFile()
  await expect(mac()).rejects.toThrow('is not the one this data was sealed with')
  renameSync(`${file()}.kept`, file())
  expect(await mac()).toBe(old.mac('a', 'b').toString('hex'))
})

test('a service that refuses stops the very first start by a sentence, and lets every other begin in the dark', async () => {
  kms.policy.denied = ['GenerateDataKey']
  await expect(mac(service())).rejects.toThrow('GenerateDataKey, Decrypt and DescribeKey')
  kms.policy.denied = []
  const first = await mac(service())
  kms.policy.state = 'Disabled'
  expect(await started(service(), ({ dark }) => dark)).toBe(true)
  kms.policy.state = 'Enabled'
  expect(await mac(service())).toBe(first)
})
