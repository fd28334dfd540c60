import { afterEach, expect, test, vi } from 'vitest'
import { createStore } from '../../lib/store.ts'
import type { Room } from '../room.ts'
import { newSession, type Session } from '../session.ts'
import { attend } from './attention.ts'

afterEach(() => vi.unstubAllGlobals())

test('after the end neither the title nor the badge says that somebody waits', () => {
  const page = { title: '', hidden: false }
  let badge = 0
  vi.stubGlobal('document', page)
  vi.stubGlobal('navigator', {
    setAppBadge: async (count: number) => void (badge = count),
    clearAppBadge: async () => void (badge = 0),
  })
  vi.stubGlobal('addEventListener', () => undefined)
  vi.stubGlobal('removeEventListener', () => undefined)
  const session = createStore<Session>({ ...newSession, role: 'moderator', phase: 'live' })
  const people = createStore([{ state: 'ready' }, { state: 'ready' }])
  const room = { session, conversation: createStore({ door: { people } }) } as unknown as Room
  const end = attend(room, { today: () => 0, now: () => 0, after: () => () => {}, every: () => () => {} })
  expect([page.title.includes('(2)'), badge]).toEqual([true, 2])
  session.update((before) => ({ ...before, phase: 'ended' }))
  expect([page.title.includes('(2)'), badge]).toEqual([false, 0])
  end()
})
