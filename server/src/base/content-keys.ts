import { createSecretKey, type KeyObject } from 'node:crypto'
import { link, lstat, mkdir, open, readdir, rm, stat, statfs, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Random } from './clock.ts'

const keyBytes = 32
/** Named by what they open: an id, or a day. */
const fileName = /^([0-9a-f-]{36}|\d{4}-\d{2}-\d{2})\.key$/
/** `f_type` of a tmpfs (statfs(2)): such a folder lives in memory and dies with the machine's power. */
const tmpfs = 0x01021994

/** Called before (or after) each durable step, so that a test can end the process exactly there. */
export type Step = (name: string) => void | Promise<void>
const noStep: Step = () => undefined

/** Keys of content that must be able to die: one file each, in a folder no backup and no database ever sees. */
export interface ContentKeys {
  /** Makes the key of `id` and returns once it is durable. A key that is there already stays as it is. */
  create(id: string): Promise<KeyObject>
  /** Null when there is none (any more). */
  load(id: string): Promise<KeyObject | null>
  /** Overwrites, unlinks and makes both durable. Safe to repeat after a crash at any point. */
  destroy(id: string, step?: Step): Promise<void>
  /** Empty, too, when the folder itself is gone: whatever keys it held are lost. */
  list(): Promise<{ id: string; createdAt: Date }[]>
  readonly place: { readonly dir: string; readonly memory: boolean }
}

/** Opens the folder, making it when missing. Refuses a folder that others can enter or that somebody else owns. */
export async function openContentKeys(dir: string, random: Random): Promise<ContentKeys> {
  await makeFolder(dir)
  for (const name of await readdir(dir)) if (name.endsWith('.new')) await overwriteAndUnlink(join(dir, name), noStep)
  const memory = (await statfs(dir)).type === tmpfs
  const path = (id: string): string => {
    if (!fileName.test(`${id}.key`)) throw new TypeError('not an id')
    return join(dir, `${id}.key`)
  }
  const load = async (id: string): Promise<KeyObject | null> => {
    const bytes = await readKey(path(id))
    if (!bytes) return null
    const key = createSecretKey(bytes)
    bytes.fill(0)
    return key
  }
  return {
    place: { dir, memory },
    load,
    async create(id) {
      const kept = await load(id)
      if (kept) return kept
      await makeFolder(dir)
      await writeKey(path(id), random)
      await syncFolder(dir)
      const key = await load(id)
      if (!key) throw new Error('a new content key could not be read back')
      return key
    },
    async destroy(id, step = noStep) {
      await overwriteAndUnlink(path(id), step)
      await syncFolder(dir)
      await step('key.dir-synced')
    },
    async list() {
      const found: { id: string; createdAt: Date }[] = []
      for (const name of (await readdir(dir).catch(ignoreMissing)) ?? []) {
        const id = fileName.exec(name)?.[1]
        const file = id ? await stat(join(dir, name)).catch(ignoreMissing) : null
        if (id && file) found.push({ id, createdAt: file.mtime })
      }
      return found
    },
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

/** The system may take the folder away under a running server, such as when the last session of its user ends. */
async function makeFolder(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await refuseSharedFolder(dir)
}

/** Shared memory is open to every user of the machine: a folder planted there by another one must not be used. */
async function refuseSharedFolder(dir: string): Promise<void> {
  const folder = await lstat(dir)
  const own = !process.getuid || folder.uid === process.getuid()
  if (!folder.isDirectory() || !own || (folder.mode & 0o077) !== 0)
    throw new Error(`A folder of keys must belong to this user alone (mode 0700): ${dir}`)
}

/** A file of another length is half of one: it was never used, because only whole files get the final name. */
async function readKey(path: string): Promise<Buffer | null> {
  const file = await open(path, 'r').catch(ignoreMissing)
  if (!file) return null
  try {
    const bytes = Buffer.allocUnsafeSlow(keyBytes)
    const { bytesRead } = await file.read(bytes, 0, keyBytes, 0)
    // An overwritten key is zeros: the process died between overwriting and unlinking.
    return bytesRead === keyBytes && bytes.some((byte) => byte !== 0) ? bytes : null
  } finally {
    await file.close()
  }
}

/** The final name appears only for a whole, durable file, and never replaces one that is there (link fails instead). */
async function writeKey(path: string, random: Random): Promise<void> {
  const bytes = random(keyBytes)
  const draft = `${path}.${random(6).toString('hex')}.new`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    bytes.fill(0)
    await file.close()
  }
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function overwriteAndUnlink(path: string, step: Step): Promise<void> {
  const file = await open(path, 'r+').catch(ignoreMissing)
  if (!file) return
  try {
    await file.write(Buffer.alloc(keyBytes), 0, keyBytes, 0)
    await file.datasync()
  } finally {
    await file.close()
  }
  await step('key.overwritten')
  await unlink(path).catch(ignoreMissing)
  await step('key.unlinked')
}

async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r').catch(ignoreMissing)
  if (!folder) return
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
