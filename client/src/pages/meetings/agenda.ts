import type { Meeting } from '@vieraugen/protocol/http/meetings.ts'

const isOver = ({ state }: Meeting) => state === 'ended' || state === 'shredded' || state === 'verified'

export interface Agenda {
  /** The next one first. */
  upcoming: Meeting[]
  /** The last one first. */
  past: Meeting[]
  /** People in all waiting rooms. */
  waiting: number
}

/** The list as it is read: what is to come in its order, what is over in the reverse. */
export function agendaOf(meetings: readonly Meeting[]): Agenda {
  const inOrder = [...meetings].sort((a, b) => a.beginsAt.localeCompare(b.beginsAt))
  const upcoming = inOrder.filter((meeting) => !isOver(meeting))
  return {
    upcoming,
    past: inOrder.filter(isOver).reverse(),
    waiting: upcoming.reduce((sum, meeting) => sum + meeting.waiting, 0),
  }
}
