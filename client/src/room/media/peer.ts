import { SpeechMark, levelBetween } from './active-speaker.ts'
import { IceLadder } from './ice-ladder.ts'
import { Link, type Tracks } from './link.ts'
import {
  mediaKinds,
  type MediaKind,
  type MediaMember,
  type PeerStats,
  type RemoteKind,
  type RemoteMedia,
} from './media-engine.ts'
import { emptyReading, judge, readReport, type Reading } from './quality.ts'
import { encodeSignal, type Signal, type SignalBody } from './signal.ts'
import type { Clock } from '../../lib/clock.ts'
import { Watchdog } from './watchdog.ts'

/** What all peers of one engine share. */
export interface PeerSurroundings {
  self: { id: string; instance: string }
  certificate: RTCCertificate
  timers: Clock
  /** Own STUN and TURN servers with credentials that are valid now. */
  iceServers(): RTCIceServer[]
  hidesAddress(): boolean
  tracks: Readonly<Tracks>
  people(): number
  send(to: string, bytes: Uint8Array): void
  onChange(): void
}

const readingMs = 500
/** Quality and counters need a longer look than speech does. */
const readingsPerJudgement = 4
const watched = ['microphone', 'camera'] as const

/** One other member: the connection to them through all its rounds, and what is known of their media. */
export class Peer {
  readonly member: MediaMember
  media: RemoteMedia
  readonly #around: PeerSurroundings
  readonly #ladder: IceLadder
  readonly #stopReading: () => void
  readonly #speech = new SpeechMark()
  readonly #watchdogs = { microphone: new Watchdog(), camera: new Watchdog() }
  #link: Link | null = null
  #round = 0
  #closed = false
  #reading = emptyReading()
  #judged = emptyReading()
  #readings = 0

  constructor(around: PeerSurroundings, member: MediaMember) {
    this.#around = around
    this.member = member
    this.media = unknownMedia(member.id)
    this.#ladder = new IceLadder({
      timers: around.timers,
      restartIce: () => this.#link?.restartIce(),
      rebuild: (attempt) => this.#build(this.#round + 1, attempt),
      show: (connection) => this.#change({ connection, failure: connection === 'failed' ? 'network' : null }),
    })
    this.#stopReading = around.timers.every(readingMs, () => void this.#read())
    this.#build(0, 0)
  }

  receive({ from, to, round, body }: Signal): void {
    if (this.#closed || from !== this.member.instance || to !== this.#around.self.instance || round < this.#round)
      return
    if (round > this.#round) {
      this.#ladder.onRebuilt()
      this.#build(round, 0)
    }
    if (body.is !== 'state') return this.#link?.receive(body)
    this.#onTold(body.on)
    if (!body.fresh) return
    this.tellState(false)
    this.#link?.repeatOffer()
  }

  /** Tells the member what is switched on here. */
  tellState(fresh: boolean): void {
    this.#send({ is: 'state', on: mediaKinds.filter((kind) => this.#around.tracks[kind]), fresh })
  }

  async replace(kind: MediaKind): Promise<void> {
    // A sender that refuses its track would stay silent: the next connection starts with the right one.
    await this.#link?.replace(kind).catch(() => this.#ladder.onBroken())
  }

  async applyLimits(): Promise<void> {
    await this.#link?.applyLimits()
  }

  onNetworkChange(certain: boolean): void {
    if (!this.#closed) this.#ladder.onNetworkChange(certain)
  }

  /** A new connection at once, for a setting that an existing one cannot take. */
  rebuild(): void {
    if (this.#closed) return
    this.#ladder.onRebuilt()
    this.#build(this.#round + 1, 0)
  }

  async stats(): Promise<PeerStats> {
    const reading = await this.#readNow()
    const { framesDecoded, packetsReceived, path } = reading ?? emptyReading()
    // A closed connection has no description any more, and in Firefox not even the property.
    const iceUser = reading && (/^a=ice-ufrag:(\S+)/m.exec(this.#link?.pc.localDescription?.sdp ?? '')?.[1] ?? null)
    const negotiations = this.#link?.negotiations ?? 0
    return { member: this.member.id, round: this.#round, negotiations, framesDecoded, packetsReceived, path, iceUser }
  }

  close(): void {
    this.#closed = true
    this.#ladder.close()
    this.#stopReading()
    this.#link?.close()
  }

  #build(round: number, attempt: number): void {
    const { self, certificate, timers, iceServers, tracks, people } = this.#around
    this.#link?.close()
    this.#round = round
    this.#reading = this.#judged = emptyReading()
    // Every second try goes through the relay alone: some networks let direct paths connect and then drop them.
    const relayOnly = this.#around.hidesAddress() || (attempt % 2 === 1 && iceServers().some(isTurn))
    const link: Link = new Link({
      certificate,
      iceServers,
      relayOnly,
      offers: self.id < this.member.id,
      fingerprint: this.member.fingerprint,
      tracks,
      people,
      send: (body) => this.#send(body, round),
      onSearch: () => watched.forEach((kind) => this.#watchdogs[kind].onRestart(timers.now())),
      onState: (state) => this.#link === link && this.#ladder.onState(state),
      onStreams: (streams) =>
        this.#changeKinds((kind) => ({ stream: streams[kind], flowing: false, framesDecoded: 0 })),
      onBroken: () => this.#link === link && this.#ladder.onBroken(),
      onRefused: () => this.#link === link && this.#refuse(),
    })
    this.#link = link
    this.tellState(true)
  }

  #refuse(): void {
    this.close()
    this.#changeKinds(() => ({ stream: null, flowing: false }))
    this.#change({ connection: 'failed', failure: 'identity', quality: 'none', speaking: false })
  }

  #send(body: SignalBody, round = this.#round): void {
    if (this.#closed) return
    const { self, send } = this.#around
    send(this.member.id, encodeSignal({ from: self.instance, to: this.member.instance, round, body }))
  }

  #onTold(on: readonly MediaKind[]): void {
    this.#changeKinds((kind) => ({ on: on.includes(kind) }))
  }

  async #readNow(): Promise<Reading | null> {
    const link = this.#link
    if (!link || this.#closed) return null
    const report = await link.pc.getStats().catch(() => null)
    if (!report || this.#link !== link || this.#closed) return null
    return readReport(report, (trackId) => link.kindOf(trackId))
  }

  async #read(): Promise<void> {
    const before = this.#reading
    const now = await this.#readNow()
    if (!now || before !== this.#reading) return
    this.#reading = now
    const at = this.#around.timers.now()
    const speaking = this.#speech.feed(levelBetween(before.voice, now.voice), at) && this.media.kinds.microphone.on
    this.#changeKinds((kind) => ({ flowing: now.packetsReceived[kind] > before.packetsReceived[kind] }))
    this.#change({ speaking })
    this.#readings += 1
    if (this.#readings % readingsPerJudgement === 0) this.#judge(now)
    this.#watch(now, at)
  }

  #judge(now: Reading): void {
    const quality = this.media.connection === 'connected' ? judge(this.#judged, now) : 'none'
    this.#change({ quality })
    this.#changeKinds((kind) => ({ framesDecoded: now.framesDecoded[kind] }))
    this.#judged = now
  }

  #watch(now: Reading, at: number): void {
    const connected = this.media.connection === 'connected'
    const stuck = watched.filter((kind) =>
      this.#watchdogs[kind].feed({
        at,
        expected: connected && this.media.kinds[kind].on,
        packetsReceived: now.packetsReceived[kind],
      }),
    )
    if (stuck.length > 0) this.#ladder.onBroken()
  }

  #changeKinds(patch: (kind: MediaKind) => Partial<RemoteKind>): void {
    const kinds = { ...this.media.kinds }
    for (const kind of mediaKinds) {
      const next = patch(kind)
      if (differs(kinds[kind], next)) kinds[kind] = { ...kinds[kind], ...next }
    }
    if (differs(this.media.kinds, kinds)) this.#change({ kinds })
  }

  /** Views are told only of what is new. */
  #change(patch: Partial<RemoteMedia>): void {
    if (!differs(this.media, patch)) return
    this.media = { ...this.media, ...patch }
    this.#around.onChange()
  }
}

function differs<T extends object>(value: T, patch: Partial<T>): boolean {
  return (Object.keys(patch) as (keyof T)[]).some((key) => value[key] !== patch[key])
}

export function isTurn({ urls }: RTCIceServer): boolean {
  return [urls].flat().some((url) => /^turns?:/i.test(url))
}

function unknownMedia(member: string): RemoteMedia {
  const kind: RemoteKind = { on: false, stream: null, flowing: false, framesDecoded: 0 }
  const kinds = { microphone: kind, camera: kind, screen: kind, 'screen-audio': kind }
  return { member, connection: 'connecting', failure: null, quality: 'none', speaking: false, kinds }
}
