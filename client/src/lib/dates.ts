import type { Language } from './i18n.ts'

const locale = (language: Language) => (language === 'de' ? 'de-DE' : 'en-GB')

/** „Montag, 23. November 2026“ in the person's own time zone. */
export function day(instant: string | number, language: Language): string {
  return new Intl.DateTimeFormat(locale(language), { dateStyle: 'full' }).format(new Date(instant))
}

/** „10:00“, or with seconds where a proof needs them. */
export function time(instant: string | number, language: Language, { seconds = false } = {}): string {
  return new Intl.DateTimeFormat(locale(language), { timeStyle: seconds ? 'medium' : 'short' }).format(
    new Date(instant),
  )
}

/** „23.11.2026, 10:00“ */
export function moment(instant: string | number, language: Language): string {
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat(locale(language), options).format(new Date(instant))
}

/** „23.11.2026“ for `2026-11-23`, „November 2026“ for `2026-11`: a day or month that was counted, in UTC as it was. */
export function period(counted: string, language: Language): string {
  const options =
    counted.length > 7 ? ({ dateStyle: 'medium' } as const) : ({ month: 'long', year: 'numeric' } as const)
  return new Intl.DateTimeFormat(locale(language), { ...options, timeZone: 'UTC' }).format(new Date(counted))
}

/** The value of a `datetime-local` field, minute by minute in the person's own time zone. */
export function toField(instant: string | number): string {
  const date = new Date(instant)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** The instant a `datetime-local` field means here, or null when it is not filled in. */
export function fromField(value: string): string | null {
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** The next full quarter of an hour. */
export function nextQuarter(now: number): number {
  const quarter = 15 * 60_000
  return Math.ceil(now / quarter) * quarter
}
