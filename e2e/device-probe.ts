import type { BrowserContext, Page } from 'playwright-core'
import { browserKeys, cookies, pageSources } from '@vieraugen/policy/browser.ts'

/** A browser that is watched from its first page on. */
export interface Device {
  readonly context: BrowserContext
  /** Every host the browser asked, web sockets included. */
  readonly hosts: Set<string>
  /** Every Content Security Policy a page came with. */
  readonly policies: Set<string>
}

export function watchDevice(context: BrowserContext): Device {
  const device: Device = { context, hosts: new Set(), policies: new Set() }
  const asked = (address: string) => {
    const { protocol, host } = new URL(address)
    if (protocol.startsWith('http') || protocol.startsWith('ws')) device.hosts.add(host)
  }
  context.on('request', (request) => asked(request.url()))
  context.on('page', (page) => page.on('websocket', (socket) => asked(socket.url())))
  context.on('response', (response) => {
    if (!response.request().isNavigationRequest()) return
    device.policies.add(response.headers()['content-security-policy'] ?? '')
  })
  return device
}

/** Hosts that the register lets a page talk to; what stands in quotes is the own one, and what ends in a colon is none. */
function allowedHosts(own: string): Set<string> {
  const sources: string[] = Object.values(pageSources).flat()
  return new Set([own, ...sources.filter((source) => !source.startsWith("'") && !source.endsWith(':'))])
}

/** What a policy allows beyond the register, and what it leaves open that the register closes. */
function faultsOfPolicy(policy: string, own: string): string[] {
  const given = new Map(
    policy.split(';').map((line) => [line.trim().split(/\s+/)[0] ?? '', line.trim().split(/\s+/).slice(1)]),
  )
  return Object.entries(pageSources).flatMap(([name, allowed]: [string, readonly string[]]) => {
    const sources = given.get(name)
    if (!sources) return [`a page without ${name}`]
    const more = sources.filter((source) => !allowed.includes(source) && source.replace(/^wss?:\/\//, '') !== own)
    return more.map((source) => `a page whose ${name} allows ${source}`)
  })
}

async function faultsOfCookies({ context }: Device): Promise<string[]> {
  return (await context.cookies()).flatMap(({ name, expires, httpOnly, sameSite }) => [
    ...(Object.hasOwn(cookies, name) ? [] : [`the cookie ${name}`]),
    // -1 stands for a cookie that ends with the browser.
    ...(expires === -1 ? [] : [`the cookie ${name} with an end`]),
    ...(httpOnly && sameSite !== 'None' ? [] : [`the cookie ${name} that scripts or other sites can use`]),
  ])
}

interface Kept {
  readonly session: string[]
  /** Everything that outlives the tab, whatever its name. */
  readonly lasting: string[]
  /** Servers that peer connections ask for a path. */
  readonly ice: string[]
}

/** Reads every store a page can write to. */
const keptBy = (page: Page): Promise<Kept> =>
  page.evaluate(async () => {
    const names = async (store: string, list: () => Promise<(string | undefined)[]>) =>
      // A store that a browser does not have, or refuses, holds nothing.
      (await list().catch(() => [])).map((name) => `${store}: ${name ?? ''}`)
    const { __connections: connections = [] } = window as { __connections?: RTCPeerConnection[] }
    const files = async () => {
      const found: string[] = []
      for await (const name of (await navigator.storage.getDirectory()).keys()) found.push(name)
      return found
    }
    return {
      session: Object.keys(sessionStorage),
      lasting: [
        ...Object.keys(localStorage).map((key) => `local storage: ${key}`),
        ...(document.cookie ? [`a cookie for scripts: ${document.cookie.split('=')[0]}`] : []),
        ...(await names('database', async () => (await indexedDB.databases()).map(({ name }) => name))),
        ...(await names('cache', () => caches.keys())),
        ...(await names('worker', async () =>
          (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
        )),
        ...(await names('file', files)),
      ],
      ice: connections.flatMap((connection) =>
        (connection.getConfiguration().iceServers ?? []).flatMap(({ urls }) => urls),
      ),
    }
  })

/** STUN and TURN servers stand on the machine of the lab, as the product's own. */
const isHere = (url: string): boolean => /^(?:stun|turns?):(?:localhost|127\.0\.0\.1|\[::1\])[:?]/.test(`${url}?`)

function faultsOfPage({ session, lasting, ice }: Kept, keys: readonly string[]): string[] {
  return [
    ...session.filter((key) => !keys.includes(key)).map((key) => `session storage: ${key}`),
    ...lasting,
    ...ice.filter((url) => !isHere(url)).map((url) => `asks ${url} for a path`),
  ]
}

/**
 * What the register does not allow on this device: looked for while its pages are open, then all are closed and it is looked
 * for once more. Afterwards the browser is closed.
 */
export async function leave(device: Device, url: string): Promise<string[]> {
  const { context, hosts, policies } = device
  const { host } = new URL(url)
  const allowed = allowedHosts(host)
  const faults: string[] = []
  for (const page of context.pages()) {
    if (page.url().startsWith(url)) faults.push(...faultsOfPage(await keptBy(page), Object.keys(browserKeys)))
  }
  faults.push(...(await faultsOfCookies(device)))
  for (const page of context.pages()) await page.close()

  const later = await context.newPage()
  await later.goto(`${url}/nachweis`)
  faults.push(...faultsOfPage(await keptBy(later), []), ...(await faultsOfCookies(device)))
  await context.close()
  faults.push(...[...hosts].filter((name) => !allowed.has(name)).map((name) => `asks the host ${name}`))
  faults.push(...[...policies].flatMap((policy) => faultsOfPolicy(policy, host)))
  return [...new Set(faults)]
}
