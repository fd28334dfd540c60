import type { Random } from '../base/clock.ts'

/** Days after which the operator is reminded of a request that is still open, of the month there is (Art. 12 (3) GDPR). */
const reminderDay = 20
/** The same distance to an extended deadline: what is left of the shortest month. */
const reminderLead = 8
const day = 24 * 60 * 60 * 1000

/** The same day that many months later; where that month is shorter, its last day. */
export function monthsLater(moment: Date, months: number): Date {
  const later = new Date(moment)
  later.setUTCMonth(later.getUTCMonth() + months)
  // The 31st of a month of thirty days became the 1st of the next.
  if (later.getUTCDate() !== moment.getUTCDate()) later.setUTCDate(0)
  return later
}

/** An answer comes within one month (Art. 12 (3) GDPR). */
export const dueAfter = (created: Date): Date => monthsLater(created, 1)
/** Extended by two further months. */
export const extendedDue = (created: Date): Date => monthsLater(created, 3)

/** Open requests made before the first, or due before the second, are to be reminded of at `now`. */
export const reminders = (now: Date) => ({
  createdBefore: new Date(now.getTime() - reminderDay * day),
  dueBefore: new Date(now.getTime() + reminderLead * day),
})

/** Number of a request, digits only because people read it out: „2026-4839-2071“. It names nobody and opens nothing. */
export function requestNumber(now: Date, random: Random): string {
  const digits = String(random(6).readUIntBE(0, 6) % 100_000_000).padStart(8, '0')
  return `${now.getUTCFullYear()}-${digits.slice(0, 4)}-${digits.slice(4)}`
}
