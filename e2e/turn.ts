import { spawn } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Turn {
  /** For `TURN_URLS`. */
  urls: string[]
  /** For `TURN_SECRET`. */
  secret: string
  /** Short-lived credentials as the product makes them: user name = expiry, password = HMAC-SHA1 over it. */
  iceServers(seconds?: number): { urls: string[]; username: string; credential: string }[]
  /** Ends the process and starts it again on the same port: all its paths are gone. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const readyMs = 5_000

/** A real coturn on 127.0.0.1 for one test. Relays to loopback, which only a test may allow. */
export async function startTurn(): Promise<Turn> {
  const port = await freePort()
  const secret = randomBytes(16).toString('hex')
  const urls = [`turn:127.0.0.1:${port}?transport=udp`]
  let stop = await run(port, secret)
  return {
    urls,
    secret,
    iceServers(seconds = 600) {
      const username = `${Math.floor(Date.now() / 1000) + seconds}:test`
      return [{ urls, username, credential: createHmac('sha1', secret).update(username).digest('base64') }]
    },
    async restart() {
      await stop()
      stop = await run(port, secret)
    },
    stop: () => stop(),
  }
}

async function run(port: number, secret: string): Promise<() => Promise<void>> {
  const pidFile = join(tmpdir(), `vieraugen-turn-${port}.pid`)
  const options = [
    '-n', '--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', `--listening-port=${port}`, '--min-port=50000', '--max-port=50500',
    '--use-auth-secret', `--static-auth-secret=${secret}`, '--realm=test', '--fingerprint', '--no-cli', '--no-tls', '--no-dtls',
    '--allow-loopback-peers', '--no-multicast-peers', '--log-file=stdout', '--simple-log', `--pidfile=${pidFile}`,
  ] // prettier-ignore
  const child = spawn('turnserver', options, { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const failed = ended.then(() => {
    throw new Error('turnserver ended at once; is coturn installed?')
  })
  failed.catch(() => {})
  await Promise.race([listening(port), failed])
  return async () => {
    child.kill('SIGKILL')
    await ended.catch(() => {})
    await rm(pidFile, { force: true })
  }
}

/** A port that was free a moment ago, for TCP and so most likely for UDP. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function listening(port: number): Promise<void> {
  const deadline = performance.now() + readyMs
  while (performance.now() < deadline) {
    const socket = connect(port, '127.0.0.1')
    const answered = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (answered) return
  }
  throw new Error('turnserver does not listen')
}
