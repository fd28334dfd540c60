import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { email, instant, languageCode, line, nothing, paragraphs, secret, ticks, uuid } from '../shapes.ts'

/** opening: the key file exists, the row does not say open yet. Only `open` lets anyone in. */
export const meetingState = z.enum(['planned', 'opening', 'open', 'ended', 'shredded', 'verified'])
export type MeetingState = z.infer<typeof meetingState>
export const endedBy = z.enum(['moderator', 'last-left', 'limit', 'cancelled', 'key-lost', 'account-deleted'])
export type EndedBy = z.infer<typeof endedBy>

const plan = {
  beginsAt: instant,
  /** Planned length in minutes. */
  minutes: z.number().check(z.int(), z.gte(5), z.lte(720)),
  /** Private to the counsellor, sealed under their own key. */
  note: paragraphs(1000),
}

export const meeting = z.strictObject({
  id: uuid,
  ...plan,
  state: meetingState,
  endedBy: z.nullable(endedBy),
  endedAt: z.nullable(instant),
  /** How many people are in the waiting room now. */
  waiting: z.number(),
  /** The secret of the invitation that holds now; the link is `<origin>/einladung#<secret>`. Null once the meeting ended. */
  invitation: z.nullable(secret),
  /** Number and time of the deletion, once verified. */
  receipt: z.nullable(z.string()),
  verifiedAt: z.nullable(instant),
})
export type Meeting = z.infer<typeof meeting>

const base = { activity: 'meeting.plan', access: 'account' } as const

export const listMeetings = endpoint({
  ...base,
  method: 'GET',
  path: '/api/meetings',
  body: nothing,
  reply: z.strictObject({ meetings: z.array(meeting) }),
})
export const planMeeting = endpoint({
  ...base,
  method: 'POST',
  path: '/api/meetings',
  body: z.strictObject(plan),
  reply: meeting,
})
export const changeMeeting = endpoint({
  ...base,
  method: 'PATCH',
  path: '/api/meetings/:id',
  body: z.strictObject(plan),
  reply: meeting,
})
export const cancelMeeting = endpoint({
  ...base,
  method: 'POST',
  path: '/api/meetings/:id/cancellation',
  body: nothing,
  reply: nothing,
})
/** The old link dies, a new one takes its place. */
export const renewInvitation = endpoint({
  ...base,
  method: 'POST',
  path: '/api/meetings/:id/invitation',
  body: nothing,
  reply: meeting,
})
/** The address is used for this one mail and not stored with the meeting. */
export const mailInvitation = endpoint({
  ...base,
  method: 'POST',
  path: '/api/meetings/:id/invitation/mail',
  body: z.strictObject({ email, language: languageCode }),
  reply: nothing,
})

/** What an invited person learns before giving anything: who invites, when, whether the door is open. */
export const invitationView = z.strictObject({
  meetingId: uuid,
  counsellor: line(161),
  beginsAt: instant,
  minutes: z.number(),
  /** `early`: more than an hour before the begin; entering is possible from an hour before. */
  state: z.enum(['early', 'open']),
})
export type InvitationView = z.infer<typeof invitationView>

/** Answers `link-unknown`, `link-revoked`, `link-expired` or `meeting-ended`, each with a page of its own. Changes nothing. */
export const lookAtInvitation = endpoint({
  method: 'POST',
  path: '/api/invitations/view',
  activity: 'meeting.wait',
  access: 'anyone',
  body: z.strictObject({ secret }),
  reply: invitationView,
})

/** With the three boxes ticked: evidence of consent, a seat in the waiting room, the receipt code (shown this once). */
export const enterWaitingRoom = endpoint({
  method: 'POST',
  path: '/api/invitations/entry',
  activity: 'meeting.wait',
  access: 'anyone',
  body: z.strictObject({ secret, language: languageCode, ticks }),
  reply: z.strictObject({
    meetingId: uuid,
    participantId: uuid,
    /** 16 characters of Crockford's base 32 in groups of four; null when this person had entered before. */
    receiptCode: z.nullable(z.string()),
  }),
})

/** The moderator's own way in: makes the meeting's key, opens the meeting and takes the moderator's seat. */
export const openMeeting = endpoint({
  activity: 'meeting.hold',
  access: 'account',
  method: 'POST',
  path: '/api/meetings/:id/opening',
  body: nothing,
  reply: z.strictObject({ participantId: uuid }),
})
export const endMeeting = endpoint({
  activity: 'meeting.hold',
  access: 'account',
  method: 'POST',
  path: '/api/meetings/:id/end',
  body: nothing,
  reply: nothing,
})

/** My place in this meeting, found by the session cookie: what a page needs after a reload. */
export const mySeat = endpoint({
  activity: 'meeting.wait',
  access: 'seat',
  method: 'GET',
  path: '/api/meetings/:id/seat',
  body: nothing,
  reply: z.strictObject({
    participantId: uuid,
    role: z.enum(['moderator', 'guest']),
    counsellor: line(161),
    beginsAt: instant,
    /** The moderator's link to invite more people; null for guests. */
    invitation: z.nullable(secret),
  }),
})

/** Whether a meeting is gone. Anyone who knows its random id may ask; nothing personal is in the answer. */
export const deletionOf = endpoint({
  activity: 'deletion.evidence',
  access: 'anyone',
  method: 'GET',
  path: '/api/meetings/:id/deletion',
  body: nothing,
  reply: z.strictObject({ ended: z.boolean(), receipt: z.nullable(z.string()), verifiedAt: z.nullable(instant) }),
})

/** STUN and TURN of this installation with short-lived credentials; empty when none is configured. */
export const iceServers = endpoint({
  activity: 'meeting.hold',
  access: 'anyone',
  method: 'GET',
  path: '/api/ice',
  body: nothing,
  reply: z.strictObject({
    iceServers: z.array(z.strictObject({ urls: z.array(z.string()), username: z.string(), credential: z.string() })),
  }),
})
