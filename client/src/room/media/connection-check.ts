import { isTurn } from './peer.ts'
import type { Clock } from '../../lib/clock.ts'

const patienceMs = 8_000

export type PathResult = 'works' | 'blocked' | 'not-offered'

/**
 * `good`: calls will work, `limited`: they work where the network allows direct paths, `blocked`: no path was found,
 * `unsupported`: this browser has no video calls.
 */
export type ConnectionVerdict = 'good' | 'limited' | 'blocked' | 'unsupported'

export interface ConnectionCheck {
  verdict: ConnectionVerdict
  direct: PathResult
  relay: PathResult
  /** Milliseconds there and back over the relay, else directly; null when nothing arrived. */
  roundTripMs: number | null
}

/** The connection part of the technique check: two connections within this page send each other a message. */
export async function checkConnection(iceServers: RTCIceServer[], timers: Clock): Promise<ConnectionCheck> {
  if (typeof RTCPeerConnection !== 'function') {
    return { verdict: 'unsupported', direct: 'blocked', relay: 'not-offered', roundTripMs: null }
  }
  const hasRelay = iceServers.some(isTurn)
  const [direct, relayed] = await Promise.all([
    echo({ iceServers }, timers),
    hasRelay ? echo({ iceServers, iceTransportPolicy: 'relay' }, timers) : null,
  ])
  const relay = hasRelay ? result(relayed) : 'not-offered'
  return { verdict: verdictOf(result(direct), relay), direct: result(direct), relay, roundTripMs: relayed ?? direct }
}

const result = (roundTripMs: number | null): PathResult => (roundTripMs === null ? 'blocked' : 'works')

export function verdictOf(direct: PathResult, relay: PathResult): ConnectionVerdict {
  if (relay === 'works') return 'good'
  if (direct !== 'works') return 'blocked'
  return relay === 'blocked' ? 'limited' : 'good'
}

/** Milliseconds until a message came back, or null when it did not in time. */
async function echo(configuration: RTCConfiguration, timers: Clock): Promise<number | null> {
  const near = new RTCPeerConnection(configuration)
  const far = new RTCPeerConnection(configuration)
  passCandidates(near, far)
  passCandidates(far, near)
  far.addEventListener('datachannel', ({ channel }) => {
    channel.addEventListener('message', ({ data }) => channel.send(data))
  })
  try {
    return await new Promise<number | null>((resolve) => {
      timers.after(patienceMs, () => resolve(null))
      const channel = near.createDataChannel('check')
      let sentAt = 0
      channel.addEventListener('open', () => {
        sentAt = timers.now()
        channel.send('?')
      })
      channel.addEventListener('message', () => resolve(timers.now() - sentAt))
      connect(near, far).catch(() => resolve(null))
    })
  } finally {
    near.close()
    far.close()
  }
}

async function connect(near: RTCPeerConnection, far: RTCPeerConnection): Promise<void> {
  await near.setLocalDescription()
  await far.setRemoteDescription(near.localDescription!)
  await far.setLocalDescription()
  await near.setRemoteDescription(far.localDescription!)
}

function passCandidates(from: RTCPeerConnection, to: RTCPeerConnection): void {
  const early: RTCIceCandidate[] = []
  const pass = (candidate: RTCIceCandidate) => void to.addIceCandidate(candidate).catch(() => {})
  from.addEventListener('icecandidate', ({ candidate }) => {
    if (!candidate) return
    if (to.remoteDescription) pass(candidate)
    else early.push(candidate)
  })
  to.addEventListener('signalingstatechange', () => to.remoteDescription && early.splice(0).forEach(pass))
}
