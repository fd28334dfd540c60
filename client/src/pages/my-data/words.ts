import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Meine Daten',
    lead: 'Sie haben Rechte an Ihren Daten, mit und ohne Konto. Sie brauchen keinen Ausweis und keine Begründung.',
    rights: 'Ihre Rechte',
    rightsList: [
      'Auskunft und eine Kopie Ihrer Daten (Art. 15 DSGVO)',
      'Berichtigen, was falsch ist (Art. 16)',
      'Löschen (Art. 17)',
      'Verarbeitung einschränken (Art. 18)',
      'Daten mitnehmen (Art. 20)',
      'Widersprechen (Art. 21)',
      'Einwilligung widerrufen, jederzeit und für die Zukunft (Art. 7 Absatz 3)',
      'Beschwerde bei der Aufsichtsbehörde (Art. 77)',
    ],
    client: 'Sie waren ohne Konto in einem Gespräch',
    clientText:
      'Vom Gespräch selbst ist nach dem Ende kein Inhalt mehr gespeichert. Geblieben ist nur der Nachweis, dass Sie die Häkchen gesetzt haben. Er enthält keinen Namen und ist nur mit Ihrem Quittungs-Code zu finden. Schreiben Sie den Code in Ihre Nachricht an die unten genannten Stellen.',
    lost: 'Ohne den Code können wir den Nachweis niemandem zuordnen (Art. 11 Absatz 2 DSGVO). Ihre Fragen beantworten wir trotzdem.',
    during:
      'Solange ein Gespräch läuft, verlassen Sie es mit „Raum verlassen“. Von da an wird nichts mehr von Ihnen übertragen.',
    counsellor: 'Sie haben ein Konto',
    counsellorText:
      'Unter „Konto“ sehen und ändern Sie alle Ihre Angaben. Mit „Konto löschen“ widerrufen Sie Ihre Einwilligung, und alles wird gelöscht.',
    withdraw: 'Einwilligung per E-Mail widerrufen',
    controller: 'Verantwortliche Stelle',
    officer: 'Datenschutzbeauftragte Person',
    authority: 'Aufsichtsbehörde für Beschwerden',
    deadline: 'Sie bekommen innerhalb eines Monats Antwort (Art. 12 Absatz 3 DSGVO).',
  },
  en: {
    heading: 'My data',
    lead: 'You have rights to your data, with and without an account. You need no identity card and no reason.',
    rights: 'Your rights',
    rightsList: [
      'Access and a copy of your data (Art. 15 GDPR)',
      'Rectify what is wrong (Art. 16)',
      'Erasure (Art. 17)',
      'Restrict the processing (Art. 18)',
      'Take your data along (Art. 20)',
      'Object (Art. 21)',
      'Withdraw your consent, at any time and for the future (Art. 7 (3))',
      'Complaint to the supervisory authority (Art. 77)',
    ],
    client: 'You were in a conversation without an account',
    clientText:
      'No content of the conversation itself is stored after its end. All that is left is the evidence that you ticked the boxes. It holds no name and can be found only with your receipt code. Write the code in your message to those named below.',
    lost: 'Without the code we cannot assign the evidence to anybody (Art. 11 (2) GDPR). We answer your questions all the same.',
    during:
      'While a conversation is running you leave it with “Leave the room”. From then on nothing of you is transmitted any more.',
    counsellor: 'You have an account',
    counsellorText:
      'Under “Account” you see and change all your details. With “Delete the account” you withdraw your consent, and everything is deleted.',
    withdraw: 'Withdraw consent by e-mail',
    controller: 'Controller',
    officer: 'Data protection officer',
    authority: 'Supervisory authority for complaints',
    deadline: 'You get an answer within one month (Art. 12 (3) GDPR).',
  },
})
