import type { PromiseId, Text } from './activity.ts'
import type { ProofId } from './proofs.ts'
import type { SaboteurOf } from './saboteurs.ts'

interface PromiseText {
  readonly title: Text
  readonly statement: Text
  /** What the proof cannot show. */
  readonly limits: Text
}

/** A promise names its proof and a saboteur that this very proof must detect; without both it does not compile. */
export type PolicyPromise = {
  [P in ProofId]: PromiseText & { readonly proof: P; readonly saboteur: SaboteurOf<P> }
}[ProofId]

/**
 * What the privacy statement promises, as facts that can be looked at. The sentence of the evidence is `describe` of the
 * proof; the activities that must keep the promise name it themselves (coverage.ts, `activitiesOf`).
 */
export const promises = {
  P01: {
    title: { de: 'Sie wissen, wer verantwortlich ist', en: 'You know who is responsible' },
    statement: {
      de: 'Verantwortliche Stelle, datenschutzbeauftragte Person und Auftragsverarbeiter sind mit Namen und Kontakt genannt.',
      en: 'Controller, data protection officer and processor are named, with contact.',
    },
    proof: 'card-complete',
    saboteur: 'blanks-the-card',
    limits: {
      de: 'Ob die Angaben stimmen, prüft kein Programm.',
      en: 'No program checks whether the entries are true.',
    },
  },
  P02: {
    title: { de: 'Nur für Videogespräche', en: 'For video meetings only' },
    statement: {
      de: 'Daten verarbeiten wir nur, um diese Anwendung für Videogespräche zu betreiben. Keine Werbung, keine Auswertung von Verhalten.',
      en: 'We process data only to run this application for video meetings. No advertising, no analysis of behaviour.',
    },
    proof: 'columns-registered',
    saboteur: 'adds-a-column',
    limits: {
      de: 'Gezeigt wird, was gespeichert werden kann und wozu. Wie Menschen verwenden, was sie lesen dürfen, zeigt keine Abfrage.',
      en: 'It shows what can be stored and why. No query shows how people use what they may read.',
    },
  },
  P03: {
    title: { de: 'Fünf Angaben für ein Konto', en: 'Five entries for an account' },
    statement: {
      de: 'Ein Konto für BeraterInnen enthält Vorname, Nachname, E-Mail-Adresse, Benutzername und Passwort. Mehr verlangen wir nicht. Wir veröffentlichen Konten nicht und geben sie nicht weiter.',
      en: 'A counsellor’s account holds first name, last name, e-mail address, user name and password. We ask for nothing else. We neither publish accounts nor pass them on.',
    },
    proof: 'account-columns',
    saboteur: 'asks-for-birthday',
    limits: {
      de: 'Was jemand als Namen einträgt, prüfen wir nicht.',
      en: 'We do not check what somebody enters as a name.',
    },
  },
  P04: {
    title: { de: 'Kein Konto ohne Einwilligung', en: 'No account without consent' },
    statement: {
      de: 'Vor der Registrierung kreuzen BeraterInnen drei Kästchen an: Datenschutzerklärung, Nutzungsbedingungen, Einwilligung. Wie sie widerrufen, steht dabei.',
      en: 'Before registering, counsellors tick three boxes: privacy statement, terms, consent. How to withdraw stands beside them.',
    },
    proof: 'accounts-with-consent',
    saboteur: 'forgets-account-consent',
    limits: {
      de: 'Ob jemand einen Text gelesen hat, lässt sich nicht messen.',
      en: 'Whether somebody read a text cannot be measured.',
    },
  },
  P05: {
    title: { de: 'Kein Wartezimmer ohne Einwilligung', en: 'No waiting room without consent' },
    statement: {
      de: 'Vor dem Wartezimmer kreuzen KlientInnen drei Kästchen an: Datenschutzerklärung, Nutzungsbedingungen, Einwilligung. Wie sie widerrufen, steht dabei.',
      en: 'Before the waiting room, clients tick three boxes: privacy statement, terms, consent. How to withdraw stands beside them.',
    },
    proof: 'guests-with-consent',
    saboteur: 'forgets-guest-consent',
    limits: {
      de: 'Ob jemand einen Text gelesen hat, lässt sich nicht messen.',
      en: 'Whether somebody read a text cannot be measured.',
    },
  },
  P06: {
    title: { de: 'Der Link allein öffnet nicht', en: 'The link alone does not open' },
    statement: {
      de: 'In den Raum kommt nur, wen die beratende Person einlässt. Bis dahin wartet die Person im Wartezimmer.',
      en: 'Only who the counsellor lets in enters the room. Until then people wait in the waiting room.',
    },
    proof: 'admitted-by-person',
    saboteur: 'admits-itself',
    limits: {
      de: 'Wer eine eingeladene Person wirklich ist, erkennt nur die beratende Person.',
      en: 'Who an invited person really is, only the counsellor can tell.',
    },
  },
  P07: {
    title: { de: 'Ende-zu-Ende-verschlüsselt', en: 'End-to-end encrypted' },
    statement: {
      de: 'Bild, Ton und Nachrichten eines Gesprächs sind Ende-zu-Ende-verschlüsselt. Der Server kann sie nicht lesen.',
      en: 'Picture, sound and messages of a meeting are end-to-end encrypted. The server cannot read them.',
    },
    proof: 'end-to-end',
    saboteur: 'sends-plain-frame',
    limits: {
      de: 'Ein manipulierter Server könnte ein manipuliertes Programm ausliefern. Sicher ist, wer den Sicherheitscode vergleicht und dem ausgelieferten Programm vertrauen kann.',
      en: 'A manipulated server could deliver a manipulated program. Those who compare the security code and can trust the delivered program are safe.',
    },
  },
  P08: {
    title: { de: 'Nach dem Gespräch ist alles fort', en: 'After the meeting everything is gone' },
    statement: {
      de: 'Nachrichten, Anzeigenamen, Reaktionen und alles Weitere aus dem Gespräch löschen wir nach dem Ende automatisch und unwiderruflich, innerhalb von 60 Sekunden.',
      en: 'Messages, display names, reactions and everything else of the meeting are deleted automatically and irrevocably after its end, within 60 seconds.',
    },
    proof: 'ended-without-data',
    saboteur: 'leaves-message',
    limits: {
      de: 'Gezeigt wird, dass Zeilen und Schlüssel fort sind. Was Beteiligte selbst mitgeschnitten haben, kann niemand löschen.',
      en: 'It shows that rows and keys are gone. What people taking part recorded themselves, nobody can delete.',
    },
  },
  P09: {
    title: { de: 'IP-Adressen höchstens sieben Tage', en: 'IP addresses for seven days at most' },
    statement: {
      de: 'IP-Adressen bleiben höchstens 7 Tage und nur, um Angriffe zu erkennen, einzudämmen und zu beenden.',
      en: 'IP addresses stay for 7 days at most, and only to recognise, contain and end attacks.',
    },
    proof: 'no-plain-addresses',
    saboteur: 'writes-addresses',
    limits: {
      de: 'Was Netzbetreiber und vorgeschaltete Geräte festhalten, sieht die Anwendung nicht.',
      en: 'The application does not see what network operators and devices in front of it record.',
    },
  },
  P10: {
    title: { de: 'Aufrufe nur als Statistik', en: 'Requests as statistics only' },
    statement: {
      de: 'Zu einem Aufruf wird höchstens festgehalten: Dateiname, Zeit, Datenmenge, Status, Browsertyp und IP-Adresse. Ausgewertet wird nur als Statistik, weitergegeben nichts.',
      en: 'Of a request at most file name, time, bytes, status, browser type and IP address are recorded. It is evaluated as statistics only, and nothing is passed on.',
    },
    proof: 'log-fields',
    saboteur: 'logs-user-agent',
    limits: {
      de: 'Gezeigt wird, was die Anwendung schreibt, nicht was ein vorgeschalteter Server schreibt.',
      en: 'It shows what the application writes, not what a server in front of it writes.',
    },
  },
  P11: {
    title: { de: 'Nichts bleibt auf Ihrem Gerät', en: 'Nothing stays on your device' },
    statement: {
      de: 'Auf Ihrem Gerät liegt nur, was technisch nötig ist. Es verschwindet, wenn Sie den Browser schließen.',
      en: 'Only what is technically necessary rests on your device. It is gone when you close the browser.',
    },
    proof: 'browser-storage',
    saboteur: 'sets-a-cookie',
    limits: {
      de: 'Manche Browser stellen Sitzungen nach einem Neustart wieder her. Den Verlauf führt Ihr Browser selbst.',
      en: 'Some browsers restore sessions after a restart. The history is kept by your browser itself.',
    },
  },
  P12: {
    title: { de: 'Verschlüsselt gespeichert', en: 'Encrypted at rest' },
    statement: {
      de: 'Personenbezogene Angaben speichern wir verschlüsselt mit AES-256. Den obersten Schlüssel verwaltet allein die verantwortliche Stelle.',
      en: 'We store personal entries encrypted with AES-256. The controller alone manages the topmost key.',
    },
    proof: 'values-sealed',
    saboteur: 'stores-plain-name',
    limits: {
      de: 'Solange die Anwendung läuft, benutzt sie den Schlüssel. Kennungen, Zustände und Zeitpunkte sind lesbar, damit Fristen ablaufen.',
      en: 'While the application runs, it uses the key. Identifiers, states and times are readable, so that periods run out.',
    },
  },
  P13: {
    title: { de: 'Nur das Nötige', en: 'Only what is necessary' },
    statement: {
      de: 'Von KlientInnen brauchen wir nur einen Anzeigenamen. Er darf erfunden sein, und der Server kann ihn nicht lesen.',
      en: 'Of clients we need a display name only. It may be invented, and the server cannot read it.',
    },
    proof: 'client-columns',
    saboteur: 'keeps-client-name',
    limits: {
      de: 'Was Menschen einander im Gespräch sagen, begrenzt kein Programm.',
      en: 'No program limits what people tell each other in a meeting.',
    },
  },
  P14: {
    title: { de: 'Ihre Rechte', en: 'Your rights' },
    statement: {
      de: 'Auskunft, Berichtigung, Löschung, Einschränkung, Mitnahme, Widerspruch und Beschwerde stehen Ihnen mit und ohne Konto zu.',
      en: 'You have the rights of access, rectification, erasure, restriction, portability, objection and complaint, with or without an account.',
    },
    proof: 'requests-in-time',
    saboteur: 'ignores-request',
    limits: {
      de: 'Ob eine Antwort richtig ist, beurteilen Menschen.',
      en: 'Whether an answer is right is for people to judge.',
    },
  },
  P15: {
    title: { de: 'Kein Programm entscheidet', en: 'No program decides' },
    statement: {
      de: 'Über Menschen entscheidet hier kein Programm, und es gibt kein Profiling.',
      en: 'No program decides about people here, and there is no profiling.',
    },
    proof: 'refused-by-person',
    saboteur: 'refuses-by-rule',
    limits: {
      de: 'Warum ein Mensch so entschieden hat, wird nicht festgehalten.',
      en: 'Why a person decided so is not recorded.',
    },
  },
  P16: {
    title: { de: 'Nichts bleibt länger als nötig', en: 'Nothing stays longer than needed' },
    statement: {
      de: 'Jede Datenart hat eine Frist. Danach löschen oder anonymisieren wir sie.',
      en: 'Each kind of data has a period. After it we delete or anonymise the data.',
    },
    proof: 'rows-in-time',
    saboteur: 'idles-sweeper',
    limits: {
      de: 'Gezählt wird, was in der Datenbank liegt. Sicherungskopien außerhalb sind Sache der verantwortlichen Stelle.',
      en: 'What lies in the database is counted. Backups outside it are the controller’s concern.',
    },
  },
  P17: {
    title: { de: 'Technischer und organisatorischer Schutz', en: 'Technical and organisational protection' },
    statement: {
      de: 'Technische und organisatorische Maßnahmen schützen vor Manipulation, Verlust, Zerstörung und unbefugtem Zugriff. Wir verbessern sie laufend.',
      en: 'Technical and organisational measures protect against manipulation, loss, destruction and unauthorised access. We keep improving them.',
    },
    proof: 'measures-in-place',
    saboteur: 'opens-key-file',
    limits: {
      de: 'Die Maßnahmen der Menschen und des Hauses prüft kein Programm.',
      en: 'No program checks the measures of people and premises.',
    },
  },
  P18: {
    title: { de: 'Keine Dritten, kein Drittland', en: 'No third parties, no third country' },
    statement: {
      de: 'Wir geben nichts an Dritte weiter und übermitteln nichts in Länder außerhalb der Europäischen Union und des Europäischen Wirtschaftsraums.',
      en: 'We pass nothing on to third parties and transfer nothing to countries outside the European Union and the European Economic Area.',
    },
    proof: 'hosts-contacted',
    saboteur: 'loads-foreign-font',
    limits: {
      de: 'Wo die Server der eingetragenen Empfänger stehen, regelt ein Vertrag, kein Programm.',
      en: 'Where the servers of the registered recipients stand is settled by contract, not by a program.',
    },
  },
  P19: {
    title: { de: 'Widerruf jederzeit', en: 'Withdrawal at any time' },
    statement: {
      de: 'Eine Einwilligung können Sie jederzeit so einfach widerrufen, wie Sie sie gegeben haben. Das gilt für die Zukunft.',
      en: 'You can withdraw consent at any time, as easily as you gave it. It holds for the future.',
    },
    proof: 'withdrawals-executed',
    saboteur: 'keeps-withdrawn-seat',
    limits: {
      de: 'Was vor dem Widerruf geschah, bleibt geschehen.',
      en: 'What happened before the withdrawal remains.',
    },
  },
} as const satisfies Record<PromiseId, PolicyPromise>

/** „Was sich nicht beweisen lässt“: shown beside the proofs, in both languages. */
export const unprovable: readonly Text[] = [
  {
    de: 'Dass der Arbeitsspeicher eines laufenden Gesprächs von niemandem gelesen wird, der Gewalt über den Rechner hat.',
    en: 'That nobody with control of the machine reads the memory of a running meeting.',
  },
  {
    de: 'Dass auf Datenträgern kein physischer Rest bleibt. Darum vernichten wir zuerst den Schlüssel.',
    en: 'That no physical trace stays on storage media. That is why we destroy the key first.',
  },
  {
    de: 'Dass Beteiligte nichts mitschneiden oder abfotografieren.',
    en: 'That people taking part record or photograph nothing.',
  },
  {
    de: 'Dass der Server genau das veröffentlichte Programm ausliefert.',
    en: 'That the server delivers exactly the published program.',
  },
  {
    de: 'Dass die Geräte der Beteiligten frei von Schadprogrammen sind.',
    en: 'That the devices of the people taking part are free of malware.',
  },
  {
    de: 'Was Netzbetreiber über eine Verbindung festhalten.',
    en: 'What network operators record about a connection.',
  },
  {
    de: 'Dass die Prüfung selbst ehrlich ist. Darum ist sie offen, und zu jeder gehört ein Versuch, der sie rot werden lassen muss.',
    en: 'That the check itself is honest. That is why it is open, and to each belongs an attempt that must turn it red.',
  },
]
