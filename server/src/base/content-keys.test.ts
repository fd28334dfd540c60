import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemRandom } from './clock.ts'
import { openContentKeys } from './content-keys.ts'

const id = '01930000-0000-7000-8000-000000000001'
const other = '01930000-0000-7000-8000-000000000002'
let root: string
let dir: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'content-keys-'))
  dir = join(root, 'keys')
})
afterEach(() => rm(root, { recursive: true, force: true }))

describe('content keys', () => {
  test('a key is one file of 32 bytes that only this user can read', async () => {
    const keys = await openContentKeys(dir, systemRandom)
    const key = await keys.create(id)
    expect(key.symmetricKeySize).toBe(32)
    expect(await readdir(dir)).toEqual([`${id}.key`])
    expect((await stat(join(dir, `${id}.key`))).mode & 0o777).toBe(0o600)
    expect((await stat(dir)).mode & 0o777).toBe(0o700)
    expect(key.export()).toEqual(await readFile(join(dir, `${id}.key`)))
  })

  test('making a key twice, even at once, keeps the first', async () => {
    const keys = await openContentKeys(dir, systemRandom)
    const made = await Promise.all([1, 2, 3, 4, 5].map(() => keys.create(id)))
    const first = made[0]!.export().toString('hex')
    expect(made.map((key) => key.export().toString('hex'))).toEqual(Array(5).fill(first))
    expect((await keys.create(id)).export().toString('hex')).toBe(first)
    expect(await readdir(dir)).toEqual([`${id}.key`])
  })

  test('a key survives a new process and is gone after it was destroyed', async () => {
    const made = await (await openContentKeys(dir, systemRandom)).create(id)
    const keys = await openContentKeys(dir, systemRandom)
    expect((await keys.load(id))?.equals(made)).toBe(true)
    await keys.create(other)
    await keys.destroy(id)
    expect(await keys.load(id)).toBeNull()
    expect((await keys.list()).map((entry) => entry.id)).toEqual([other])
    await keys.destroy(id)
  })

  test('the file holds zeros before its name goes', async () => {
    const keys = await openContentKeys(dir, systemRandom)
    await keys.create(id)
    const steps: string[] = []
    await keys.destroy(id, async (name) => {
      steps.push(name)
      if (name === 'key.overwritten') {
        expect(await readFile(join(dir, `${id}.key`))).toEqual(Buffer.alloc(32))
        expect(await keys.load(id)).toBeNull()
      }
    })
    expect(steps).toEqual(['key.overwritten', 'key.unlinked', 'key.dir-synced'])
  })

  test('a draft left by a crash is removed at the next start', async () => {
    await openContentKeys(dir, systemRandom)
    await writeFile(join(dir, `${id}.key.abc.new`), 'half')
    const keys = await openContentKeys(dir, systemRandom)
    expect(await readdir(dir)).toEqual([])
    expect(await keys.load(id)).toBeNull()
  })

  test('a folder that others can enter, or a link to one, is refused', async () => {
    await mkdir(dir)
    await chmod(dir, 0o755)
    await expect(openContentKeys(dir, systemRandom)).rejects.toThrow('0700')
    await chmod(dir, 0o700)
    await symlink(dir, join(root, 'link'))
    await expect(openContentKeys(join(root, 'link'), systemRandom)).rejects.toThrow('0700')
  })

  test('a folder that was taken away holds no keys, ends no work, and is made again for the next key', async () => {
    const keys = await openContentKeys(dir, systemRandom)
    await keys.create(id)
    await rm(dir, { recursive: true })
    expect(await keys.list()).toEqual([])
    expect(await keys.load(id)).toBeNull()
    await keys.destroy(id)
    await keys.create(other)
    expect((await keys.list()).map((entry) => entry.id)).toEqual([other])
    expect((await stat(dir)).mode & 0o777).toBe(0o700)
  })

  test('a folder that came back open to others gets no key', async () => {
    const keys = await openContentKeys(dir, systemRandom)
    await rm(dir, { recursive: true })
    await mkdir(dir)
    await chmod(dir, 0o755)
    await expect(keys.create(id)).rejects.toThrow('0700')
    expect(await readdir(dir)).toEqual([])
  })

  test('an id is never a path', async () => {
    const keys = await openContentKeys(dir, systemRandom)
    await expect(keys.load('../../etc/passwd')).rejects.toThrow('not an id')
  })
})
