const dayMs = 24 * 60 * 60 * 1000

/** The day of an instant in the person's own time zone, counted from 1970. */
const dayNumber = (instant: number): number => {
  const date = new Date(instant)
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / dayMs)
}

/** Calendar days until a deadline: 0 on the day itself, negative afterwards. */
export const daysUntil = (due: string, now: number): number => dayNumber(Date.parse(due)) - dayNumber(now)

/** A deadline that has passed, to the second. */
export const isOverdue = (due: string, now: number): boolean => Date.parse(due) < now
