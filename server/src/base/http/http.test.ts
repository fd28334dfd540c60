import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import * as z from 'zod/mini'
import { endpoint } from '@vieraugen/protocol/endpoint.ts'
import { nothing } from '@vieraugen/protocol/shapes.ts'
import { createTestBase, type TestBase } from '../test-base.ts'
import { route, websocket } from './route.ts'
import { createHttp, type Http } from './server.ts'
import { TestBrowser } from './test-browser.ts'

const declared = { activity: 'site.read', access: 'anyone', body: nothing } as const
const whereFrom = endpoint({ ...declared, method: 'GET', path: '/api/ip', reply: z.strictObject({ ip: z.string() }) })
const change = endpoint({ ...declared, method: 'POST', path: '/api/change', reply: nothing })
const broken = endpoint({ ...declared, method: 'GET', path: '/api/broken', reply: nothing })
const leaky = endpoint({ ...declared, method: 'GET', path: '/api/leaky', reply: nothing })
const mine = endpoint({ ...declared, access: 'account', method: 'GET', path: '/api/mine', reply: nothing })
const seat = endpoint({
  ...declared,
  access: 'seat',
  method: 'GET',
  path: '/api/seats/:id',
  reply: z.strictObject({ id: z.string() }),
})
const begin = endpoint({ ...declared, method: 'POST', path: '/api/begin', reply: nothing })

const secretText = 'geheim@beispiel.example'

let base: TestBase
let http: Http
async function start(env: Record<string, string> = {}): Promise<void> {
  base = await createTestBase(env)
  http = await createHttp(base)
  route(http, whereFrom, ({ ip }) => ({ ip }))
  route(http, change, () => ({}))
  route(http, broken, () => {
    throw Object.assign(new Error(secretText), { detail: secretText })
  })
  route(http, leaky, () => ({ email: secretText }) as never)
  route(http, mine, () => ({}))
  route(http, seat, (call) => ({ id: call.id('id') }))
  route(http, begin, async (call) => {
    await call.findOrCreateSession()
    return {}
  })
  websocket(http, { path: '/api/socket', activity: 'site.read' }, (socket) => socket.send('open'))
}
async function stop(): Promise<void> {
  await http.server.close()
  await base.close()
}

describe('a route', () => {
  beforeEach(() => start())
  afterEach(stop)

  test('without an activity of the register does not let the server boot', () => {
    const wrong = { method: 'GET', url: '/api/undeclared', handler: () => 'x' } as const
    expect(() => http.server.route(wrong)).toThrow('names no activity')
    expect(() => http.server.route({ ...wrong, config: { activity: 'invented' as never } })).toThrow(
      'names no activity',
    )
  })

  test('that breaks answers its code alone, and the log holds no value', async () => {
    const answer = await http.server.inject('/api/broken')
    expect([answer.statusCode, answer.body]).toEqual([500, '{"code":"internal"}'])
    expect(base.lines.join()).toContain('"route":"/api/broken"')
    expect(base.lines.join()).not.toContain(secretText)
  })

  test('cannot answer a field that its shape does not name', async () => {
    const answer = await http.server.inject('/api/leaky')
    expect([answer.statusCode, answer.body]).toEqual([500, '{"code":"internal"}'])
  })

  test('for account holders or people with a seat is closed to strangers', async () => {
    const browser = new TestBrowser(http)
    await expect(browser.call(mine, {})).rejects.toThrow('sign-in-needed')
    const parameters = { id: '0198aaaa-0000-7000-8000-000000000000' }
    await expect(browser.call(seat, {}, parameters)).rejects.toThrow('not-found')
    await browser.call(begin, {})
    expect(await browser.call(seat, {}, parameters)).toEqual(parameters)
    await expect(browser.call(seat, {}, { id: 'x' })).rejects.toThrow('not-found')
    await expect(browser.call(mine, {})).rejects.toThrow('sign-in-needed')
  })

  test.each([
    ['a body that is too large', { payload: { text: 'x'.repeat(40_000) } }, 413],
    ['half of a JSON text', { payload: '{"a":', headers: { 'content-type': 'application/json' } }, 400],
    ['another type of body', { payload: '<a/>', headers: { 'content-type': 'text/xml' } }, 400],
    ['a list where an object belongs', { payload: [] }, 400],
    ['a field nobody asked for', { payload: { extra: 1 } }, 400],
    ['a prototype', { payload: '{"__proto__":{"x":1}}', headers: { 'content-type': 'application/json' } }, 400],
  ])('answers %s by a code', async (_, request, status) => {
    const answer = await new TestBrowser(http).send({ method: 'POST', url: '/api/change', ...request })
    expect(answer.statusCode).toBe(status)
    expect(Object.keys(answer.json() as object)).toEqual(['code'])
  })
})

describe('a request from another site', () => {
  beforeEach(() => start({ PUBLIC_URL: 'https://beratung.example' }))
  afterEach(stop)
  const own = 'https://beratung.example'

  test.each([
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'sec-fetch-site': 'same-origin', origin: own }, 200],
    [{ origin: own }, 200],
    [{ 'sec-fetch-site': 'cross-site', origin: own }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'none' }, 403],
    [{ origin: 'https://boese.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: `${own}.boese.example` }, 403],
    [{}, 403],
  ])('that changes something, with %o, is answered %i', async (headers, status) => {
    const answer = await http.server.inject({ method: 'POST', url: '/api/change', payload: {}, headers })
    expect(answer.statusCode).toBe(status)
  })

  test('cannot read one byte more because of cookies: the cookie is bound to this host, this path and HTTPS', async () => {
    const answer = await new TestBrowser(http).send({ method: 'POST', url: '/api/begin', payload: {} })
    const cookie = answer.headers['set-cookie']
    expect(cookie).toMatch(/^__Host-vieraugen=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })

  test('finds the security headers on every answer, errors included', async () => {
    for (const url of ['/api/ip', '/api/broken', '/api/nothing-here', '/nowhere', '/api', '//api/ip', '/%']) {
      const { headers } = await http.server.inject(url)
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains')
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
  })

  test('finds on every page, and on what is none of the API, what a page may load and use', async () => {
    for (const url of ['/nowhere', '/api', '//api/ip', '/%']) {
      const { headers } = await http.server.inject(url)
      expect(headers['content-security-policy']).toContain("connect-src 'self' wss://beratung.example")
      expect(headers['permissions-policy']).toContain('geolocation=()')
      expect(headers['cross-origin-opener-policy']).toBe('same-origin')
      expect(headers['cross-origin-embedder-policy']).toBe('require-corp')
    }
  })
})

describe('the address of a client', () => {
  afterEach(stop)
  const ask = async (remoteAddress: string, forwarded: string) => {
    const answer = await http.server.inject({
      url: '/api/ip',
      remoteAddress,
      headers: { 'x-forwarded-for': forwarded },
    })
    return (answer.json() as { ip: string }).ip
  }

  test('is never taken from a header when no proxy is trusted', async () => {
    await start()
    expect(await ask('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7')
    expect(await ask('127.0.0.1', '203.0.113.9')).toBe('127.0.0.1')
  })

  test('is taken from the last untrusted hop when the proxy is trusted', async () => {
    await start({ TRUSTED_PROXIES: '10.0.0.0/8' })
    expect(await ask('10.1.2.3', '203.0.113.9')).toBe('203.0.113.9')
    expect(await ask('10.1.2.3', '6.6.6.6, 203.0.113.9')).toBe('203.0.113.9')
    expect(await ask('10.1.2.3', '203.0.113.9, 10.9.9.9')).toBe('203.0.113.9')
    expect(await ask('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7')
  })
})

describe('a web socket', () => {
  beforeEach(() => start())
  afterEach(stop)

  /** What became of the attempt: the first message, or the status of the refusal. */
  const attempt = async (headers: Record<string, string>): Promise<string> => {
    if (!http.server.server.listening) await http.server.listen({ port: 0, host: '127.0.0.1' })
    const address = http.server.server.address()
    const port = typeof address === 'object' ? address?.port : 0
    return new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/api/socket`, { headers })
      socket.on('message', (data) => {
        resolve(String(data as Buffer))
        socket.close()
      })
      socket.on('unexpected-response', (_, response) => {
        resolve(String(response.statusCode))
        response.resume()
      })
      socket.on('error', () => {})
    })
  }

  test('opens from our own pages only', async () => {
    const own = base.config.publicUrl.origin
    expect(await attempt({ origin: own })).toBe('open')
    expect(await attempt({})).toBe('403')
    expect(await attempt({ origin: 'https://boese.example' })).toBe('403')
    expect(await attempt({ origin: 'https://boese.example', 'sec-fetch-site': 'same-origin' })).toBe('403')
  })
})
