import { createSecretKey, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { ConfigError } from '../config.ts'
import type { Random } from './clock.ts'
import type { KeyProvider } from './keys.ts'

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

function createKeyFile(file: string, random: Random): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, `${random(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
}

/**
 * The controller's key in a file that only the server's user can read. Created at the very first start. Refuses a file that
 * others can read, one inside the data directory (backups would carry both) and a missing one while sealed data exists.
 */
export function keyFileProvider(plan: KeyFilePlan, random: Random): KeyProvider {
  const { file, dataDir, sealedDataExists } = plan
  if (isInside(file, dataDir)) {
    throw new ConfigError(
      `KEY_FILE must lie outside DATA_DIR, because a copy of the data must not hold its key. It is ${file}.`,
    )
  }
  if (!existsSync(file)) {
    if (sealedDataExists) {
      throw new ConfigError(
        `The key file ${file} is missing, and the existing data opens with no other. ` +
          'Put the file back from its safe copy, or set KEY_FILE to where it is.',
      )
    }
    createKeyFile(file, random)
  }
  return { kind: 'file', root: () => Promise.resolve(readKeyFile(file)) }
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
