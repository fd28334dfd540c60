import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Anmelden',
    login: 'Benutzername oder E-Mail-Adresse',
    loginMissing: 'Bitte geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein.',
    password: 'Passwort',
    passwordMissing: 'Bitte geben Sie Ihr Passwort ein.',
    submit: 'Anmelden',
    forgotten: 'Passwort vergessen?',
    cookie: 'Für die Anmeldung wird ein Cookie gesetzt. Es verschwindet, wenn Sie den Browser schließen.',
    noAccount: 'Sie haben noch kein Konto?',
    toRegister: 'Konto anlegen',
    secondStep: 'Zweiter Faktor',
    secondStepText: 'Ihr Passwort stimmt. Bitte bestätigen Sie jetzt noch, dass Sie es sind.',
    back: 'Zurück',
  },
  en: {
    heading: 'Sign in',
    login: 'User name or e-mail address',
    loginMissing: 'Please enter your user name or your e-mail address.',
    password: 'Password',
    passwordMissing: 'Please enter your password.',
    submit: 'Sign in',
    forgotten: 'Forgot your password?',
    cookie: 'A cookie is set for signing in. It disappears when you close the browser.',
    noAccount: 'You have no account yet?',
    toRegister: 'Create an account',
    secondStep: 'Second factor',
    secondStepText: 'Your password is right. Now please confirm that it is you.',
    back: 'Back',
  },
})
