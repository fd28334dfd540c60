import { namesOnly, shows } from './fingerprint.ts'
import { mediaKinds, type MediaKind } from './media-engine.ts'
import { applyLimit } from './resolution.ts'
import { isRelay, withoutAudioLevels, withoutRelatedAddress, withRelaysOnly } from './sdp.ts'
import type { SignalBody } from './signal.ts'

export type Tracks = Record<MediaKind, MediaStreamTrack | null>
type Description = Extract<SignalBody, { is: 'offer' | 'answer' }>

export interface LinkOptions {
  certificate: RTCCertificate
  /** Own servers; read again for each search for paths, because credentials are short-lived. */
  iceServers(): RTCIceServer[]
  /** Relayed paths only. The other side learns no other address of this device. */
  relayOnly: boolean
  /** Makes all offers. Exactly one side does. */
  offers: boolean
  /** SHA-256 of the certificate that the other side must show. */
  fingerprint: Uint8Array
  /** What is sent now; read whenever a sender appears. */
  tracks: Readonly<Tracks>
  people(): number
  send(body: SignalBody): void
  onState(state: RTCPeerConnectionState): void
  /** Both sides have begun to look for new paths. */
  onSearch(): void
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
 * All offers come from the same side, so that two can never cross: rolling back an ICE restart leaves Firefox 153
 * connected and silent. The other side asks for new paths instead.
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
    this.pc = new RTCPeerConnection(this.#configuration())
    this.pc.addEventListener('icecandidate', ({ candidate }) => candidate && this.#sendCandidate(candidate))
    this.pc.addEventListener('connectionstatechange', () => void this.#onState())
    if (!options.offers) return
    this.pc.addEventListener('negotiationneeded', () => void this.#offer())
    this.#adopt(mediaKinds.map((kind) => this.pc.addTransceiver(wireKind(kind), { direction: 'sendrecv' })))
  }

  /** Signals of one round, in the order in which they were sent. */
  receive(body: Exclude<SignalBody, { is: 'state' }>): void {
    this.#queue = this.#queue.then(() => this.#handle(body)).catch(() => this.#break())
  }

  /** Repeats an offer that was perhaps sent before the other side listened. It ignores what it knows already. */
  repeatOffer(): void {
    if (this.pc.signalingState === 'have-local-offer' && !this.#makingOffer)
      this.#sendDescription('offer', this.#ownOffers)
  }

  /** Looks for new paths, while the media go on over the old one as long as it carries. */
  restartIce(): void {
    if (!this.#options.offers) return this.#options.send({ is: 'restart' })
    // An offer that is still unanswered has new paths already.
    if (this.#closed || this.pc.signalingState !== 'stable') return
    this.pc.setConfiguration(this.#configuration())
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
    const transport = this.#transceivers[0]?.sender.transport ?? null
    // A handshake that fails has met another certificate than the one described; a lost path leaves it alone.
    if (transport?.state === 'failed') return this.#refuse()
    if (this.pc.connectionState === 'connected') {
      if (!(await shows(transport, this.#options.fingerprint))) return this.#refuse()
      await this.applyLimits()
    }
    if (!this.#closed) this.#options.onState(this.pc.connectionState)
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
    if (body.is === 'restart') return this.#options.offers ? this.restartIce() : undefined
    if (!namesOnly(body.sdp, this.#options.fingerprint)) return this.#refuse()
    return body.is === 'offer' ? this.#onOffer(body) : this.#onAnswer(body)
  }

  async #onOffer({ number, sdp }: Description): Promise<void> {
    if (this.#options.offers || number <= this.#lastOffer) return
    this.#lastOffer = number
    this.pc.setConfiguration(this.#configuration())
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
    if (this.negotiations > 1) this.#options.onSearch()
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
    if (!candidate || this.#closed || (this.#options.relayOnly && !isRelay(candidate))) return
    const told = this.#options.relayOnly ? withoutRelatedAddress(candidate) : candidate
    this.#options.send({ is: 'candidate', candidate: { candidate: told, sdpMid, sdpMLineIndex, usernameFragment } })
  }

  #sendDescription(is: 'offer' | 'answer', number: number): void {
    if (this.#closed) return
    const sdp = withoutAudioLevels(this.pc.localDescription?.sdp ?? '')
    this.#options.send({ is, number, sdp: this.#options.relayOnly ? withRelaysOnly(sdp) : sdp })
  }

  #configuration(): RTCConfiguration {
    const { certificate, iceServers, relayOnly } = this.#options
    const iceTransportPolicy = relayOnly ? 'relay' : 'all'
    return { certificates: [certificate], iceServers: iceServers(), iceTransportPolicy, bundlePolicy: 'max-bundle' }
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
