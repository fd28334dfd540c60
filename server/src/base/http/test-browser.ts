import type { InjectOptions } from 'fastify'
import type * as z from 'zod/mini'
import type { Endpoint } from '@vieraugen/protocol/endpoint.ts'
import { Fail, isFailureCode } from '@vieraugen/protocol/errors.ts'
import type { Http } from './server.ts'

/** A browser for tests: keeps cookies and sends what our own pages send. */
export class TestBrowser {
  readonly cookies = new Map<string, string>()
  readonly #http: Http
  readonly #ip: string
  constructor(http: Http, ip = '127.0.0.1') {
    this.#http = http
    this.#ip = ip
  }

  /** Any request; headers may be overridden. */
  async send(request: InjectOptions) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { 'sec-fetch-site': 'same-origin', ...(cookie ? { cookie } : {}), ...request.headers }
    const response = await this.#http.server.inject({ remoteAddress: this.#ip, ...request, headers })
    for (const { name, value, maxAge, expires } of response.cookies) {
      const isGone = value === '' || maxAge === 0 || (expires !== undefined && expires.getTime() === 0)
      if (isGone) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }

  /** Calls an endpoint; `parameters` fill its path. Throws the Fail that the server answered. */
  async call<In extends z.ZodMiniType, Out extends z.ZodMiniType>(
    endpoint: Endpoint<In, Out>,
    body: z.input<In>,
    parameters: Record<string, string> = {},
  ): Promise<z.infer<Out>> {
    const url = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => parameters[name] ?? '')
    const payload = endpoint.method === 'GET' ? {} : { payload: body as object }
    const response = await this.send({ method: endpoint.method, url, ...payload })
    const answer: unknown = response.json()
    if (response.statusCode === 200) return answer as z.infer<Out>
    const code = (answer as { code?: unknown }).code
    if (!isFailureCode(code)) throw new Error(`an answer without a known code: ${response.statusCode}`)
    throw new Fail(code)
  }
}
