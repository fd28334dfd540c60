import { pino } from 'pino'
import { logEvents } from '@vieraugen/policy/log-events.ts'

/** Every line the server can log, with its fields. There is no free text, and no field can hold a person's data. */
export interface Events {
  'server.listening': { port: number }
  'server.stopping': { signal: string }
  'database.started': { attached: boolean }
  'database.migrated': { count: number }
  'request.failed': { route: string; err: ErrorFacts }
  'job.failed': { job: string; err: ErrorFacts }
  'job.done': { job: string; count: number }
  'mail.accepted': { template: string }
  'mail.refused': { template: string; attempts: number; err: ErrorFacts }
  'socket.failed': { err: ErrorFacts }
  'key.withdrawn': { code: string }
  'key.unreachable': { code: string }
  'key.back': { provider: string }
  'key.renewed': { level: string }
  'proxy.untrusted': { header: 'x-forwarded-for' }
  'attack.blocked': { cause: string; hours: number }
  'meeting.shredded': { ms: number }
  'meeting.verified': { ms: number }
}

/** All that is kept of an error: messages and details of drivers quote values. */
export interface ErrorFacts {
  readonly type: string
  readonly code: string
}

export interface Log {
  event<E extends keyof Events>(name: E, fields: Events[E]): void
  /** Tells of each line that is written whether the register names all of its fields. */
  watch(seen: (registered: boolean) => void): void
}

/** What every line carries: its level, its instant and its name. */
const frame = ['level', 'time', 'event']
const errorFields = ['type', 'code']

/** Reads a line as it was written, because what is written counts, not what was meant. */
function isRegistered(line: string): boolean {
  const { err = {}, ...given } = JSON.parse(line) as Record<string, unknown>
  const known: Readonly<Record<string, { fields: readonly string[] }>> = logEvents
  const fields = known[String(given['event'])]?.fields
  const strange = (names: string[], allowed: readonly string[]) => names.some((name) => !allowed.includes(name))
  return (
    fields !== undefined &&
    !strange(Object.keys(given), [...frame, ...fields]) &&
    !strange(Object.keys(err as object), errorFields)
  )
}

const word = /^[\w.-]{1,40}$/

export function errorFacts(error: unknown): ErrorFacts {
  const type = error instanceof Error ? error.constructor.name : typeof error
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return { type, code: word.test(code) ? code : '' }
}

/** One JSON line for each event on standard output. */
export function createLog(write: (line: string) => void = (line) => void process.stdout.write(line)): Log {
  const watchers: ((registered: boolean) => void)[] = []
  const logger = pino(
    { base: null },
    {
      write(line: string) {
        write(line)
        for (const seen of watchers) seen(isRegistered(line))
      },
    },
  )
  return {
    event: (name, fields) => logger.info({ event: name, ...fields }),
    watch: (seen) => void watchers.push(seen),
  }
}

/** For short commands that print sentences instead. */
export const silentLog: Log = { event: () => {}, watch: () => {} }
