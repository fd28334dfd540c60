import type { Installation } from '../installation.ts'
import type { LegalSection, ShortLayer } from '../legal-text.ts'
import { periods } from '../periods.ts'
import { duration } from './duration.ts'
import { activityLines, deviceLines, interestLines, partyLine, recipientLines } from './register-lines.ts'
import { privacyRightsDe } from './privacy-rights-de.ts'

/** The privacy statement (Art. 12 to 14 GDPR), German. */
export const privacyDe = (of: Installation) => ({
  title: 'Datenschutzerklärung',
  short: short(of),
  sections: [
    responsible(of),
    data,
    purposes(of),
    duty(of),
    conversation,
    atRest,
    secondFactor,
    administration,
    device,
    addresses,
    recipients(of),
    deletion,
    ...privacyRightsDe(of),
  ],
})

const short = ({ card }: Installation): ShortLayer => ({
  heading: 'Das Wichtigste in Kürze',
  paragraph: `${card.controller.name} bietet hier vertrauliche Beratungsgespräche per Video an. Diese Erklärung sagt, welche Daten dabei entstehen, wozu und wie lange.`,
  points: [
    {
      says: `${card.controller.name} ist verantwortlich. Fragen zum Datenschutz beantwortet auch die datenschutzbeauftragte Person: ${card.dataProtectionOfficer.email}.`,
      section: 'responsible',
    },
    {
      says: 'Bild, Ton und Nachrichten sind Ende-zu-Ende-verschlüsselt. Der Server kann sie nicht lesen. Die Anwendung zeichnet Gespräche nicht auf.',
      section: 'encryption',
    },
    {
      says: `Nach dem Ende eines Gesprächs löschen wir seinen Inhalt innerhalb von ${duration(periods.meetingContent, 'de')}.`,
      section: 'deletion',
    },
    {
      says: 'Als KlientIn brauchen Sie kein Konto. Sie müssen nicht Ihren richtigen Namen angeben.',
      section: 'data',
    },
    {
      says: `IP-Adressen speichern wir nur, um Angriffe abzuwehren, verschlüsselt und höchstens ${duration(periods.address, 'de')}.`,
      section: 'addresses',
    },
    {
      says: 'In Ihrem Browser liegt nur, was technisch nötig ist, und nur, bis Sie ihn schließen.',
      section: 'cookies',
    },
    {
      says: 'Es gibt keine Werbung, keine Auswertung Ihres Verhaltens und keine Inhalte fremder Anbieter. Wir übermitteln nichts in Länder außerhalb der Europäischen Union und des Europäischen Wirtschaftsraums.',
      section: 'recipients',
    },
    {
      says: 'Ihre Einwilligung ist freiwillig. Sie können sie jederzeit widerrufen.',
      section: 'withdrawal',
    },
    {
      says: 'Sie haben Rechte an Ihren Daten, zum Beispiel auf Auskunft, Löschung und Beschwerde, auch ohne Konto.',
      section: 'rights',
    },
  ],
})

const responsible = ({ card }: Installation): LegalSection => ({
  id: 'responsible',
  heading: 'Wer verantwortlich ist',
  paragraphs: [
    'Die verantwortliche Stelle entscheidet, wozu und wie Daten verarbeitet werden. Der Auftragsverarbeiter betreibt die Technik nach ihren Weisungen (Art. 28 DSGVO). An die datenschutzbeauftragte Person können Sie sich mit jeder Frage zum Datenschutz wenden.',
  ],
  list: [
    partyLine('Verantwortliche Stelle', card.controller, 'de'),
    `Registereintrag: ${card.controller.register}. Vertreten durch: ${card.controller.board.join(', ')}. Steuerliche Kennung: ${card.controller.taxId}.`,
    partyLine('Datenschutzbeauftragte Person', card.dataProtectionOfficer, 'de'),
    partyLine('Auftragsverarbeiter', card.processor, 'de'),
  ],
})

const data: LegalSection = {
  id: 'data',
  heading: 'Welche Daten wir verarbeiten',
  paragraphs: ['Wir verarbeiten nur Daten, die für die Gespräche und den sicheren Betrieb nötig sind. Das sind:'],
  list: [
    'Konto: Vorname, Nachname, E-Mail-Adresse, Benutzername und Passwort. Mehr verlangen wir von BeraterInnen nicht. Dazu kommen der Zustand des Kontos, Ihre Rolle in der Verwaltung und Zeitpunkte, etwa der Registrierung und der letzten Anmeldung. Wir veröffentlichen Kontodaten nicht. Eingeladene sehen, wer sie einlädt.',
    'Geplante Gespräche: Beginn, Dauer, Einladungslink und eine Notiz, die in der Anwendung nur die beratende Person sieht.',
    'KlientInnen: ein Anzeigename. Er darf erfunden sein. Er ist so verschlüsselt, dass ihn im Wartezimmer nur die beratende Person liest und im Raum nur die Menschen, die eingelassen sind. Der Server kann ihn nicht lesen.',
    'Wartezimmer und Raum: wann jemand kommt und wann und von wem jemand eingelassen wird. Diese Angaben stehen auf dem Server unter zufälligen Kennungen, ohne Namen von KlientInnen.',
    'Gespräch: Bild, Ton, Nachrichten und Reaktionen, immer Ende-zu-Ende-verschlüsselt. Was Sie über andere Menschen erzählen, ist ebenso geschützt.',
    'Nachweis der Einwilligung: Zeitpunkt, Sprache, Prüfsummen der gezeigten Texte und Stand der Software. Bei BeraterInnen gehört er zum Konto. Bei KlientInnen enthält er keinen Namen, aber Prüfwerte des Quittungs-Codes und des Gesprächs. Der Prüfwert des Gesprächs lässt sich nach dessen Ende nicht mehr zuordnen.',
    'Anfragen zu Ihren Rechten und Widerrufe von Verträgen: Nummer, Art, Text, Antwort und Zeitpunkte. Beim Widerruf eines Vertrags auch Name und E-Mail-Adresse.',
    'Aufrufe der Seiten: Dateiname, Datum und Uhrzeit, Datenmenge, Status, Browsertyp und IP-Adresse. Näheres steht im Abschnitt „IP-Adressen und Aufzeichnung der Aufrufe“.',
    `Einladung per E-Mail: Gibt die beratende Person dafür Ihre E-Mail-Adresse ein, stammt die Adresse von ihr. Wir verwenden sie nur für diese eine Nachricht. Sie wird gelöscht, sobald der Mailserver die Nachricht annimmt, sonst nach höchstens ${duration(periods.undeliveredMail, 'de')}.`,
  ],
}

const purposes = (of: Installation): LegalSection => ({
  id: 'purposes',
  heading: 'Zwecke, Rechtsgrundlagen und Speicherdauer',
  paragraphs: [
    'Wir verarbeiten Daten nur, um diese Anwendung für Videogespräche zu betreiben. Die folgende Liste nennt jede Verarbeitung.',
    `Wo Art. 6 Abs. 1 Buchst. f DSGVO gilt, verfolgen wir diese berechtigten Interessen: ${interestLines('de').join('; ')}.`,
    `Ein Konto, dessen E-Mail-Adresse niemand bestätigt, löschen wir nach ${duration(periods.unconfirmedAccount, 'de')}. Wo Konten freigeschaltet werden, löschen wir eines, das niemand freischaltet, ${duration(periods.pendingAccount, 'de')} nach der Bestätigung. Ein Konto, mit dem sich ${duration(periods.inactiveAccount, 'de')} niemand anmeldet, löschen wir ebenfalls. Wir kündigen das ${duration(periods.inactiveFirstNotice, 'de')} und noch einmal ${duration(periods.inactiveLastNotice, 'de')} vorher per E-Mail an. Wer sich anmeldet, behält es. Ein Konto, dessen Verarbeitung auf Wunsch der Person eingeschränkt ist, löschen wir nicht von selbst.`,
  ],
  list: activityLines('de', of),
})

const duty = ({ card }: Installation): LegalSection => ({
  id: 'duty',
  heading: 'Müssen Sie Daten angeben?',
  paragraphs: [
    'Nein. Kein Gesetz und kein Vertrag verpflichtet Sie dazu. Ohne die Angaben zum Konto können BeraterInnen die Anwendung nicht nutzen. Ohne Einwilligung können KlientInnen nicht per Video sprechen.',
    `Es gibt einen gleichwertigen anderen Weg. ${card.alternative.text.de} Telefon: ${card.alternative.phone}. Wenn Sie ihn wählen, haben Sie keinen Nachteil.`,
  ],
})

const conversation: LegalSection = {
  id: 'encryption',
  heading: 'Was die Verschlüsselung der Gespräche leistet und was nicht',
  paragraphs: [
    'Die Schlüssel eines Gesprächs haben nur die Geräte der beratenden Person und der Menschen, die sie eingelassen hat. Bild und Ton gehen direkt von Gerät zu Gerät. Wo das nicht gelingt, kann ein Vermittlungsserver der verantwortlichen Stelle sie verschlüsselt weiterreichen, wenn er eingerichtet ist. Nachrichten laufen verschlüsselt über den Server. Der Link allein öffnet nur das Wartezimmer.',
    'Diese Grenzen sollten Sie kennen:',
  ],
  list: [
    'Wer am Gespräch teilnimmt, kann den eigenen Bildschirm filmen oder den Ton mitschneiden. Das kann keine Technik verhindern. Heimliche Tonaufnahmen sind strafbar (§ 201 StGB).',
    'Der Server liefert auch das Programm, das in Ihrem Browser verschlüsselt. Ein manipulierter Server könnte ein manipuliertes Programm ausliefern.',
    'Ob niemand dazwischen sitzt, wissen Sie erst, wenn Sie den Sicherheitscode miteinander verglichen haben.',
    'Bei einer direkten Verbindung erfahren die beteiligten Geräte gegenseitig ihre IP-Adressen.',
    'Der Server sieht, dass ein Gespräch stattfindet, wann es beginnt und endet, wie viele Geräte verbunden sind und wie groß verschlüsselte Nachrichten sind.',
  ],
}

const atRest: LegalSection = {
  id: 'storage',
  heading: 'Wie gespeicherte Daten geschützt sind',
  paragraphs: [
    'Namen, E-Mail-Adressen, Benutzernamen und Notizen speichern wir verschlüsselt mit AES-256-GCM. Jedes Konto und jedes Gespräch hat einen eigenen Schlüssel. Den übergeordneten Schlüssel verwaltet die verantwortliche Stelle. Die laufende Anwendung benutzt ihn, um zum Beispiel Ihren Namen anzuzeigen. Löschen wir einen Schlüssel, sind die Daten darunter nicht mehr lesbar.',
    'Passwörter speichern wir nur als Prüfwert (Argon2id) und auch ihn verschlüsselt. Unverschlüsselt bleiben zufällige Kennungen, Zustände und Zeitpunkte, damit Löschfristen auch dann ablaufen, wenn der Schlüssel gesperrt ist.',
  ],
}

const secondFactor: LegalSection = {
  id: 'second-factor',
  heading: 'Zweiter Faktor der Anmeldung',
  paragraphs: [
    'Mit einem zweiten Faktor schützen BeraterInnen ihr Konto auch dann, wenn ihr Passwort bekannt wird. Wer die Anwendung verwaltet, muss einen einrichten. Die verantwortliche Stelle kann ihn auch von allen BeraterInnen verlangen. Entfernen Sie ihn oder endet Ihr Konto, löschen wir, was wir dafür speichern:',
  ],
  list: [
    'Authenticator-App: den Schlüssel, aus dem die Einmalcodes entstehen, verschlüsselt mit dem Schlüssel Ihres Kontos; dazu die Nummer des zuletzt benutzten Codes, damit keiner zweimal gilt.',
    'Passkey: Kennung und öffentlichen Schlüssel, ebenso verschlüsselt. Fingerabdruck, Gesicht und PIN bleiben auf Ihrem Gerät. Wir erhalten sie nicht.',
    'Den Namen, den Sie dem Gerät geben, verschlüsselt; dazu, wann Sie den Faktor eingerichtet und zuletzt benutzt haben.',
    'Wiederherstellungs-Codes: nur Prüfwerte. Ein benutzter Code wird gelöscht.',
  ],
}

const administration: LegalSection = {
  id: 'administration',
  heading: 'Was die Verwaltung sieht und was sie festhält',
  paragraphs: [
    'AdministratorInnen der verantwortlichen Stelle sehen von jedem Konto Namen, E-Mail-Adresse, Benutzernamen, Rolle und Zustand, die Tage der Registrierung und der letzten Anmeldung und ob ein zweiter Faktor eingerichtet ist. Sie schalten Konten frei, sperren und löschen sie, setzen einen verlorenen zweiten Faktor zurück und laden zur Registrierung ein. Darüber entscheidet immer ein Mensch. Passwörter, private Notizen und Inhalte von Gesprächen zeigt die Verwaltung niemandem.',
    'Anfragen zu Ihren Rechten lesen und beantworten AdministratorInnen und die datenschutzbeauftragte Person. Zum Nachweis einer Einwilligung ohne Konto gelangen auch sie nur mit dem Quittungs-Code.',
    `Wer zur Registrierung einlädt, gibt einen Link weiter. Gespeichert sind davon ein Prüfwert, die Rolle und die Kennung, wer eingeladen hat, nicht aber, wer eingeladen ist. Der Link gilt höchstens ${duration(periods.accountInvitation, 'de')}.`,
    `Ein Protokoll hält fest, was in der Verwaltung geschieht: Kennung der handelnden Person und des betroffenen Kontos, Art und Zeitpunkt der Handlung. Es enthält keine Inhalte und keine IP-Adresse. Jeder Eintrag bleibt höchstens ${duration(periods.auditLog, 'de')}.`,
    'Mit einem gesperrten Konto kann sich niemand anmelden. Ihre Rechte haben Sie auch dann: Schreiben Sie uns.',
  ],
}

const device: LegalSection = {
  id: 'cookies',
  heading: 'Cookies und Speicher in Ihrem Browser',
  paragraphs: [
    'Wir verwenden nur, was für den gewünschten Dienst technisch nötig ist (§ 25 Abs. 2 Nr. 2 TDDDG). Dafür brauchen wir keine Einwilligung, deshalb fragt kein Cookie-Banner. Wer nur Seiten liest, bekommt kein Cookie.',
    `Nach ${duration(periods.sessionIdle, 'de')} ohne Nutzung endet eine Anmeldung von selbst. Mehr als das Folgende legen wir nicht ab:`,
  ],
  list: deviceLines('de'),
}

const addresses: LegalSection = {
  id: 'addresses',
  heading: 'IP-Adressen und Aufzeichnung der Aufrufe',
  paragraphs: [
    'Ihr Gerät überträgt bei jeder Anfrage seine IP-Adresse, sonst könnte der Server nicht antworten. Zu jeder Anfrage halten wir fest, was die Liste am Ende dieses Abschnitts nennt. Wir verwenden es für zwei getrennte Zwecke und geben es nicht weiter.',
    `Statistik: Wir zählen Anfragen für jeden Tag, zum Beispiel nach Datei, Status und Browsertyp, dazu Besuche, Registrierungen, abgelehnte Anmeldungen und Gespräche mit ihrer ungefähren Dauer. Diese Zahlen enthalten keine IP-Adresse und führen zu niemandem zurück; darum bleiben sie ohne Frist. Zahlen unter fünf zeigen wir nicht. Die einzelnen Anfragen löschen wir nach ${duration(periods.accessRecord, 'de')}.`,
    `Abwehr von Angriffen: Die IP-Adresse verwenden wir nur, um Angriffe zu erkennen, einzudämmen und zu beenden. Wir speichern sie verschlüsselt, unter einem Schlüssel, der täglich wechselt. Wir behalten sie höchstens ${duration(periods.address, 'de')}: Vorher vernichten wir den Schlüssel des Tages. Danach kann niemand sie mehr lesen, auch nicht in Sicherungskopien. Bis dahin können AdministratorInnen die IP-Adressen eines gesperrten Netzes lesen; wer das tut, steht im Protokoll der Verwaltung. Eine IP-Adresse, von der kein Angriff ausging, löschen wir schon mit der letzten ihrer Anfragen.`,
    `Aus einem Netz mit zu vielen Fehlversuchen antworten wir langsamer. Hören sie nicht auf, sperren wir das Netz für ${duration(periods.attackBlockFirst, 'de')}, bei Wiederholung länger, höchstens für ${duration(periods.attackBlock, 'de')}. Eine Sperre trifft ein Netz und keine Person, sie endet von selbst, und mit einem anderen Netz erreichen Sie die Anwendung und Ihr Konto.`,
    `Fehlversuche zählen wir im Arbeitsspeicher. Statt der IP-Adresse verwenden wir dabei einen Prüfwert, der sich ohne unseren Schlüssel nicht zuordnen lässt. Die Zähler bestehen höchstens ${duration(periods.attackCounter, 'de')}.`,
  ],
  list: [
    'Dateiname mit der Art des Aufrufs, ohne Kennungen und ohne Angaben, die in der Adresse stehen',
    'Datum und Uhrzeit',
    'übertragene Datenmenge',
    'Status, also ob die Anfrage gelang',
    'Browsertyp mit der Nummer seiner Hauptversion',
    'IP-Adresse, verschlüsselt',
  ],
}

const recipients = ({ card }: Installation): LegalSection => ({
  id: 'recipients',
  heading: 'Wer Daten erhält',
  paragraphs: [
    `Außerhalb der verantwortlichen Stelle erhält gespeicherte Daten nur der Auftragsverarbeiter ${card.processor.name}, der die Anwendung für uns betreibt. Was Sie im Gespräch zeigen, sagen und schreiben, erhalten die Menschen im Raum. Wir geben nichts an Dritte weiter. Die Seiten laden nichts von fremden Servern.`,
    'Wir übermitteln keine Daten in Länder außerhalb der Europäischen Union und des Europäischen Wirtschaftsraums und nicht an internationale Organisationen.',
    'Eine E-Mail gelangt zu dem Anbieter, bei dem das Postfach liegt. Den wählt, wem es gehört. Darum nennen unsere E-Mails weder Thema noch Inhalt eines Gesprächs.',
    'Im Einzelnen:',
  ],
  list: recipientLines('de'),
})

const deletion: LegalSection = {
  id: 'deletion',
  heading: 'Löschung nach dem Gespräch',
  paragraphs: [
    `Wenn die beratende Person das Gespräch beendet, lehnt der Server sofort jeden weiteren Zugriff ab. Innerhalb von ${duration(periods.meetingContent, 'de')} vernichtet er den Schlüssel des Gesprächs, löscht Nachrichten, Anzeigenamen, Einladungslink und private Notiz und prüft nach, dass sie fort sind.`,
    'Wer bis zum Ende dabei ist, sieht dann eine Löschbestätigung mit Nummer und Zeit. Das Löschprotokoll hält nur fest, welche Art von Daten wann und wie gelöscht wurde und wie viele Einträge es waren. Es enthält nichts von dem Gelöschten.',
    `Ein Gespräch endet auch von selbst: ${duration(periods.emptyRoom, 'de')} nachdem die letzte Person gegangen ist, spätestens aber ${duration(periods.longestMeeting, 'de')} nach der Öffnung. Öffnet niemand das Gespräch, endet es ${duration(periods.unopenedMeeting, 'de')} nach dem geplanten Ende. Vom Gespräch bleiben Zeitpunkte und Nummer der Löschung im Konto der beratenden Person, höchstens ${duration(periods.meetingStub, 'de')}.`,
    `Sicherungskopien der Datenbank heben wir höchstens ${duration(periods.backup, 'de')} auf. Nachrichten und Anzeigenamen lassen sich aus ihnen nicht wiederherstellen, weil der Schlüssel des Gesprächs nie in einer Kopie liegt. Konten und private Notizen der BeraterInnen stehen darin verschlüsselt. Die Schlüssel dazu sichern wir getrennt und höchstens ${duration(periods.keyBackup, 'de')}: Danach kann ein gelöschtes Konto aus keiner Kopie mehr gelesen werden. Damit eine zurückgespielte Kopie nichts Gelöschtes wiederbringt, merken wir uns jede Löschung und jeden Widerruf ${duration(periods.erasureLedger, 'de')} lang als Prüfwert, ohne Namen.`,
  ],
}
