import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { instant, nothing, paragraphs } from '../shapes.ts'
import { requestKind, requestState } from './rights.ts'

const office = { activity: 'rights.answer', access: 'office' } as const

/** Characters of an answer or of a reason at most. */
export const longestAnswer = 20_000
export const answerWords = paragraphs(longestAnswer).check(z.minLength(1))

/** `nobody`: the withdrawal from a contract, or an account that is deleted by now. */
export const asker = z.enum(['account', 'receipt', 'nobody'])
export type Asker = z.infer<typeof asker>

const number = z.string().check(z.regex(/^\d{4}-\d{4}-\d{4}$/))

/** A request in a list: nothing of what the person wrote. */
export const requestLine = z.strictObject({
  number,
  kind: requestKind,
  state: requestState,
  by: asker,
  createdAt: instant,
  /** The answer is due by then (Art. 12 (3) GDPR). */
  dueAt: instant,
  extendedAt: z.nullable(instant),
  answeredAt: z.nullable(instant),
  closedAt: z.nullable(instant),
})
export type RequestLine = z.infer<typeof requestLine>

/** A request as somebody of the office reads it. */
export const requestFile = z.strictObject({
  ...requestLine.shape,
  text: z.string(),
  extensionReason: z.nullable(z.string()),
  answer: z.nullable(z.string()),
  /** Who answered: the one who reads this, somebody else of the office, or the operator at the machine. */
  answeredBy: z.nullable(z.enum(['you', 'office', 'operator'])),
  /** Two further months can still be had. */
  extendable: z.boolean(),
})
export type RequestFile = z.infer<typeof requestFile>

/** What is not closed: open requests by their deadline, then answered ones, the newest first. */
export const waitingRequests = endpoint({
  ...office,
  method: 'GET',
  path: '/api/administration/requests',
  body: nothing,
  reply: z.strictObject({ requests: z.array(requestLine) }),
})

/** Closed requests, the newest first; with `before`, those after that one. */
export const closedRequests = endpoint({
  ...office,
  method: 'POST',
  path: '/api/administration/requests/closed',
  body: z.strictObject({ before: z.nullable(number) }),
  reply: z.strictObject({ requests: z.array(requestLine), more: z.boolean() }),
})

/** Opens the words of a request, which is recorded. */
export const readRequest = endpoint({
  ...office,
  method: 'POST',
  path: '/api/administration/requests/reading',
  body: z.strictObject({ number }),
  reply: requestFile,
})

/** Fail('outdated') when somebody else answered meanwhile. */
export const answerRequest = endpoint({
  ...office,
  method: 'POST',
  path: '/api/administration/requests/answer',
  body: z.strictObject({ number, answer: answerWords }),
  reply: requestFile,
})

/** Two further months, once, within the first month. Fail('outdated') otherwise. */
export const extendRequest = endpoint({
  ...office,
  method: 'POST',
  path: '/api/administration/requests/extension',
  body: z.strictObject({ number, reason: answerWords }),
  reply: requestFile,
})

/** Closes what was answered; from then on its period runs. Fail('outdated') otherwise. */
export const closeRequest = endpoint({
  ...office,
  method: 'POST',
  path: '/api/administration/requests/closing',
  body: z.strictObject({ number }),
  reply: requestFile,
})
