import type { Page } from 'playwright-core'

/** Lets a page's peer connections be counted from outside. Called before the page loads; changes nothing in how they work. */
export async function watchPeerConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Original = window.RTCPeerConnection
    const connections: RTCPeerConnection[] = []
    Object.defineProperty(window, '__connections', { value: connections })
    window.RTCPeerConnection = new Proxy(Original, {
      construct(target, parameters: [RTCConfiguration?]) {
        const connection = new target(...parameters)
        connections.push(connection)
        return connection
      },
    })
  })
}

export interface MediaCount {
  /** Decoded video frames, by connection that is open now. */
  readonly frames: number[]
  /** Received audio packets, by connection. */
  readonly audioPackets: number[]
  /** Types of the local candidates in use, for example `relay`. */
  readonly candidateTypes: string[]
}

export function mediaCount(page: Page): Promise<MediaCount> {
  return page.evaluate(async () => {
    const { __connections } = window as unknown as { __connections: RTCPeerConnection[] }
    const count = { frames: [] as number[], audioPackets: [] as number[], candidateTypes: [] as string[] }
    for (const connection of __connections) {
      if (connection.connectionState !== 'connected') continue
      let frames = 0
      let packets = 0
      const report = await connection.getStats()
      report.forEach((entry: Record<string, unknown>) => {
        if (entry['type'] === 'inbound-rtp' && entry['kind'] === 'video') frames += Number(entry['framesDecoded'] ?? 0)
        if (entry['type'] === 'inbound-rtp' && entry['kind'] === 'audio')
          packets += Number(entry['packetsReceived'] ?? 0)
        if (
          entry['type'] === 'candidate-pair' &&
          entry['state'] === 'succeeded' &&
          (entry['nominated'] || entry['selected'])
        ) {
          const local = report.get(String(entry['localCandidateId'])) as Record<string, unknown> | undefined
          if (local) count.candidateTypes.push(String(local['candidateType']))
        }
      })
      count.frames.push(frames)
      count.audioPackets.push(packets)
    }
    return count
  })
}

/** Resolves once `connections` peers each delivered ten more pictures and ten more sound packets than now. */
export async function mediaFlows(page: Page, connections = 1): Promise<void> {
  const before = await until(`${connections} connected peers`, async () => {
    const count = await mediaCount(page)
    return count.frames.length >= connections ? count : null
  })
  const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0)
  await until('growing frame counters', async () => {
    const now = await mediaCount(page)
    if (now.frames.length < connections) return null
    const grown =
      total(now.frames) >= total(before.frames) + 10 * connections &&
      total(now.audioPackets) >= total(before.audioPackets) + 10 * connections &&
      now.frames.every((frames) => frames > 0)
    return grown ? now : null
  })
}

/** Asks again and again until there is an answer; names what it waited for when there is none within the deadline. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  deadlineMs = 45_000,
): Promise<T> {
  const end = performance.now() + deadlineMs
  for (;;) {
    const answer = await ask()
    if (answer !== null && answer !== undefined && answer !== false) return answer
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
