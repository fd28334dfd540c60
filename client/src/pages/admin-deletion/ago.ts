import type { Language } from '../../lib/i18n.ts'

const units = [
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
  ['second', 1],
] as const

/** How long ago in words: „vor 3 Minuten“, „vor 2 Tagen“. Milliseconds; the future counts as now. */
export function ago(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [unit, size] = units.find(([, length]) => seconds >= length) ?? units[3]
  return new Intl.RelativeTimeFormat(language, { numeric: 'always' }).format(-Math.floor(seconds / size), unit)
}
