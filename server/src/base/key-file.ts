import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { ConfigError } from '../config.ts'
import type { Random } from './clock.ts'
import { type KeyName, type KeyProvider, KeyWithdrawn } from './key-provider.ts'
import { openBytes, sealBytes, SealError } from './seal.ts'

/** Base64url of 32 bytes, one line: short enough to print and lock away. */
const content = /^[A-Za-z0-9_-]{43}\n?$/

function isInside(file: string, folder: string): boolean {
  const way = relative(folder, file)
  return way !== '' && !way.startsWith('..')
}

export interface KeyFilePlan {
  readonly file: string
  readonly dataDir: string
  /** True when there is data that only an existing key can open: then a new key would only hide the loss. */
  readonly sealedDataExists: boolean
}

/** Durable before it is used: what is sealed under it must not outlive it in a power cut. */
function createKeyFile(file: string, random: Random): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const made = openSync(file, 'wx', 0o600)
  try {
    writeSync(made, `${random(32).toString('base64url')}\n`)
    fsyncSync(made)
  } finally {
    closeSync(made)
  }
}

/** Where a key file is moved to be renewed: the next start or check makes a new one and seals everything with it. */
const previousOf = (file: string): string => `${file}.previous`

export interface KeyFile extends KeyProvider {
  /** The secret in the file, 256 bits. */
  root(): Promise<KeyObject>
}

/**
 * The controller's key in a file that only the server's user can read. Created at the very first start. Refuses a file that
 * others can read, one inside the data directory (backups would carry both) and a missing one while sealed data exists.
 */
export function keyFileProvider(plan: KeyFilePlan, random: Random): KeyFile {
  const { file, dataDir, sealedDataExists } = plan
  if (isInside(file, dataDir)) {
    throw new ConfigError(
      `KEY_FILE must lie outside DATA_DIR, because a copy of the data must not hold its key. It is ${file}.`,
    )
  }
  if (!existsSync(file)) {
    if (sealedDataExists && !existsSync(previousOf(file))) {
      throw new ConfigError(
        `The key file ${file} is missing, and the existing data opens with no other. ` +
          'Put the file back from its safe copy, or set KEY_FILE to where it is.',
      )
    }
    createKeyFile(file, random)
  }
  return {
    kind: 'file',
    root: () => Promise.resolve(readKeyFile(file)),
    async holder() {
      if (!existsSync(file) && existsSync(previousOf(file))) createKeyFile(file, random)
      return holderOf(presentKey(file))
    },
    wrap: async (name, secret, holder) => sealBytes(sealOf(keyOf(file, holder), name), secret),
    async unwrap(name, box, holder) {
      const seal = sealOf(keyOf(file, holder), name)
      try {
        return openBytes(seal, box)
      } catch (error) {
        throw error instanceof SealError ? new KeyWithdrawn('Mismatch') : error
      }
    },
  }
}

/** The key while the server runs: a file that vanished, changed or opened to others counts as withdrawn. */
function presentKey(file: string): KeyObject {
  try {
    return readKeyFile(file)
  } catch (error) {
    throw new KeyWithdrawn(error instanceof ConfigError ? 'Unusable' : ((error as NodeJS.ErrnoException).code ?? ''))
  }
}

/** The key of this name: the present one, or the one it took the place of. */
function keyOf(file: string, holder: string): KeyObject {
  const there = [file, previousOf(file)].filter((path) => existsSync(path))
  const key = there.map(presentKey).find((one) => holderOf(one) === holder)
  if (!key) throw new KeyWithdrawn(there.length === 0 ? 'ENOENT' : 'OtherKey')
  return key
}

/** A name for the key in the file: a keyed hash of nothing, of which nothing about the key follows. */
const holderOf = (key: KeyObject): string =>
  `file:${createHmac('sha256', key).update('vieraugen/key-file/v1').digest('hex').slice(0, 16)}`

function sealOf(root: KeyObject, { purpose, version }: KeyName) {
  const bytes = Buffer.from(hkdfSync('sha256', root, 'vieraugen', 'provider/v1', 32))
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return { context: ['controller-key', purpose], key, keyVersion: version }
}

function readKeyFile(file: string): KeyObject {
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new ConfigError(`The key file ${file} can be read by other users. Allow only its owner: chmod 600 ${file}`)
  }
  const text = readFileSync(file, 'utf8')
  if (!content.test(text)) throw new ConfigError(`The key file ${file} does not hold a key of 32 bytes in base64url.`)
  const bytes = Buffer.from(text.trim(), 'base64url')
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return key
}
