import type { PromiseId } from './activity.ts'
import { periods } from './periods.ts'
import { duration } from './texts/duration.ts'

export const measureGoals = {
  confidentiality: 'Vertraulichkeit',
  integrity: 'Integrität',
  availability: 'Verfügbarkeit und Belastbarkeit',
  minimisation: 'Datenminimierung und Nichtverkettung',
  transparency: 'Transparenz und Überprüfung',
  control: 'Rechte und Eingriffe der Betroffenen',
} as const

/** What is built in, what has to be done where the application runs, and what only the controller can do. */
export const measureMakers = {
  application: 'In der Anwendung',
  operator: 'Beim Betrieb zu treffen',
  controller: 'Von der verantwortlichen Stelle zu treffen',
} as const

/** One technical or organisational measure (Art. 32 GDPR). German, because it is part of the record under Art. 30. */
export interface Measure {
  readonly goal: keyof typeof measureGoals
  readonly what: string
  readonly by: keyof typeof measureMakers
  readonly promise: PromiseId
}

export const measures: readonly Measure[] = [
  {
    goal: 'confidentiality',
    by: 'application',
    promise: 'P07',
    what: 'Gespräche sind Ende-zu-Ende-verschlüsselt. Schlüssel haben nur die Geräte der beratenden Person und der Eingelassenen. Ein Sicherheitscode lässt sich vergleichen.',
  },
  {
    goal: 'confidentiality',
    by: 'application',
    promise: 'P12',
    what: 'Personenbezogene Felder sind mit AES-256-GCM verschlüsselt, gebunden an Tabelle, Spalte, Zeile und Person. Jedes Konto und jedes Gespräch hat einen eigenen Schlüssel.',
  },
  {
    goal: 'confidentiality',
    by: 'application',
    promise: 'P12',
    what: 'Der oberste Schlüssel liegt in einer Datei außerhalb der Daten oder in AWS KMS bei der verantwortlichen Stelle. Der Server startet nicht, wenn andere die Datei lesen können oder wenn sie fehlt, obwohl es verschlüsselte Daten gibt. Er prüft den Schlüssel alle fünf Minuten. Ist er entzogen, vergisst er alle Schlüssel und antwortet nur noch, dass er gesperrt ist; beendete Gespräche löscht er weiter.',
  },
  {
    goal: 'confidentiality',
    by: 'application',
    promise: 'P12',
    what: 'Schlüssel werden nach einem Jahr von selbst erneuert, im laufenden Betrieb, und auf Wunsch jederzeit.',
  },
  {
    goal: 'confidentiality',
    by: 'application',
    promise: 'P17',
    what: 'Passwörter werden mit Argon2id (64 MiB, 3 Durchgänge) geprüft, häufige und persönliche abgelehnt, der Prüfwert verschlüsselt gespeichert.',
  },
  {
    goal: 'confidentiality',
    by: 'application',
    promise: 'P17',
    what: `Ein zweiter Faktor (Passkey oder Einmalcode) schützt die Anmeldung. Für die Verwaltung ist er Pflicht, für BeraterInnen lässt er sich verlangen. Wer dort etwas Schwerwiegendes tut, muss ihn in den letzten ${duration(periods.strongProof, 'de')} bewiesen haben. Wiederherstellungs-Codes liegen nur als Prüfwerte vor und gelten einmal.`,
  },
  {
    goal: 'confidentiality',
    by: 'application',
    promise: 'P13',
    what: 'Drei Rollen: beratende Person, datenschutzbeauftragte Person, AdministratorIn. Die Verwaltung zeigt Konten und Anfragen, aber weder Inhalte von Gesprächen noch Notizen noch Passwörter.',
  },
  {
    goal: 'confidentiality',
    by: 'application',
    promise: 'P06',
    what: 'Wer eingeladen ist, wartet im Wartezimmer, bis die beratende Person entscheidet. Der Einladungslink trägt sein Geheimnis in einem Teil der Adresse, den der Browser nicht an den Server schickt.',
  },
  {
    goal: 'confidentiality',
    by: 'application',
    promise: 'P11',
    what: `Ein einziges Sitzungs-Cookie, nur für HTTPS und nicht für Skripte lesbar. Auf dem Server liegt nur sein Prüfwert. Es endet nach ${duration(periods.sessionIdle, 'de')} ohne Nutzung und spätestens nach ${duration(periods.sessionAbsolute, 'de')}.`,
  },
  {
    goal: 'confidentiality',
    by: 'application',
    promise: 'P18',
    what: 'Eine Content Security Policy erlaubt Browsern nur die eigene Adresse. Der Server erreicht nach außen nur den Mailserver der verantwortlichen Stelle und, wenn er eingerichtet ist, ihren Schlüsseldienst.',
  },
  {
    goal: 'confidentiality',
    by: 'operator',
    promise: 'P12',
    what: 'Datenträger oder Volume verschlüsseln, auf AWS mit einem Schlüssel der verantwortlichen Stelle. Auslagerungsspeicher abschalten oder verschlüsseln, Speicherabbilder abschalten.',
  },
  {
    goal: 'confidentiality',
    by: 'operator',
    promise: 'P17',
    what: 'HTTPS am vorgeschalteten Server, ohne Protokoll von Adressen. Zugang zum Rechner nur für benannte Personen, die auf Vertraulichkeit verpflichtet sind (auch § 203 Abs. 4 StGB).',
  },
  {
    goal: 'confidentiality',
    by: 'operator',
    promise: 'P12',
    what: 'Ausgesonderte Datenträger nach DIN 66399 (ISO/IEC 21964) vernichten oder ihren Schlüssel vernichten, mit Nachweis. Räume mit Rechnern verschlossen halten.',
  },
  {
    goal: 'confidentiality',
    by: 'controller',
    promise: 'P18',
    what: 'Mailserver, Vermittlungsserver und Schlüsseldienst nur in der Europäischen Union oder im Europäischen Wirtschaftsraum betreiben (Art. 44 DSGVO). Wer etwas davon für die verantwortliche Stelle betreibt, wird nach Art. 28 DSGVO verpflichtet und im Verzeichnis genannt.',
  },
  {
    goal: 'integrity',
    by: 'application',
    promise: 'P17',
    what: `Was in der Verwaltung geschieht, steht in einem Protokoll, dessen Einträge verkettet sind: wer, wann, welche Art von Handlung, welches Konto. Es enthält keine Inhalte und keine IP-Adresse und bleibt höchstens ${duration(periods.auditLog, 'de')}.`,
  },
  {
    goal: 'integrity',
    by: 'application',
    promise: 'P12',
    what: 'Ein veränderter oder an eine andere Stelle kopierter verschlüsselter Wert lässt sich nicht öffnen.',
  },
  {
    goal: 'integrity',
    by: 'application',
    promise: 'P08',
    what: 'Jeder Eintrag des Löschprotokolls trägt die Prüfsumme des vorigen.',
  },
  {
    goal: 'integrity',
    by: 'application',
    promise: 'P17',
    what: 'Anfragen von fremden Seiten werden abgelehnt. Jede Eingabe wird gegen eine festgelegte Form geprüft.',
  },
  {
    goal: 'availability',
    by: 'application',
    promise: 'P17',
    what: 'Rate- und Flutversuche werden je Herkunft und je Konto gebremst, Netze mit zu vielen davon für eine Stunde bis einen Tag gesperrt. Fehlversuche sperren nie ein Konto: Aus einem anderen Netz ist es erreichbar. Ein Konto sperrt nur ein Mensch in der Verwaltung.',
  },
  {
    goal: 'availability',
    by: 'application',
    promise: 'P08',
    what: 'Nach einem Absturz setzt der Server angefangene Löschungen fort, bevor er wieder antwortet.',
  },
  {
    goal: 'availability',
    by: 'operator',
    promise: 'P16',
    what: `Datenbank sichern, Kopien höchstens ${duration(periods.backup, 'de')} aufheben, Rückspielen regelmäßig üben. Schlüssel der Konten getrennt sichern, höchstens ${duration(periods.keyBackup, 'de')}. Schlüssel der Gespräche und das Verzeichnis der Löschungen nie sichern. Den obersten Schlüssel einmal sicher verwahren, getrennt von den Kopien.`,
  },
  {
    goal: 'minimisation',
    by: 'application',
    promise: 'P13',
    what: 'KlientInnen brauchen kein Konto. Ihr Anzeigename darf erfunden sein und ist für den Server nicht lesbar.',
  },
  {
    goal: 'minimisation',
    by: 'application',
    promise: 'P10',
    what: 'Das Betriebsprotokoll kennt nur festgelegte Felder ohne Personenbezug und keinen freien Text. Einzelne Seitenaufrufe stehen mit Dateiname, Zeit, Datenmenge, Status und Browsertyp einen Tag in der Datenbank, danach bleiben Zahlen je Tag.',
  },
  {
    goal: 'minimisation',
    by: 'application',
    promise: 'P09',
    what: 'IP-Adressen werden unter einem Schlüssel des Tages verschlüsselt. Er liegt außerhalb von Datenbank und Sicherungskopien und wird spätestens am siebten Tag vernichtet. Gezählt wird im Arbeitsspeicher unter Prüfwerten, deren Schlüssel täglich wechselt.',
  },
  {
    goal: 'minimisation',
    by: 'application',
    promise: 'P08',
    what: 'Der Löschlauf arbeitet das Löschkonzept alle fünf Minuten ab, protokolliert jede Löschung und zeigt vorher, was fällig ist. Nach dem Rückspielen einer Kopie löscht der Server erneut, was seit der Kopie gelöscht wurde, bevor er antwortet.',
  },
  {
    goal: 'minimisation',
    by: 'application',
    promise: 'P08',
    what: 'Am Ende eines Gesprächs wird zuerst sein Schlüssel vernichtet, dann jede Zeile gelöscht. Eine Datenbankrolle, die nur zählen darf, prüft nach.',
  },
  {
    goal: 'transparency',
    by: 'application',
    promise: 'P02',
    what: 'Jede Spalte, jede Nachricht, jedes Cookie und jede Anfrage nennt eine Verarbeitung dieses Registers. Was fehlt, lässt sich nicht bauen oder startet nicht.',
  },
  {
    goal: 'transparency',
    by: 'application',
    promise: 'P04',
    what: 'Jede gezeigte Fassung eines Rechtstextes liegt mit Datum und Prüfsumme in einem öffentlichen Archiv. Der Nachweis einer Einwilligung verweist auf genau diese Fassung. Nach einer Änderung wird neu gefragt.',
  },
  {
    goal: 'transparency',
    by: 'controller',
    promise: 'P17',
    what: 'Maßnahmen einmal im Jahr und nach jedem Vorfall prüfen. Datenpannen erfassen und binnen 72 Stunden melden (Art. 33 DSGVO). Datenschutz-Folgenabschätzung führen (Art. 35 DSGVO).',
  },
  {
    goal: 'transparency',
    by: 'controller',
    promise: 'P01',
    what: 'Mit dem Auftragsverarbeiter einen Vertrag nach Art. 28 DSGVO schließen. Werden Sozialdaten verarbeitet, den Auftrag vorher der Rechts- oder Fachaufsichtsbehörde anzeigen (§ 80 Abs. 1 SGB X). Alle, die verwalten oder beraten, einweisen und auf Vertraulichkeit verpflichten.',
  },
  {
    goal: 'control',
    by: 'controller',
    promise: 'P19',
    what: 'Beratung ohne Video gleichwertig anbieten, für KlientInnen und für BeraterInnen, damit die Einwilligung freiwillig ist (Art. 7 Abs. 4 DSGVO; für Beschäftigte § 26 Abs. 2 BDSG). Wer nicht einwilligt oder widerruft, hat keinen Nachteil.',
  },
  {
    goal: 'control',
    by: 'application',
    promise: 'P19',
    what: 'BeraterInnen sehen, ändern, schränken ein, nehmen mit und löschen ihre Daten selbst. Mit dem Konto wird sein Schlüssel vernichtet. KlientInnen widerrufen ihre Einwilligung im Wartezimmer, im Raum oder mit dem Quittungs-Code.',
  },
  {
    goal: 'control',
    by: 'controller',
    promise: 'P14',
    what: 'Anfragen betroffener Personen binnen eines Monats beantworten (Art. 12 Abs. 3 DSGVO). Mit dem Quittungs-Code lässt sich ein Nachweis ohne Namen finden.',
  },
]
