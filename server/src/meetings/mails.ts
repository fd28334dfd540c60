import { paths } from '@vieraugen/protocol/pages.ts'
import type { Mail } from '../base/base.ts'

export type Language = 'de' | 'en'

interface Invitation {
  readonly to: string
  readonly language: Language
  readonly link: string
  readonly counsellor: string
  readonly beginsAt: Date
  readonly minutes: number
  readonly calendar: string
}

/** The product serves Germany; who is elsewhere reads which time is meant. */
const timeZone = 'Europe/Berlin'

function when(beginsAt: Date, language: Language): string {
  const locale = language === 'de' ? 'de-DE' : 'en-GB'
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone })
  return language === 'de'
    ? `${format.format(beginsAt)} Uhr (deutsche Zeit)`
    : `${format.format(beginsAt)} (German time)`
}

/** The subject is neutral: others may see it on a lock screen. */
export function invitationMail({ to, language, link, counsellor, beginsAt, minutes, calendar }: Invitation): Mail {
  // Whoever is told of by somebody else learns with the first message from whom, and where everything stands (Art. 14 (3)(b) GDPR).
  const privacy = new URL(paths.privacy, link).href
  const lines = {
    de: [
      'Guten Tag,',
      `${counsellor} lädt Sie zu einem vertraulichen Videogespräch ein.`,
      `Beginn: ${when(beginsAt, 'de')}\nDauer: etwa ${minutes} Minuten`,
      `Mit diesem Link kommen Sie zum Wartezimmer. Er öffnet sich im Browser, Sie brauchen kein Konto und kein Programm:\n${link}`,
      'Sie können ab einer Stunde vor dem Beginn eintreten. Vorher lesen Sie, was mit Ihren Daten geschieht, und entscheiden selbst.',
      'Der Kalendereintrag im Anhang enthält nur Datum und Uhrzeit.',
      `Ihre Adresse hat ${counsellor} für diese Nachricht eingegeben. Was mit Ihren Daten geschieht, wer dafür verantwortlich ist und welche Rechte Sie haben, lesen Sie hier:\n${privacy}`,
      'Diese Nachricht wurde automatisch verschickt. Ihre Adresse wird bei uns gelöscht, sobald sie zugestellt ist.',
    ],
    en: [
      'Hello,',
      `${counsellor} invites you to a confidential video meeting.`,
      `Begin: ${when(beginsAt, 'en')}\nLength: about ${minutes} minutes`,
      `This link leads to the waiting room. It opens in your browser, you need no account and no program:\n${link}`,
      'You can enter from one hour before the begin. Before that you read what happens with your data, and decide for yourself.',
      'The calendar entry attached holds date and time only.',
      `${counsellor} entered your address for this message. What happens with your data, who is responsible for it and which rights you have, you can read here:\n${privacy}`,
      'This message was sent automatically. Your address is deleted on our side as soon as it is delivered.',
    ],
  }
  const subject = { de: 'Ihr Termin', en: 'Your appointment' }
  return { to, subject: subject[language], text: `${lines[language].join('\n\n')}\n`, calendar }
}
