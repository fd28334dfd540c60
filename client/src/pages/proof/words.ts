import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Nachweis',
    lead: 'Hier steht nur, was Sie selbst nachprüfen können. Zahlen aus dem laufenden Betrieb zu jedem Versprechen zeigt diese Seite noch nicht.',
    deletion: 'Die Löschung eines Gesprächs',
    deletionText:
      'Jedes beendete Gespräch hat eine Seite mit Löschbestätigung: Nummer und Uhrzeit, zu der eine eigene, nur lesende Prüfung nichts mehr gefunden hat. Geben Sie die Kennung des Gesprächs ein; sie steht in der Adresse des Raums hinter „/raum/“.',
    meetingId: 'Kennung des Gesprächs',
    meetingIdWrong: 'Die Kennung hat 36 Zeichen: Ziffern, Buchstaben von a bis f und Bindestriche.',
    show: 'Löschbestätigung zeigen',
    browser: 'Was in Ihrem Browser liegt',
    browserText:
      'Öffnen Sie die Entwicklerwerkzeuge Ihres Browsers, Bereich „Speicher“ oder „Anwendung“: Sie finden höchstens ein Cookie für diese Sitzung und, solange ein Raum offen ist, einen verschlossenen Eintrag für das Neuladen. Beides verschwindet mit dem Tab oder dem Browser.',
    hosts: 'Mit wem Ihr Browser spricht',
    hostsText:
      'Im Bereich „Netzwerk“ sehen Sie: nur mit diesem Server und, im Gespräch, mit den Menschen im Raum. Die Regel dafür steht in jeder Antwort des Servers unter „Content-Security-Policy“.',
    code: 'Der Sicherheitscode',
    codeText:
      'Im Gespräch sehen beide Seiten sechs Ziffern und vier Bilder. Stimmen sie überein, sitzt niemand zwischen Ihnen. Wer sie nicht vergleicht, kann das nicht wissen.',
    limits: 'Was wir nicht versprechen können',
    limitsList: [
      'Jemand im Gespräch kann den eigenen Bildschirm abfilmen.',
      'Ein Server, der ein verändertes Programm ausliefert, könnte die Verschlüsselung brechen.',
      'Ihr eigenes Gerät muss frei von Schadprogrammen sein.',
    ],
  },
  en: {
    heading: 'Proof',
    lead: 'Here stands only what you can check yourself. Figures from the running system for each promise are not shown on this page yet.',
    deletion: 'The deletion of a conversation',
    deletionText:
      'Each conversation that ended has a page with its deletion receipt: the number and the time at which a separate, read-only check found nothing any more. Enter the identifier of the conversation; it is in the address of the room behind “/raum/”.',
    meetingId: 'Identifier of the conversation',
    meetingIdWrong: 'The identifier has 36 characters: digits, letters from a to f and hyphens.',
    show: 'Show the deletion receipt',
    browser: 'What lies in your browser',
    browserText:
      'Open the developer tools of your browser, “Storage” or “Application”: you find at most one cookie for this session and, while a room is open, a sealed entry for reloading. Both disappear with the tab or the browser.',
    hosts: 'Whom your browser talks to',
    hostsText:
      'Under “Network” you see: only to this server and, during the conversation, to the people in the room. The rule is in each answer of the server under “Content-Security-Policy”.',
    code: 'The security code',
    codeText:
      'In the conversation both sides see six digits and four pictures. If they are the same, nobody sits between you. Whoever does not compare them cannot know.',
    limits: 'What we cannot promise',
    limitsList: [
      'Somebody in the conversation can film their own screen.',
      'A server that ships a manipulated program could break the encryption.',
      'Your own device must be free of malicious programs.',
    ],
  },
})
