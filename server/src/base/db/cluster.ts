import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pause, systemClock } from '../clock.ts'
import { findBinaries } from './binaries.ts'
import { type RunAs, runAsUnprivileged } from './unprivileged.ts'

/** A PostgreSQL of our own, reachable over a socket file that only this user can open. */
export interface Cluster {
  /** Connection settings; `database` may be exchanged. */
  readonly connection: { readonly host: string; readonly user: string; readonly database: string }
  /** True when it was still running from a start that did not end cleanly. */
  readonly attached: boolean
  /** Ends it within a few seconds, connections included. */
  stop(): Promise<void>
}

export interface ClusterPlan {
  /** Folder that holds data, socket and log of the cluster; made when missing. */
  readonly folder: string
  /** Where to look for programs after the system's own folders. */
  readonly path: string
  /** Off only for tests: a power cut may then lose what was promised. */
  readonly durable: boolean
}

const user = 'vieraugen'
const longestSocketPath = 107
const socketName = '.s.PGSQL.5432'
const startSeconds = 60
const stopSeconds = 10

// Values of rows never reach the server's log: no statements, no details, no parameters.
const settings = (plan: ClusterPlan, socketFolder: string): Record<string, string> => ({
  listen_addresses: '',
  unix_socket_directories: socketFolder,
  unix_socket_permissions: '0700',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  log_statement: 'none',
  log_connections: 'off',
  log_checkpoints: 'off',
  archive_mode: 'off',
  fsync: plan.durable ? 'on' : 'off',
  synchronous_commit: plan.durable ? 'on' : 'off',
  full_page_writes: plan.durable ? 'on' : 'off',
  shared_buffers: '64MB',
  max_connections: '60',
})

/** A private folder for the socket, short enough for the 108 bytes that the system has for its path. */
function socketFolderFor(folder: string, runAs: RunAs): string {
  const wished = join(folder, 'socket')
  const short = join(tmpdir(), `vieraugen-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`)
  const chosen = join(wished, socketName).length <= longestSocketPath ? wished : short
  mkdirSync(chosen, { recursive: true, mode: 0o700 })
  own(chosen, runAs)
  chmodSync(chosen, 0o700)
  return chosen
}

function own(path: string, { owner }: RunAs): void {
  if (owner) chownSync(path, owner.uid, owner.gid)
  else if (process.getuid && statSync(path).uid !== process.getuid())
    throw new Error(`${path} belongs to somebody else.`)
}

/** Makes the data folder under another name first, so that a half-made one is never taken for a whole. */
function initialise(data: string, binaries: string, how: { runAs: RunAs; durable: boolean }): void {
  const draft = `${data}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  own(draft, how.runAs)
  const options = ['-U', user, '-E', 'UTF8', '--locale=C', '--data-checksums', '--auth=peer', '--no-instructions']
  if (!how.durable) options.push('--no-sync')
  const [command = '', ...args] = [...how.runAs.prefix, join(binaries, 'initdb'), '-D', draft, ...options]
  const made = spawnSync(command, args, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`The database could not be created in ${data}: ${made.stderr.trim()}`)
  renameSync(draft, data)
}

/** The system itself says who is at the other end of the socket (peer), so there is no password that could leak. */
function writeAccessRules(data: string, runAs: RunAs): void {
  writeFileSync(join(data, 'pg_hba.conf'), 'local all all peer map=own\n')
  writeFileSync(join(data, 'pg_ident.conf'), `own ${userInfo().username} ${user}\n`)
  for (const name of ['pg_hba.conf', 'pg_ident.conf']) own(join(data, name), runAs)
}

async function answers(connection: Cluster['connection']): Promise<boolean> {
  const client = new pg.Client(connection)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Process id from `postmaster.pid`, when such a process is alive. */
function runningPid(data: string): number | null {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return null
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  return Number.isInteger(pid) && pid > 1 && isAlive(pid) ? pid : null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

interface Launch {
  readonly data: string
  readonly log: string
  readonly command: readonly string[]
  readonly connection: Cluster['connection']
}

/** Starts the server and waits until it answers. After a crash, left-over backends keep the folder locked for a moment. */
async function launch({ data, log, command, connection }: Launch): Promise<void> {
  const deadline = systemClock.monotonic() + startSeconds * 1000
  while (systemClock.monotonic() < deadline) {
    const out = openSync(log, 'w', 0o600)
    const [program = '', ...args] = command
    // Detached: a Ctrl-C in the terminal must reach us alone, so that we can finish our own work first.
    const child = spawn(program, args, { cwd: '/', detached: true, stdio: ['ignore', out, out] })
    closeSync(out)
    let gone = false
    child.once('error', () => (gone = true)).once('exit', () => (gone = true))
    child.unref()
    while (!gone && systemClock.monotonic() < deadline) {
      if (await answers(connection)) return
      await pause(30)
    }
    if (!existsSync(join(data, 'postmaster.pid'))) break
    await pause(200)
  }
  throw new Error(
    `The database did not start. Its own words: ${readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' / ')}`,
  )
}

async function stopProcess(data: string): Promise<void> {
  const pid = runningPid(data)
  if (pid === null) return
  const deadline = systemClock.monotonic() + stopSeconds * 1000
  process.kill(pid, 'SIGINT')
  while (isAlive(pid) && systemClock.monotonic() < deadline) await pause(20)
  // Immediate shutdown: the write-ahead log keeps every commit.
  if (isAlive(pid)) process.kill(pid, 'SIGQUIT')
}

/** Starts a PostgreSQL in `plan.folder`, or takes back the one that a killed process left running there. */
export async function startCluster(plan: ClusterPlan): Promise<Cluster> {
  const data = join(plan.folder, 'data')
  mkdirSync(plan.folder, { recursive: true, mode: 0o711 })
  const version = join(data, 'PG_VERSION')
  const major = existsSync(version) ? Number(readFileSync(version, 'utf8')) : undefined
  const binaries = findBinaries(plan.path, major)
  if (!binaries) {
    throw new Error(
      `No PostgreSQL ${major ?? '15 to 18'} was found. Install it (Debian: apt-get install postgresql), or set DATABASE_URL.`,
    )
  }
  const runAs = runAsUnprivileged([plan.folder, binaries.folder])
  const socketFolder = socketFolderFor(plan.folder, runAs)
  const connection = { host: socketFolder, user, database: 'postgres' }
  const stop = () => stopProcess(data)
  if (runningPid(data) !== null && (await answers(connection))) return { connection, attached: true, stop }

  if (major === undefined) initialise(data, binaries.folder, { runAs, durable: plan.durable })
  writeAccessRules(data, runAs)
  const options = Object.entries(settings(plan, socketFolder)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = [...runAs.prefix, join(binaries.folder, 'postgres'), '-D', data, ...options]
  await launch({ data, log: join(plan.folder, 'log'), command, connection })
  return { connection, attached: false, stop }
}
