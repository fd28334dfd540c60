import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { once } from 'node:events'
import type { Browser, Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { expect } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import type { PeerStats } from '../../client/src/room/media/media-engine.ts'
import type { JoinOptions, LabMember } from './page.ts'

/** Serves the test page and passes signals between its members. */
export interface Stage {
  url: string
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const files = await buildPage()
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://stage').pathname
    const content = files.get(path === '/' ? '/index.html' : path)
    const type = path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8'
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': type }).end(content)
  })
  passSignals(new WebSocketServer({ server }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function buildPage(): Promise<Map<string, string | Uint8Array>> {
  const root = fileURLToPath(new URL('.', import.meta.url))
  const built = await build({ root, configFile: false, logLevel: 'error', build: { write: false, minify: false } })
  const { output } = built as Rolldown.RolldownOutput
  return new Map(output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]))
}

function passSignals(sockets: WebSocketServer): void {
  const members = new Map<string, WebSocket>()
  sockets.on('connection', (socket, request) => {
    const from = new URL(request.url ?? '/', 'http://stage').searchParams.get('member') ?? ''
    members.set(from, socket)
    socket.on('message', (data: Buffer) => {
      const { to, text } = JSON.parse(data.toString()) as { to: string; text: string }
      members.get(to)?.send(JSON.stringify({ from, text }))
    })
  })
}

/** One person with a page of their own. */
export interface Caller {
  page: Page
  member: LabMember
}

export async function join(
  browser: Browser,
  stage: Stage,
  options: Partial<JoinOptions> & { id: string },
): Promise<Caller> {
  const page = await browser.newPage()
  await page.goto(stage.url)
  await page.waitForFunction(() => 'lab' in window)
  const member = await page.evaluate((wish) => window.lab.join(wish), {
    instance: `${options.id}-1`,
    iceServers: [],
    ...options,
  })
  return { page, member }
}

/** Gives everybody the same roster. */
export async function meet(...callers: Caller[]): Promise<void> {
  const members = callers.map(({ member }) => member)
  await Promise.all(callers.map(({ page }) => page.evaluate((all) => window.lab.setMembers(all), members)))
}

export async function turnOn(caller: Caller, ...kinds: ('microphone' | 'camera')[]): Promise<void> {
  // Firefox gives devices to the page in front only.
  await caller.page.bringToFront()
  for (const kind of kinds) await caller.page.evaluate((one) => window.lab.devices.turnOn(one), kind)
}

export function remotesOf({ page }: Caller) {
  return page.evaluate(() => window.lab.remotes())
}

export function statsOf({ page }: Caller): Promise<PeerStats[]> {
  return page.evaluate(() => window.lab.engine.stats())
}

/** What `viewer` knows of the connection to `other`. */
export async function statsBetween(viewer: Caller, other: Caller): Promise<PeerStats> {
  const found = (await statsOf(viewer)).find(({ member }) => member === other.member.id)
  if (!found) throw new Error('Not connected to that member')
  return found
}

/** Waits until the viewer has decoded ten more pictures of the other camera than now. */
export async function expectMorePictures(viewer: Caller, other: Caller): Promise<void> {
  const decoded = async () => (await statsBetween(viewer, other)).framesDecoded.camera
  const { round } = await statsBetween(viewer, other)
  const before = await decoded()
  const progress = async () => {
    const now = await statsBetween(viewer, other)
    return now.round === round ? now.framesDecoded.camera - before : now.framesDecoded.camera
  }
  await expect.poll(progress, { timeout: 40_000, interval: 100 }).toBeGreaterThan(10)
}

export async function expectCall(...callers: Caller[]): Promise<void> {
  const pairs = callers.flatMap((viewer) =>
    callers.filter((other) => other !== viewer).map((other) => ({ viewer, other })),
  )
  await Promise.all(pairs.map(({ viewer, other }) => expectMorePictures(viewer, other)))
}

export async function expectRemotes(caller: Caller, expected: object[]): Promise<void> {
  const wanted = expected.map((one) => expect.objectContaining(one))
  await expect.poll(() => remotesOf(caller), { timeout: 40_000, interval: 100 }).toEqual(wanted)
}
