import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openMailbox, type Mailbox } from './mailbox.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The whole product on this machine: a real server, a real PostgreSQL and a real mail server, in folders of their own. */
export interface Lab {
  readonly url: string
  readonly mailbox: Mailbox
  /** Everything the server may write to rests below here. */
  readonly folder: string
  readonly dataDir: string
  readonly keyDir: string
  /** The server's environment, for commands of the operator beside it. */
  readonly env: Readonly<Record<string, string>>
  /** Everything the server has printed so far. */
  log(): string
  start(): Promise<void>
  /** Ends the server as a power cut would: SIGKILL, at once. */
  kill(): Promise<void>
  close(): Promise<void>
}

export interface LabOptions {
  /** Environment on top of the usual one. */
  readonly env?: Record<string, string>
}

export async function openLab(options: LabOptions = {}): Promise<Lab> {
  const folder = await mkdtemp(join(tmpdir(), 'vieraugen-lab-'))
  const mailbox = await openMailbox()
  const port = await freePort()
  const url = `http://localhost:${port}`
  const dataDir = join(folder, 'data')
  const keyDir = join(folder, 'content-keys')
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    KEY_FILE: join(folder, 'keys', 'key'),
    KEY_DIR: keyDir,
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'vieraugen@example.org',
    ...options.env,
  }
  const server = serverProcess(env, url)
  const lab: Lab = {
    url,
    mailbox,
    folder,
    dataDir,
    keyDir,
    env,
    log: server.printed,
    start: server.start,
    kill: () => server.end('SIGKILL'),
    async close() {
      await server.end('SIGTERM')
      await mailbox.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  try {
    await server.start()
  } catch (error) {
    await lab.close()
    throw error
  }
  return lab
}

function serverProcess(env: Record<string, string>, url: string) {
  let child: ChildProcess | null = null
  let printed = ''
  return {
    printed: () => printed,
    async start(): Promise<void> {
      const started = spawn(process.execPath, [join(root, 'server/src/main.ts')], {
        cwd: root,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = started
      for (const stream of [started.stdout, started.stderr])
        stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
      const early = once(started, 'exit').then(() => {
        throw new Error(`The server ended instead of listening:\n${printed}`)
      })
      await Promise.race([healthy(url), early])
      // From now on its end is the test's doing.
      early.catch(() => undefined)
    },
    async end(signal: NodeJS.Signals): Promise<void> {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}

async function healthy(url: string): Promise<void> {
  const deadline = performance.now() + 60_000
  for (;;) {
    const ready = await fetch(`${url}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return
    if (performance.now() > deadline) throw new Error('The server was not ready within a minute')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
