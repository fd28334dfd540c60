import type { RecipientId, Text } from './activity.ts'

/** Somebody who receives data (Art. 13 (1)(e), 30 (1)(d) GDPR). A recipient that is not listed is not reached (P18). */
export interface Recipient {
  readonly title: Text
  /** What arrives there. */
  readonly what: Text
  readonly why: Text
  /** Contract by which the recipient is bound; `none` for people who take part themselves. */
  readonly bound: 'processor' | 'controller' | 'none'
  /** Which configured host is contacted for it; null where none is. */
  readonly host: 'SMTP_URL' | 'TURN_URLS' | 'KMS_KEY_ID' | null
  /** Transfer to a country outside the EU and the EEA (Art. 44 GDPR). There is none, and the type allows none. */
  readonly thirdCountry: false
}

export const recipients = {
  hosting: {
    title: { de: 'Auftragsverarbeiter (Betrieb)', en: 'Processor (hosting)' },
    what: {
      de: 'Alles, was der Server speichert, verschlüsselt; dazu Kennungen, Zustände und Zeitpunkte',
      en: 'Everything the server stores, encrypted; also identifiers, states and times',
    },
    why: {
      de: 'Betreibt die Anwendung nach Weisung (Art. 28 DSGVO)',
      en: 'Runs the application on instruction (Art. 28 GDPR)',
    },
    bound: 'processor',
    host: null,
    thirdCountry: false,
  },
  'mail-server': {
    title: { de: 'Mailserver der verantwortlichen Stelle', en: 'Mail server of the controller' },
    what: {
      de: 'E-Mail-Adresse, Betreff und Text einer Nachricht; von dort gelangt sie zum Anbieter des Postfachs',
      en: 'E-mail address, subject and text of a message; from there it goes to the provider of the mailbox',
    },
    why: { de: 'Stellt Nachrichten der Anwendung zu', en: 'Delivers the application’s mails' },
    bound: 'controller',
    host: 'SMTP_URL',
    thirdCountry: false,
  },
  relay: {
    title: { de: 'Vermittlungsserver der verantwortlichen Stelle (TURN)', en: 'Relay of the controller (TURN)' },
    what: {
      de: 'Verschlüsselte Pakete mit Bild und Ton und die IP-Adressen der Geräte, solange sie verbunden sind',
      en: 'Encrypted packets of picture and sound and the IP addresses of the devices while they are connected',
    },
    why: {
      de: 'Verbindet Geräte, die sich nicht direkt erreichen; nur wenn er eingerichtet ist',
      en: 'Connects devices that cannot reach each other directly; only where it is set up',
    },
    bound: 'controller',
    host: 'TURN_URLS',
    thirdCountry: false,
  },
  'key-service': {
    title: {
      de: 'Schlüsseldienst der verantwortlichen Stelle (AWS KMS in der EU), nur wenn er eingerichtet ist',
      en: 'Key service of the controller (AWS KMS in the EU), only where it is set up',
    },
    what: {
      de: 'Nur Schlüssel der Anwendung in verschlüsselter Form, ihr Zweck und ihre Nummer; nichts über Personen',
      en: 'Only keys of the application in encrypted form, their purpose and number; nothing about people',
    },
    why: {
      de: 'Verwahrt den obersten Schlüssel, den die verantwortliche Stelle jederzeit entziehen kann',
      en: 'Keeps the topmost key, which the controller can withdraw at any time',
    },
    bound: 'processor',
    host: 'KMS_KEY_ID',
    thirdCountry: false,
  },
  room: {
    title: { de: 'Eingeladene und Menschen im Raum', en: 'Invited people and people in the room' },
    what: {
      de: 'Vor dem Gespräch der Name der beratenden Person und der Termin; im Raum, was jemand zeigt, sagt und schreibt, und der Anzeigename; bei einer direkten Verbindung auch die IP-Adressen der Geräte',
      en: 'Before the meeting the counsellor’s name and the appointment; in the room what somebody shows, says and writes, and the display name; with a direct connection the IP addresses of the devices too',
    },
    why: { de: 'Dafür ist das Gespräch da', en: 'That is what the meeting is for' },
    bound: 'none',
    host: null,
    thirdCountry: false,
  },
} as const satisfies Record<RecipientId, Recipient>
