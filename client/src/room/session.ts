import type { FailureCode } from '@vieraugen/protocol/errors.ts'
import type { EndedBy } from '@vieraugen/protocol/http/meetings.ts'
import type { SeatState } from '@vieraugen/protocol/relay.ts'
import type { Problem } from '../lib/api.ts'
import type { GuestState } from './e2ee/conference.ts'

/**
 * Where a person stands between opening the page and the end.
 * `naming`: the name was lost with the tab and is asked for again. `returning`: admitted, and the keys are on their way.
 * `refused`: there is no place here, or it failed; `refusal` says why.
 */
export type Phase =
  | 'joining'
  | 'naming'
  | 'waiting'
  | 'held'
  | 'returning'
  | 'live'
  | 'denied'
  | 'left'
  | 'removed'
  | 'mismatch'
  | 'replaced'
  | 'refused'
  | 'ended'

export interface Session {
  readonly phase: Phase
  readonly role: 'moderator' | 'guest' | null
  /** What the relay says of the seat. Opens nothing: without the key the room is silent. */
  readonly seat: SeatState | null
  /** What the protocol says, signed by the moderator; null on the moderator's own side and before it began. */
  readonly admission: GuestState | null
  readonly refusal: FailureCode | null
  readonly endedBy: EndedBy | null
}

export type SessionEvent =
  | { readonly type: 'welcome'; readonly role: 'moderator' | 'guest'; readonly seat: SeatState }
  | { readonly type: 'nameless' }
  | { readonly type: 'seat'; readonly seat: SeatState }
  | { readonly type: 'admission'; readonly admission: GuestState }
  | { readonly type: 'mismatch' }
  | { readonly type: 'leave' }
  | { readonly type: 'replaced' }
  | { readonly type: 'refused'; readonly code: FailureCode }
  | { readonly type: 'ended'; readonly by: EndedBy | null }

export const newSession: Session = {
  phase: 'joining',
  role: null,
  seat: null,
  admission: null,
  refusal: null,
  endedBy: null,
}

/** What says that this browser has no place in the meeting; every other problem may pass. */
const placeless: readonly Problem[] = [
  'sign-in-needed',
  'forbidden',
  'not-found',
  'meeting-not-open',
  'room-full',
  'consent-needed',
]

export const isPlaceless = (problem: Problem): boolean => placeless.includes(problem)

const final: readonly Phase[] = ['denied', 'left', 'removed', 'mismatch', 'replaced', 'refused', 'ended']

/** Nothing leads out of these on this page, except that a moderator who left may still end the meeting. */
export const isFinal = (phase: Phase): boolean => final.includes(phase)

/** One step; the only place where the phase changes. */
export function step(session: Session, event: SessionEvent): Session {
  if (isFinal(session.phase) && !isLateEnd(session, event)) return session
  switch (event.type) {
    case 'welcome':
      return placed({ ...session, role: event.role, seat: event.seat })
    case 'seat':
      return placed({ ...session, seat: event.seat })
    case 'admission':
      return placed({ ...session, admission: event.admission })
    case 'nameless':
      return { ...session, phase: 'naming' }
    case 'mismatch':
      return { ...session, phase: 'mismatch' }
    case 'leave':
      return { ...session, phase: 'left' }
    case 'replaced':
      return { ...session, phase: 'replaced' }
    case 'refused':
      return { ...session, phase: refusedPhase(session, event.code), refusal: event.code }
    case 'ended':
      return { ...session, phase: 'ended', endedBy: event.by }
  }
}

/** „Gespräch beenden“ on the pages that a moderator sees after leaving, or after a code that differs. */
const isLateEnd = ({ phase, role }: Session, event: SessionEvent) =>
  role === 'moderator' &&
  (phase === 'left' || phase === 'mismatch') &&
  event.type === 'ended' &&
  event.by === 'moderator'

/** A guest who had a seat and may not come back to it was sent away while the connection was broken. */
function refusedPhase({ role, seat }: Session, code: FailureCode): Phase {
  if (role !== 'guest' || code !== 'forbidden') return 'refused'
  return seat === 'admitted' ? 'removed' : 'denied'
}

function placed(session: Session): Session {
  return { ...session, phase: session.role === 'moderator' ? moderatorPhase(session) : guestPhase(session) }
}

/** The moderator never waits. */
function moderatorPhase({ phase, seat }: Session): Phase {
  if (seat === 'removed' || seat === 'denied') return 'removed'
  return phase === 'joining' ? 'live' : phase
}

function guestPhase({ phase, seat, admission }: Session): Phase {
  if (seat === 'denied' || admission === 'denied') return 'denied'
  if (seat === 'removed' || admission === 'removed') return 'removed'
  if (seat === 'left') return 'left'
  if (admission === 'mismatch') return 'mismatch'
  if (admission === 'ended') return 'ended'
  if (admission === null) return phase
  if (admission === 'admitted') return 'live'
  if (admission === 'held') return 'held'
  if (seat === 'admitted' && admission !== 'waiting') return 'returning'
  return 'waiting'
}
