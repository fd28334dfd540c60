import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  base64,
  chainStart,
  createSigner,
  entryHash,
  faultsOfChain,
  Peak,
  proofsOf,
  publishedAge,
  type PublishedEntry,
  rangeOf,
  stateOf,
  Tally,
} from './rules.ts'

const at = new Date('2026-03-02T09:00:00Z')
const after = (seconds: number) => new Date(at.getTime() + seconds * 1000)

describe('a promise', () => {
  const found = { bad: 0, of: 3, oldestSeconds: null, at }
  const proof = { staleAfterSeconds: 300 }

  test('holds when nothing breaks it, and is broken when something does', () => {
    expect(stateOf(found, proof, at)).toBe('holds')
    expect(stateOf({ ...found, bad: 1 }, proof, at)).toBe('violated')
  })

  test('is neither when there was nothing to look at, or nobody looked', () => {
    expect(stateOf({ ...found, of: 0 }, proof, at)).toBe('none')
    expect(stateOf(null, proof, at)).toBe('none')
  })

  test('grows stale when nobody looks any more, and stays broken when it was', () => {
    expect(stateOf(found, proof, after(300))).toBe('holds')
    expect(stateOf(found, proof, after(301))).toBe('stale')
    expect(stateOf({ ...found, bad: 1 }, proof, after(301))).toBe('violated')
  })
})

describe('what is published', () => {
  test.each([
    [0, 0, 0],
    [1, 1, 9],
    [9, 1, 9],
    [10, 10, 19],
    [99, 90, 99],
    [100, 100, 109],
    [1234, 1200, 1299],
    [1_000_000, 1_000_000, 1_099_999],
  ])('of the number %i is the range from %i to %i', (count, from, to) => {
    expect(rangeOf(count)).toEqual({ from, to })
  })

  test('does not tell when a single meeting ended, but since when a promise is broken', () => {
    expect(publishedAge({ bad: 0, of: 1, oldestSeconds: 40 })).toBeNull()
    expect(publishedAge({ bad: 0, of: 1, oldestSeconds: 7300 })).toBe(7200)
    expect(publishedAge({ bad: 1, of: 1, oldestSeconds: 100 })).toBe(60)
  })

  test('is the largest number of today and the day before', () => {
    const peak = new Peak()
    const day = 24 * 60 * 60 * 1000
    expect([peak.with(3, day), peak.with(0, day + 1), peak.with(0, 2 * day), peak.with(0, 3 * day + 1)]).toEqual([
      3, 3, 3, 0,
    ])
    expect([peak.with(4, 4 * day), peak.with(0, 9 * day)]).toEqual([4, 0])
  })
})

test('a tally forgets what was taken', () => {
  const tally = new Tally()
  tally.seen(true)
  tally.seen(false)
  expect(tally.take()).toEqual({ bad: 1, of: 2, oldestSeconds: null })
  expect(tally.take()).toEqual({ bad: 0, of: 0, oldestSeconds: null })
})

describe('the chain', () => {
  const signer = createSigner(createHash('sha256').update('seed').digest())
  const chain = ['a', 'b', 'c'].reduce<PublishedEntry[]>((before, body) => {
    const plain = {
      number: before.length + 1,
      at: at.toISOString(),
      body,
      previousHash: before.at(-1)?.hash ?? base64(chainStart),
      publicKey: base64(signer.publicKey),
    }
    const hash = entryHash(plain)
    return [...before, { ...plain, hash: base64(hash), signature: base64(signer.sign(hash)) }]
  }, [])
  const [first, second, third] = chain as [PublishedEntry, PublishedEntry, PublishedEntry]

  test('is right as it was made, and from any entry on', () => {
    expect(faultsOfChain(chain)).toEqual([])
    expect(faultsOfChain([second, third])).toEqual([])
  })

  test('shows a body, an instant, a signature or a key that was changed', () => {
    const forged = createSigner(createHash('sha256').update('other').digest())
    const changes = [
      { ...second, body: 'x' },
      { ...second, at: after(1).toISOString() },
      { ...second, signature: first.signature },
      { ...second, publicKey: base64(forged.publicKey) },
      { ...second, publicKey: '' },
    ]
    for (const changed of changes) expect(faultsOfChain([first, changed, third])).not.toEqual([])
  })

  test('shows an entry that is missing, and a past that was cut off', () => {
    expect(faultsOfChain([first, third])).toContain('entry 2 is missing')
    expect(faultsOfChain([{ ...first, previousHash: second.hash }])).toContain('the first entry has a past')
  })

  test('shows a change that was hashed anew, because the signature needs the key', () => {
    const changed = { ...third, body: 'x' }
    expect(faultsOfChain([first, second, { ...changed, hash: base64(entryHash(changed)) }])).toEqual([
      'the signature of entry 3 is wrong',
    ])
  })
})

test('the office is told since when the chain knows a promise in its present state', () => {
  const signer = createSigner(Buffer.alloc(32, 7))
  const publicKey = base64(signer.publicKey)
  const chain: PublishedEntry[] = []
  for (const [index, states] of [{ P02: 'holds' }, { P02: 'violated' }, { P02: 'violated', P03: 'holds' }].entries()) {
    const made = { number: index + 1, at: after(index * 60).toISOString(), body: JSON.stringify({ states }), publicKey }
    const previousHash = chain.at(-1)?.hash ?? base64(chainStart)
    const hash = entryHash({ ...made, previousHash })
    chain.push({ ...made, previousHash, hash: base64(hash), signature: base64(signer.sign(hash)) })
  }
  const line = { proof: 'x', bad: null, of: null, oldestSeconds: null, checkedAt: null }
  const statement = {
    origin: 'https://beratung.example',
    build: '1',
    builtAt: null,
    drilledAt: null,
    at: at.toISOString(),
    promises: [
      { ...line, promise: 'P02', state: 'violated' as const },
      { ...line, promise: 'P03', state: 'stale' as const },
    ],
    meetingsStopped: false,
    keys: { place: 'memory' as const },
    database: {},
    head: null,
  }
  const told = proofsOf({ statement, publicKey, signature: '', chain })
  expect(told.promises.map(({ since }) => since)).toEqual([after(60).toISOString(), null])
  expect(told.chain).toMatchObject({ entries: 3, head: { number: 3 }, faults: [] })
  const [, , last] = chain
  const changed = chain.with(2, { ...last!, body: '{"states":{}}' })
  expect(proofsOf({ statement, publicKey, signature: '', chain: changed }).chain.faults).toContain(
    'entry 3 was changed',
  )
})
