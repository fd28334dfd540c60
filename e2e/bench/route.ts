// One route in a process of its own: bare, with the product's security headers, behind its gate (which sets them), or behind
// gate and request record, as app.ts puts them together.
import fastify, { type FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'
import { securityHeaders } from '../../server/src/base/http/security-headers.ts'
import { createHttp } from '../../server/src/base/http/server.ts'
import { openInstallation } from '../../server/src/base/installation.ts'
import { silentLog } from '../../server/src/base/log.ts'
import { readProcessConfig } from '../../server/src/config.ts'
import { startJobs } from '../../server/src/jobs.ts'
import { openSecurity } from '../../server/src/security/jobs.ts'
import { arrivals, recordUnreadable, registerSecurity } from '../../server/src/security/routes.ts'
import type { Answer, Question } from './processes.ts'

/** An answer of about the size of a list of meetings. */
const answer = {
  meetings: Array.from({ length: 8 }, (_, index) => ({ id: index, state: 'planned', topic: 'x'.repeat(60) })),
}

const serve = (server: FastifyInstance): void =>
  void server.route({
    method: 'GET',
    url: '/api/bench/:id',
    config: { activity: 'site.read' },
    handler: (_, reply) => reply.header('cache-control', 'no-store').send(answer),
  })

interface Served {
  readonly server: FastifyInstance
  /** Resolves when nothing of what was asked is left to be done. */
  settle(): Promise<unknown>
  close(): Promise<void>
}

function alone(withHeaders: boolean): Served {
  const server = fastify({ logger: false })
  const { data } = securityHeaders(readProcessConfig().publicUrl)
  if (withHeaders)
    server.addHook('onRequest', (_, reply, done) => {
      reply.headers(data)
      done()
    })
  return { server, settle: () => Promise.resolve(), close: () => Promise.resolve() }
}

async function own(records: boolean): Promise<Served> {
  const { base, close } = await openInstallation(readProcessConfig(), silentLog)
  const security = await openSecurity(base)
  const http = await createHttp(base, records ? arrivals(base, security) : undefined)
  if (records) recordUnreadable(http, base, security)
  registerSecurity(http, base, security)
  const settle = () => security.requests.flush()
  const stop = startJobs(base, [{ name: 'request-records', everySeconds: 2, run: settle }])
  return { server: http.server, settle, close: () => stop().then(close) }
}

const parts = process.env['PARTS']
const { server, settle, close } =
  parts === 'bare' || parts === 'headers' ? alone(parts === 'headers') : await own(parts === 'record')
serve(server)
await server.listen({ port: 0, host: '127.0.0.1' })

async function reply({ ask }: Question): Promise<number> {
  if (ask === 'port') return (server.server.address() as AddressInfo).port
  // The record of a request is written after its answer, and belongs to its cost.
  await settle()
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

process.on('message', ({ id, ...question }: Question & { id: number }) => {
  void reply(question).then((value) => process.send?.({ id, value } satisfies Answer))
})
process.once('disconnect', () => void server.close().then(close))
