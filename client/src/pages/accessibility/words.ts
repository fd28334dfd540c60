import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Barrierefreiheit',
    lead: 'Diese Anwendung soll für alle Menschen nutzbar sein, mit Tastatur, Bildschirmleser, Vergrößerung und auf dem Handy. Maßstab sind EN 301 549 und WCAG 2.2, Stufe AA.',
    works: 'Was geht',
    worksList: [
      'Alle Seiten lassen sich mit der Tastatur bedienen; der Fokus ist sichtbar.',
      'Überschriften, Felder und Meldungen sind für Bildschirmleser benannt. Neues wird angesagt.',
      'Kein Ton ist das einzige Zeichen. Nichts blinkt. Wer Bewegung abgeschaltet hat, sieht keine.',
      'Die Schrift ist auf gute Unterscheidbarkeit der Buchstaben gezeichnet und lässt sich vergrößern.',
      'Es gibt helle und dunkle Seiten, nach der Einstellung Ihres Geräts.',
    ],
    lacks: 'Was noch fehlt',
    lacksList: [
      'Texte in Leichter Sprache, geprüft von Menschen mit Lernschwierigkeiten.',
      'Videos in Deutscher Gebärdensprache.',
      'Automatische Untertitel: Gesprochenes verlässt den Browser nur verschlüsselt, deshalb kann kein Server es mitschreiben.',
    ],
    how: 'Wie das geprüft wurde',
    howText:
      'Durch eigene Prüfung mit automatischen Werkzeugen und von Hand. Eine Prüfung durch eine unabhängige Stelle gab es bisher nicht.',
    feedback: 'Etwas geht nicht?',
    feedbackText: 'Schreiben Sie oder rufen Sie an. Nennen Sie die Seite und was nicht geht, mehr ist nicht nötig.',
    controller: 'Verantwortliche Stelle',
    unanswered:
      'Bekommen Sie keine befriedigende Antwort, können Sie sich an die Schlichtungs- oder Durchsetzungsstelle für Barrierefreiheit wenden, die für diese Stelle zuständig ist.',
  },
  en: {
    heading: 'Accessibility',
    lead: 'This application should be usable by everybody, with keyboard, screen reader, magnification and on the phone. The yardsticks are EN 301 549 and WCAG 2.2, level AA.',
    works: 'What works',
    worksList: [
      'All pages can be operated with the keyboard; the focus is visible.',
      'Headings, fields and messages have names for screen readers. What is new is announced.',
      'No sound is the only sign. Nothing blinks. Whoever has switched off motion sees none.',
      'The typeface is drawn for letters that are easy to tell apart, and can be enlarged.',
      'There are light and dark pages, following the setting of your device.',
    ],
    lacks: 'What is still missing',
    lacksList: [
      'Texts in Easy German, checked by people with learning difficulties.',
      'Videos in German Sign Language.',
      'Automatic captions: speech leaves the browser only encrypted, so no server can write it down.',
    ],
    how: 'How this was checked',
    howText:
      'By our own examination with automatic tools and by hand. There has been no examination by an independent body so far.',
    feedback: 'Something does not work?',
    feedbackText: 'Write or call. Name the page and what does not work, no more is needed.',
    controller: 'Controller',
    unanswered:
      'If you get no satisfactory answer, you can turn to the arbitration or enforcement body for accessibility that is responsible for this organisation.',
  },
})
