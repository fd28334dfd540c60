import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type Question =
  | { readonly ask: 'port' }
  /** Bytes in use after a collection of garbage, buffers included. */
  | { readonly ask: 'memory' }
  /** Milliseconds of processor time since the process began. */
  | { readonly ask: 'time' }
  /** The newest mail to this address. */
  | { readonly ask: 'mail'; readonly to: string }
  /** Fills the log of a meeting with so much ciphertext. */
  | { readonly ask: 'plant'; readonly meetingId: string; readonly megabytes: number }

export interface Answer {
  readonly id: number
  readonly value: number | string
}

/** A server in a process of its own. */
export class Process {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, (value: number | string) => void>()
  readonly #ended: Promise<never>
  #asked = 0

  constructor(file: 'server.ts' | 'echo.ts' | 'route.ts', env: Record<string, string> = {}) {
    this.#child = fork(fileURLToPath(new URL(file, import.meta.url)), {
      env: { PATH: process.env['PATH'] ?? '', ...env },
    })
    this.#child.on('message', ({ id, value }: Answer) => this.#waiting.get(id)?.(value))
    this.#ended = once(this.#child, 'exit').then(() => {
      throw new Error('The measured server ended')
    })
    this.#ended.catch(() => {})
  }

  /** The child answers as soon as it listens: questions wait for it in its channel. */
  ask(question: Question): Promise<number | string> {
    this.#asked += 1
    const id = this.#asked
    const answered = new Promise<number | string>((resolve) => this.#waiting.set(id, resolve))
    this.#child.send({ ...question, id })
    return Promise.race([answered, this.#ended])
  }

  async number(ask: 'port' | 'memory' | 'time'): Promise<number> {
    return Number(await this.ask({ ask }))
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return
    const gone = once(this.#child, 'exit')
    this.#child.disconnect()
    await gone
  }
}
