import { describe, expect, test } from 'vitest'
import { decodeSignal, encodeSignal, type SignalBody } from './signal.ts'

const bodies: SignalBody[] = [
  { is: 'state', on: ['microphone', 'screen-audio'], fresh: true },
  { is: 'offer', number: 1, sdp: 'v=0\r\n' },
  { is: 'answer', number: 1, sdp: 'v=0\r\n' },
  { is: 'candidate', candidate: { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null } },
  { is: 'restart' },
]
const text = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))

describe('a signal', () => {
  test.each(bodies)('comes back as it was: $is', (body) => {
    const signal = { from: 'page-1', to: 'page-2', round: 3, body }
    expect(decodeSignal(encodeSignal(signal))).toEqual(signal)
  })

  test.each([
    ['no JSON', text('{')],
    ['no UTF-8', Uint8Array.of(0xff, 0xfe)],
    ['nothing', new Uint8Array(0)],
    ['an unknown kind', text({ from: 'a', to: 'b', round: 0, body: { is: 'eval' } })],
    ['a negative round', text({ from: 'a', to: 'b', round: -1, body: { is: 'restart' } })],
    [
      'a device that does not exist',
      text({ from: 'a', to: 'b', round: 0, body: { is: 'state', on: ['wallet'], fresh: false } }),
    ],
    ['too long', text({ from: 'a', to: 'b', round: 0, body: { is: 'offer', number: 1, sdp: 'x'.repeat(70_000) } })],
  ])('is dropped without an error when it is %s', (_, bytes) => {
    expect(decodeSignal(bytes)).toBeNull()
  })
})
