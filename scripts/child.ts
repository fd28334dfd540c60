import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the repository, absolute. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Where programs are looked for: beside the Node in use, among the installed packages, then where the system says. */
const PATH = [dirname(process.execPath), join(root, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter)

export type Outcome = { code: number; output: string }

/** Runs a program to its end and answers its exit code and everything it printed. A program that is not there is code 127. */
export function capture(command: string, args: string[], folder = root): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: folder,
      env: { ...process.env, PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
    child.once('error', (error) => resolve({ code: 127, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(output).toString() }))
  })
}

/**
 * Starts a program that prints to this terminal and gets the signals this process gets. Once it has ended after one of
 * them, this process ends as well, with 128 + the number of the signal as shells do.
 */
export function attach(
  command: string,
  args: string[],
  more: { folder?: string; env?: NodeJS.ProcessEnv } = {},
): ChildProcess {
  const env = { ...process.env, PATH, ...more.env }
  const child = spawn(command, args, { cwd: more.folder ?? root, env, stdio: ['ignore', 'inherit', 'inherit'] })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  let received: NodeJS.Signals | undefined
  const forward = (signal: NodeJS.Signals): void => {
    received = signal
    child.kill(signal)
  }
  for (const signal of signals) process.on(signal, forward)
  child.once('close', () => {
    for (const signal of signals) process.off(signal, forward)
    if (received) process.exit(128 + constants.signals[received])
  })
  return child
}

/** Exit code of a started program; 1 when a signal or a missing program ended it. */
export function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('close', (code) => resolve(code ?? 1))
  })
}
