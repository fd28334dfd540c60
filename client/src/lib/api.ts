import type * as z from 'zod/mini'
import type { Endpoint } from '@vieraugen/protocol/endpoint.ts'
import { Fail, isFailureCode, type FailureCode } from '@vieraugen/protocol/errors.ts'
import { consentOutdated } from './consent-state.ts'

/** Everything that can go wrong for a page: what the server says, that it cannot be reached, that a passkey was not given. */
export type Problem = FailureCode | 'unreachable' | 'passkey-refused'

/** The request did not arrive or no answer came back. Nothing is known about what the server did. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** The person or the device gave no passkey. */
export class PasskeyRefused extends Error {
  override readonly name = 'PasskeyRefused'
}

export const problemOf = (error: unknown): Problem => {
  if (error instanceof Fail) return error.code
  if (error instanceof PasskeyRefused) return 'passkey-refused'
  return error instanceof Unreachable ? 'unreachable' : 'internal'
}

interface Given<In extends z.ZodMiniType> {
  /** A value for each `:name` in the path. */
  params?: Record<string, string>
  body?: z.input<In>
  signal?: AbortSignal
}

/** Asks the person for the second factor once more; answers whether it was proven. */
type AskForProof = () => Promise<boolean>
let askForProof: AskForProof = async () => false

/** Whoever can show a dialog is asked when the server wants a fresh proof. */
export function onProofNeeded(ask: AskForProof): void {
  askForProof = ask
}

/**
 * Calls an endpoint and answers its parsed reply. Throws `Fail` with the server's code, or `Unreachable`. Where the server
 * wants a fresh proof of the second factor, the person is asked and the call repeated.
 */
export async function call<In extends z.ZodMiniType, Out extends z.ZodMiniType>(
  endpoint: Endpoint<In, Out>,
  given: Given<In> = {},
): Promise<z.output<Out>> {
  try {
    return await callOnce(endpoint, given)
  } catch (error) {
    if (problemOf(error) === 'proof-needed' && (await askForProof())) return callOnce(endpoint, given)
    throw error
  }
}

async function callOnce<In extends z.ZodMiniType, Out extends z.ZodMiniType>(
  endpoint: Endpoint<In, Out>,
  { params = {}, body, signal }: Given<In>,
): Promise<z.output<Out>> {
  const response = await send(addressOf(endpoint.path, params), {
    method: endpoint.method,
    ...(signal && { signal }),
    // GET has no body (RFC 9110, 9.3.1); all others say that they speak JSON, even when they say nothing.
    ...(endpoint.method !== 'GET' && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    }),
  })
  const content = await contentOf(response)
  if (!response.ok) {
    const code = codeIn(content)
    if (code === 'consent-needed') consentOutdated.set(true)
    throw new Fail(code)
  }
  const reply = endpoint.reply.safeParse(content)
  if (!reply.success) throw new Fail('internal')
  return reply.data
}

/** The path with its parameters filled in; a missing one is a mistake of the caller. */
export function addressOf(path: string, params: Record<string, string>): string {
  return path.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new TypeError(`The path needs "${name}"`)
    return encodeURIComponent(value)
  })
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...init, credentials: 'same-origin', cache: 'no-store', redirect: 'error' })
  } catch {
    throw new Unreachable()
  }
}

/** The answer as a value: an empty one says nothing, an unreadable one is undefined. */
async function contentOf(response: Response): Promise<unknown> {
  try {
    const text = await response.text()
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}

function codeIn(content: unknown): FailureCode {
  const code = typeof content === 'object' && content !== null && 'code' in content ? content.code : undefined
  return isFailureCode(code) ? code : 'internal'
}
