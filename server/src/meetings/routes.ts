import * as http from '@vieraugen/protocol/http/meetings.ts'
import { uuid } from '@vieraugen/protocol/shapes.ts'
import * as z from 'zod/mini'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { Base } from '../base/base.ts'
import { type Call, route } from '../base/http/route.ts'
import type { Http } from '../base/http/server.ts'
import type { Deletion } from '../retention/commands.ts'
import {
  changeMeeting,
  enterWaitingRoom,
  forgetSession,
  mailInvitation,
  openMeeting,
  planMeeting,
  renewInvitation,
} from './commands.ts'
import { deletionState, invitationView, meetingOf, meetingsOf, mySeatIn, ownMeeting } from './queries.ts'
import { calendarFile } from './rules.ts'

export interface Neighbours {
  readonly deletion: Deletion
  /** How many people wait in front of this door now. */
  waiting(meetingId: string): number
  /** Fails with `meetings-stopped` while it is not proven that ended meetings are gone. */
  readonly proof: { refuseNewMeetings(): void }
}

export function registerMeetings(server: Http, base: Base, neighbours: Neighbours): void {
  registerPlanning(server, base, neighbours)
  registerInvitations(server, base, neighbours)
  registerHolding(server, base, neighbours)
  registerCalendar(server, base)
}

const own = (call: Call) => ({ accountId: call.accountId, id: call.id('id') })

function registerPlanning(server: Http, base: Base, { deletion, waiting, proof }: Neighbours): void {
  const shown = (call: Call, id: string) => meetingOf(base, { accountId: call.accountId, id }, waiting)
  route(server, http.listMeetings, async (call) => ({ meetings: await meetingsOf(base, call.accountId, waiting) }))
  route(server, http.planMeeting, async (call) => {
    proof.refuseNewMeetings()
    return shown(call, await planMeeting(base, call.accountId, call.body))
  })
  route(server, http.changeMeeting, async (call) => {
    await changeMeeting(base, own(call), call.body)
    return shown(call, call.id('id'))
  })
  route(server, http.cancelMeeting, async (call) => {
    const { id, state } = await ownMeeting(base.db, call.accountId, call.id('id'))
    await deletion.end(id, state === 'open' ? 'moderator' : 'cancelled')
    return {}
  })
  route(server, http.renewInvitation, async (call) => {
    await renewInvitation(base, own(call))
    return shown(call, call.id('id'))
  })
  route(server, http.mailInvitation, async (call) => {
    await base.limits.take('mail', call.accountId)
    await mailInvitation(base, own(call), call.body)
    return {}
  })
}

function registerInvitations(server: Http, base: Base, { proof }: Neighbours): void {
  route(server, http.lookAtInvitation, async (call) => {
    await base.limits.take('invitation', call.ip)
    return invitationView(base, call.body.secret)
  })
  route(server, http.enterWaitingRoom, async (call) => {
    await base.limits.take('knock', call.ip)
    proof.refuseNewMeetings()
    // A link that leads nowhere leaves no session behind.
    await invitationView(base, call.body.secret)
    const session = await call.findOrCreateSession()
    const entry = { ...call.body, sessionId: session.id, accountId: session.accountId }
    return enterWaitingRoom(base, entry).catch(async (error: unknown) => {
      // A refusal stores nothing: a session that was begun for this entry goes with it.
      if (!call.session) {
        await forgetSession(base, session.id)
        await call.signOut()
      }
      throw error
    })
  })
}

function registerHolding(server: Http, base: Base, { deletion, proof }: Neighbours): void {
  route(server, http.openMeeting, async (call) => {
    // Who was in comes back in: a meeting that is being held is none that begins.
    const { state } = await ownMeeting(base.db, call.accountId, call.id('id'))
    if (state !== 'open') proof.refuseNewMeetings()
    return { participantId: await openMeeting(base, { ...own(call), sessionId: call.sessionId }) }
  })
  route(server, http.endMeeting, async (call) => {
    const { id } = await ownMeeting(base.db, call.accountId, call.id('id'))
    await deletion.end(id, 'moderator')
    return {}
  })
  route(server, http.mySeat, (call) => mySeatIn(base, call.id('id'), call.sessionId))
  route(server, http.deletionOf, (call) => deletionState(base.db, call.id('id')))
}

/** The one answer that is a file: a calendar entry for the counsellor's own calendar. */
function registerCalendar({ server, sessions, gate }: Http, base: Base): void {
  server.route({
    method: 'GET',
    url: '/api/meetings/:id/calendar',
    config: { activity: 'meeting.plan' },
    handler: async (request, reply) => {
      const session = await sessions.find(request)
      if (!session?.accountId) throw new Fail('sign-in-needed')
      if (session.restricted) throw new Fail('restricted')
      await gate({ accountId: session.accountId, strong: session.strongAt !== null })
      const { id } = z.parse(z.object({ id: z.string() }), request.params)
      if (!z.safeParse(uuid, id).success) throw new Fail('not-found')
      const meeting = await ownMeeting(base.db, session.accountId, id)
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="termin.ics"')
        .type('text/calendar; charset=utf-8')
        .send(calendarFile(meeting, base.clock.now()))
    },
  })
}
