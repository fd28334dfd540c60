import type { Random } from './clock.ts'

/** Crockford's base 32: no I, L, O, U, because people read such codes aloud and write them down. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code of five bits a character in groups of four: 16 characters are 80 bits, `K7QM-2F9D-XHTA-8WPN`. */
export function spokenCode(random: Random, length: number): string {
  const characters = [...random(length)].map((byte) => alphabet[byte % alphabet.length]).join('')
  return characters.replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** What a person typed, as it was printed: without spaces and dashes, with the letters people take for digits. */
export const normaliseSpokenCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
