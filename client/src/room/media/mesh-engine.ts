import { createStore } from '../../lib/store.ts'
import type { MediaIdentity } from './fingerprint.ts'
import type { Tracks } from './link.ts'
import type { MediaEngine, MediaKind, MediaMember, MemberId, RemoteMedia } from './media-engine.ts'
import { browserNetwork, type Network } from './network.ts'
import { Peer, type PeerSurroundings } from './peer.ts'
import { decodeSignal, type Signal } from './signal.ts'
import type { Clock } from '../../lib/clock.ts'

/** Signals of somebody whom the roster does not name yet (it may be on its way); more than this is nobody's honest start. */
const keptSignals = 64
const keptSenders = 8

export interface MeshOptions {
  /** The own entry of the roster. */
  self: { id: MemberId; instance: string }
  /** From `createCertificate()`; its fingerprint is the own one in the roster. */
  certificate: MediaIdentity['certificate']
  /** Own STUN and TURN servers, asked at each connection and restart, so that credentials can be renewed. */
  iceServers: () => RTCIceServer[]
  /** Seals, signs and delivers to that member alone. Must keep the order of the signals to the same member. */
  sendSignal: (to: MemberId, bytes: Uint8Array) => void
  /** „IP-Adresse verbergen“ from the start. */
  hideAddress?: boolean
  timers: Clock
  network?: Network
}

/** Everybody connected to everybody, for up to six people. Sound and pictures pass no server but a relay that sees ciphertext. */
export function createMeshEngine(options: MeshOptions): MediaEngine {
  return new MeshEngine(options)
}

class MeshEngine implements MediaEngine {
  readonly remotes = createStore<readonly RemoteMedia[]>([])
  readonly #self: MeshOptions['self']
  readonly #tracks: Tracks = { microphone: null, camera: null, screen: null, 'screen-audio': null }
  readonly #around: PeerSurroundings
  readonly #stopListening: () => void
  readonly #early = new Map<MemberId, Signal[]>()
  #peers = new Map<MemberId, Peer>()
  /** In the call, myself included. */
  #people = 1
  #hide: boolean
  #closed = false

  constructor(options: MeshOptions) {
    const { self, certificate, iceServers, sendSignal, timers, network = browserNetwork } = options
    this.#self = self
    this.#hide = options.hideAddress ?? false
    this.#around = {
      self,
      certificate,
      timers,
      iceServers,
      hidesAddress: () => this.#hide,
      tracks: this.#tracks,
      people: () => this.#people,
      send: sendSignal,
      onChange: () => this.#publishRemotes(),
    }
    this.#stopListening = network.onChange((certain) => this.#each((peer) => peer.onNetworkChange(certain)))
  }

  async publish(kind: MediaKind, track: MediaStreamTrack | null): Promise<void> {
    if (this.#closed || this.#tracks[kind] === track) return
    this.#tracks[kind] = track
    this.#each((peer) => peer.tellState(false))
    await Promise.all([...this.#peers.values()].map((peer) => peer.replace(kind)))
  }

  setMembers(members: readonly MediaMember[]): void {
    if (this.#closed) return
    const before = this.#peers
    const others = members.filter(({ id }) => id !== this.#self.id)
    this.#people = others.length + 1
    const kept = others.map((member) => ({ member, peer: samePeer(before.get(member.id), member) }))
    for (const [id, peer] of before) if (!kept.some((one) => one.peer === peer)) this.#drop(id, peer)
    this.#peers = new Map(kept.flatMap(({ member, peer }) => (peer ? [[member.id, peer]] : [])))
    for (const { member, peer } of kept) if (!peer) this.#connect(member)
    this.#peers = new Map(others.map(({ id }) => [id, this.#peers.get(id)!]))
    this.#each((peer) => void peer.applyLimits())
    this.#publishRemotes()
  }

  onSignal(from: MemberId, bytes: Uint8Array): void {
    const signal = decodeSignal(bytes)
    if (!signal || this.#closed || signal.to !== this.#self.instance) return
    const peer = this.#peers.get(from)
    if (peer?.member.instance === signal.from) return peer.receive(signal)
    this.#keep(from, signal)
  }

  hideAddress(hide: boolean): void {
    if (this.#hide === hide) return
    this.#hide = hide
    this.#each((peer) => peer.rebuild())
  }

  stats() {
    return Promise.all([...this.#peers.values()].map((peer) => peer.stats()))
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#stopListening()
    this.#each((peer) => peer.close())
    this.#peers.clear()
    this.#early.clear()
    this.remotes.set([])
  }

  #connect(member: MediaMember): void {
    const peer = new Peer(this.#around, member)
    this.#peers.set(member.id, peer)
    const early = this.#early.get(member.id) ?? []
    this.#early.delete(member.id)
    for (const signal of early) peer.receive(signal)
  }

  #drop(id: MemberId, peer: Peer): void {
    peer.close()
    this.#peers.delete(id)
  }

  #keep(from: MemberId, signal: Signal): void {
    const kept = this.#early.get(from) ?? []
    if (kept.length === 0 && this.#early.size >= keptSenders) return
    this.#early.set(from, [...kept, signal].slice(-keptSignals))
  }

  #each(action: (peer: Peer) => void): void {
    for (const peer of this.#peers.values()) action(peer)
  }

  #publishRemotes(): void {
    this.remotes.set([...this.#peers.values()].map((peer) => peer.media))
  }
}

/** The peer, if it is still the same page with the same certificate; a reloaded page needs a new connection. */
function samePeer(peer: Peer | undefined, { instance, fingerprint }: MediaMember): Peer | undefined {
  const same =
    peer?.member.instance === instance && peer.member.fingerprint.every((byte, at) => byte === fingerprint[at])
  return same ? peer : undefined
}
