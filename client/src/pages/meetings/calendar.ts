interface Appointment {
  id: string
  beginsAt: string
  minutes: number
  /** Says nothing about what it is for: calendars are read by others and copied to other machines. */
  summary: string
  /** When the file was made, ISO 8601. */
  madeAt: string
}

/** A calendar file (RFC 5545) without attendee, organiser, link or description. */
export function calendarFile({ id, beginsAt, minutes, summary, madeAt }: Appointment): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Vieraugen//DE',
    'BEGIN:VEVENT',
    `UID:${id}`,
    `DTSTAMP:${utc(madeAt)}`,
    `DTSTART:${utc(beginsAt)}`,
    `DURATION:PT${minutes}M`,
    `SUMMARY:${summary}`,
    'CLASS:PRIVATE',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
}

/** RFC 5545, 3.3.5, form 2: `20261123T100000Z`. */
const utc = (instant: string) => `${new Date(instant).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`
