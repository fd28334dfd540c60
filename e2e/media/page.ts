import { browserClock } from '../../client/src/lib/clock.ts'
import { checkConnection } from '../../client/src/room/media/connection-check.ts'
import { browserDevices, createDevices, publishDevices } from '../../client/src/room/media/devices.ts'
import { createCertificate } from '../../client/src/room/media/fingerprint.ts'
import type { MediaEngine, MediaMember } from '../../client/src/room/media/media-engine.ts'
import { createMeshEngine } from '../../client/src/room/media/mesh-engine.ts'
import { createPlayback } from '../../client/src/room/media/playback.ts'
import { createLevelMeter } from '../../client/src/room/media/level-meter.ts'

/** A member as it travels between the test and the pages. */
export interface LabMember {
  id: string
  fingerprint: number[]
  instance: string
}

export interface JoinOptions {
  id: string
  instance: string
  iceServers: RTCIceServer[]
  hideAddress?: boolean
}

/** One person in this page: real engine, real devices; only the signals pass a bare relay instead of a sealed one. */
class Lab {
  readonly devices = createDevices(browserDevices())
  readonly playback = createPlayback()
  /** Everything that was sent, as text. */
  readonly sent: string[] = []
  engine!: MediaEngine
  #iceServers: RTCIceServer[] = []
  #forge = (text: string) => text

  async join({ id, instance, iceServers, hideAddress = false }: JoinOptions): Promise<LabMember> {
    const { certificate, fingerprint } = await createCertificate()
    const socket = new WebSocket(`ws://${location.host}/?member=${id}`)
    await new Promise((resolve, reject) => {
      socket.onopen = resolve
      socket.onerror = reject
    })
    this.#iceServers = iceServers
    const sendSignal = (to: string, bytes: Uint8Array) => {
      const text = this.#forge(new TextDecoder().decode(bytes))
      this.sent.push(text)
      socket.send(JSON.stringify({ to, text }))
    }
    this.engine = createMeshEngine({
      self: { id, instance },
      certificate,
      timers: browserClock,
      iceServers: () => this.#iceServers,
      sendSignal,
      hideAddress,
    })
    socket.onmessage = ({ data }) => {
      const { from, text } = JSON.parse(data) as { from: string; text: string }
      this.engine.onSignal(from, new TextEncoder().encode(text))
    }
    publishDevices(this.devices, this.engine)
    return { id, instance, fingerprint: [...fingerprint] }
  }

  setMembers(members: LabMember[]): void {
    this.engine.setMembers(
      members.map((member): MediaMember => ({ ...member, fingerprint: Uint8Array.from(member.fingerprint) })),
    )
  }

  /** The fingerprint of a certificate that nobody here uses. */
  async anotherFingerprint(): Promise<number[]> {
    return [...(await createCertificate()).fingerprint]
  }

  /** From now on every description names this certificate instead of the own one. */
  claim(fingerprint: number[]): void {
    const claimed = fingerprint.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')
    this.#forge = (text) => text.replace(/(a=fingerprint:sha-256 )[0-9A-F:]+/g, `$1${claimed}`)
  }

  /** Plays the microphones of all others, as the room does. */
  listen(): void {
    for (const { kinds } of this.engine.remotes.get()) {
      if (kinds.microphone.stream) this.playback.attach(document.body.appendChild(new Audio()), kinds.microphone.stream)
    }
  }

  useIceServers(iceServers: RTCIceServer[]): void {
    this.#iceServers = iceServers
  }

  remotes() {
    return this.engine.remotes.get().map(({ kinds, ...remote }) => ({
      ...remote,
      on: Object.entries(kinds)
        .filter(([, kind]) => kind.on)
        .map(([name]) => name),
      flowing: Object.entries(kinds)
        .filter(([, kind]) => kind.flowing)
        .map(([name]) => name),
    }))
  }

  checkConnection(iceServers: RTCIceServer[]) {
    return checkConnection(iceServers, browserClock)
  }

  meter() {
    return createLevelMeter(this.devices.microphone.get().track!, browserClock)
  }
}

declare global {
  interface Window {
    lab: Lab
  }
}
window.lab = new Lab()
