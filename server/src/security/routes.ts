import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { liftBlock, readAddresses, readSecurity } from '@vieraugen/protocol/http/admin-security.ts'
import { measures, readStatistics, statisticsRanges } from '@vieraugen/protocol/http/admin-statistics.ts'
import type { Base } from '../base/base.ts'
import { route } from '../base/http/route.ts'
import { type Arrival, fail, type Http, ourselves } from '../base/http/server.ts'
import type { Security } from './jobs.ts'
import { blockList, showAddresses, statistics } from './queries.ts'
import { blockedPage, isSharedDoor, offenceOf, periodsOf } from './rules.ts'

/** Status of a request whose sender went away before the answer was whole; as web servers commonly log it. */
const gone = 499

/** What is known of a connection while it lasts. */
interface Line {
  /** Bytes that belong to earlier answers. */
  counted: number
  /** Requests without a whole answer; each is told when the connection is gone. */
  readonly open: Set<() => void>
}
const lines = new WeakMap<Socket, Line>()

function lineOf(socket: Socket): Line {
  const known = lines.get(socket)
  if (known) return known
  const line: Line = { counted: 0, open: new Set() }
  lines.set(socket, line)
  socket.once('close', () => {
    for (const breakOff of line.open) breakOff()
  })
  return line
}

/** Bytes that left through this connection since the last answer, head included. */
function bytesSince(socket: Socket, line: Line): number {
  const total = socket.bytesWritten || 0
  const bytes = total - line.counted
  line.counted = total
  return bytes
}

/** Records every request at its very end, whatever became of it. Costs one listener and four numbers in a list. */
export function arrivals({ clock }: Base, { requests }: Security): Arrival {
  return (request, reply) => {
    const { method = '', url = '', socket, headers } = request.raw
    // Nobody asked: a proof looked at an answer.
    if (socket.remoteAddress === ourselves) return
    const { ip } = request
    const at = clock.now()
    const line = lineOf(socket)
    const add = (status: number, bytes: number): void => {
      // Once: an answer that is finished and whose connection goes down is one request.
      if (!line.open.delete(breakOff)) return
      const route = request.routeOptions.url ?? ''
      requests.add({ at, method, route, url, status, bytes, userAgent: headers['user-agent'], ip })
    }
    const breakOff = (): void => {
      const bytes = bytesSince(socket, line)
      // An upgrade was handed over, and its answer never began.
      const isSocket = headers.upgrade !== undefined && !reply.raw.headersSent && bytes > 0
      add(isSocket ? 101 : gone, bytes)
    }
    line.open.add(breakOff)
    // Before the next answer on this connection begins: Node starts it when this one is finished.
    reply.raw.prependListener('finish', () => add(reply.raw.statusCode, bytesSince(socket, line)))
  }
}

const unreadable = { method: '', route: '', url: '', userAgent: undefined }

/** Records what is no request at all: bytes that could not be read, heads that are too long or never end. */
export function recordUnreadable({ server }: Http, { clock }: Base, { requests }: Security): void {
  // Before the framework's own listener, which ends the connection and with it the knowledge of whose it was.
  server.server.prependListener('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const ip = socket.remoteAddress
    // The rest of a request that broke off is part of that request.
    if (!ip || error.code === 'ECONNRESET' || lineOf(socket).open.size > 0) return
    const at = clock.now()
    const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ''] ?? 400
    socket.once('close', () =>
      requests.add({ ...unreadable, at, status, bytes: bytesSince(socket, lineOf(socket)), ip }),
    )
  })
}

/** Refuses blocked networks at the door, and slows down who guesses and searches. */
export function registerSecurity({ server, config, log }: Http, base: Base, { blocks }: Security): void {
  const { cards } = base
  let told = config.trustedProxies.length > 0
  server.addHook('onRequest', (request, reply, done) => {
    if (!told && request.headers['x-forwarded-for'] !== undefined) {
      told = true
      log.event('proxy.untrusted', { header: 'x-forwarded-for' })
    }
    const remaining = blocks.remaining(request.ip)
    if (remaining > 0) refuse(request, reply, { remaining, phone: cards.now.alternative.phone })
    else done()
  })
  server.addHook('onSend', (request, reply, ...[, done]) => {
    const offence = reply.statusCode < 400 ? null : offenceOf(request.routeOptions.url ?? '', reply.statusCode)
    if (!offence || isSharedDoor(request.ip, config.trustedProxies)) done()
    else base.limits.take(offence, request.ip).then(() => done(), done)
  })
}

/** A code for programs, a page for people. */
function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  { remaining, phone }: { remaining: number; phone: string },
): void {
  reply.header('retry-after', Math.ceil(remaining / 1000))
  const isPage = request.method === 'GET' && /text\/html/.test(request.headers.accept ?? '')
  if (!isPage) return void fail(reply, 'too-many')
  const page = blockedPage(Math.ceil(remaining / 60_000), phone)
  reply.code(429).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page)
}

/** What the office sees and does about attacks, and its statistics. */
export function registerSecurityOffice(http: Http, base: Base, { blocks, keys }: Security): void {
  route(http, readSecurity, async () => {
    const days = await keys.days()
    return {
      blocks: await blockList(base),
      days: days.map(({ day, diesAt }) => ({ day, diesAt: diesAt.toISOString() })),
    }
  })
  route(http, liftBlock, async (call) => {
    await blocks.lift(call.id('id'), call.accountId)
    return {}
  })
  route(http, readAddresses, async (call) => ({
    addresses: await showAddresses(base, keys, { id: call.id('id'), actor: call.accountId }),
  }))
  route(http, readStatistics, async (call) => {
    const range = call.word('range', statisticsRanges)
    const periods = periodsOf(range, base.clock.now())
    const cells = await statistics(base, periods[0] ?? '', range === '12-months' ? 'month' : 'day')
    const kinds = Map.groupBy(cells, ({ what }) => what)
    return {
      periods,
      measures: measures.map((measure) => ({
        measure,
        cells: (kinds.get(measure) ?? []).map(({ day, value, count, more = false }) => ({
          period: day,
          value,
          count,
          more,
        })),
      })),
    }
  })
}
