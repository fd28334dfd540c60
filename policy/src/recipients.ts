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
  readonly host: 'SMTP_URL' | 'TURN_URLS' | null
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
  room: {
    title: { de: 'Menschen im Raum', en: 'People in the room' },
    what: {
      de: 'Was jemand zeigt, sagt und schreibt, und der Anzeigename',
      en: 'What somebody shows, says and writes, and the display name',
    },
    why: { de: 'Dafür ist das Gespräch da', en: 'That is what the meeting is for' },
    bound: 'none',
    host: null,
    thirdCountry: false,
  },
} as const satisfies Record<RecipientId, Recipient>
