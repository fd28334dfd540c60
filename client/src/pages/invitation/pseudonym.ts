import type { Language } from '../../lib/i18n.ts'
import type { Random } from '../../lib/random.ts'

const qualities = [
  'Ruhig',
  'Still',
  'Sanft',
  'Klar',
  'Hell',
  'Warm',
  'Leicht',
  'Frisch',
  'Mild',
  'Weit',
  'Fein',
  'Bunt',
  'Grün',
  'Blau',
  'Silbern',
]

/** Things of nature by their article, which gives the ending of the quality. None of them suits a man or a woman better. */
const things = {
  er: [
    'Ahorn',
    'Bach',
    'Berg',
    'Farn',
    'Fluss',
    'Garten',
    'Kiesel',
    'Klee',
    'Mond',
    'Morgen',
    'Regen',
    'Stern',
    'Strand',
    'Wald',
    'Wind',
  ],
  e: [
    'Amsel',
    'Birke',
    'Brücke',
    'Buche',
    'Düne',
    'Feder',
    'Insel',
    'Kastanie',
    'Linde',
    'Muschel',
    'Quelle',
    'Sonne',
    'Wiese',
    'Wolke',
  ],
  es: ['Blatt', 'Boot', 'Feld', 'Gras', 'Laub', 'Licht', 'Meer', 'Moos', 'Schilf', 'Tal', 'Ufer', 'Wasser'],
}
const german = Object.entries(things).flatMap(([ending, names]) => names.map((name) => ({ ending, name })))

const englishQualities = [
  'Quiet',
  'Gentle',
  'Clear',
  'Bright',
  'Warm',
  'Fresh',
  'Mild',
  'Wide',
  'Fine',
  'Green',
  'Blue',
  'Silver',
  'Soft',
  'Early',
]
const englishThings = [
  'Maple',
  'Brook',
  'Hill',
  'Fern',
  'River',
  'Garden',
  'Pebble',
  'Clover',
  'Moon',
  'Morning',
  'Star',
  'Shore',
  'Wood',
  'Birch',
  'Bridge',
  'Feather',
  'Island',
  'Shell',
  'Meadow',
  'Cloud',
  'Leaf',
  'Boat',
  'Field',
  'Moss',
]

const pick = <T>(list: readonly T[], random: Random): T => list[random(list.length)]!

/** A neutral name for somebody who does not want to give their own: two words, „Ruhige Birke“. */
export function proposePseudonym(language: Language, random: Random): string {
  if (language === 'en') return `${pick(englishQualities, random)} ${pick(englishThings, random)}`
  const { ending, name } = pick(german, random)
  return `${pick(qualities, random)}${ending} ${name}`
}
