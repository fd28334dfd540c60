import type { Activity, LegalBasis, Retention, Subject, Text } from '../activity.ts'
import { browserKeys, cookies } from '../browser.ts'
import type { BrowserKey } from '../browser.ts'
import type { Party } from '../card.ts'
import { retentionOf } from '../configured.ts'
import type { Chosen } from '../configured.ts'
import { periods } from '../periods.ts'
import { recipients } from '../recipients.ts'
import { activities } from '../register.ts'
import type { ActivityId } from '../register.ts'
import { duration } from './duration.ts'

type Language = keyof Text

const all = Object.entries(activities) as [ActivityId, Activity][]

/** One line for each activity of the register: title, purpose, legal basis, people, period (Art. 13 (1)(c), (2)(a) GDPR). */
export const activityLines = (language: Language, chosen: Chosen): string[] =>
  all.map(([id, activity]) => activityLine({ ...activity, retention: retentionOf(id, chosen) }, language))

function activityLine(activity: Activity, language: Language): string {
  const basis = activity.basis.map((one) => basisWords(one, language)).join('; ')
  const people = subjectWords(activity.subjects, language)
  const period = retentionWords(activity.retention, language)
  const title = activity.title[language]
  const purpose = activity.purpose[language]
  return language === 'de'
    ? `${title}. Zweck: ${purpose} Rechtsgrundlage: ${basis}. Betroffen: ${people}. ${period}`
    : `${title}. Purpose: ${purpose} Legal basis: ${basis}. People concerned: ${people}. ${period}`
}

/** The legitimate interests behind Art. 6 (1)(f), one line for each activity that rests on them (Art. 13 (1)(d) GDPR). */
export const interestLines = (language: Language): string[] =>
  all.flatMap(([, { basis, title }]) =>
    basis
      .filter(({ article }) => article === '6(1)(f)')
      .map(({ because }) => `${title[language]}: ${because[language]}`),
  )

const subjects: Record<Subject, Text> = {
  counsellor: { de: 'BeraterInnen', en: 'counsellors' },
  client: { de: 'KlientInnen', en: 'clients' },
  visitor: { de: 'alle, die die Seiten aufrufen', en: 'everyone who opens the pages' },
  mentioned: { de: 'Menschen, von denen die Rede ist', en: 'people who are spoken of' },
}

export const subjectWords = (given: readonly Subject[], language: Language): string =>
  given.map((subject) => subjects[subject][language]).join(', ')

const articles: Record<LegalBasis['article'], Text> = {
  '6(1)(a)': { de: 'Art. 6 Abs. 1 Buchst. a DSGVO', en: 'Art. 6(1)(a) GDPR' },
  '6(1)(b)': { de: 'Art. 6 Abs. 1 Buchst. b DSGVO', en: 'Art. 6(1)(b) GDPR' },
  '6(1)(c)': { de: 'Art. 6 Abs. 1 Buchst. c DSGVO', en: 'Art. 6(1)(c) GDPR' },
  '6(1)(f)': { de: 'Art. 6 Abs. 1 Buchst. f DSGVO', en: 'Art. 6(1)(f) GDPR' },
  '9(2)(a)': { de: 'Art. 9 Abs. 2 Buchst. a DSGVO', en: 'Art. 9(2)(a) GDPR' },
}

export const basisWords = ({ article, because }: LegalBasis, language: Language): string =>
  `${articles[article][language]} – ${because[language]}`

const actions: Record<Retention['action'], Text> = {
  shred: {
    de: 'vernichten wir den Schlüssel und löschen die Daten',
    en: 'we destroy the key and delete the data',
  },
  delete: { de: 'löschen wir die Daten', en: 'we delete the data' },
  anonymise: { de: 'anonymisieren wir die Daten', en: 'we anonymise the data' },
}

/** When the period begins, how long it lasts and what happens then, in sentences. */
export function retentionWords({ anchor, maxSeconds, action }: Retention, language: Language): string {
  const then = actions[action][language]
  const length = duration(maxSeconds, language)
  if (language === 'de') {
    const start = `Die Frist beginnt mit: ${anchor.de}.`
    return maxSeconds === 0
      ? `${start} Sofort danach ${then}.`
      : `${start} Sie dauert höchstens ${length}. Danach ${then}.`
  }
  const start = `The period begins with: ${anchor.en}.`
  return maxSeconds === 0 ? `${start} At once ${then}.` : `${start} It lasts ${length} at most. Then ${then}.`
}

type CookieName = keyof typeof cookies

const secureCookie: Text = {
  de: `Cookie für die verschlüsselte Verbindung. Es enthält eine Zufallszahl und erkennt Ihre Anmeldung oder Ihren Platz im Gespräch wieder. Ihr Browser löscht es, wenn Sie ihn schließen. Stellt er beim nächsten Start die letzte Sitzung wieder her, kann es noch da sein: Auf dem Server gilt es höchstens ${duration(periods.sessionAbsolute, 'de')}.`,
  en: `Cookie for the encrypted connection. It holds a random number and recognises your sign-in or your place in the meeting. Your browser deletes it when you close it. If it restores the last session at its next start, it may still be there: the server accepts it for ${duration(periods.sessionAbsolute, 'en')} at most.`,
}

const onDevice: Record<CookieName | BrowserKey, Text> = {
  '__Host-vieraugen': secureCookie,
  vieraugen: {
    de: 'Dasselbe Cookie. Es wird nur verwendet, wenn jemand die Anwendung zum Ausprobieren auf dem eigenen Rechner startet.',
    en: 'The same cookie. It is used only when somebody starts the application on their own computer to try it.',
  },
  'vieraugen.room': {
    de: 'Eintrag im Sitzungsspeicher des Tabs. Er enthält verschlüsselt die Schlüssel Ihres Gesprächs, damit Sie nach dem Neuladen Ihren Platz behalten. Ohne einen Teil, den nur der Server hat, lässt er sich nicht öffnen. Er verschwindet, wenn Sie den Tab schließen. Spätestens mit dem Ende des Gesprächs ist er unbrauchbar.',
    en: 'Entry in the session storage of the tab. It holds the keys of your meeting in encrypted form, so that you keep your place after a reload. It cannot be opened without a part that only the server has. It is gone when you close the tab. With the end of the meeting at the latest it is of no use.',
  },
}

/** One line for each cookie and storage key of browser.ts (§ 25 TDDDG, Art. 13 GDPR). */
export const deviceLines = (language: Language): string[] =>
  ([...Object.keys(cookies), ...Object.keys(browserKeys)] as (CookieName | BrowserKey)[]).map(
    (name) => `${name}: ${onDevice[name][language]}`,
  )

/** One line for each recipient of the register: who, what, why (Art. 13 (1)(e) GDPR). */
export const recipientLines = (language: Language): string[] =>
  Object.values(recipients).map(({ title, what, why }) => `${title[language]}: ${what[language]}. ${why[language]}.`)

/** Name, address and ways to reach a party, as one line after its role. */
export function partyLine(role: string, party: Party, language: Language): string {
  const telephone = language === 'de' ? 'Telefon' : 'Telephone'
  const mail = language === 'de' ? 'E-Mail' : 'E-mail'
  return `${role}: ${party.name}, ${party.street}, ${party.place}. ${mail}: ${party.email}. ${telephone}: ${party.phone}.`
}
