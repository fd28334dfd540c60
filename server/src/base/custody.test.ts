import { createSecretKey } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemRandom } from './clock.ts'
import { openCustody } from './custody.ts'
import { openKeyService } from './egress.ts'
import { createKeys, ringsFrom } from './keys.ts'
import { kmsProvider } from './kms.ts'
import { createTestCustody, fileProvider, type TestCustody } from './test-custody.ts'
import { credentials, region, startTestKms, type TestKms } from './test-kms.ts'

let held: TestCustody
const box = () => held.base.keys.wrap('place', Buffer.from('secret'))
const opens = (sealed: Buffer, keys = held.base.keys) => keys.unwrap('place', sealed).toString() === 'secret'
const rows = () => held.base.db.selectFrom('controller_key').selectAll().execute()

describe('keys under a key file', () => {
  beforeEach(async () => void (held = await createTestCustody()))
  afterEach(() => held.close())

  test('are the same after a restart, and rest in the database sealed only', async () => {
    const sealed = box()
    const again = (await held.reopen()).keys
    expect(opens(sealed, again)).toBe(true)
    expect(again.mac('a', 'b')).toEqual(held.base.keys.mac('a', 'b'))
    expect(await rows()).toHaveLength(4)
    for (const row of await rows()) expect(row.box).toHaveLength(32 + 33)
  })

  test('of data from before they had versions stay as they were', async () => {
    await held.base.db.deleteFrom('controller_key').execute()
    const root = createSecretKey(systemRandom(32))
    const before = createKeys(root)
    const provider = fileProvider(held.file)
    const { keys } = await openCustody({ ...held.base, provider, adopted: () => Promise.resolve(ringsFrom(root)) })
    expect(opens(before.wrap('place', Buffer.from('secret')), keys)).toBe(true)
    expect(keys.blindIndex('account.email', 'x')).toEqual(before.blindIndex('account.email', 'x'))
    expect(keys.mac('a', 'b')).toEqual(before.mac('a', 'b'))
  })

  test.each([
    ['gone', () => rmSync(held.file)],
    ['another', () => writeFileSync(held.file, `${Buffer.alloc(32, 1).toString('base64url')}\n`, { mode: 0o600 })],
    ['not a key', () => writeFileSync(held.file, 'x', { mode: 0o600 })],
  ])('are dropped when the file is %s, and come back with it', async (_, spoil) => {
    const sealed = box()
    renameSync(held.file, `${held.file}.kept`)
    writeFileSync(held.file, 'x', { mode: 0o600 })
    spoil()
    expect(await held.custody.check()).toBe(1)
    expect(held.base.keys.isDark).toBe(true)
    expect(() => held.base.keys.mac('a', 'b')).toThrow('key-withdrawn')
    expect(() => held.base.keys.installation).toThrow('key-withdrawn')
    expect(() => opens(sealed)).toThrow('key-withdrawn')
    expect(() => held.base.keys.blindIndex('account.email', 'x')).toThrow('key-withdrawn')
    expect(held.base.lines.join()).toContain('key.withdrawn')
    renameSync(`${held.file}.kept`, held.file)
    held.base.clock.advance(1000)
    expect(await held.custody.check()).toBe(1)
    expect(held.custody.checkedAt).toEqual(held.base.clock.now())
    expect(opens(sealed)).toBe(true)
    expect(held.base.lines.join()).toContain('key.back')
  })

  test('are sealed anew, without a stop, when the file was moved to be renewed', async () => {
    const sealed = box()
    const before = await rows()
    renameSync(held.file, `${held.file}.previous`)
    expect(await held.custody.check()).toBe(0)
    rmSync(`${held.file}.previous`)
    expect(await held.custody.check()).toBe(0)
    expect(opens(sealed)).toBe(true)
    const after = await rows()
    for (const row of after) {
      const old = before.find(({ purpose }) => purpose === row.purpose)
      expect(row.holder).not.toBe(old?.holder)
      expect(row.box).not.toEqual(old?.box)
    }
  })

  test('whose box was changed or put in another place open nothing', async () => {
    const mac = (await rows()).find(({ purpose }) => purpose === 'mac')
    await held.base.db
      .updateTable('controller_key')
      .set({ box: mac?.box ?? Buffer.alloc(0) })
      .where('purpose', '=', 'index')
      .execute()
    expect(await held.custody.check()).toBe(1)
    expect(held.base.keys.isDark).toBe(true)
  })
})

describe('keys under a key in AWS KMS', () => {
  let kms: TestKms
  beforeEach(async () => {
    kms = await startTestKms()
    vi.stubEnv('AWS_REGION', region)
    vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId)
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey)
    held = await createTestCustody(await provider())
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await held.close()
    await kms.close()
  })
  const provider = async () => kmsProvider(await openKeyService({ keyId: 'alias/vieraugen', endpoint: kms.endpoint }))

  test.each([
    ['disabled', () => void (kms.policy.state = 'Disabled')],
    ['about to be deleted', () => void (kms.policy.state = 'PendingDeletion')],
    ['denied', () => void (kms.policy.denied = ['Decrypt'])],
  ])('are dropped when it is %s, and come back with it', async (_, withdraw) => {
    const sealed = box()
    withdraw()
    expect(await held.custody.check()).toBe(1)
    expect(held.base.keys.isDark).toBe(true)
    expect(await held.custody.check()).toBe(0)
    Object.assign(kms.policy, { state: 'Enabled', denied: [] })
    expect(await held.custody.check()).toBe(1)
    expect(opens(sealed)).toBe(true)
  })

  test('stay while the service is silent twice, and are dropped the third time', async () => {
    const sealed = box()
    await kms.close()
    expect(await held.custody.check()).toBe(0)
    expect(await held.custody.check()).toBe(0)
    expect(opens(sealed)).toBe(true)
    expect(await held.custody.check()).toBe(1)
    expect(held.base.keys.isDark).toBe(true)
    kms = await startTestKms()
  })

  test('start in the dark when it is withdrawn, and never start without any key', async () => {
    kms.policy.state = 'Disabled'
    const { keys } = await held.reopen()
    expect(keys.isDark).toBe(true)
    await held.base.db.deleteFrom('controller_key').execute()
    await expect(held.reopen()).rejects.toMatchObject({ code: 'Disabled' })
  })

  test('are sealed anew when another key takes its place', async () => {
    const sealed = box()
    const other = kms.replaceKey()
    expect(await held.custody.check()).toBe(0)
    expect(new Set((await rows()).map(({ holder }) => holder))).toEqual(new Set([other]))
    expect(opens(sealed, (await held.reopen()).keys)).toBe(true)
  })
})
