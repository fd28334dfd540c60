import { describe, expect, test } from 'vitest'
import { line } from '@vieraugen/protocol/shapes.ts'
import { browserRandom } from '../../lib/random.ts'
import { proposePseudonym } from './pseudonym.ts'

/** Every draw once, as a list of lists: all names that can be proposed. */
function allNames(language: 'de' | 'en'): string[] {
  const sizes: number[] = []
  proposePseudonym(language, (below) => (sizes.push(below), 0))
  const [first = 0, second = 0] = sizes
  return Array.from({ length: first * second }, (_, index) => {
    const draws = [Math.floor(index / second), index % second]
    return proposePseudonym(language, () => draws.shift()!)
  })
}

describe('the proposed name', () => {
  test.each(['de', 'en'] as const)('is two words that fit into a display name, in %s', (language) => {
    for (const name of allNames(language)) {
      expect(name).toMatch(/^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u)
      expect(line(60).safeParse(name).success).toBe(true)
    }
  })

  test('differs often enough that two people in one waiting room seldom share one', () => {
    expect(new Set(allNames('de')).size).toBeGreaterThan(500)
  })

  test('agrees in gender, as German does', () => {
    const names = allNames('de')
    expect(names).toContain('Ruhige Birke')
    expect(names).toContain('Stiller Bach')
    expect(names).toContain('Klares Ufer')
  })
})

describe('the browser’s random numbers', () => {
  test('stay below their bound and reach every value', () => {
    const drawn = new Set(Array.from({ length: 600 }, () => browserRandom(7)))
    expect(drawn).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]))
  })
})
