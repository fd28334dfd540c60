import { periods } from '@vieraugen/policy/periods.ts'
import { duration } from '@vieraugen/policy/texts/duration.ts'
import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Registrieren',
    lead: 'Ein Konto brauchen nur BeraterInnen. Wir fragen nach fünf Angaben, alle sind nötig, keine wird veröffentlicht. Eingeladene sehen nur Ihren Namen.',
    firstName: 'Vorname',
    lastName: 'Nachname',
    email: 'E-Mail-Adresse',
    userName: 'Benutzername',
    password: 'Passwort',
    emailHint: 'Dorthin geht ein Link, mit dem Sie die Adresse bestätigen.',
    userNameHint: '3 bis 40 Zeichen: Buchstaben, Ziffern, Punkt, Binde- und Unterstrich.',
    passwordHint: 'Mindestens 12 Zeichen. Mehrere Wörter hintereinander sind gut zu merken.',
    firstNameMissing: 'Bitte geben Sie Ihren Vornamen an, höchstens 80 Zeichen.',
    lastNameMissing: 'Bitte geben Sie Ihren Nachnamen an, höchstens 80 Zeichen.',
    emailWrong: 'Bitte geben Sie eine vollständige E-Mail-Adresse an.',
    userNameWrong: 'Bitte wählen Sie 3 bis 40 Zeichen ohne Leerzeichen, beginnend mit Buchstabe oder Ziffer.',
    boxes: 'Ihre Entscheidung',
    withdrawal: (address: string) =>
      `Das ist freiwillig. Sie können Ihre Einwilligung jederzeit widerrufen: unter „Konto“, „Meine Daten“ oder mit einer E-Mail an ${address}.`,
    submit: 'Konto anlegen',
    haveAccount: 'Sie haben schon ein Konto?',
    toSignIn: 'Zur Anmeldung',
    done: 'Bitte bestätigen Sie Ihre E-Mail-Adresse',
    doneText: (address: string) =>
      `Wir haben eine Nachricht an ${address} gesendet. Öffnen Sie den Link darin und bestätigen Sie die Adresse. Danach können Sie sich anmelden.`,
    doneLater: `Der Link gilt ${duration(periods.confirmationLink, 'de')}. Kommt nichts an, sehen Sie bitte im Spam-Ordner nach. Ohne Bestätigung wird das Konto nach ${duration(periods.unconfirmedAccount, 'de')} gelöscht.`,
    outbox: 'Auf diesem Gerät ist kein E-Mail-Versand eingerichtet. Die Nachricht liegt im Postausgang.',
    toOutbox: 'Postausgang öffnen',
  },
  en: {
    heading: 'Register',
    lead: 'Only counsellors need an account. We ask for five things, all of them necessary, none is published. Invited people see only your name.',
    firstName: 'First name',
    lastName: 'Last name',
    email: 'E-mail address',
    userName: 'User name',
    password: 'Password',
    emailHint: 'A link to confirm the address goes there.',
    userNameHint: '3 to 40 characters: letters, digits, full stop, hyphen and underscore.',
    passwordHint: 'At least 12 characters. Several words in a row are easy to remember.',
    firstNameMissing: 'Please give your first name, at most 80 characters.',
    lastNameMissing: 'Please give your last name, at most 80 characters.',
    emailWrong: 'Please give a complete e-mail address.',
    userNameWrong: 'Please choose 3 to 40 characters without spaces, beginning with a letter or digit.',
    boxes: 'Your decision',
    withdrawal: (address: string) =>
      `This is voluntary. You can withdraw your consent at any time: under “Account”, “My data”, or by e-mail to ${address}.`,
    submit: 'Create the account',
    haveAccount: 'You already have an account?',
    toSignIn: 'To the sign-in page',
    done: 'Please confirm your e-mail address',
    doneText: (address: string) =>
      `We have sent a message to ${address}. Open the link in it and confirm the address. Then you can sign in.`,
    doneLater: `The link is valid for ${duration(periods.confirmationLink, 'en')}. If nothing arrives, please look into the spam folder. Without confirmation the account is deleted after ${duration(periods.unconfirmedAccount, 'en')}.`,
    outbox: 'No e-mail is set up on this machine. The message lies in the outbox.',
    toOutbox: 'Open the outbox',
  },
})
