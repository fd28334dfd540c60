import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** How a command is started as somebody else than root, whom PostgreSQL refuses to run as. */
export interface RunAs {
  /** Words in front of the command. */
  readonly prefix: readonly string[]
  /** Who must own the files; undefined when it is us. */
  readonly owner?: { readonly uid: number; readonly gid: number }
}

function lookUp(name: string): { uid: number; gid: number } | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null
}

/** True when everybody may pass through all folders above (and including) this one. */
function isReachable(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

/** Drops to `postgres`, else `nobody`. Where that user cannot reach `folders`, it gets the one capability to pass through. */
export function runAsUnprivileged(folders: readonly string[]): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const owner = lookUp('postgres') ?? lookUp('nobody')
  if (!owner)
    throw new Error(
      'PostgreSQL does not run as root, and this system has no user “postgres” or “nobody”. Start as another user, or set DATABASE_URL.',
    )
  const ids = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups']
  const passing = folders.every(isReachable) ? [] : ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search']
  const prefix = ['setpriv', ...ids, ...passing, '--']
  if (spawnSync('setpriv', [...prefix.slice(1), 'true']).status === 0) return { prefix, owner }
  throw new Error(
    `PostgreSQL does not run as root, and the user it would run as cannot reach ${folders.join(' or ')}. ` +
      'Put DATA_DIR into a folder that everybody may pass through, start as another user, or set DATABASE_URL.',
  )
}
