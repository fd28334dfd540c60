import fastifyCookie from '@fastify/cookie'
import fastifyWebsocket from '@fastify/websocket'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { activities, type ActivityId } from '@vieraugen/policy/register.ts'
import { Fail, failures, type FailureCode } from '@vieraugen/protocol/errors.ts'
import { largestFrame } from '@vieraugen/protocol/relay.ts'
import type { Config } from '../../config.ts'
import type { Base } from '../base.ts'
import type { Clock } from '../clock.ts'
import { errorFacts, type Log } from '../log.ts'
import { refuseCrossSite } from './cross-site.ts'
import { answerDark } from './dark.ts'
import { headersFor, securityHeaders } from './security-headers.ts'
import { Sessions, type SignIn } from './session.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The processing activity that the route serves; without one the server does not boot. */
    activity?: ActivityId
  }
}

/** What routes are registered at. */
export interface Http {
  readonly server: FastifyInstance
  readonly sessions: Sessions
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  /** What an account must have done before anything but its own data can be used. */
  readonly gate: Gate
}

/** Throws the code for what is missing. */
export type Gate = (of: SignIn) => Promise<void>

/** Told of every request before anything else is done with it. */
export type Arrival = (request: FastifyRequest, reply: FastifyReply) => void

/** Where requests come from that the server makes to itself, to look at its own answers. No connection has this address. */
export const ourselves = 'self'

/** JSON bodies are small: the largest holds a note of a thousand characters. */
const largestBody = 32 * 1024

function refuseUndeclaredRoutes(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    const activity = route.config?.activity
    if (!activity || !Object.hasOwn(activities, activity)) {
      throw new Error(`The route ${String(route.method)} ${route.url} names no activity of the register.`)
    }
  })
}

/** Errors of the framework, as far as they are the sender's fault. */
function codeOf(error: unknown): FailureCode {
  if (error instanceof Fail) return error.code
  const { code, statusCode } = error as Partial<FastifyError>
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'too-large'
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? 'invalid-input' : 'internal'
}

/** The one place where errors become answers: a code, never any other detail. */
function answerErrors(server: FastifyInstance, log: Log): void {
  server.setErrorHandler((error, request, reply) => {
    const code = codeOf(error)
    if (code === 'internal') log.event('request.failed', { route: routeOf(request), err: errorFacts(error) })
    return fail(reply, code)
  })
}

export const fail = (reply: FastifyReply, code: FailureCode): FastifyReply =>
  reply.code(failures[code]).header('cache-control', 'no-store').type('application/json').send(JSON.stringify({ code }))

/** The declared path with its placeholders, never the one that was asked for. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? ''

export async function createHttp(
  base: Pick<Base, 'config' | 'cards' | 'db' | 'clock' | 'random' | 'log' | 'keys'>,
  arrive: Arrival = () => {},
  gate: Gate = async () => {},
): Promise<Http> {
  const { config, clock, log } = base
  const headers = securityHeaders(config.publicUrl)
  const server = fastify({
    logger: false,
    bodyLimit: largestBody,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    // Slow senders must not hold connections for ever; milliseconds.
    requestTimeout: 30_000,
    forceCloseConnections: true,
    // Addresses that no router can read: without this the framework answers by itself and repeats what was asked for.
    frameworkErrors: (error, request, reply) => {
      arrive(request, reply)
      void fail(reply.headers(headers.page), codeOf(error))
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 64 },
  })
  refuseUndeclaredRoutes(server)
  answerErrors(server, log)
  await server.register(fastifyCookie)
  // A little above the largest frame, so that the relay can refuse a larger one by its code before the socket ends.
  await server.register(fastifyWebsocket, { options: { maxPayload: 2 * largestFrame, perMessageDeflate: false } })
  // After the web socket plugin's own hook, without which the socket of a refused upgrade would stay open for ever.
  // Not async, here and in all that follows: what every request passes must not cost it a promise each.
  server.addHook('onRequest', (request, reply, done) => {
    arrive(request, reply)
    reply.headers(headersFor(request.url, headers))
    refuseCrossSite(request, config.publicUrl.origin)
    done()
  })
  answerDark(server, base)
  const sessions = new Sessions({ ...base, loopback: config.loopback })
  return { server, sessions, config, clock, log, gate }
}
