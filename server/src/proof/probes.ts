import { existsSync } from 'node:fs'
import { isUtf8 } from 'node:buffer'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { EventEmitter } from 'node:events'
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import ipaddr from 'ipaddr.js'
import { cookies } from '@vieraugen/policy/browser.ts'
import type { Proof, proofs } from '@vieraugen/policy/proofs.ts'
import { failures } from '@vieraugen/protocol/errors.ts'
import { signIn } from '@vieraugen/protocol/http/accounts.ts'
import type { Base } from '../base/base.ts'
import { headersFor, securityHeaders } from '../base/http/security-headers.ts'
import { type Http, ourselves } from '../base/http/server.ts'
import { limitTable } from '../base/limits.ts'
import type { OperatorCard } from '@vieraugen/policy/card.ts'
import type { Config } from '../config.ts'
import { keptMessages, lastDrill, lookAt } from './queries.ts'
import { drillFinding, type Finding, sum, Tally } from './rules.ts'

type Checks = typeof proofs
/** The proofs of the register that code has to look at: one that is forgotten here does not compile. */
export type ProbeId = {
  [P in keyof Checks]: Checks[P] extends Extract<Proof, { kind: 'sql' }> ? never : P
}[keyof Checks]

/** What is told beside the promises. */
export interface Facts {
  readonly builtAt: Date | null
  readonly drilledAt: Date | null
}

export interface Probes {
  /** Asks the own server for pages when nobody else did for an hour, so that there are answers to look at. */
  ask(): Promise<void>
  facts(): Promise<Facts>
  readonly looks: { readonly [P in ProbeId]: () => Promise<Finding> }
  stop(): void
}

const counted = (good: readonly boolean[]): Finding => ({
  bad: good.filter((one) => !one).length,
  of: good.length,
  oldestSeconds: null,
})

/** Everything that code looks at in the running server. `dist` holds the files that browsers get. */
export function createProbes(base: Base, http: Http, dist: string): Probes {
  const answers = watchAnswers(http, base)
  const connections = watchConnections(base.config)
  const lines = new Tally()
  base.log.watch((registered) => lines.seen(registered))
  return {
    async ask() {
      if (!answers.isQuiet(base.clock.now())) return
      for (const url of ['/', '/nachweis', '/api/site'])
        await http.server.inject({ method: 'GET', url, remoteAddress: ourselves })
    },
    async facts() {
      const built = await stat(join(dist, 'index.html')).catch(() => null)
      return { builtAt: built?.mtime ?? null, drilledAt: (await lastDrill(base.db)).drilled }
    },
    looks: {
      'card-complete': () => Promise.resolve(cardEntries(base.cards.now)),
      'end-to-end': async () => counted((await keptMessages(base)).map(isSealedByPeople)),
      'log-fields': async () => sum([lines.take(), await lookAt(base, 'log-fields')]),
      'browser-storage': async () => sum([answers.cookies.take(), await filesWithout(dist, lastingStorage)]),
      'measures-in-place': async () =>
        sum([
          answers.headers.take(),
          await keysGuarded(base),
          await floodRefused(http, base),
          drillFinding(await lastDrill(base.db), base.clock.now()),
        ]),
      'hosts-contacted': async () =>
        sum([answers.hosts.take(), await filesWithout(dist, foreignSource), connections.tally.take()]),
    },
    stop: connections.stop,
  }
}

function cardEntries(card: OperatorCard): Finding {
  const leaves = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value]
  const { fictitious, ...entries } = card
  return counted([!fictitious, ...leaves(entries).map((value) => typeof value === 'string' && value.trim() !== '')])
}

/** The first byte of a room message on the wire (docs/protocol.md); its parts follow, each behind its length. */
const envelope = 12
const envelopeParts = 9

/** True when the bytes are an envelope of the room whose sealed part is no text. */
export function isSealedByPeople(message: Buffer): boolean {
  if (message[0] !== envelope) return false
  const parts: Buffer[] = []
  for (let at = 1; at < message.length;) {
    if (at + 4 > message.length) return false
    const end = at + 4 + message.readUInt32BE(at)
    if (end > message.length) return false
    parts.push(message.subarray(at + 4, end))
    at = end
  }
  const sealed = parts[envelopeParts - 2]
  return parts.length === envelopeParts && sealed !== undefined && sealed.length >= 16 && !isUtf8(sealed)
}

function isGoodCookie(line: string): boolean {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const [name = '', value] = pair.split('=')
  const words = attributes.map((attribute) => attribute.toLowerCase())
  const lasts = words.some((word) => /^(max-age|expires)=/.test(word))
  // A cookie that is taken back carries an end, and nothing else.
  return Object.hasOwn(cookies, name) && words.includes('httponly') && (!lasts || value === '')
}

/** Sources a Content Security Policy may name: words, what the page made itself, and the own address. */
function namesOwnOnly(policy: unknown, publicUrl: URL): boolean {
  if (typeof policy !== 'string') return false
  const sources = policy.split(';').flatMap((directive) => directive.trim().split(/\s+/).slice(1))
  const own = new Set([publicUrl.host, 'blob:', 'data:'])
  return sources.every((source) => source.startsWith("'") || own.has(source.replace(/^wss?:\/\//, '')))
}

/** Milliseconds. */
const hour = 60 * 60 * 1000

function watchAnswers({ server }: Http, { config, clock }: Pick<Base, 'config' | 'clock'>) {
  let last = 0
  const tallies = { cookies: new Tally(), headers: new Tally(), hosts: new Tally() }
  const expected = securityHeaders(config.publicUrl)
  // There are two policies, and taking one apart costs more than all the rest of this.
  let known = { policy: '' as unknown, isOwn: true }
  server.addHook('onSend', (request, reply, ...[, done]) => {
    // What is asked here to try the limits is no page that somebody saw.
    if (request.method === 'GET') last = clock.now().getTime()
    const given = reply.getHeader('set-cookie')
    const lines = Array.isArray(given) ? given : given === undefined ? [] : [String(given)]
    tallies.cookies.seen(lines.every(isGoodCookie))
    const due = headersFor(request.url, expected)
    tallies.headers.seen(Object.keys(due).every((name) => reply.getHeader(name) === due[name]))
    const policy = reply.getHeader('content-security-policy')
    if (policy !== known.policy) known = { policy, isOwn: namesOwnOnly(policy, config.publicUrl) }
    tallies.hosts.seen(known.isOwn)
    done()
  })
  return { ...tallies, isQuiet: (now: Date) => now.getTime() - last >= hour }
}

/** Hosts the server itself may talk to: those of the register that are configured. */
function ownHosts(config: Config): Set<string> {
  const urls = [config.smtp?.url, config.databaseUrl, config.kms?.endpoint].filter(
    (url) => url !== undefined && url !== null,
  )
  return new Set(urls.map((url) => new URL(url).hostname))
}

/** The controller's key service with what its client asks for its own credentials: AWS's hosts and the machine's own network. */
const ofKeyService = (host: string): boolean =>
  /^(kms|sts)\.[a-z0-9-]+\.amazonaws\.com$/.test(host) ||
  (ipaddr.isValid(host) && ipaddr.process(host).range() === 'linkLocal')

/** The database of this machine is reached through a file, whose path the runtime tells in place of an address. */
const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host.startsWith('/') || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback')

/** Each connection this process tries to open, whoever opens it: the runtime tells of every one. */
function watchConnections(config: Config): { readonly tally: Tally; stop(): void } {
  const tally = new Tally()
  const hosts = ownHosts(config)
  const opened = (message: unknown): void => {
    const { socket } = message as { socket: EventEmitter }
    const names = new Map<string, string>()
    socket.on('lookup', (...[, address, , host]: [unknown, string, unknown, string]) => void names.set(address, host))
    socket.on('connectionAttempt', (address: string) => {
      const host = names.get(address) ?? address
      tally.seen(hosts.has(host) || isThisMachine(host) || (config.kms !== null && ofKeyService(host)))
    })
  }
  subscribe('net.client.socket', opened)
  return { tally, stop: () => void unsubscribe('net.client.socket', opened) }
}

interface Forbidden {
  readonly kinds: readonly string[]
  readonly text: RegExp
}

const lastingStorage: Forbidden = {
  kinds: ['.js', '.html'],
  text: /\b(localStorage|indexedDB|cookieStore|serviceWorker|document\.cookie|caches\.open)\b/,
}
/** What a browser fetches by itself: references of pages and style sheets that leave the own address. */
const foreignSource: Forbidden = {
  kinds: ['.html', '.css', '.svg'],
  text: /(?:\b(?:src|srcset|poster)\s*=|<link[^>]+\bhref\s*=|url\(|@import)\s*["']?\s*(?:https?:)?\/\//i,
}

/** The delivered files of these kinds, and how many of them contain what none may contain. */
async function filesWithout(dist: string, { kinds, text }: Forbidden): Promise<Finding> {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile() && kinds.includes(extname(entry.name)))
  const good = await Promise.all(
    files.map(async (file) => !text.test(await readFile(join(file.parentPath, file.name), 'utf8'))),
  )
  return counted(good)
}

/** Nobody but the server's user may read or enter, by the mode of the file. */
const isOwnAlone = async (path: string): Promise<boolean> =>
  stat(path).then(
    ({ mode }) => (mode & 0o077) === 0,
    () => false,
  )

async function keysGuarded({ config, contentKeys }: Base): Promise<Finding> {
  const days = `${config.keyFile}.days`
  const folders = [contentKeys.place.dir, ...(existsSync(days) ? [days] : [])]
  // Held by a key service, the topmost key rests in no file of this machine; the ledger comes with the first deletion.
  const files = [...(config.kms ? [] : [config.keyFile]), config.erasureLedger].filter(
    (file) => file === config.keyFile || existsSync(file),
  )
  const inside = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
  )
  const good = await Promise.all([...files, ...folders, ...inside.flat()].map(isOwnAlone))
  return counted(good)
}

/**
 * Whether the sign-in refuses a flood, by its own counters: as many tries as one address has are counted for an address that
 * nobody can have, then the real sign-in is asked from there. It answers before it looks at the password, so this costs nothing.
 */
async function floodRefused({ server }: Http, { limits, config, random }: Base): Promise<Finding> {
  for (let tries = 0; tries < limitTable['sign-in'].times; tries++)
    // Each one that has to wait would be answered seconds later, each one too many is refused; neither is of interest.
    limits.take('sign-in', ourselves).catch(() => undefined)
  const { statusCode } = await server.inject({
    method: signIn.method,
    url: signIn.path,
    headers: { origin: config.publicUrl.origin },
    // Another name each time, so that the limit of a single account does not stand in for that of the address.
    payload: { login: random(8).toString('hex'), password: 'no password' },
    remoteAddress: ourselves,
  })
  return counted([statusCode === failures['too-many']])
}
