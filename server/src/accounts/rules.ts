import { dictionary } from '@zxcvbn-ts/language-common'
import { periods } from '@vieraugen/policy/periods.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { Role } from '@vieraugen/protocol/shapes.ts'
import type { Config } from '../config.ts'

const shortest = 12
const longest = 256

const common: ReadonlySet<string> = new Set(dictionary['passwords-common'])

/** Words of this product and its field that an attacker tries first. */
const contextWords = ['vieraugen', 'beratung', 'beraterin', 'passwort', 'password', 'kennwort', 'jobcenter', 'geheim']

const separators = /[^\p{L}\p{N}]+/u

/** The shortest text whose repetition is the whole: „abcabcabc“ → „abc“. */
function repeatedUnit(text: string): string {
  const at = `${text}${text}`.indexOf(text, 1)
  return text.slice(0, at)
}

/** True for „abcdef…“, „654321…“: every step is the same small one. */
function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)))
  return steps.size === 1 && [-1, 0, 1].includes([...steps][0] ?? Number.NaN)
}

/** On the list, or a listed word with digits and signs around it, or a repetition or sequence. */
function isCommon(password: string): boolean {
  const lower = password.toLowerCase()
  const core = lower.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const candidates = [lower, core, repeatedUnit(lower), repeatedUnit(core)]
  const listed = candidates.some((text) => text.length > 2 && (common.has(text) || contextWords.includes(text)))
  return listed || isSequence(lower) || repeatedUnit(lower).length < 5 || new Set(lower).size < 5
}

/** Takes the person's own words out; what is left must still be long enough to carry the password. */
function isPersonal(password: string, own: readonly string[]): boolean {
  const words = [...own.flatMap((word) => [word, ...word.split(separators)]), ...contextWords]
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 3)
    .sort((one, other) => other.length - one.length)
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), password.toLowerCase())
  return rest.length < password.length && rest.length < 8
}

/**
 * Refuses passwords that are guessed first, with the reason as its own code. `own`: names, user name and address of the
 * person. Length is counted in characters; there are no rules about kinds of characters (ASVS 5.0, 6.2.5).
 */
export function checkPassword(password: string, own: readonly string[]): void {
  const length = [...password].length
  if (length < shortest) throw new Fail('password-too-short')
  if (length > longest) throw new Fail('password-too-long')
  if (isCommon(password)) throw new Fail('password-common')
  if (isPersonal(password, own)) throw new Fail('password-personal')
}

/** Spelling variants of one address or name that must be found as the same. */
export const normalised = (text: string): string => text.trim().normalize('NFC').toLowerCase()

/** Whether an account of this role must have a second factor. */
export const isFactorNeeded = ({ secondFactor }: Pick<Config, 'secondFactor'>, role: Role): boolean =>
  role !== 'counsellor' || secondFactor === 'required'

/** How long a mailed link of each purpose lives, in seconds. */
export const lifetimes = {
  'confirm-email': periods.confirmationLink,
  'change-email': periods.confirmationLink,
  'reset-password': periods.resetLink,
} as const
