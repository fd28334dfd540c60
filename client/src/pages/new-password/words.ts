import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Neues Passwort',
    lead: 'Wählen Sie ein neues Passwort. Alle Anmeldungen auf anderen Geräten enden damit.',
    password: 'Passwort',
    hint: 'Mindestens 12 Zeichen. Mehrere Wörter hintereinander sind gut zu merken.',
    submit: 'Passwort speichern',
    done: 'Das neue Passwort gilt',
    doneText: 'Sie können sich jetzt damit anmelden.',
    toSignIn: 'Anmelden',
    incomplete: 'Der Link ist unvollständig',
    incompleteText: 'Bitte öffnen Sie den ganzen Link aus der Nachricht oder fordern Sie einen neuen an.',
    again: 'Neuen Link anfordern',
  },
  en: {
    heading: 'New password',
    lead: 'Choose a new password. All sign-ins on other devices end with it.',
    password: 'Password',
    hint: 'At least 12 characters. Several words in a row are easy to remember.',
    submit: 'Save the password',
    done: 'The new password is in use',
    doneText: 'You can now sign in with it.',
    toSignIn: 'Sign in',
    incomplete: 'The link is incomplete',
    incompleteText: 'Please open the whole link from the message or ask for a new one.',
    again: 'Ask for a new link',
  },
})
