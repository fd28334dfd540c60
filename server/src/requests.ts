// The operator's way to the requests that a human answers, while the server runs or not:
//   node server/src/requests.ts [show NUMBER | answer NUMBER [FILE] | extend NUMBER [FILE] | close NUMBER]
// Answers and reasons come from standard input or a file: arguments can be seen by everybody on the machine.
import { createReadStream } from 'node:fs'
import { text } from 'node:stream/consumers'
import { Fail } from '@vieraugen/protocol/errors.ts'
import { answerWords, type Asker, longestAnswer, type RequestLine } from '@vieraugen/protocol/http/admin-requests.ts'
import * as z from 'zod/mini'
import { accountById } from './accounts/queries.ts'
import { operator } from './base/audit.ts'
import { type Opened, withOpenKeys } from './base/installation.ts'
import { ConfigError, readProcessConfig } from './config.ts'
import { answerRequest, closeRequest, extendRequest, readRequest } from './rights/commands.ts'
import { waitingRequests } from './rights/queries.ts'

const usage =
  'Say what to do: nothing for the list, show NUMBER, answer NUMBER [FILE], extend NUMBER [FILE] or close NUMBER. ' +
  'Texts come from standard input or a file, never as an argument.'

interface Order {
  readonly number: string
  /** Answer or reason; empty where none is asked for. */
  readonly words: string
}

interface Verb {
  /** What the text is; null where there is none. */
  readonly asks: string | null
  /** What it means that the state of the request does not allow it. */
  readonly refused: string
  /** Answers the lines to be printed. */
  run(opened: Opened, order: Order): Promise<readonly string[]>
}

const day = (instant: string) => instant.slice(0, 10)

function lineOf({ number, kind, state, createdAt, dueAt }: RequestLine, now: Date): string {
  const overdue = state === 'open' && new Date(dueAt) < now ? ', overdue' : ''
  return `${number}: ${kind}, ${state}, received ${day(createdAt)}, due ${day(dueAt)}${overdue}`
}

async function list({ db, clock }: Opened): Promise<readonly string[]> {
  const waiting = await waitingRequests(db)
  if (waiting.length === 0) return ['There are no open requests.']
  return waiting.map((request) => lineOf(request, clock.now()))
}

const askers: Readonly<Record<Asker, string>> = {
  account: 'Asked by an account; its person is told by mail and reads the answer under “Meine Daten”.',
  receipt: 'Asked with a receipt code; whoever has it reads the answer with it.',
  nobody: 'No account and no receipt code leads here: write to the address in the text, if there is one.',
}

async function show(opened: Opened, { number }: Order): Promise<readonly string[]> {
  const request = await readRequest(opened, { number, by: operator })
  const part = (title: string, words: string | null) => (words === null ? [] : ['', `${title}:`, words])
  return [
    lineOf(request, opened.clock.now()),
    askers[request.by],
    ...part('Request', request.text || '(without words)'),
    ...part('Reason of the extension', request.extensionReason),
    ...part('Answer', request.answer),
  ]
}

const withAddresses = (opened: Opened) => ({
  ...opened,
  emailOf: async (id: string) => (await accountById(opened, opened.db, id))?.account.email ?? null,
})

const verbs: Readonly<Record<string, Verb>> = {
  show: { asks: null, refused: '', run: show },
  answer: {
    asks: 'answer',
    refused: 'This request has an answer already.',
    async run(opened, { number, words }) {
      const { by } = await answerRequest(withAddresses(opened), { number, answer: words, by: operator })
      return ['Answered.', askers[by]]
    },
  },
  extend: {
    asks: 'reason',
    refused: 'A request can be extended once, while it is open and its month is not over.',
    async run(opened, { number, words }) {
      const { dueAt } = await extendRequest(withAddresses(opened), { number, reason: words, by: operator })
      return [`Extended: due ${day(dueAt)}.`]
    },
  },
  close: {
    asks: null,
    refused: 'Only a request that is answered and not closed yet can be closed.',
    async run(opened, { number }) {
      await closeRequest(opened, { number, by: operator })
      return ['Closed. It is deleted when its period is over.']
    },
  },
}

async function wordsFrom(file: string | undefined, asks: string): Promise<string> {
  if (!file && process.stdin.isTTY) process.stderr.write(`Write the ${asks}; a line with Ctrl-D ends it.\n`)
  const given = await text(file ? createReadStream(file) : process.stdin).catch(() => {
    throw new ConfigError('The file with the text cannot be read.')
  })
  const parsed = z.safeParse(answerWords, given)
  if (parsed.success) return parsed.data
  throw new ConfigError(
    `The ${asks} must have 1 to ${longestAnswer} characters, and no control characters but line breaks.`,
  )
}

async function perform([name, number, file, ...rest]: readonly string[]): Promise<readonly string[]> {
  const verb = name !== undefined && Object.hasOwn(verbs, name) ? verbs[name] : undefined
  const isWrong = name !== undefined && (!verb || !number || (file && !verb.asks) || rest.length > 0)
  if (isWrong) throw new ConfigError(usage)
  const config = readProcessConfig()
  // Read before anything is opened, so that nothing stays open while a human writes.
  const words = verb?.asks ? await wordsFrom(file, verb.asks) : ''
  let lines: readonly string[] = []
  await withOpenKeys(config, async (opened) => {
    lines = verb ? await verb.run(opened, { number: number ?? '', words }) : await list(opened)
  }).catch((error: unknown) => {
    if (!(error instanceof Fail)) throw error
    throw new ConfigError(error.code === 'not-found' ? 'There is no request with this number.' : (verb?.refused ?? ''))
  })
  return lines
}

await perform(process.argv.slice(2)).then(
  (lines) => process.stdout.write(`${lines.join('\n')}\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'The requests cannot be read.'}\n`)
    process.exitCode = 1
  },
)
