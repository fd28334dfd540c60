import type { Installation } from '../installation.ts'
import type { LegalSection } from '../legal-text.ts'
import { periods } from '../periods.ts'
import { duration } from './duration.ts'
import { evidencePeriod } from './evidence-period.ts'
import { partyLine } from './register-lines.ts'

/** The part of the privacy statement about what people can ask for (Art. 7 (3), 13 (2)(b) to (f) GDPR), German. */
export const privacyRightsDe = (of: Installation): LegalSection[] => [
  withdrawal(of),
  receipt(of),
  rights(of),
  objection(of),
  complaint(of),
  machines,
  versions,
]

const withdrawal = ({ card }: Installation): LegalSection => ({
  id: 'withdrawal',
  heading: 'Einwilligung widerrufen',
  paragraphs: [
    'Sie können Ihre Einwilligung jederzeit widerrufen (Art. 7 Abs. 3 DSGVO). Sie müssen keinen Grund nennen. Der Widerruf gilt für die Zukunft. Was bis dahin geschah, bleibt rechtmäßig.',
  ],
  list: [
    'Als KlientIn im Raum oder im Wartezimmer: Wählen Sie „Einwilligung widerrufen“ (im Raum unter „Mehr“). Mikrofon und Kamera gehen sofort aus, Sie verlassen den Raum, und Ihre Nachrichten verschwinden bei allen. Verschlüsselt und für niemanden im Raum mehr sichtbar liegen sie bis zum Ende des Gesprächs auf dem Server und werden dann gelöscht.',
    'Als KlientIn später: Geben Sie unter „Meine Daten“ Ihren Quittungs-Code ein.',
    'Als BeraterIn: Wählen Sie unter „Konto“ „Meine Daten“ und dort „Einwilligung widerrufen“. Ihr Konto wird damit gelöscht.',
    `Per E-Mail, auch nach dem Gespräch: ${card.withdrawalEmail}. Als KlientIn nennen Sie dazu Ihren Quittungs-Code.`,
  ],
})

const receipt = (of: Installation): LegalSection => ({
  id: 'receipt',
  heading: 'Ihr Quittungs-Code',
  paragraphs: [
    'KlientInnen sehen nach der Einwilligung einmal einen Quittungs-Code. Wir speichern nicht den Code, sondern einen Prüfwert davon. Mit dem Code finden wir den Nachweis Ihrer Einwilligung wieder, ohne Ihren Namen zu kennen.',
    evidencePeriod('client', 'de', of),
    'Bitte bewahren Sie den Code auf. Ohne ihn können wir den Nachweis keiner Person zuordnen (Art. 11 DSGVO). Sie können sich trotzdem an uns wenden. Einen Ausweis verlangen wir nicht.',
  ],
})

const rights = ({ card }: Installation): LegalSection => ({
  id: 'rights',
  heading: 'Ihre Rechte',
  paragraphs: [
    `Mit oder ohne Konto haben Sie diese Rechte. Mit Konto üben Sie sie unter „Konto“, „Meine Daten“ aus, ohne Konto mit dem Quittungs-Code unter „Meine Daten“. Sie können auch schreiben: an ${card.controller.email} oder an die datenschutzbeauftragte Person: ${card.dataProtectionOfficer.email}. Von einem beendeten Gespräch können wir keinen Inhalt herausgeben, weil keiner mehr da ist.`,
    'Namen, E-Mail-Adresse, Benutzernamen und Passwort ändern BeraterInnen selbst unter „Konto“. Dort löschen sie auch ihr Konto. Die Nutzung des Kontos halten sie unter „Meine Daten“ selbst an und heben das selbst wieder auf: So lange bleiben die Daten gespeichert, werden aber nicht verwendet.',
    `Alles andere beantwortet ein Mensch innerhalb eines Monats (Art. 12 Abs. 3 DSGVO). Nur wenn es nötig ist, verlängern wir um höchstens zwei weitere Monate und sagen Ihnen noch im ersten Monat den Grund. Lehnen wir etwas ab, nennen wir auch dafür die Gründe (Art. 12 Abs. 4 DSGVO). Ihre Anfrage bekommt eine Nummer. Text und Antwort speichern wir verschlüsselt und löschen sie ${duration(periods.rightsRequest, 'de')} nach dem Abschluss.`,
  ],
  list: [
    'Auskunft und Kopie Ihrer Daten (Art. 15 DSGVO)',
    'Berichtigung falscher Daten (Art. 16 DSGVO)',
    'Löschung (Art. 17 DSGVO)',
    'Einschränkung der Verarbeitung (Art. 18 DSGVO)',
    'Mitnahme Ihrer Daten in einem gängigen Format (Art. 20 DSGVO)',
    'Widerspruch (Art. 21 DSGVO), siehe den nächsten Abschnitt',
    'Widerruf einer Einwilligung (Art. 7 Abs. 3 DSGVO)',
    'Beschwerde bei einer Aufsichtsbehörde (Art. 77 DSGVO)',
  ],
})

/** Apart from all other information, as Art. 21 (4) GDPR asks. */
const objection = ({ card }: Installation): LegalSection => ({
  id: 'objection',
  heading: 'Ihr Recht auf Widerspruch',
  paragraphs: [
    `Manche Verarbeitungen stützen wir auf berechtigte Interessen (Art. 6 Abs. 1 Buchst. f DSGVO). Dagegen können Sie jederzeit Widerspruch einlegen, aus Gründen, die sich aus Ihrer besonderen Situation ergeben (Art. 21 DSGVO). Das geht unter „Meine Daten“ oder mit einer E-Mail an ${card.controller.email}. Wir hören dann damit auf, außer es gibt zwingende schutzwürdige Gründe, die Ihre Interessen überwiegen, oder es geht um Rechtsansprüche.`,
  ],
})

const complaint = ({ card }: Installation): LegalSection => ({
  id: 'complaint',
  heading: 'Beschwerde bei der Aufsichtsbehörde',
  paragraphs: [
    'Wenn Sie meinen, dass wir Ihre Daten nicht rechtmäßig verarbeiten, können Sie sich bei einer Aufsichtsbehörde beschweren (Art. 77 DSGVO), zum Beispiel dort, wo Sie wohnen, wo Sie arbeiten oder wo es geschehen ist. Für uns ist zuständig:',
  ],
  list: [partyLine('Aufsichtsbehörde', card.authority, 'de')],
})

const machines: LegalSection = {
  id: 'machines',
  heading: 'Keine automatisierten Entscheidungen',
  paragraphs: [
    'Über Menschen entscheidet hier kein Programm. Es gibt keine automatisierte Entscheidung im Einzelfall und kein Profiling (Art. 22 DSGVO). Ob jemand eingelassen wird, entscheidet immer die beratende Person.',
  ],
}

const versions: LegalSection = {
  id: 'versions',
  heading: 'Fassungen dieser Texte',
  paragraphs: [
    'Jede Fassung dieser Erklärung, der Nutzungsbedingungen und der Einwilligungen veröffentlichen wir mit Datum und Prüfsumme unter „Alle Fassungen“. Frühere Fassungen bleiben dort, damit sich belegen lässt, worin jemand eingewilligt hat. Sie nennen auch die Namen, die damals zur verantwortlichen Stelle gehörten.',
    'Ändert sich ein Text, fragen wir neu: KlientInnen beim nächsten Eintritt, BeraterInnen bei der nächsten Anmeldung. Wer nicht zustimmt, kann die eigenen Daten noch mitnehmen, die Einwilligung widerrufen und das Konto löschen, die Anwendung aber nicht weiter nutzen.',
  ],
}
