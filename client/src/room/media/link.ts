import { namesOnly, shows } from './fingerprint.ts'
import { mediaKinds, type MediaKind } from './media-engine.ts'
import { applyLimit } from './resolution.ts'
import { isRelay, withoutAudioLevels, withoutRelatedAddress, withRelaysOnly } from './sdp.ts'
import type { SignalBody } from './signal.ts'

export type Tracks = Record<MediaKind, MediaStreamTrack | null>
type Description = Extract<SignalBody, { is: 'offer' | 'answer' }>

export interface LinkOptions {
  configuration: RTCConfiguration
  /** Makes the first offer, and keeps its own when two offers cross. Exactly one side does. */
  offers: boolean
  /** SHA-256 of the certificate that the other side must show. */
  fingerprint: Uint8Array
  /** What is sent now; read whenever a sender appears. */
  tracks: Readonly<Tracks>
  people(): number
  send(body: SignalBody): void
  onState(state: RTCPeerConnectionState): void
  /** The four received tracks exist from now on. */
  onStreams(streams: Record<MediaKind, MediaStream>): void
  /** Negotiation failed; this link is of no more use. */
  onBroken(): void
  /** The other side is not who the roster says. Nothing was or will be sent to it. */
  onRefused(): void
}

/**
 * One RTCPeerConnection to one member. Both sides have the same four media lines from the first offer on, in the
 * order of `mediaKinds`, sending and receiving; switching something on or off only replaces the track of a sender.
 * Later negotiations (ICE restarts) follow the pattern of perfect negotiation (W3C webrtc-pc §10.7).
 */
export class Link {
  readonly pc: RTCPeerConnection
  negotiations = 0
  readonly #options: LinkOptions
  #transceivers: RTCRtpTransceiver[] = []
  #queue: Promise<void> = Promise.resolve()
  #waiting: RTCIceCandidateInit[] = []
  #makingOffer = false
  #ownOffers = 0
  #lastOffer = 0
  #closed = false

  constructor(options: LinkOptions) {
    this.#options = options
    this.pc = new RTCPeerConnection(options.configuration)
    this.pc.addEventListener('negotiationneeded', () => void this.#offer())
    this.pc.addEventListener('icecandidate', ({ candidate }) => candidate && this.#sendCandidate(candidate))
    this.pc.addEventListener('connectionstatechange', () => void this.#onState())
    if (!options.offers) return
    this.#adopt(mediaKinds.map((kind) => this.pc.addTransceiver(wireKind(kind), { direction: 'sendrecv' })))
  }

  /** Signals of one round, in the order in which they were sent. */
  receive(body: Exclude<SignalBody, { is: 'state' }>): void {
    this.#queue = this.#queue.then(() => this.#handle(body)).catch(() => this.#break())
  }

  /** Repeats an offer that was perhaps sent before the other side listened. It ignores what it knows already. */
  repeatOffer(): void {
    if (this.pc.signalingState === 'have-local-offer' && !this.#makingOffer) this.#sendDescription('offer', this.#ownOffers)
  }

  /** Looks for new paths; `iceServers` may carry fresh credentials. */
  restartIce(iceServers: RTCIceServer[]): void {
    this.pc.setConfiguration({ ...this.#options.configuration, iceServers })
    this.pc.restartIce()
  }

  /** Sends what `tracks` says now for this kind. Needs no negotiation. */
  async replace(kind: MediaKind): Promise<void> {
    const sender = this.#transceivers[mediaKinds.indexOf(kind)]?.sender
    if (!sender || this.#closed) return
    await sender.replaceTrack(this.#options.tracks[kind])
    await applyLimit(sender, kind, this.#options.people())
  }

  async applyLimits(): Promise<void> {
    const people = this.#options.people()
    await Promise.all(this.#transceivers.map(({ sender }, index) => applyLimit(sender, mediaKinds[index]!, people)))
  }

  /** The kind to which a received track belongs. */
  kindOf(trackId: string): MediaKind | undefined {
    return mediaKinds[this.#transceivers.findIndex(({ receiver }) => receiver.track.id === trackId)]
  }

  close(): void {
    this.#closed = true
    this.pc.close()
  }

  #adopt(transceivers: RTCRtpTransceiver[]): void {
    this.#transceivers = transceivers
    const streams = mediaKinds.map((kind, index) => [kind, new MediaStream([transceivers[index]!.receiver.track])])
    this.#options.onStreams(Object.fromEntries(streams))
    for (const kind of mediaKinds) this.replace(kind).catch(() => this.#break())
  }

  async #onState(): Promise<void> {
    const state = this.pc.connectionState
    if (state === 'connected') {
      const transport = this.#transceivers[0]?.sender.transport ?? null
      if (!(await shows(transport, this.#options.fingerprint))) return this.#refuse()
      await this.applyLimits()
    }
    if (!this.#closed) this.#options.onState(state)
  }

  async #offer(): Promise<void> {
    this.#makingOffer = true
    try {
      await this.pc.setLocalDescription()
      if (this.pc.signalingState !== 'have-local-offer') return
      this.#ownOffers += 1
      this.#sendDescription('offer', this.#ownOffers)
    } catch {
      this.#break()
    } finally {
      this.#makingOffer = false
    }
  }

  async #handle(body: Exclude<SignalBody, { is: 'state' }>): Promise<void> {
    if (this.#closed) return
    if (body.is === 'candidate') return this.#addCandidate(body.candidate)
    if (!namesOnly(body.sdp, this.#options.fingerprint)) return this.#refuse()
    return body.is === 'offer' ? this.#onOffer(body) : this.#onAnswer(body)
  }

  async #onOffer({ number, sdp }: Description): Promise<void> {
    if (number <= this.#lastOffer) return
    const crossed = this.#makingOffer || this.pc.signalingState !== 'stable'
    if (crossed && this.#options.offers) return
    this.#lastOffer = number
    // Gives way to the other offer where two have crossed: the browser rolls the own one back.
    await this.pc.setRemoteDescription({ type: 'offer', sdp })
    if (this.#transceivers.length === 0) this.#adoptOffered()
    await this.pc.setLocalDescription()
    this.#sendDescription('answer', number)
    this.#negotiated()
  }

  async #onAnswer({ number, sdp }: Description): Promise<void> {
    if (number !== this.#ownOffers || this.pc.signalingState !== 'have-local-offer') return
    await this.pc.setRemoteDescription({ type: 'answer', sdp })
    this.#negotiated()
  }

  #negotiated(): void {
    this.negotiations += 1
    for (const candidate of this.#waiting.splice(0)) void this.#addCandidate(candidate)
  }

  #adoptOffered(): void {
    const transceivers = this.pc.getTransceivers()
    const fits = mediaKinds.every((kind, index) => transceivers[index]?.receiver.track.kind === wireKind(kind))
    if (!fits || transceivers.length !== mediaKinds.length) throw new Error('The offer has other media lines than ours')
    for (const transceiver of transceivers) transceiver.direction = 'sendrecv'
    this.#adopt(transceivers)
  }

  async #addCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (!this.pc.remoteDescription) return void this.#waiting.push(candidate)
    // A candidate of an offer that was given up belongs to nothing any more; one bad path does not spoil the others.
    await this.pc.addIceCandidate(candidate).catch(() => {})
  }

  #sendCandidate(found: RTCIceCandidate): void {
    const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = found
    if (!candidate || this.#closed || (this.#hides() && !isRelay(candidate))) return
    const told = this.#hides() ? withoutRelatedAddress(candidate) : candidate
    this.#options.send({ is: 'candidate', candidate: { candidate: told, sdpMid, sdpMLineIndex, usernameFragment } })
  }

  #sendDescription(is: 'offer' | 'answer', number: number): void {
    if (this.#closed) return
    const sdp = withoutAudioLevels(this.pc.localDescription?.sdp ?? '')
    this.#options.send({ is, number, sdp: this.#hides() ? withRelaysOnly(sdp) : sdp })
  }

  #hides(): boolean {
    return this.#options.configuration.iceTransportPolicy === 'relay'
  }

  #break(): void {
    if (this.#closed) return
    this.close()
    this.#options.onBroken()
  }

  #refuse(): void {
    if (this.#closed) return
    this.close()
    this.#options.onRefused()
  }
}

function wireKind(kind: MediaKind): 'audio' | 'video' {
  return kind === 'microphone' || kind === 'screen-audio' ? 'audio' : 'video'
}
