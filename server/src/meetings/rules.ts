import { paths } from '@vieraugen/protocol/pages.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { MeetingState } from '@vieraugen/protocol/http/meetings.ts'

/** Invited people may wait from an hour before the begin (milliseconds). */
const earliest = 60 * 60_000
/** A plan for „now“ arrives a little later than it was made. */
const tolerance = 5 * 60_000

/** People in front of one door at the same time, and new seats of one browser in one meeting. */
export const largestQueue = 30
export const mostSeats = 5
/** Who waits was heard of within this time (milliseconds): an open socket is noted once a minute. */
export const presence = 3 * 60_000

export const isOver = (state: MeetingState): boolean => !['planned', 'opening', 'open'].includes(state)

export const isEarly = (meeting: { state: MeetingState; begins_at: Date }, now: Date): boolean =>
  meeting.state === 'planned' && now.getTime() < meeting.begins_at.getTime() - earliest

/** Throws Fail('begin-in-past'). */
export function refusePast(begin: Date, now: Date): void {
  if (begin.getTime() < now.getTime() - tolerance) throw new Fail('begin-in-past')
}

export const endOf = (meeting: { begins_at: Date; minutes: number }): Date =>
  new Date(meeting.begins_at.getTime() + meeting.minutes * 60_000)

/** The link of an invitation: the secret stands behind the #, which browsers send to no server. */
export const invitationLink = (publicUrl: URL, secret: string): string =>
  `${publicUrl.origin}${paths.invitation}#${secret}`

const stamp = (moment: Date): string => moment.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')

/**
 * A calendar file (RFC 5545) that may lie in a shared calendar: it says when, and not what, with whom or where. Times are
 * UTC. No line is longer than the 75 octets after which lines would have to be folded.
 */
export function calendarFile(meeting: { id: string; begins_at: Date; minutes: number }, now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Termin//DE',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${meeting.id}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(meeting.begins_at)}`,
    `DTEND:${stamp(endOf(meeting))}`,
    'SUMMARY:Termin',
    'CLASS:PRIVATE',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${line}\r\n`).join('')
}
