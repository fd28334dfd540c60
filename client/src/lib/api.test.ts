import { afterEach, describe, expect, test, vi } from 'vitest'
import { Fail } from '@vieraugen/protocol/errors.ts'
import { deletionOf, endMeeting } from '@vieraugen/protocol/http/meetings.ts'
import { addressOf, call, onProofNeeded, problemOf, Unreachable } from './api.ts'

const id = '0192f0c1-1111-7222-8333-444455556666'
const answer = (status: number, body: string) => vi.fn<typeof fetch>(async () => new Response(body, { status }))
const during = (fetch: unknown) => vi.stubGlobal('fetch', fetch)
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

afterEach(() => vi.unstubAllGlobals())

describe('a call to the server', () => {
  test('fills the parameters into the path and refuses to leave one out', () => {
    expect(addressOf('/api/texts/:id/:language', { id: 'privacy', language: 'de' })).toBe('/api/texts/privacy/de')
    expect(addressOf('/api/meetings/:id', { id: '../session' })).toBe('/api/meetings/..%2Fsession')
    expect(() => addressOf('/api/meetings/:id', {})).toThrow('id')
  })

  test('answers what the reply says, parsed', async () => {
    during(answer(200, '{"ended":true,"receipt":"8F3A","verifiedAt":"2026-11-23T14:32:00.000Z"}'))
    expect((await call(deletionOf, { params: { id } })).receipt).toBe('8F3A')
  })

  test('sends no body with GET and JSON with everything else', async () => {
    const fetch = answer(200, '{"ended":false,"receipt":null,"verifiedAt":null}')
    during(fetch)
    await call(deletionOf, { params: { id } })
    expect(fetch).toHaveBeenCalledWith(
      `/api/meetings/${id}/deletion`,
      expect.not.objectContaining({ body: expect.anything() }),
    )
    const post = answer(200, '')
    during(post)
    await call(endMeeting, { params: { id } })
    expect(post).toHaveBeenCalledWith(`/api/meetings/${id}/end`, expect.objectContaining({ body: '{}' }))
  })

  test('throws the code that the server gave', async () => {
    during(answer(410, '{"code":"link-revoked"}'))
    const error = await failureOf(call(deletionOf, { params: { id } }))
    expect(error).toBeInstanceOf(Fail)
    expect(problemOf(error)).toBe('link-revoked')
  })

  test.each([
    ['an unknown code', 500, '{"code":"secret-detail"}'],
    ['a page instead of an answer', 502, '<html></html>'],
    ['a reply in another shape', 200, '{"ended":"perhaps"}'],
  ])('shows %s as an error of the server, without detail', async (_, status, body) => {
    during(answer(status, body))
    expect(problemOf(await failureOf(call(deletionOf, { params: { id } })))).toBe('internal')
  })

  test('tells a server that cannot be reached from one that refuses', async () => {
    during(vi.fn<typeof fetch>(async () => Promise.reject(new TypeError('Failed to fetch'))))
    const error = await failureOf(call(deletionOf, { params: { id } }))
    expect(error).toBeInstanceOf(Unreachable)
    expect(problemOf(error)).toBe('unreachable')
  })

  describe('that needs a fresh proof of the second factor', () => {
    const needed = () => new Response('{"code":"proof-needed"}', { status: 403 })
    afterEach(() => onProofNeeded(async () => false))

    test('asks once and is repeated with the same content', async () => {
      const fetch = vi.fn<typeof globalThis.fetch>().mockResolvedValueOnce(needed()).mockResolvedValue(new Response(''))
      during(fetch)
      const ask = vi.fn<() => Promise<boolean>>(async () => true)
      onProofNeeded(ask)
      await call(endMeeting, { params: { id } })
      expect([ask.mock.calls.length, fetch.mock.calls[1]]).toEqual([1, fetch.mock.calls[0]])
    })

    test('is not repeated when the person cancels, nor asked for twice', async () => {
      const fetch = vi.fn<typeof globalThis.fetch>(async () => needed())
      during(fetch)
      expect(problemOf(await failureOf(call(endMeeting, { params: { id } })))).toBe('proof-needed')
      expect(fetch).toHaveBeenCalledTimes(1)
      const ask = vi.fn<() => Promise<boolean>>(async () => true)
      onProofNeeded(ask)
      expect(problemOf(await failureOf(call(endMeeting, { params: { id } })))).toBe('proof-needed')
      expect(ask).toHaveBeenCalledTimes(1)
    })
  })
})
