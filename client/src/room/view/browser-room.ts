import { Fail } from '@vieraugen/protocol/errors.ts'
import { deletionOf, endMeeting, iceServers, mySeat, openMeeting } from '@vieraugen/protocol/http/meetings.ts'
import { withdrawHere } from '@vieraugen/protocol/http/rights.ts'
import type * as z from 'zod/mini'
import { call } from '../../lib/api.ts'
import { arrival } from '../../lib/arrival.ts'
import { browserClock } from '../../lib/clock.ts'
import { browserBytes } from '../../lib/random.ts'
import { storage } from '../../lib/storage.ts'
import { browserDevices, createDevices } from '../media/devices.ts'
import { createCertificate } from '../media/fingerprint.ts'
import { createMeshEngine } from '../media/mesh-engine.ts'
import { Room } from '../room.ts'
import { openRelay } from '../signal.ts'

export type Seat = z.output<typeof mySeat.reply>

/** Credentials of the relay for media are asked for again before the old ones run out (they live for hours). */
const renewIce = 20 * 60_000

export interface OpenedRoom {
  readonly room: Room
  readonly seat: Seat
  /** STUN or TURN are there, so that „IP-Adresse verbergen“ is possible. */
  readonly canHideAddress: boolean
  close(): void
}

/** The room of this browser. Throws as `call` does if there is no seat here. */
export async function openRoom(meetingId: string): Promise<OpenedRoom> {
  const params = { id: meetingId }
  const [seat, identity, ice] = await Promise.all([takeSeat(meetingId), createCertificate(), askIce()])
  const servers = { current: ice }
  const endRenewal = browserClock.every(renewIce, () => void askIce().then((next) => (servers.current = next)))
  const room = new Room({
    meetingId,
    self: seat.participantId,
    counsellor: seat.counsellor,
    arrival: arrival.take(meetingId),
    fingerprint: identity.fingerprint,
    clock: browserClock,
    random: browserBytes,
    storage: {
      read: () => storage.read('vieraugen.room'),
      write: (value) => storage.write('vieraugen.room', value),
      clear: () => storage.remove('vieraugen.room'),
    },
    openSocket: openRelay,
    onOnline: (listener) => {
      addEventListener('online', listener)
      return () => removeEventListener('online', listener)
    },
    devices: createDevices(browserDevices()),
    createEngine: (self, sendSignal, hideAddress) =>
      createMeshEngine({
        self,
        certificate: identity.certificate,
        iceServers: () => servers.current,
        sendSignal,
        hideAddress,
        timers: browserClock,
      }),
    endMeeting: async () => void (await call(endMeeting, { params })),
    withdrawConsent: async () => void (await call(withdrawHere, { params })),
    deletionOf: () => call(deletionOf, { params }),
  })
  return {
    room,
    seat,
    canHideAddress: ice.some(({ urls }) => urls.some((url) => url.startsWith('turn'))),
    close() {
      endRenewal()
      room.close()
    },
  }
}

/** The place of this browser. The counsellor's is made here, because entering is what opens a meeting. Throws as `call` does. */
async function takeSeat(meetingId: string): Promise<Seat> {
  const params = { id: meetingId }
  const kept = await call(mySeat, { params }).catch((error: unknown) => {
    if (error instanceof Fail && ['not-found', 'sign-in-needed'].includes(error.code)) return null
    throw error
  })
  if (kept?.role === 'guest') return kept
  // Who has no place here and is not the counsellor may have been a guest of a meeting that is over.
  if (!kept && (await call(deletionOf, { params })).ended) throw new Fail('meeting-ended')
  await call(openMeeting, { params })
  return kept ?? call(mySeat, { params })
}

/** Without an answer the call goes on with what the browser finds by itself. */
async function askIce(): Promise<{ urls: string[]; username: string; credential: string }[]> {
  return call(iceServers).then(
    (reply) => reply.iceServers,
    () => [],
  )
}
