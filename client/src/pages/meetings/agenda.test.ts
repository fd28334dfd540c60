import { describe, expect, test } from 'vitest'
import type { Meeting } from '@vieraugen/protocol/http/meetings.ts'
import { agendaOf } from './agenda.ts'

const meeting = (id: string, beginsAt: string, changes: Partial<Meeting> = {}): Meeting => ({
  id,
  beginsAt,
  minutes: 50,
  note: '',
  state: 'planned',
  endedBy: null,
  endedAt: null,
  waiting: 0,
  invitation: null,
  receipt: null,
  verifiedAt: null,
  ...changes,
})

const ids = (meetings: Meeting[]) => meetings.map(({ id }) => id)

describe('the list of meetings', () => {
  const agenda = agendaOf([
    meeting('tomorrow', '2026-11-24T09:00:00.000Z', { waiting: 1 }),
    meeting('last week', '2026-11-16T09:00:00.000Z', { state: 'verified' }),
    meeting('today', '2026-11-23T09:00:00.000Z', { state: 'open', waiting: 2 }),
    meeting('yesterday', '2026-11-22T09:00:00.000Z', { state: 'ended' }),
  ])

  test('shows the next one first', () => expect(ids(agenda.upcoming)).toEqual(['today', 'tomorrow']))
  test('shows the last one over first', () => expect(ids(agenda.past)).toEqual(['yesterday', 'last week']))
  test('counts everybody who waits', () => expect(agenda.waiting).toBe(3))
})
