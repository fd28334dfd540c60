import type { Text } from '../activity.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour
const month = (365 * day) / 12

type Count = readonly [one: string, many: string]

const units = {
  second: { de: ['Sekunde', 'Sekunden'], en: ['second', 'seconds'] },
  minute: { de: ['Minute', 'Minuten'], en: ['minute', 'minutes'] },
  hour: { de: ['Stunde', 'Stunden'], en: ['hour', 'hours'] },
  day: { de: ['Tag', 'Tage'], en: ['day', 'days'] },
  month: { de: ['Monat', 'Monate'], en: ['month', 'months'] },
} as const satisfies Record<string, Record<keyof Text, Count>>

/**
 * A period in words, in the nominative and accusative („36 Monate“, „48 Stunden“, „60 Sekunden“).
 * Takes whole seconds. Twelfths of a year of 365 days are months, less than four days stays in hours.
 */
export function duration(seconds: number, language: keyof Text): string {
  const [amount, unit] = measure(seconds)
  const [one, many] = units[unit][language]
  return `${amount} ${amount === 1 ? one : many}`
}

function measure(seconds: number): [number, keyof typeof units] {
  if (seconds >= month && seconds % month === 0) return [seconds / month, 'month']
  if (seconds >= 4 * day && seconds % day === 0) return [seconds / day, 'day']
  if (seconds >= hour && seconds % hour === 0) return [seconds / hour, 'hour']
  if (seconds > minute && seconds % minute === 0) return [seconds / minute, 'minute']
  return [seconds, 'second']
}
