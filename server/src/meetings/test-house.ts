// A whole server for tests, with browsers that speak real HTTP and real web sockets to it.
import type { AddressInfo } from 'node:net'
import { boxesNow } from '../consents/queries.ts'
import type { Endpoint } from '@vieraugen/protocol/endpoint.ts'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import {
  boxKind,
  decodeFrame,
  encodeFrame,
  type Frame,
  type FromBrowser,
  fromServer,
  type FromServer,
} from '@vieraugen/protocol/relay.ts'
import type { Ticks } from '@vieraugen/protocol/shapes.ts'
import { WebSocket } from 'ws'
import * as z from 'zod/mini'
import { type App, createApp } from '../app.ts'
import { waitingMails } from '../base/mail.ts'
import { createTestBase, type TestBase } from '../base/test-base.ts'

const patience = 15_000

export interface House {
  readonly base: TestBase
  readonly app: App
  readonly url: string
  browser(): Browser
  /** A browser with a confirmed account, signed in. */
  counsellor(): Promise<Browser>
  close(): Promise<void>
}

export async function openHouse(environment: Record<string, string> = {}): Promise<House> {
  const base = await createTestBase({ PORT: '0', PUBLIC_URL: 'http://localhost', ...environment })
  const app = await createApp(base)
  await app.listen()
  const { port } = app.http.server.server.address() as AddressInfo
  const url = `http://localhost:${port}`
  let people = 0
  const browser = () => new Browser(base, url)
  return {
    base,
    app,
    url,
    browser,
    async counsellor() {
      people += 1
      const one = browser()
      const [userName, password] = [`beraterin${people}`, 'Regenschirm-im-Mai-41']
      const email = `${userName}@example.org`
      const ticks = one.ticks('counsellor')
      const person = { firstName: 'Ada', lastName: `Muster ${people}`, email, userName, password }
      await one.ok(accounts.register, { ...person, language: 'de', ticks })
      const mail = (await waitingMails(base)).find((waiting) => waiting.to === email)
      const secret = /#([A-Za-z0-9_-]{43})/.exec(mail?.text ?? '')?.[1]
      await one.ok(accounts.confirmEmail, { secret: secret ?? '' })
      await one.ok(accounts.signIn, { login: userName, password })
      return one
    },
    async close() {
      await app.close()
      await base.close()
    },
  }
}

export class Browser {
  cookie = ''
  readonly #base: TestBase
  readonly #url: string

  constructor(base: TestBase, url: string) {
    this.#base = base
    this.#url = url
  }

  /** What a person ticks who was shown the texts of now. */
  ticks(audience: 'counsellor' | 'client'): Ticks {
    const boxes = boxesNow(this.#base, audience, 'de')
    return Object.fromEntries(boxes.map((box) => [box.key, box.hash])) as Ticks
  }

  async raw(method: string, path: string, body?: unknown): Promise<{ status: number; text: string; type: string }> {
    const headers = {
      origin: this.#base.config.publicUrl.origin,
      ...(this.cookie ? { cookie: this.cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const given = answer.headers.getSetCookie().at(-1)?.split(';')[0]
    if (given) this.cookie = given
    return { status: answer.status, text: await answer.text(), type: answer.headers.get('content-type') ?? '' }
  }

  /** The code of a refusal, or the parsed answer. */
  async call<In extends z.ZodMiniType, Out extends z.ZodMiniType>(
    endpoint: Endpoint<In, Out>,
    body: z.infer<In>,
    id = '',
  ): Promise<{ code: string } | { answer: z.infer<Out> }> {
    const sent = endpoint.method === 'GET' ? undefined : body
    const { status, text } = await this.raw(endpoint.method, endpoint.path.replace(':id', id), sent)
    if (status !== 200) return { code: z.parse(z.object({ code: z.string() }), JSON.parse(text)).code }
    return { answer: z.parse(endpoint.reply, JSON.parse(text)) }
  }

  async ok<In extends z.ZodMiniType, Out extends z.ZodMiniType>(
    endpoint: Endpoint<In, Out>,
    body: z.infer<In>,
    id = '',
  ): Promise<z.infer<Out>> {
    const result = await this.call(endpoint, body, id)
    if ('code' in result) throw new Error(`${endpoint.path} answered ${result.code}`)
    return result.answer
  }

  async refused<In extends z.ZodMiniType, Out extends z.ZodMiniType>(
    endpoint: Endpoint<In, Out>,
    body: z.infer<In>,
    id = '',
  ): Promise<string> {
    const result = await this.call(endpoint, body, id)
    return 'code' in result ? result.code : 'accepted'
  }

  /** Plans a meeting that begins now. */
  plan(note = ''): Promise<meetings.Meeting> {
    return this.ok(meetings.planMeeting, { beginsAt: this.#base.clock.now().toISOString(), minutes: 50, note })
  }

  enter(meeting: meetings.Meeting) {
    const secret = meeting.invitation ?? ''
    return this.ok(meetings.enterWaitingRoom, { secret, language: 'de', ticks: this.ticks('client') })
  }

  socket(headers: Record<string, string> = {}): Wire {
    const cookie: Record<string, string> = this.cookie ? { cookie: this.cookie } : {}
    const socket = new WebSocket(`${this.#url.replace('http', 'ws')}/api/relay`, {
      headers: { origin: this.#base.config.publicUrl.origin, ...cookie, ...headers },
    })
    return new Wire(socket)
  }

  /** A socket that has joined. */
  async join(meetingId: string): Promise<Wire> {
    const wire = this.socket()
    wire.say({ t: 'join', meeting: meetingId, instance: '0'.repeat(32) })
    await wire.next('welcome')
    return wire
  }
}

type Told<T extends FromServer['t']> = Extract<FromServer, { t: T }>

/** A web socket as a browser sees it. Everything that arrives is kept until somebody asks for it. */
export class Wire {
  readonly socket: WebSocket
  readonly all: (FromServer | Frame)[] = []
  readonly closed: Promise<void>
  readonly #opened: Promise<void>
  #unread: (FromServer | Frame)[] = []
  #asking: (() => void)[] = []

  constructor(socket: WebSocket) {
    this.socket = socket
    this.#opened = new Promise((resolve) => socket.once('open', resolve))
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()))
    socket.on('error', () => undefined)
    socket.on('message', (data: Buffer, binary: boolean) => {
      const item = binary ? decodeFrame(Buffer.from(data)) : z.parse(fromServer, JSON.parse(data.toString()))
      if (!item) throw new Error('the server sent something that is no frame')
      this.all.push(item)
      this.#unread.push(item)
      for (const ask of this.#asking.splice(0)) ask()
    })
  }

  say(message: FromBrowser): void {
    this.raw(JSON.stringify(message))
  }

  raw(data: string | Uint8Array): void {
    void this.#opened.then(() => this.socket.send(data))
  }

  box(to: string, text: string, log?: { ref: number }): void {
    const kind = log ? boxKind.log : boxKind.direct
    this.raw(encodeFrame({ kind, peer: to, number: log?.ref ?? 0, box: Buffer.from(text) }))
  }

  get boxes(): { from: string; text: string; seq: number }[] {
    return this.all.filter((item) => 'box' in item).map(asText)
  }

  /** The next message of this kind; those before it are skipped. */
  async next<T extends FromServer['t']>(t: T, matches: (message: Told<T>) => boolean = () => true): Promise<Told<T>> {
    const fits = (item: FromServer | Frame): item is Told<T> => 't' in item && item.t === t && matches(item as Told<T>)
    return (await this.#take(fits, t)) as Told<T>
  }

  async nextBox(): Promise<{ from: string; text: string; seq: number }> {
    return asText((await this.#take((item) => 'box' in item, 'a box')) as Frame)
  }

  /** Resolves once the server has worked through everything sent before: nothing else can still arrive for it. */
  async settled(): Promise<void> {
    this.say({ t: 'ping' })
    await this.next('pong')
  }

  async #take(fits: (item: FromServer | Frame) => boolean, wanted: string): Promise<FromServer | Frame> {
    for (;;) {
      const at = this.#unread.findIndex(fits)
      if (at >= 0) {
        const item = this.#unread[at]!
        this.#unread = this.#unread.slice(at + 1)
        return item
      }
      await new Promise<void>((resolve, reject) => {
        const heard = this.all.map((item) => ('t' in item ? item.t : 'box')).join(' ')
        const timer = setTimeout(() => reject(new Error(`no ${wanted} came; heard: ${heard}`)), patience)
        this.#asking.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
  }
}

const asText = ({ peer, number, box }: Frame | (FromServer & { peer?: never; number?: never; box?: never })) => ({
  from: String(peer),
  seq: Number(number),
  text: Buffer.from(box ?? []).toString(),
})
