import type { Activity } from './activity.ts'
import { periods } from './periods.ts'

/**
 * The register of processing activities: the one place that says what is done with whose data, why and for how long.
 * Routes, columns, cookies, browser keys, mails and room topics each name a key of this object.
 */
export const activities = {
  'account.register': {
    title: { de: 'Konto für BeraterInnen', en: 'Account for counsellors' },
    purpose: {
      de: 'BeraterInnen melden sich an, planen Gespräche und laden KlientInnen ein.',
      en: 'Counsellors sign in, plan meetings and invite clients.',
    },
    basis: [
      { article: '6(1)(a)', because: { de: 'Einwilligung bei der Registrierung', en: 'Consent at registration' } },
    ],
    subjects: ['counsellor'],
    categories: {
      de: 'Vorname, Nachname, E-Mail-Adresse, Benutzername, Prüfwert des Passworts, Zustand, Rolle, Zeitpunkte',
      en: 'First name, last name, e-mail address, user name, hash of the password, state, role, times',
    },
    recipients: ['hosting', 'key-service'],
    retention: {
      anchor: { de: 'Löschung des Kontos', en: 'Deletion of the account' },
      maxSeconds: 0,
      action: 'shred',
    },
    promises: ['P03', 'P04', 'P12', 'P13', 'P14', 'P16', 'P19'],
  },
  'account.session': {
    title: { de: 'Anmeldung und Platz im Gespräch', en: 'Sign-in and place in a meeting' },
    purpose: {
      de: 'Ein Sitzungs-Cookie erkennt die angemeldete Person oder den Platz im Wartezimmer wieder.',
      en: 'A session cookie recognises the person signed in or the place in the waiting room.',
    },
    basis: [
      {
        article: '6(1)(b)',
        because: {
          de: 'Erfüllung der Nutzungsbedingungen, denen die Person zugestimmt hat; für den Zugriff auf ihr Gerät gilt § 25 Abs. 2 Nr. 2 TDDDG',
          en: 'Performance of the terms of use the person agreed to; for access to their device Sec. 25(2) no. 2 TDDDG applies',
        },
      },
    ],
    subjects: ['counsellor', 'client'],
    categories: {
      de: 'Prüfwert des Sitzungs-Cookies, Zeitpunkte',
      en: 'Hash of the session cookie, times',
    },
    recipients: ['hosting'],
    retention: {
      anchor: { de: 'Anmeldung oder Eintritt ins Wartezimmer', en: 'Sign-in or entry to the waiting room' },
      maxSeconds: periods.sessionAbsolute,
      action: 'delete',
    },
    promises: ['P11', 'P16'],
  },
  'account.second-factor': {
    title: { de: 'Zweiter Faktor der Anmeldung', en: 'Second factor of the sign-in' },
    purpose: {
      de: 'Ein Konto auch dann schützen, wenn sein Passwort bekannt wird. Für die Verwaltung ist der zweite Faktor Pflicht.',
      en: 'Protect an account even when its password becomes known. The administration requires the second factor.',
    },
    basis: [
      {
        article: '6(1)(a)',
        because: { de: 'Einwilligung, wenn jemand ihn einrichtet', en: 'Consent of whoever sets it up' },
      },
      {
        article: '6(1)(f)',
        because: {
          de: 'Sicherheit der Verarbeitung (Art. 32 DSGVO), wo er Pflicht ist',
          en: 'Security of processing (Art. 32 GDPR), where it is required',
        },
      },
    ],
    subjects: ['counsellor'],
    categories: {
      de: 'Schlüssel der Authenticator-App oder öffentlicher Schlüssel des Passkeys, selbst gewählter Name dafür, Prüfwerte der Wiederherstellungs-Codes, Zeitpunkte',
      en: 'Secret of the authenticator app or public key of the passkey, a name chosen for it, hashes of the recovery codes, times',
    },
    recipients: ['hosting'],
    retention: {
      anchor: {
        de: 'Entfernen des Faktors oder Löschung des Kontos',
        en: 'Removal of the factor or deletion of the account',
      },
      maxSeconds: 0,
      action: 'shred',
    },
    promises: ['P12', 'P16', 'P17'],
  },
  'administration.audit': {
    title: { de: 'Verwaltung und ihr Protokoll', en: 'Administration and its log' },
    purpose: {
      de: 'Die Anwendung verwalten und festhalten, wer in der Verwaltung wann was getan hat, damit Missbrauch auffällt.',
      en: 'Administer the application and record who did what and when in the administration, so that misuse is noticed.',
    },
    basis: [
      {
        article: '6(1)(f)',
        because: {
          de: 'Sicherheit der Verarbeitung und Kontrolle der Verwaltung (Art. 24, 32 DSGVO)',
          en: 'Security of processing and control of the administration (Art. 24, 32 GDPR)',
        },
      },
    ],
    subjects: ['counsellor'],
    categories: {
      de: 'Kennung des handelnden und des betroffenen Kontos, Art und Zeitpunkt der Handlung; keine Inhalte, keine IP-Adresse',
      en: 'Id of the acting and the affected account, kind and time of the act; no content, no IP address',
    },
    recipients: ['hosting'],
    retention: { anchor: { de: 'Eintrag', en: 'Entry' }, maxSeconds: periods.auditLog, action: 'delete' },
    promises: ['P16', 'P17'],
  },
  'consent.evidence': {
    title: { de: 'Nachweis der Einwilligung', en: 'Evidence of consent' },
    purpose: {
      de: 'Belegen, dass eine Einwilligung erteilt wurde, und ihren Widerruf ermöglichen.',
      en: 'Prove that consent was given and make its withdrawal possible.',
    },
    basis: [
      {
        article: '6(1)(c)',
        because: { de: 'Nachweispflicht nach Art. 7 Abs. 1 DSGVO', en: 'Duty of proof under Art. 7(1) GDPR' },
      },
    ],
    subjects: ['counsellor', 'client'],
    categories: {
      de: 'Zeitpunkt, Sprache, Prüfsummen der gezeigten Texte, Prüfwert des Quittungs-Codes',
      en: 'Time, language, checksums of the texts shown, hash of the receipt code',
    },
    recipients: ['hosting'],
    retention: {
      anchor: {
        de: 'Ende des Jahres, in dem die Einwilligung gegeben oder widerrufen wurde; beim Konto Ende des Jahres, in dem es endete',
        en: 'End of the year in which consent was given or withdrawn; for an account, end of the year in which it ended',
      },
      maxSeconds: periods.consentEvidence,
      action: 'delete',
    },
    promises: ['P04', 'P05', 'P14', 'P16', 'P19'],
  },
  'rights.answer': {
    title: { de: 'Anfragen betroffener Personen', en: 'Requests of data subjects' },
    purpose: {
      de: 'Anfragen zu den eigenen Daten und Widerrufe von Verträgen entgegennehmen, fristgerecht beantworten und das belegen.',
      en: 'Receive requests about one’s own data and withdrawals from contracts, answer them in time and prove it.',
    },
    basis: [
      {
        article: '6(1)(c)',
        because: {
          de: 'Pflicht zur Antwort (Art. 12 DSGVO, § 356a BGB) und Rechenschaftspflicht (Art. 5 Abs. 2 DSGVO)',
          en: 'Duty to answer (Art. 12 GDPR, Sec. 356a German Civil Code) and accountability (Art. 5(2) GDPR)',
        },
      },
    ],
    subjects: ['counsellor', 'client'],
    categories: {
      de: 'Art, Nummer, Text und Antwort der Anfrage, Zeitpunkte, Konto oder Prüfwert des Quittungs-Codes; beim Widerruf eines Vertrags Name und E-Mail-Adresse',
      en: 'Kind, number, text and answer of the request, times, account or hash of the receipt code; name and e-mail address where a contract is withdrawn from',
    },
    recipients: ['hosting', 'mail-server'],
    retention: {
      anchor: { de: 'Abschluss der Anfrage', en: 'Closing of the request' },
      maxSeconds: periods.rightsRequest,
      action: 'delete',
    },
    promises: ['P14', 'P15', 'P16'],
  },
  'meeting.plan': {
    title: { de: 'Gespräche planen und einladen', en: 'Planning meetings and inviting' },
    purpose: {
      de: 'Beginn, Dauer und eine private Notiz eines Gesprächs festhalten und dazu einladen.',
      en: 'Keep the begin, the length and a private note of a meeting and invite to it.',
    },
    basis: [
      { article: '6(1)(a)', because: { de: 'Einwilligung bei der Registrierung', en: 'Consent at registration' } },
    ],
    subjects: ['counsellor'],
    categories: {
      de: 'Beginn, Dauer, private Notiz, Einladungslink als Prüfwert',
      en: 'Begin, length, private note, hash of the invitation link',
    },
    recipients: ['hosting', 'room'],
    retention: {
      anchor: {
        de: 'Nachprüfung der Löschung nach dem Gespräch',
        en: 'Verification of the deletion after the meeting',
      },
      maxSeconds: periods.meetingStub,
      action: 'delete',
    },
    promises: ['P02', 'P12', 'P16'],
  },
  'meeting.wait': {
    title: { de: 'Wartezimmer und Einlass', en: 'Waiting room and admission' },
    purpose: {
      de: 'Eingeladene warten, bis die beratende Person sie einlässt. Im Wartezimmer kann nur die beratende Person ihren Anzeigenamen lesen.',
      en: 'Invited people wait until the counsellor lets them in. In the waiting room only the counsellor can read their display name.',
    },
    basis: [
      {
        article: '6(1)(a)',
        because: { de: 'Einwilligung vor dem Wartezimmer', en: 'Consent before the waiting room' },
      },
    ],
    subjects: ['client'],
    categories: {
      de: 'Anzeigename (nur für die beratende Person und die Menschen im Raum lesbar), Zustand, Zeitpunkte',
      en: 'Display name (readable for the counsellor and the people in the room only), state, times',
    },
    recipients: ['hosting', 'room'],
    retention: {
      anchor: { de: 'Ende des Gesprächs', en: 'End of the meeting' },
      maxSeconds: periods.meetingContent,
      action: 'shred',
    },
    promises: ['P05', 'P06', 'P08', 'P13', 'P15', 'P19'],
  },
  'meeting.hold': {
    title: { de: 'Videogespräch', en: 'Video meeting' },
    purpose: {
      de: 'Bild, Ton und Nachrichten der Beteiligten Ende-zu-Ende-verschlüsselt übertragen.',
      en: 'Transmit picture, sound and messages of the people taking part, end-to-end encrypted.',
    },
    basis: [
      { article: '6(1)(a)', because: { de: 'Einwilligung vor dem Gespräch', en: 'Consent before the meeting' } },
      {
        article: '9(2)(a)',
        because: {
          de: 'Ausdrückliche Einwilligung, weil Gesundheit, Religion oder Herkunft zur Sprache kommen können',
          en: 'Explicit consent, because health, religion or origin may come up',
        },
      },
    ],
    subjects: ['counsellor', 'client', 'mentioned'],
    categories: {
      de: 'Bild, Ton, Nachrichten und Reaktionen, auch besondere Kategorien nach Art. 9 DSGVO',
      en: 'Picture, sound, messages and reactions, also special categories under Art. 9 GDPR',
    },
    recipients: ['hosting', 'relay', 'room'],
    retention: {
      anchor: { de: 'Ende des Gesprächs', en: 'End of the meeting' },
      maxSeconds: periods.meetingContent,
      action: 'shred',
    },
    promises: ['P07', 'P08', 'P11', 'P12', 'P18'],
  },
  'mail.send': {
    title: { de: 'E-Mails der Anwendung', en: 'Mails of the application' },
    purpose: {
      de: 'Bestätigungen, Einladungen und Hinweise zum Konto zustellen.',
      en: 'Deliver confirmations, invitations and notices about the account.',
    },
    basis: [
      {
        article: '6(1)(b)',
        because: {
          de: 'Mails zum Konto, von der Person selbst ausgelöst oder vor seiner Löschung',
          en: 'Mails about the account, asked for by the person or before its deletion',
        },
      },
      {
        article: '6(1)(f)',
        because: { de: 'Einladungen zum Gespräch zustellen', en: 'Delivering invitations to a meeting' },
      },
    ],
    subjects: ['counsellor', 'client'],
    categories: {
      de: 'E-Mail-Adresse, Betreff und Text der Nachricht',
      en: 'E-mail address, subject and text of the message',
    },
    recipients: ['hosting', 'mail-server'],
    retention: {
      anchor: { de: 'Auftrag zum Versand', en: 'Request to send' },
      maxSeconds: periods.undeliveredMail,
      action: 'delete',
    },
    promises: ['P12', 'P16', 'P18'],
  },
  'deletion.evidence': {
    title: { de: 'Löschprotokoll', en: 'Deletion log' },
    purpose: {
      de: 'Belegen, dass gelöscht wurde, ohne etwas von dem Gelöschten zu behalten.',
      en: 'Prove that data was deleted without keeping any of it.',
    },
    basis: [
      {
        article: '6(1)(c)',
        because: { de: 'Rechenschaftspflicht (Art. 5 Abs. 2 DSGVO)', en: 'Accountability (Art. 5(2) GDPR)' },
      },
    ],
    subjects: ['counsellor', 'client'],
    categories: {
      de: 'Datenart, Anzahl und Zeitpunkte einer Löschung, nichts über Personen',
      en: 'Kind of data, number and times of a deletion, nothing about people',
    },
    recipients: ['hosting'],
    retention: { anchor: { de: 'Löschung', en: 'Deletion' }, maxSeconds: periods.deletionLog, action: 'delete' },
    promises: ['P08', 'P16'],
  },
  'proof.publish': {
    title: { de: 'Öffentlicher Nachweis', en: 'Public proof' },
    purpose: {
      de: 'Laufend prüfen, ob die Versprechen der Datenschutzerklärung gehalten werden, und das Ergebnis veröffentlichen.',
      en: 'Check all the time whether the promises of the privacy statement are kept, and publish the result.',
    },
    basis: [
      {
        article: '6(1)(c)',
        because: { de: 'Rechenschaftspflicht (Art. 5 Abs. 2 DSGVO)', en: 'Accountability (Art. 5(2) GDPR)' },
      },
    ],
    subjects: ['counsellor', 'client', 'visitor'],
    categories: {
      de: 'Zustand jedes Versprechens und Anzahlen als Bereiche, nichts über Personen',
      en: 'State of each promise and numbers as ranges, nothing about people',
    },
    recipients: ['hosting', 'mail-server'],
    retention: { anchor: { de: 'Prüfung', en: 'Check' }, maxSeconds: periods.proofEntry, action: 'delete' },
    promises: ['P16', 'P17'],
  },
  'site.read': {
    title: { de: 'Seiten lesen', en: 'Reading pages' },
    purpose: {
      de: 'Seiten, Rechtstexte und den Zustand der Anwendung ausliefern.',
      en: 'Deliver pages, legal texts and the state of the application.',
    },
    basis: [{ article: '6(1)(f)', because: { de: 'Betrieb der Anwendung', en: 'Running the application' } }],
    subjects: ['visitor'],
    categories: {
      de: 'IP-Adresse und aufgerufene Seite für die Dauer der Anfrage',
      en: 'IP address and page asked for, as long as the request lasts',
    },
    recipients: ['hosting'],
    retention: { anchor: { de: 'Ende der Anfrage', en: 'End of the request' }, maxSeconds: 0, action: 'delete' },
    promises: ['P01', 'P02', 'P11', 'P17', 'P18'],
  },
  'request.count': {
    title: { de: 'Aufzeichnung und Statistik der Aufrufe', en: 'Record and statistics of requests' },
    purpose: {
      de: 'Jeden Aufruf kurz festhalten, um Angriffe zu erkennen, und ihn nur als Statistik auswerten. Die Statistik besteht aus Zahlen je Tag, enthält keine IP-Adresse und führt zu keiner Person. Darum bleibt sie ohne Frist.',
      en: 'Record each request for a short time to recognise attacks, and evaluate it as statistics only. The statistics are numbers for each day, hold no IP address and lead to no person. That is why they stay without a period.',
    },
    basis: [
      {
        article: '6(1)(f)',
        because: { de: 'Sicherheit und Planung des Betriebs', en: 'Security and planning of operations' },
      },
    ],
    subjects: ['visitor', 'counsellor', 'client'],
    categories: {
      de: 'Dateiname, Datum und Uhrzeit, übertragene Datenmenge, Status, Browsertyp; dazu ein Verweis auf die verschlüsselte IP-Adresse. In der Statistik je Tag außerdem die Zahl der Besuche, Registrierungen, abgelehnten Anmeldungen und Gespräche, diese nach Dauer in fünf Stufen',
      en: 'File name, date and time, bytes transferred, status, type of browser; and a reference to the encrypted IP address. In the statistics for each day also the number of visits, registrations, refused sign-ins and meetings, these by length in five steps',
    },
    recipients: ['hosting'],
    retention: { anchor: { de: 'Anfrage', en: 'Request' }, maxSeconds: periods.accessRecord, action: 'anonymise' },
    promises: ['P10', 'P16'],
  },
  'attack.contain': {
    title: { de: 'Abwehr von Angriffen', en: 'Containing attacks' },
    purpose: {
      de: 'Rate- und Flutversuche erkennen, verlangsamen und durch befristete Sperren beenden. IP-Adressen liegen dafür verschlüsselt unter einem Schlüssel des Tages, der vernichtet wird. Mit ihm werden sie in jeder Kopie unlesbar.',
      en: 'Recognise guessing and flooding, slow it down and end it by temporary blocks. For this, IP addresses rest encrypted under a key of the day, which is destroyed. With it they become unreadable in every copy.',
    },
    basis: [{ article: '6(1)(f)', because: { de: 'Sicherheit der Verarbeitung', en: 'Security of processing' } }],
    subjects: ['visitor', 'counsellor', 'client'],
    categories: {
      de: 'IP-Adresse, verschlüsselt; Anlass, Beginn und Ende einer Sperre; Zähler im Arbeitsspeicher unter einem Prüfwert der IP-Adresse oder des Anmeldenamens',
      en: 'IP address, encrypted; cause, begin and end of a block; counters in memory under a keyed hash of the IP address or the sign-in name',
    },
    recipients: ['hosting'],
    retention: { anchor: { de: 'Anfrage', en: 'Request' }, maxSeconds: periods.address, action: 'anonymise' },
    promises: ['P09', 'P12', 'P16', 'P17'],
  },
} as const satisfies Record<string, Activity>

export type ActivityId = keyof typeof activities
