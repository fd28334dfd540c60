import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { tables } from '@vieraugen/policy/columns.ts'
import { sql } from 'kysely'
import WebSocket from 'ws'
import { createApp } from '../app.ts'
import { ourselves } from '../base/http/server.ts'
import { createTestApp, type TestApp } from '../test-app.ts'
import { statistics } from './queries.ts'

const hour = 3600_000
/** Real time that the database may take on a busy machine. */
const patience = { timeout: 10_000 }
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const stranger = '203.0.113.9'

vi.setConfig({ testTimeout: 60_000 })

let server: TestApp
let dist: string
beforeEach(async () => {
  dist = await mkdtemp(join(tmpdir(), 'vieraugen-dist-'))
  await writeFile(join(dist, 'index.html'), '<!doctype html><title>page</title>')
  server = await createTestApp()
})
afterEach(async () => {
  await server.close()
  await rm(dist, { recursive: true })
})

/** Lets the batch be written, and answers all that is recorded. */
async function records() {
  server.clock.advance(2_000)
  await expect.poll(async () => (await all()).length, patience).toBeGreaterThan(0)
  return all()
}
const all = () => server.db.selectFrom('request_record').selectAll().orderBy('at').orderBy('file').execute()

describe('the record of a request', () => {
  test('has exactly what the statement names', async () => {
    await server
      .browser(stranger)
      .send({ method: 'GET', url: '/api/site?name=Anna', headers: { 'user-agent': firefox } })
    const [row, ...others] = await records()
    expect(others).toEqual([])
    expect(Object.keys(row ?? {})).toEqual(Object.keys(tables.request_record.columns))
    expect(row).toMatchObject({
      file: 'GET /api/site',
      status: 200,
      browser: 'Firefox 140',
      at: new Date('2026-03-02T09:00:00Z'),
    })
    expect(JSON.stringify(row)).not.toContain('Anna')
  })

  test('is made for what does not exist, what is refused, what is malformed and what breaks', async () => {
    const browser = server.browser(stranger)
    await browser.send({ method: 'GET', url: '/api/nirgends' })
    await browser.send({ method: 'POST', url: '/api/accounts', payload: {} })
    await browser.send({ method: 'POST', url: '/api/session', headers: { 'sec-fetch-site': 'cross-site' } })
    await browser.send({ method: 'GET', url: '/%E0%A4%A' })
    await browser.send({ method: 'GET', url: '/api/health' })
    const rows = (await records()).map(({ file, status }) => `${status} ${file}`)
    expect(rows.toSorted()).toEqual([
      '400 GET ?',
      '400 POST /api/accounts',
      '403 POST /api/session',
      '404 GET ?',
      '503 GET /api/health',
    ])
  })

  test('is gone after 24 hours, and its address with it; the numbers of the day remain', async () => {
    for (let index = 0; index < 6; index++)
      await server.browser(stranger).send({ method: 'GET', url: '/api/site', headers: { 'user-agent': firefox } })
    expect(await records()).toHaveLength(6)
    server.clock.advance(24 * hour - 10 * 60_000)
    await settle()
    expect(await all()).toHaveLength(6)
    const addresses = () => server.db.selectFrom('address_seen').selectAll().execute()
    const afterNextJob = async <T>(look: () => Promise<T[]>) => {
      server.clock.advance(60_000)
      return (await look()).length
    }
    server.clock.advance(5 * 60_000)
    await expect.poll(() => afterNextJob(all), patience).toBe(0)
    await expect.poll(() => afterNextJob(addresses), patience).toBe(0)
    const cells = await statistics(server, '2026-03-01')
    expect(cells).toContainEqual({ day: '2026-03-02', what: 'requests', value: '', count: 6 })
    expect(cells).toContainEqual({ day: '2026-03-02', what: 'browser', value: 'Firefox 140', count: 6 })
    expect(cells).toContainEqual({ day: '2026-03-02', what: 'file', value: 'GET /api/site', count: 6 })
    // One visitor, and so few are not told.
    expect(cells).toContainEqual({ day: '2026-03-02', what: 'visits', value: '', count: null })
  })

  test('of today is not among the statistics, where a growing sum would tell single requests', async () => {
    await server.browser(stranger).send({ method: 'GET', url: '/api/site' })
    await records()
    expect(await statistics(server, '2026-03-01')).toEqual([])
  })

  test('is written before the server has closed', async () => {
    const app = await createApp(server, dist)
    await app.http.server.inject({ url: '/api/site', remoteAddress: stranger })
    await app.close()
    expect(await all()).toHaveLength(1)
  })
})

/** Real time, for what the database does on its own. */
const settle = () => sql`select pg_sleep(0.1)`.execute(server.db)

describe('over a real connection', () => {
  let port: number
  beforeEach(async () => {
    await server.app.http.server.listen({ port: 0, host: '127.0.0.1' })
    const address = server.app.http.server.server.address()
    port = typeof address === 'object' && address ? address.port : 0
  })

  /** Sends bytes as they are and answers what came back when the other side is done. */
  async function exchange(bytes: string, end = true): Promise<Buffer> {
    const socket = connect(port, '127.0.0.1')
    const parts: Buffer[] = []
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('error', () => {})
    socket.write(bytes)
    if (end) await once(socket, 'close')
    return Buffer.concat(parts)
  }

  test('bytes are those that really left, head included, also when connections are used again', async () => {
    const request = (last: boolean) => `GET /api/site HTTP/1.1\r\nHost: x\r\n${last ? 'Connection: close\r\n' : ''}\r\n`
    const got = await exchange(request(false) + request(false) + request(true))
    const rows = await records()
    expect(rows).toHaveLength(3)
    expect(rows.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(got.length)
    for (const { bytes } of rows) expect(bytes).toBeGreaterThan(500)
  })

  test('a request that breaks off is recorded as such', async () => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      'POST /api/session HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"login":"an',
    )
    await expect
      .poll(async () => new Promise((resolve) => server.app.http.server.server.getConnections((_, n) => resolve(n))))
      .toBe(1)
    await settle()
    socket.destroy()
    await once(socket, 'close')
    await settle()
    expect((await records()).map(({ file, status }) => `${status} ${file}`)).toEqual(['499 POST /api/session'])
  })

  test('bytes that are no request are recorded, and nothing of them', async () => {
    await exchange('Anna Beraterin\r\n\r\n')
    await settle()
    expect((await records()).map(({ file, status }) => `${status} ${file}`)).toEqual(['400 other ?'])
  })

  test('a web socket is recorded when it ends, with all that went through it, and a refused one too', async () => {
    const url = `ws://127.0.0.1:${port}/api/relay`
    const open = new WebSocket(url, { headers: { origin: server.config.publicUrl.origin } })
    await once(open, 'open')
    open.send(JSON.stringify({ t: 'ping' }))
    await once(open, 'message')
    open.close()
    await once(open, 'close')
    const refused = new WebSocket(url, { headers: { origin: 'https://boese.example' } })
    await once(refused, 'error')
    await settle()
    const rows = await records()
    expect(rows.map(({ file, status }) => `${status} ${file}`)).toEqual(['101 GET /api/relay', '403 GET /api/relay'])
    expect(rows[0]?.bytes).toBeGreaterThan(130)
  })
})

test('what the server asks itself is no visit', async () => {
  await server.app.http.server.inject({ url: '/api/site', remoteAddress: ourselves })
  await server.browser(stranger).send({ method: 'GET', url: '/api/health' })
  expect((await records()).map(({ file }) => file)).toEqual(['GET /api/health'])
})
