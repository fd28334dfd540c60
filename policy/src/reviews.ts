import type { ActivityId } from './register.ts'

/** Why an activity may exist, answered by somebody and asked again at the latest when the answer expires. */
export interface Review {
  /** The role that answered. */
  readonly by: string
  /** Day of the answer, `YYYY-MM-DD`. */
  readonly on: string
  readonly question: string
  /** What was weighed instead, and why it was not enough. */
  readonly alternatives: string
  /** Last day the answer holds, `YYYY-MM-DD`, one year after it at most. */
  readonly expires: string
}

const first = { by: 'Produktverantwortung', on: '2026-11-23', expires: '2027-11-23' }

/** One review for each activity; the text is German because it is part of the record under Art. 30 GDPR. */
export const reviews = {
  'account.register': {
    ...first,
    question: 'Braucht eine beratende Person ein Konto mit Namen und E-Mail-Adresse?',
    alternatives:
      'Zugang nur mit einem Link: Dann könnte niemand ein verlorenes Passwort ersetzen, und Eingeladene wüssten nicht, wer einlädt.',
  },
  'account.session': {
    ...first,
    question: 'Geht es ohne Cookie?',
    alternatives: 'Kennung in der Adresse: Sie stünde in Verlauf, Lesezeichen und weitergegebenen Links.',
  },
  'account.second-factor': {
    ...first,
    question: 'Braucht ein zweiter Faktor gespeicherte Daten?',
    alternatives:
      'Codes per E-Mail oder SMS: schwächer, und für SMS käme ein Empfänger dazu. Nur ein Passwort: Für die Verwaltung ist das Risiko zu groß.',
  },
  'administration.audit': {
    ...first,
    question: 'Muss festgehalten werden, wer in der Verwaltung was tut?',
    alternatives:
      'Kein Protokoll: Missbrauch der Verwaltung bliebe unbemerkt. Protokoll mit Namen und IP-Adressen: nicht nötig, die Kennung des Kontos genügt.',
  },
  'consent.evidence': {
    ...first,
    question: 'Lässt sich die Einwilligung ohne Namen nachweisen?',
    alternatives:
      'Nachweis mit Namen und IP-Adresse: nicht nötig, der Prüfwert eines Quittungs-Codes genügt. Kein Nachweis: Art. 7 Abs. 1 DSGVO verlangt ihn.',
  },
  'rights.answer': {
    ...first,
    question: 'Muss eine Anfrage gespeichert werden, nachdem sie beantwortet ist?',
    alternatives:
      'Anfragen nur per E-Mail: Niemand sähe Fristen ablaufen, und die Antwort ließe sich nicht belegen. Anfragen mit Ausweis: nicht nötig, Anmeldung oder Quittungs-Code genügen.',
  },
  'meeting.plan': {
    ...first,
    question: 'Muss der Server geplante Gespräche kennen?',
    alternatives:
      'Planung nur im Kalender der beratenden Person: Dann ließen sich Einladungslinks weder prüfen noch zurückziehen.',
  },
  'meeting.wait': {
    ...first,
    question: 'Braucht das Wartezimmer einen Namen?',
    alternatives:
      'Einlass ohne Namen: Die beratende Person wüsste nicht, wen sie einlässt. Name in lesbarer Form auf dem Server: nicht nötig, er ist für sie verschlüsselt.',
  },
  'meeting.hold': {
    ...first,
    question: 'Muss irgendein Inhalt des Gesprächs auf den Server?',
    alternatives:
      'Nachrichten nur von Gerät zu Gerät: Wer neu lädt, verlöre sie mitten im Gespräch. Darum liegen sie bis zu dessen Ende verschlüsselt dort.',
  },
  'mail.send': {
    ...first,
    question: 'Muss eine Nachricht zwischengespeichert werden?',
    alternatives:
      'Sofortiger Versand ohne Zwischenspeicher: Bei einer Störung ginge die Bestätigung verloren, ohne dass es jemand merkt.',
  },
  'deletion.evidence': {
    ...first,
    question: 'Lässt sich eine Löschung belegen, ohne etwas von dem Gelöschten zu behalten?',
    alternatives:
      'Kein Protokoll: Niemand könnte das Löschen prüfen. Protokoll mit Kennungen: nicht nötig, Datenart, Anzahl und Zeit genügen.',
  },
  'proof.publish': {
    ...first,
    question: 'Verraten veröffentlichte Prüfergebnisse etwas über einzelne Menschen?',
    alternatives:
      'Genaue Zahlen: Sie verrieten, wann ein einzelnes Gespräch stattfindet. Keine Zahlen: Niemand könnte die Prüfung nachvollziehen.',
  },
  'site.read': {
    ...first,
    question: 'Muss beim Ausliefern einer Seite etwas gespeichert werden?',
    alternatives:
      'Protokoll der Aufrufe: für das Ausliefern nicht nötig, nur für die Abwehr von Angriffen und das Zählen.',
  },
  'request.count': {
    ...first,
    question: 'Lassen sich Aufrufe zählen, ohne einen Menschen wiederzuerkennen?',
    alternatives:
      'Zählen über Cookie oder Kennung: nicht nötig. Einzelne Aufrufe dauerhaft: nicht nötig, nach einem Tag genügen Zahlen. Fremder Statistikdienst: Er erführe, wer Beratung sucht.',
  },
  'attack.contain': {
    ...first,
    question: 'Lassen sich Angriffe ohne IP-Adresse erkennen und beenden?',
    alternatives:
      'Rechenaufgaben für alle: Sie treffen Menschen mit alten Geräten. Nur Prüfwerte im Arbeitsspeicher: Sie bremsen, sagen aber nicht, woher ein Angriff kam und was er erreicht hat. IP-Adressen in lesbarer Form: nicht nötig, ein Schlüssel für jeden Tag genügt, und mit ihm verschwinden sie aus jeder Kopie.',
  },
} as const satisfies Record<ActivityId, Review>

const longest = 366 * 24 * 60 * 60 * 1000
const empty = /^\s*$|TODO|XXX|\?\?\?/

/** Reviews that are empty, run for more than a year or have expired on the given day; good ones are not named. */
export function badReviews(given: Readonly<Record<string, Review>>, today: Date): string[] {
  const day = today.toISOString().slice(0, 10)
  const isBad = ({ by, on, question, alternatives, expires }: Review) =>
    [by, question, alternatives].some((text) => empty.test(text)) ||
    !(Date.parse(expires) - Date.parse(on) <= longest) ||
    expires < day ||
    on > day
  return Object.entries(given).flatMap(([activity, review]) => (isBad(review) ? [activity] : []))
}
