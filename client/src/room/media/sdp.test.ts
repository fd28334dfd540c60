import { describe, expect, test } from 'vitest'
import { fingerprintsOf, namesOnly } from './fingerprint.ts'
import { isRelay, withoutAudioLevels, withoutRelatedAddress, withRelaysOnly } from './sdp.ts'

const bytes = Uint8Array.from({ length: 32 }, (_, index) => index * 7)
const colons = (value: Uint8Array) =>
  Array.from(value, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')
const line = `a=fingerprint:sha-256 ${colons(bytes)}`

describe('the fingerprint in a description', () => {
  test('must be the one of the roster', () => {
    expect(fingerprintsOf(`v=0\r\n${line}\r\n`)).toEqual([bytes])
    expect(namesOnly(`v=0\r\n${line}\r\n`, bytes)).toBe(true)
    expect(namesOnly(`v=0\r\n${line.toLowerCase()}\r\n`, bytes)).toBe(true)
    expect(namesOnly(`v=0\r\n${line}\r\n`, bytes.with(31, 0))).toBe(false)
  })

  test.each([
    ['there is none', 'v=0\r\n'],
    ['another one stands beside it', `${line}\r\na=fingerprint:sha-256 ${colons(bytes.with(0, 1))}\r\n`],
    ['one of another kind stands beside it', `${line}\r\na=fingerprint:sha-1 ${colons(bytes.slice(0, 20))}\r\n`],
    ['it is cut short', `${line.slice(0, -3)}\r\n`],
    ['it is too long', `${line}:00\r\n`],
    ['another one hides behind a bare line end', `${line}\ra=fingerprint:sha-256 ${colons(bytes.with(0, 1))}\r\n`],
    ['another one hides behind capitals', `${line}\r\nA=FINGERPRINT:SHA-256 ${colons(bytes.with(0, 1))}\r\n`],
  ])('is refused when %s', (_, sdp) => {
    expect(namesOnly(sdp, bytes)).toBe(false)
  })
})

const host = 'candidate:1 1 udp 2122260223 192.168.1.5 53000 typ host generation 0'
const relay = 'candidate:2 1 udp 41885439 203.0.113.9 50001 typ relay raddr 198.51.100.7 rport 61000 generation 0'

describe('what leaves the device', () => {
  test('tells no relay how loud somebody speaks', () => {
    const sdp = [
      'v=0',
      'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
      'a=extmap:2/recvonly urn:ietf:params:rtp-hdrext:csrc-audio-level',
      'a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid',
      '',
    ].join('\r\n')
    expect(withoutAudioLevels(sdp)).toBe('v=0\r\na=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n')
  })

  test('names no own address when it is hidden', () => {
    expect([isRelay(host), isRelay(relay)]).toEqual([false, true])
    expect(withoutRelatedAddress(relay)).not.toContain('198.51.100.7')
    const hidden = withRelaysOnly(['v=0', `a=${host}`, `a=${relay}`, 'a=mid:0', ''].join('\r\n'))
    expect(hidden).not.toContain('192.168.1.5')
    expect(hidden).not.toContain('198.51.100.7')
    expect(hidden).toContain('203.0.113.9')
    expect(hidden.endsWith('a=mid:0\r\n')).toBe(true)
  })
})
