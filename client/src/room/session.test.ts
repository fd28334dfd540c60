import { describe, expect, test } from 'vitest'
import type { GuestState } from './e2ee/conference.ts'
import { isFinal, newSession, step, type Session, type SessionEvent } from './session.ts'

const after = (...events: SessionEvent[]): Session => events.reduce(step, newSession)
const welcome = { type: 'welcome', role: 'guest', seat: 'waiting' } as const
const admission = (state: GuestState) => ({ type: 'admission', admission: state }) as const

describe('a guest', () => {
  test('waits, is held, and is in the conversation only with the key', () => {
    expect(after(welcome).phase).toBe('joining')
    expect(after(welcome, admission('waiting-for-moderator')).phase).toBe('waiting')
    expect(after(welcome, admission('held')).phase).toBe('held')
    expect(after(welcome, admission('waiting'), { type: 'seat', seat: 'admitted' }).phase).toBe('waiting')
    expect(after(welcome, { type: 'seat', seat: 'admitted' }, admission('admitted')).phase).toBe('live')
  })

  test('does not see the waiting room again after a reload in the conversation', () => {
    const back = { type: 'welcome', role: 'guest', seat: 'admitted' } as const
    expect(after(back, admission('waiting-for-moderator')).phase).toBe('returning')
    expect(after(back, admission('knocking')).phase).toBe('returning')
    expect(after(back, admission('admitted')).phase).toBe('live')
  })

  test('who lost the keys waits for a human again, whatever the relay says', () => {
    expect(after({ type: 'welcome', role: 'guest', seat: 'admitted' }, admission('waiting')).phase).toBe('waiting')
  })

  test('is asked for the name when it is lost, and goes on from there', () => {
    expect(after(welcome, { type: 'nameless' }).phase).toBe('naming')
    expect(after(welcome, { type: 'nameless' }, admission('knocking')).phase).toBe('waiting')
  })

  test.each(['denied', 'removed', 'mismatch', 'ended'] as const)('believes the signed word „%s“', (state) => {
    expect(after(welcome, admission(state)).phase).toBe(state)
  })
})

describe('the moderator', () => {
  test('never waits', () => {
    expect(after({ type: 'welcome', role: 'moderator', seat: 'waiting' }).phase).toBe('live')
  })
})

test('what is final stays', () => {
  const ends: SessionEvent[] = [
    { type: 'leave' },
    { type: 'replaced' },
    { type: 'mismatch' },
    { type: 'refused', code: 'forbidden' },
    { type: 'ended', by: 'moderator' },
  ]
  for (const end of ends) {
    const there = after(welcome, admission('waiting'), end)
    expect(isFinal(there.phase)).toBe(true)
    expect(step(there, admission('admitted'))).toBe(there)
    expect(step(there, { type: 'ended', by: 'limit' })).toBe(there)
  }
})
