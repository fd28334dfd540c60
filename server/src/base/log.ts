import { pino } from 'pino'

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
  'mail.given-up': { template: string }
  'socket.failed': { err: ErrorFacts }
  'key.withdrawn': { code: string }
  'key.unreachable': { code: string }
  'key.back': { provider: string }
  'key.renewed': { level: string }
  'proxy.untrusted': { header: 'x-forwarded-for' }
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
}

const word = /^[\w.-]{1,40}$/

export function errorFacts(error: unknown): ErrorFacts {
  const type = error instanceof Error ? error.constructor.name : typeof error
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return { type, code: word.test(code) ? code : '' }
}

/** One JSON line for each event on standard output. */
export function createLog(write: (line: string) => void = (line) => void process.stdout.write(line)): Log {
  const logger = pino({ base: null }, { write })
  return { event: (name, fields) => logger.info({ event: name, ...fields }) }
}

/** For short commands that print sentences instead. */
export const silentLog: Log = { event: () => {} }
