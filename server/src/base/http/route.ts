import type { FastifyReply, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import * as z from 'zod/mini'
import type { ActivityId } from '@vieraugen/policy/register.ts'
import type { Endpoint } from '@vieraugen/protocol/endpoint.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import { uuid } from '@vieraugen/protocol/shapes.ts'
import type { Tx } from '../base.ts'
import { errorFacts } from '../log.ts'
import type { Http } from './server.ts'
import { isProofFresh, type Session, type Sessions, type SignIn } from './session.ts'

/** One request to an endpoint, parsed and with its access already checked. */
export class Call<Body = unknown> {
  readonly body: Body
  readonly session: Session | null
  readonly ip: string
  readonly #request: FastifyRequest
  readonly #reply: FastifyReply
  readonly #sessions: Sessions

  constructor(from: {
    request: FastifyRequest
    reply: FastifyReply
    sessions: Sessions
    session: Session | null
    body: Body
  }) {
    this.body = from.body
    this.session = from.session
    this.ip = from.request.ip
    this.#request = from.request
    this.#reply = from.reply
    this.#sessions = from.sessions
  }

  /** The account that is signed in; Fail('sign-in-needed') when none is. */
  get accountId(): string {
    if (!this.session?.accountId) throw new Fail('sign-in-needed')
    return this.session.accountId
  }

  /** The session of a person with a place in a meeting; Fail('not-found') for a stranger, who learns nothing. */
  get sessionId(): string {
    if (!this.session) throw new Fail('not-found')
    return this.session.id
  }

  /** A path parameter that is a UUID; Fail('not-found') for anything else. */
  id(name: string): string {
    return this.#parameter(name, uuid)
  }

  /** A path parameter out of a fixed list; Fail('not-found') for anything else. */
  word<const W extends readonly [string, ...string[]]>(name: string, words: W): W[number] {
    return this.#parameter(name, z.enum(words))
  }

  #parameter<T>(name: string, shape: z.ZodMiniType<T>): T {
    const parameters = this.#request.params as Record<string, unknown>
    const parsed = z.safeParse(shape, parameters[name])
    if (!parsed.success) throw new Fail('not-found')
    return parsed.data
  }

  /** The session of this browser, begun now if there is none. */
  async findOrCreateSession(): Promise<Session> {
    return this.session ?? (await this.#sessions.start(this.#reply))
  }

  /** In the transaction that saw that the account may. */
  async signIn(of: SignIn & { readonly tx: Tx }): Promise<void> {
    await this.#sessions.signIn(this.#reply, this.session, of)
  }

  async signOut(): Promise<void> {
    await this.#sessions.end(this.#reply, this.session)
  }
}

/** What a handler may answer: the shape's own type, read-only parts allowed. */
export type Answer<T> = T extends readonly (infer I)[]
  ? readonly Answer<I>[]
  : T extends object
    ? { readonly [K in keyof T]: Answer<T[K]> }
    : T

type Guarded = Pick<Endpoint<z.ZodMiniType, z.ZodMiniType>, 'access' | 'grave'>

/** Throws the code for what is missing: signed in, the role, the second factor, its proof. */
async function checkAccess(http: Http, { access, grave }: Guarded, session: Session | null): Promise<void> {
  if (access === 'anyone') return
  if (access === 'seat') {
    if (!session) throw new Fail('not-found')
    return
  }
  if (!session?.accountId) throw new Fail('sign-in-needed')
  if (access !== 'own-data') {
    if (session.restricted) throw new Fail('restricted')
    await http.gate({ accountId: session.accountId, strong: session.strongAt !== null })
  }
  if (access === 'office' || access === 'administrator') checkOffice(session, access)
  if (grave && !isProofFresh(http.clock.now(), session.strongAt)) throw new Fail('proof-needed')
}

function checkOffice({ role, strongAt }: Session, access: 'office' | 'administrator'): void {
  if (role !== 'administrator' && (access === 'administrator' || role !== 'dpo')) throw new Fail('forbidden')
  if (strongAt === null) throw new Fail('second-factor-missing')
}

/** Registers an endpoint of the protocol: what comes in and what goes out has its shapes, or it does not pass. */
export function route<In extends z.ZodMiniType, Out extends z.ZodMiniType>(
  http: Http,
  endpoint: Endpoint<In, Out>,
  handler: (call: Call<z.infer<In>>) => Promise<Answer<z.infer<Out>>> | Answer<z.infer<Out>>,
): void {
  http.server.route({
    method: endpoint.method,
    url: endpoint.path,
    config: { activity: endpoint.activity },
    handler: async (request, reply) => {
      const session = await http.sessions.find(request)
      await checkAccess(http, endpoint, session)
      const body = z.safeParse(endpoint.body, request.body ?? {})
      if (!body.success) throw new Fail('invalid-input')
      const call = new Call({ request, reply, sessions: http.sessions, session, body: body.data })
      const answer = await handler(call)
      // Parsed on the way out as well: a field that the shape does not name cannot leave.
      return reply.header('cache-control', 'no-store').send(z.parse(endpoint.reply, answer))
    },
  })
}

export interface Peer {
  readonly session: Session | null
  readonly ip: string
}

/** Registers a web socket. The origin was checked; whether the session may do anything is the handler's to decide. */
export function websocket(
  http: Http,
  at: { readonly path: `/api/${string}`; readonly activity: ActivityId },
  handler: (socket: WebSocket, peer: Peer) => void,
): void {
  const sessions = new WeakMap<FastifyRequest, Session | null>()
  http.server.route({
    method: 'GET',
    url: at.path,
    config: { activity: at.activity },
    // Looked up before the upgrade, so that no frame arrives while nobody listens.
    preHandler: async (request) => void sessions.set(request, await http.sessions.find(request)),
    handler: () => {
      throw new Fail('not-found')
    },
    wsHandler: (socket, request) => {
      socket.on('error', (error) => http.log.event('socket.failed', { err: errorFacts(error) }))
      handler(socket, { session: sessions.get(request) ?? null, ip: request.ip })
    },
  })
}
