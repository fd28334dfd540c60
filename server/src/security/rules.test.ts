import { describe, expect, test } from 'vitest'
import {
  addressBytes,
  addressText,
  blockedPage,
  blockSeconds,
  browserOf,
  fileOf,
  isKeyDue,
  isSharedDoor,
} from './rules.ts'

describe('the key of a day', () => {
  const at = (moment: string) => isKeyDue('2026-03-02', new Date(moment))

  test('dies six and a half days after its day began, twelve hours before the oldest address is seven days old', () => {
    expect(at('2026-03-02T00:00:00Z')).toBe(false)
    expect(at('2026-03-08T11:59:59Z')).toBe(false)
    expect(at('2026-03-08T12:00:00Z')).toBe(true)
    expect(at('2027-01-01T00:00:00Z')).toBe(true)
  })

  test('dies at once when a wrong clock named a day that has not come yet', () => {
    expect(at('2026-03-01T12:00:00Z')).toBe(false)
    expect(at('2026-02-27T12:00:00Z')).toBe(true)
    expect(isKeyDue('not a day', new Date('2026-03-02T12:00:00Z'))).toBe(true)
  })
})

describe('of a browser', () => {
  const chrome = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile'
  test.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140'],
    [`${chrome} Safari/537.36`, 'Chrome 143'],
    [`${chrome} Safari/537.36 Edg/143.0.3.2`, 'Edge 143'],
    [`${chrome} SamsungBrowser/29.0 Safari/537.36`, 'Samsung Internet 29'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
      'Safari 26',
    ],
    ['curl/8.5.0', 'program'],
    ['Anna Beraterin geheim@beispiel.example', 'other'],
    ['Firefox/999999999', 'Firefox 999'],
    ['', 'none'],
    [undefined, 'none'],
  ])('only family and major version are kept: %s', (userAgent, kept) => {
    expect(browserOf(userAgent)).toBe(kept)
  })
})

describe('the name of a file', () => {
  const asked = { method: 'GET', route: '/*', status: 200 }
  test.each([
    [
      { ...asked, route: '/api/meetings/:id', url: '/api/meetings/0198aaaa-0000-7000-8000-000000000000' },
      'GET /api/meetings/:id',
    ],
    [{ ...asked, url: '/raum/0198aaaa-0000-7000-8000-000000000000?name=Anna' }, 'GET /raum/:id'],
    [{ ...asked, url: '/assets/main-abc123.js' }, 'GET /assets/main-abc123.js'],
    [{ ...asked, url: '/Anna.Beraterin/../assets/main-abc123.js' }, 'GET /assets/main-abc123.js'],
    [{ ...asked, url: '/anmelden/' }, 'GET /anmelden'],
    [{ ...asked, url: '/' }, 'GET /'],
    [{ ...asked, url: '/Anna.Beraterin', status: 404 }, 'GET ?'],
    [{ ...asked, url: '/Anna.Beraterin', status: 499 }, 'GET ?'],
    [{ ...asked, url: '/%E0%A4%A' }, 'GET ?'],
    [{ ...asked, route: '', url: '/geheim', method: 'ANNA', status: 404 }, 'other ?'],
  ])('comes out of a fixed list, never from the address that was asked for: %o', (given, file) => {
    expect(fileOf(given)).toBe(file)
  })
})

describe('an address', () => {
  test.each(['203.0.113.9', '2001:db8:1:2::9', '::1'])('%s takes 16 bytes and reads the same afterwards', (ip) => {
    const bytes = addressBytes(ip)
    expect(bytes?.length).toBe(16)
    expect(addressText(bytes ?? Buffer.alloc(0))).toBe(ip)
  })

  test('is the same mapped into IPv6, and nothing else is one', () => {
    expect(addressBytes('::ffff:203.0.113.9')).toEqual(addressBytes('203.0.113.9'))
    for (const wrong of ['unknown', '203.0.113.9:4711', '<script>', '']) expect(addressBytes(wrong)).toBeNull()
  })

  test('behind which everybody stands is never blocked', () => {
    const trusted = ['10.0.0.0/8', 'fd00::/8']
    for (const ip of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.1.2.3', 'fd00::1', 'unknown'])
      expect([ip, isSharedDoor(ip, trusted)]).toEqual([ip, true])
    for (const ip of ['203.0.113.9', '2001:db8::1', '::ffff:203.0.113.9'])
      expect([ip, isSharedDoor(ip, trusted)]).toEqual([ip, false])
    expect(isSharedDoor('10.1.2.3', [])).toBe(false)
  })
})

test('a block lasts an hour, then twice as long each time, never more than a day', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 60].map((strikes) => blockSeconds(strikes) / 3600)).toEqual([1, 2, 4, 8, 16, 24, 24, 24])
})

test('the page for a blocked network says what happened, how long, and whom to call, and runs nothing', () => {
  const page = blockedPage(60, '030 <b>1</b>')
  expect(page).toContain('in 60 Minuten')
  expect(page).toContain('030 &lt;b&gt;1&lt;/b&gt;')
  expect(page).not.toMatch(/<script|style=|https?:|!(?!doctype)/)
})
