import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { systemRandom } from '../base/clock.ts'
import { iceServersOf } from './rules.ts'

const turn = {
  urls: [
    'turn:turn.example.org:3478?transport=udp',
    'turn:turn.example.org:3478?transport=tcp',
    'turns:turn.example.org:5349',
  ],
  secret: 'a-secret-of-sixteen',
}
const now = new Date('2026-03-01T10:00:00Z')

test('a credential lasts an hour and is what the TURN server computes from the shared secret', () => {
  const [server] = iceServersOf(turn, now, systemRandom)
  const [expiry] = server!.username.split(':')
  expect(Number(expiry)).toBe(now.getTime() / 1000 + 3600)
  expect(server!.credential).toBe(createHmac('sha1', turn.secret).update(server!.username).digest('base64'))
})

test('STUN is our own TURN host, once, and nobody else', () => {
  expect(iceServersOf(turn, now, systemRandom)[0]!.urls).toEqual(['stun:turn.example.org:3478', ...turn.urls])
})

test('two people never get the same user name', () => {
  const names = new Set(Array.from({ length: 50 }, () => iceServersOf(turn, now, systemRandom)[0]!.username))
  expect(names.size).toBe(50)
})
