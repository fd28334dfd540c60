import type { FastifyRequest } from 'fastify'
import { Fail } from '@vieraugen/protocol/errors.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses requests that another site made a browser send (CSRF). Fetch Metadata decides; older browsers are judged by
 * `Origin`; a request that says neither did not come from our pages.
 */
export function refuseCrossSite(request: FastifyRequest, origin: string): void {
  if (safe.has(request.method) && request.headers.upgrade === undefined) return
  const site = request.headers['sec-fetch-site']
  // Cookies travel with a web socket from any site: there the origin must be ours in any case (RFC 6455, 10.2).
  const byOrigin = request.headers.origin === origin
  const good =
    request.headers.upgrade === undefined ? (site === undefined ? byOrigin : site === 'same-origin') : byOrigin
  if (!good) throw new Fail('cross-site')
}
