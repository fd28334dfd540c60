import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { legalTextIds } from '@vieraugen/policy/legal-text.ts'
import { health, readBoxes, readOutbox, readText, site } from '@vieraugen/protocol/http/site.ts'
import { paths, patterns } from '@vieraugen/protocol/pages.ts'
import { createApp } from '../app.ts'
import { createHttp } from '../base/http/server.ts'
import { TestBrowser } from '../base/http/test-browser.ts'
import { createTestApp, type TestApp } from '../test-app.ts'
import { registerSite } from './routes.ts'

let server: TestApp
let dist: string
beforeEach(async () => {
  dist = mkdtempSync(join(tmpdir(), 'vieraugen-dist-'))
  mkdirSync(join(dist, 'assets'))
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>page</title>')
  writeFileSync(join(dist, 'assets/main-abc123.js'), 'export {}')
  writeFileSync(join(dist, '..', `${dist.split('/').at(-1)}-outside.txt`), 'outside')
})
afterEach(async () => {
  await server.close()
  rmSync(dist, { recursive: true })
  rmSync(`${dist}-outside.txt`)
})

async function start(env: Record<string, string> = {}): Promise<TestBrowser> {
  server = await createTestApp(env)
  const http = await createHttp(server)
  await registerSite(http, server, { dist, isReady: () => Promise.resolve(false) })
  return new TestBrowser(http)
}

test('every page’s address answers with the page, any other with „not found“, files with their content', async () => {
  const browser = await start()
  const get = async (url: string) => {
    const { statusCode, headers, body } = await browser.send({ method: 'GET', url })
    return [statusCode, headers['cache-control'], body.slice(0, 15)]
  }
  const page = '<!doctype html>'
  const id = '0198aaaa-0000-7000-8000-000000000000'
  const withId = Object.values(patterns).map((pattern) => pattern.replace(':id', id))
  for (const url of [...Object.values(paths), ...withId, `/raum/${id}`, '/meine-daten/']) {
    expect([url, ...(await get(url))]).toEqual([url, 200, 'no-store', page])
  }
  expect(await get('/nirgends')).toEqual([404, 'no-store', page])
  expect(await get('/raum/x')).toEqual([404, 'no-store', page])
  expect(await get('/assets/main-abc123.js')).toEqual([200, 'public, max-age=31536000, immutable', 'export {}'])
  expect(await get('/assets/missing.js')).toEqual([404, 'no-store', page])
  expect(await get('/api/nirgends')).toEqual([404, 'no-store', '{"code":"not-fo'])
})

test('files travel compressed to browsers that can read it', async () => {
  writeFileSync(join(dist, 'assets/main-abc123.js.br'), 'short')
  const browser = await start()
  const answer = await browser.send({
    method: 'GET',
    url: '/assets/main-abc123.js',
    headers: { 'accept-encoding': 'gzip, br' },
  })
  expect([answer.headers['content-encoding'], answer.body]).toEqual(['br', 'short'])
  expect(answer.headers['vary']).toContain('accept-encoding')
})

test('no address leads out of the folder of the client', async () => {
  const browser = await start()
  const outside = `${dist.split('/').at(-1)}-outside.txt`
  for (const url of [
    `/../${outside}`,
    `/%2e%2e/${outside}`,
    `/..%2f${outside}`,
    `/assets/..%2f..%2f${outside}`,
    `/%2e%2e%2f${outside}%00`,
  ]) {
    const answer = await browser.send({ method: 'GET', url })
    expect(answer.body).not.toContain('outside')
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  }
})

test('all texts and boxes are there in both languages, and nothing else is', async () => {
  const browser = await start()
  for (const language of ['de', 'en']) {
    for (const id of legalTextIds)
      expect((await browser.call(readText, {}, { id, language })).sections.length).toBeGreaterThan(0)
    for (const audience of ['counsellor', 'client']) {
      const { boxes } = await browser.call(readBoxes, {}, { audience, language })
      expect(boxes.map(({ key }) => key)).toEqual(['privacy', 'terms', 'processing'])
      expect(new Set(boxes.map(({ hash }) => hash)).size).toBe(3)
    }
  }
  await expect(browser.call(readText, {}, { id: 'privacy', language: 'fr' })).rejects.toThrow('not-found')
  await expect(browser.call(readText, {}, { id: 'constructor', language: 'de' })).rejects.toThrow('not-found')
})

test('the server says ready only when it is', async () => {
  const browser = await start()
  await expect(browser.call(health, {})).rejects.toThrow('not-ready')
  const app = await createApp(server, dist)
  await app.listen()
  expect(await new TestBrowser(app.http).call(health, {})).toEqual({ ready: true })
  await app.close()
})

test('mails are shown on a machine without a mail server, to itself alone', async () => {
  const browser = await start()
  expect((await browser.call(site, {})).outboxShown).toBe(true)
  expect(await browser.call(readOutbox, {})).toEqual({ mails: [] })
  const elsewhere = await browser.send({ method: 'GET', url: '/api/outbox', remoteAddress: '192.0.2.1' })
  expect(elsewhere.statusCode).toBe(404)
})

test.each([
  { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'beratung@beispiel.example' },
  { PUBLIC_URL: 'https://beratung.example' },
])('mails are never shown with %o', async (env) => {
  const browser = await start(env as Record<string, string>)
  expect((await browser.call(site, {})).outboxShown).toBe(false)
  await expect(browser.call(readOutbox, {})).rejects.toThrow('not-found')
})
