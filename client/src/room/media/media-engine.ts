import type { Store } from '../../lib/store.ts'

/** What one person can send. The order is part of the wire format: it is the order of the lines in every SDP. */
export const mediaKinds = ['microphone', 'camera', 'screen', 'screen-audio'] as const
export type MediaKind = (typeof mediaKinds)[number]

export type MemberId = string

/** A person of the signed roster, as far as media are concerned. */
export interface MediaMember {
  id: MemberId
  /** SHA-256 of the DTLS certificate, 32 bytes, from the signed roster. Nothing else is ever connected to. */
  fingerprint: Uint8Array
  /** Differs after each page load of that member, so that answers to a former page are not mistaken for new ones. */
  instance: string
}

/** `connecting` until the first success, `reconnecting` after it; `failed` goes on trying unless the failure is `identity`. */
export type Connection = 'connecting' | 'connected' | 'reconnecting' | 'failed'

/** `network`: no path was found so far. `identity`: the other side showed a certificate that is not in the roster; refused. */
export type Failure = 'network' | 'identity'

/** `none`: nothing can be said, because nothing arrives. */
export type Quality = 'good' | 'fair' | 'poor' | 'none'

export interface RemoteKind {
  /** The member says that this is switched on. Show the name instead of the picture when it is not. */
  on: boolean
  /** Stable as long as the connection lives; a new object after it had to be rebuilt. */
  stream: MediaStream | null
  /** Packets arrived during the last half second. */
  flowing: boolean
  /** Pictures decoded since the connection was built; 0 for sound. Updated every two seconds. */
  framesDecoded: number
}

export interface RemoteMedia {
  member: MemberId
  connection: Connection
  failure: Failure | null
  quality: Quality
  speaking: boolean
  kinds: Record<MediaKind, RemoteKind>
}

/** Figures of one connection, for the bench and for tests. */
export interface PeerStats {
  member: MemberId
  /** How often the connection was rebuilt, counted by both sides together. */
  round: number
  /** Offers and answers exchanged in this round. One exchange is 1; switching devices must not raise it. */
  negotiations: number
  framesDecoded: Record<MediaKind, number>
  /** Packets that arrived in this round. */
  packetsReceived: Record<MediaKind, number>
  /** Kind of path in use: `host`, `srflx`, `prflx` or `relay` on either end; null before there is one. */
  path: { local: string; remote: string } | null
  /** ICE user name of the local side; it changes with each ICE restart. */
  iceUser: string | null
}

/** Sound and pictures between the members. Views know this and never an RTCPeerConnection. */
export interface MediaEngine {
  /** Sends the track to everybody, or nothing of this kind. Never stops a track: whoever captured it does. */
  publish(kind: MediaKind, track: MediaStreamTrack | null): Promise<void>
  /** One entry per other member, in the order of the roster. */
  readonly remotes: Store<readonly RemoteMedia[]>
  /** The roster; the own entry may be in it. Whoever is missing is disconnected at once. */
  setMembers(members: readonly MediaMember[]): void
  /** A signal of `from`, who has been authenticated by the caller. Malformed signals are dropped. */
  onSignal(from: MemberId, bytes: Uint8Array): void
  /** „IP-Adresse verbergen“: only relayed paths from now on; every connection is rebuilt. Without TURN nothing connects then. */
  hideAddress(hide: boolean): void
  stats(): Promise<PeerStats[]>
  close(): void
}
