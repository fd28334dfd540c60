import { once } from 'node:events'
import type { endpoint } from '@vieraugen/protocol/endpoint.ts'
import * as accounts from '@vieraugen/protocol/http/accounts.ts'
import * as meetings from '@vieraugen/protocol/http/meetings.ts'
import { readBoxes } from '@vieraugen/protocol/http/site.ts'
import type { FromBrowser, FromServer } from '@vieraugen/protocol/relay.ts'
import type { Ticks } from '@vieraugen/protocol/shapes.ts'
import { WebSocket } from 'ws'
import type { Process } from './processes.ts'

type AnyEndpoint = ReturnType<typeof endpoint>

let people = 0

/** What the proxy in front of the server would say: everybody has an address of their own, and with it their own limits. */
function nextAddress(): string {
  people += 1
  return `10.0.${people >> 8}.${people & 255}`
}

/** Somebody who speaks to the server as a browser does, without a page. */
export class Visitor {
  readonly #origin: string
  #cookie = ''

  constructor(origin: string) {
    this.#origin = origin
  }

  #headers(): Record<string, string> {
    const cookie: Record<string, string> = this.#cookie ? { cookie: this.#cookie } : {}
    return { origin: this.#origin, 'x-forwarded-for': nextAddress(), ...cookie }
  }

  async call<E extends AnyEndpoint>(
    endpoint: E,
    body: E['body']['_zod']['output'],
    parameters: Record<string, string> = {},
  ): Promise<E['reply']['_zod']['output']> {
    const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => parameters[name] ?? '')
    const sent = endpoint.method === 'GET' ? {} : { body: JSON.stringify(body) }
    const headers = { ...this.#headers(), ...('body' in sent ? { 'content-type': 'application/json' } : {}) }
    const answer = await fetch(`${this.#origin}${path}`, { method: endpoint.method, headers, ...sent })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${endpoint.path} answered ${text}`)
    this.#cookie = answer.headers.getSetCookie().at(-1)?.split(';')[0] ?? this.#cookie
    return endpoint.reply.parse(JSON.parse(text))
  }

  async ticks(audience: 'counsellor' | 'client'): Promise<Ticks> {
    const { boxes } = await this.call(readBoxes, {}, { audience, language: 'de' })
    return Object.fromEntries(boxes.map(({ key, hash }) => [key, hash])) as Ticks
  }

  async register(server: Process): Promise<void> {
    const [email, userName, password] = ['vera@example.org', 'vera.beispiel', 'Seerose am Gartenteich 7']
    const names = { firstName: 'Vera', lastName: 'Beispiel', userName }
    await this.call(accounts.register, {
      ...names,
      email,
      password,
      language: 'de',
      ticks: await this.ticks('counsellor'),
    })
    const mail = String(await server.ask({ ask: 'mail', to: email }))
    await this.call(accounts.confirmEmail, { secret: /#([\w-]{43})/.exec(mail)?.[1] ?? '' })
    await this.call(accounts.signIn, { login: userName, password })
  }

  /** A socket that has its seat in the meeting. */
  async join(meeting: string): Promise<WebSocket> {
    const socket = new WebSocket(`${this.#origin.replace('http', 'ws')}/api/relay`, {
      headers: this.#headers(),
      perMessageDeflate: false,
    })
    await once(socket, 'open')
    const welcome = heard(socket, 'welcome')
    say(socket, { t: 'join', meeting, instance: '0'.repeat(32) })
    await welcome
    return socket
  }
}

export const say = (socket: WebSocket, message: FromBrowser): void => socket.send(JSON.stringify(message))

/** The next message of this kind. */
export function heard<T extends FromServer['t']>(socket: WebSocket, t: T): Promise<Extract<FromServer, { t: T }>> {
  return new Promise((resolve, reject) => {
    const listen = (data: Buffer, binary: boolean) => {
      if (binary) return
      const message = JSON.parse(data.toString()) as FromServer
      if (message.t === 'fail') reject(new Error(`The relay refused: ${message.code}`))
      if (message.t !== t) return
      socket.off('message', listen)
      resolve(message as Extract<FromServer, { t: T }>)
    }
    socket.on('message', listen)
  })
}

export interface OpenRoom {
  readonly id: string
  readonly host: WebSocket
  readonly guest: WebSocket
  readonly guestId: string
  readonly hostId: string
}

/** A meeting with its counsellor and one admitted client, both connected. */
export async function openRoom(counsellor: Visitor, origin: string, ticks: Ticks): Promise<OpenRoom> {
  const { id, invitation } = await counsellor.call(meetings.planMeeting, {
    beginsAt: new Date().toISOString(),
    minutes: 50,
    note: '',
  })
  const { participantId: hostId } = await counsellor.call(meetings.openMeeting, {}, { id })
  const client = new Visitor(origin)
  const entry = { secret: invitation ?? '', language: 'de' as const, ticks }
  const { participantId: guestId } = await client.call(meetings.enterWaitingRoom, entry)
  const host = await counsellor.join(id)
  const guest = await client.join(id)
  const admitted = heard(guest, 'state')
  say(host, { t: 'decide', participant: guestId, decision: 'admit' })
  await admitted
  return { id, host, guest, guestId, hostId }
}
