import type { OperatorCard } from '../card.ts'
import type { Installation } from '../installation.ts'
import type { LegalSection } from '../legal-text.ts'
import { periods } from '../periods.ts'
import { duration } from './duration.ts'
import { evidencePeriod } from './evidence-period.ts'

/** What a counsellor consents to before an account exists (Art. 6 (1)(a) GDPR), German. */
export const processingCounsellorDe = (of: Installation) => ({
  title: 'Einwilligung für BeraterInnen',
  sections: [
    {
      heading: 'Worin Sie einwilligen',
      paragraphs: [
        `Sie willigen ein, dass ${of.card.controller.name} Ihre Daten für Ihr Konto und Ihre Gespräche verarbeitet (Art. 6 Abs. 1 Buchst. a DSGVO):`,
      ],
      list: [
        'Wir speichern Vorname, Nachname, E-Mail-Adresse, Benutzername und Passwort. Alles ist verschlüsselt, das Passwort nur als Prüfwert.',
        'Wir speichern, wann Sie Gespräche planen und halten, und Ihre private Notiz dazu.',
        'Wir übertragen Ihr Bild, Ihren Ton und Ihre Nachrichten an die Menschen, die Sie einlassen, Ende-zu-Ende-verschlüsselt. Bei einer direkten Verbindung erfahren die beteiligten Geräte Ihre IP-Adresse.',
        'Eingeladene sehen Ihren Namen und den Termin.',
        'AdministratorInnen der verantwortlichen Stelle sehen Namen, E-Mail-Adresse, Benutzernamen, Rolle und Zustand Ihres Kontos, die Tage der Registrierung und der letzten Anmeldung und ob Sie einen zweiten Faktor haben, nie Ihre Notizen und nie den Inhalt von Gesprächen.',
        'Richten Sie einen zweiten Faktor ein, speichern wir dafür verschlüsselt den Schlüssel Ihrer Authenticator-App oder den öffentlichen Schlüssel Ihres Passkeys und den Namen, den Sie dem Gerät geben, dazu Prüfwerte Ihrer Wiederherstellungs-Codes.',
        'Sprechen Sie über sich selbst und dabei über Gesundheit, Religion, Herkunft oder Ähnliches, umfasst Ihre Einwilligung ausdrücklich auch diese Angaben (Art. 9 Abs. 2 Buchst. a DSGVO).',
      ],
    },
    {
      heading: 'Wie lange',
      paragraphs: [
        `Ihr Konto besteht, bis Sie es löschen oder sich ${duration(periods.inactiveAccount, 'de')} lang nicht anmelden. Dann löschen wir es und schreiben Ihnen ${duration(periods.inactiveFirstNotice, 'de')} und ${duration(periods.inactiveLastNotice, 'de')} vorher. Den Inhalt eines Gesprächs löschen wir innerhalb von ${duration(periods.meetingContent, 'de')} nach seinem Ende. Mit ihm löschen wir auch Ihre Notiz. Zeitpunkte und Nummer der Löschung sehen Sie danach noch höchstens ${duration(periods.meetingStub, 'de')}.`,
        evidencePeriod('counsellor', 'de', of),
      ],
    },
    {
      heading: 'Freiwillig',
      paragraphs: [
        'Ihre Einwilligung ist freiwillig. Ohne sie können wir kein Konto anlegen.',
        `Sie können auch ohne diese Anwendung beraten, zum Beispiel am Telefon oder vor Ort. Sie haben dadurch keinen Nachteil. Fragen beantworten wir unter ${of.card.alternative.phone}.`,
      ],
    },
    withdrawal(of.card, {
      here: 'In der Anwendung: Wählen Sie unter „Konto“ „Meine Daten“ und dort „Einwilligung widerrufen“. Ihr Konto wird damit gelöscht.',
      mail: 'Schreiben Sie an',
    }),
  ],
})

/** What a client consents to before the waiting room (Art. 6 (1)(a), explicitly Art. 9 (2)(a) GDPR), German. */
export const processingClientDe = (of: Installation) => ({
  title: 'Einwilligung für KlientInnen',
  sections: [
    {
      heading: 'Worin Sie einwilligen',
      paragraphs: [
        `Sie willigen ein, dass ${of.card.controller.name} Ihre Daten für dieses Gespräch verarbeitet (Art. 6 Abs. 1 Buchst. a DSGVO):`,
      ],
      list: [
        'Die beratende Person sieht Ihren Anzeigenamen und dass Sie warten. Sie müssen nicht Ihren richtigen Namen angeben.',
        'Wenn die beratende Person Sie einlässt, übertragen wir Ihr Bild, Ihren Ton und Ihre Nachrichten an die Menschen im Raum. Alles ist Ende-zu-Ende-verschlüsselt. Kamera und Mikrofon können Sie ausgeschaltet lassen.',
        'Bei einer direkten Verbindung erfahren die beteiligten Geräte Ihre IP-Adresse.',
        'Die Anwendung zeichnet nicht auf.',
      ],
    },
    {
      heading: 'Gesundheit, Religion, Herkunft',
      paragraphs: [
        'Vielleicht sprechen Sie über Gesundheit, Religion, Weltanschauung, Herkunft, politische Meinung, Gewerkschaft oder Ihr Sexualleben. Das Gesetz schützt solche Angaben besonders. Ihre Einwilligung umfasst ausdrücklich auch diese Angaben (Art. 9 Abs. 2 Buchst. a DSGVO). Sie entscheiden selbst, was Sie erzählen.',
      ],
    },
    {
      heading: 'Wie lange',
      paragraphs: [
        `Nach dem Ende des Gesprächs löschen wir Nachrichten und Anzeigenamen innerhalb von ${duration(periods.meetingContent, 'de')}. Bild und Ton speichern wir nie.`,
        evidencePeriod('client', 'de', of),
      ],
    },
    {
      heading: 'Freiwillig',
      paragraphs: [
        'Ihre Einwilligung ist freiwillig. Sie können Nein sagen. Dann speichern wir dazu nichts.',
        `Sie bekommen Beratung auch ohne Video. ${of.card.alternative.text.de} Telefon: ${of.card.alternative.phone}. Sie haben dadurch keinen Nachteil.`,
      ],
    },
    withdrawal(of.card, {
      here: 'In der Anwendung: Wählen Sie im Wartezimmer oder im Raum (unter „Mehr“) „Einwilligung widerrufen“, oder geben Sie später unter „Meine Daten“ Ihren Quittungs-Code ein.',
      mail: 'Schreiben Sie, auch nach dem Gespräch, mit Ihrem Quittungs-Code an',
    }),
  ],
})

const withdrawal = (card: OperatorCard, how: { here: string; mail: string }): LegalSection => ({
  heading: 'Einwilligung widerrufen',
  paragraphs: [
    'Sie können Ihre Einwilligung jederzeit widerrufen, ohne einen Grund zu nennen. Der Widerruf gilt für die Zukunft. Was bis dahin geschah, bleibt rechtmäßig.',
  ],
  list: [how.here, `Per E-Mail: ${how.mail} ${card.withdrawalEmail}.`],
})
