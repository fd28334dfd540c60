import { describe, expect, test } from 'vitest'
import type { FailureCode } from '@vieraugen/protocol/errors.ts'
import type { GuestState } from './e2ee/conference.ts'
import { isFinal, isPlaceless, newSession, step, type Session, type SessionEvent } from './session.ts'

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

test('a guest who may not come back to the seat is told what became of it', () => {
  const refused = { type: 'refused', code: 'forbidden' } as const
  expect(after(welcome, admission('waiting'), refused).phase).toBe('denied')
  expect(after(welcome, { type: 'seat', seat: 'admitted' }, admission('admitted'), refused).phase).toBe('removed')
  expect(after(welcome, { type: 'refused', code: 'sign-in-needed' }).phase).toBe('refused')
  expect(after(refused).phase).toBe('refused')
})

test('only what denies a place says that there is none', () => {
  const denying: FailureCode[] = ['sign-in-needed', 'forbidden', 'not-found', 'room-full']
  for (const code of denying) expect(isPlaceless(code)).toBe(true)
  for (const passing of ['unreachable', 'internal', 'too-many', 'key-withdrawn', 'meetings-stopped'] as const)
    expect(isPlaceless(passing)).toBe(false)
})

describe('the moderator', () => {
  test.each([{ type: 'leave' }, { type: 'mismatch' }] as const)('can end the meeting after %j', (gone) => {
    const back = { type: 'welcome', role: 'moderator', seat: 'admitted' } as const
    expect(after(back, gone, { type: 'ended', by: 'moderator' })).toMatchObject({
      phase: 'ended',
      endedBy: 'moderator',
    })
    expect(after(back, gone, { type: 'ended', by: 'limit' }).phase).toBe(after(back, gone).phase)
    expect(after(back, gone, { type: 'leave' }).phase).toBe(after(back, gone).phase)
  })

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
