import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Beratung unter vier Augen',
    lead: 'Vertrauliche Beratungsgespräche per Video. Im Browser, ohne Programm, auch auf dem Handy.',
    register: 'Registrieren',
    signIn: 'Anmelden',
    techniqueCheck: 'Technik-Check',
    promises: 'Was Sie erwarten können',
    listening: 'Der Server kann nicht mithören',
    listeningText:
      'Bild, Ton und Nachrichten sind Ende-zu-Ende-verschlüsselt. Der Server reicht nur weiter, was er nicht lesen kann.',
    door: 'Der Link allein öffnet nur das Wartezimmer',
    doorText:
      'Wer eingeladen ist, wartet im Wartezimmer. Erst wenn die Beratung jemanden einlässt, bekommt dieser Browser den Schlüssel.',
    gone: 'Danach ist der Inhalt gelöscht',
    goneText:
      'Mit dem Ende des Gesprächs wird der Schlüssel vernichtet. Nachrichten und Anzeigenamen sind weg, und Sie bekommen eine Löschbestätigung.',
    invited: 'Sie haben einen Einladungslink?',
    invitedText:
      'Öffnen Sie ihn einfach, gern schon etwas vor dem Termin. Ein Konto brauchen Sie nicht, und Sie müssen Ihren richtigen Namen nicht angeben.',
    counsellors: 'Für BeraterInnen',
    counsellorsText: 'Mit einem Konto planen Sie Gespräche und laden KlientInnen mit einem Link ein.',
  },
  en: {
    heading: 'Counselling in private',
    lead: 'Confidential counselling by video. In the browser, without a program, on a phone too.',
    register: 'Register',
    signIn: 'Sign in',
    techniqueCheck: 'Technique check',
    promises: 'What you can expect',
    listening: 'The server cannot listen in',
    listeningText:
      'Picture, sound and messages are end-to-end encrypted. The server only passes on what it cannot read.',
    door: 'The link alone opens the waiting room only',
    doorText:
      'Whoever is invited waits in the waiting room. Only when the counsellor admits somebody does their browser get the key.',
    gone: 'Afterwards the content is deleted',
    goneText:
      'When the conversation ends, the key is destroyed. Messages and display names are gone, and you get a deletion receipt.',
    invited: 'You have an invitation link?',
    invitedText:
      'Just open it, a little before the appointment if you like. You need no account, and you need not give your real name.',
    counsellors: 'For counsellors',
    counsellorsText: 'With an account you plan conversations and invite clients by a link.',
  },
})
