import { describe, expect, test } from 'vitest'
import { failures } from '@vieraugen/protocol/errors.ts'
import { languages } from '../lib/i18n.ts'
import { words } from './words.ts'

describe('what is said when something fails', () => {
  test.each(languages)('has words for every code and for no other, in %s', (language) => {
    expect(Object.keys(words[language].failures).toSorted()).toEqual(
      [...Object.keys(failures), 'passkey-refused', 'unreachable'].toSorted(),
    )
  })

  test('says what happened and what to do, calmly', () => {
    for (const { happened, next } of languages.flatMap((language) => Object.values(words[language].failures))) {
      expect(happened).toMatch(/^\p{Lu}.*\.$/u)
      expect(next).toMatch(/^\p{Lu}.*\.$/u)
      expect(happened + next).not.toMatch(/!|Ups|Oops/)
    }
  })
})

type Words = { words: Record<'de' | 'en', object> }
const files = import.meta.glob<Words>(['./words.ts', '../pages/*/words.ts'], { eager: true })

/** Every text of a catalogue with the way to it. */
function texts(value: unknown, way: string): [string, string][] {
  if (typeof value === 'string') return [[way, value]]
  if (typeof value === 'function') return [[way, String((value as (...given: number[]) => string)(2, 3))]]
  return Object.entries(value as object).flatMap(([key, inner]) => texts(inner, `${way}.${key}`))
}

describe.each(Object.entries(files))('%s', (_, { words: catalogue }) => {
  test('says the same things in both languages', () => {
    const ways = (language: 'de' | 'en') => texts(catalogue[language], '').map(([way]) => way)
    expect(ways('en')).toEqual(ways('de'))
  })

  test('is never empty, never shouts and uses the Binnen-I alone', () => {
    for (const [, text] of [...texts(catalogue.de, ''), ...texts(catalogue.en, '')]) {
      expect(text.trim()).not.toBe('')
      expect(text).not.toMatch(/!/)
      expect(text).not.toMatch(/\p{L}[:*_]in(nen)?\b/u)
    }
  })
})
