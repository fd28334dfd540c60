import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'E-Mail-Adresse bestätigen',
    lead: 'Mit einem Klick bestätigen Sie, dass diese Adresse Ihnen gehört.',
    submit: 'E-Mail-Adresse bestätigen',
    done: 'Ihre E-Mail-Adresse ist bestätigt',
    doneText: 'Sie können sich jetzt anmelden.',
    pendingText:
      'Nun prüft die Verwaltung Ihre Registrierung. Sie bekommen eine E-Mail, sobald Sie sich anmelden können.',
    changed: 'Ihre neue E-Mail-Adresse gilt jetzt',
    changedText: 'Die alte Adresse wurde benachrichtigt und wird nicht mehr verwendet.',
    toSignIn: 'Anmelden',
    toAccount: 'Zum Konto',
    incomplete: 'Der Link ist unvollständig',
    incompleteText:
      'Bitte öffnen Sie den ganzen Link aus der Nachricht. Nach einem Neuladen der Seite muss er noch einmal geöffnet werden.',
  },
  en: {
    heading: 'Confirm the e-mail address',
    lead: 'With one click you confirm that this address is yours.',
    submit: 'Confirm the e-mail address',
    done: 'Your e-mail address is confirmed',
    doneText: 'You can now sign in.',
    pendingText: 'Now the administration checks your registration. You get a mail as soon as you can sign in.',
    changed: 'Your new e-mail address is in use now',
    changedText: 'The old address was told and is no longer used.',
    toSignIn: 'Sign in',
    toAccount: 'To the account',
    incomplete: 'The link is incomplete',
    incompleteText:
      'Please open the whole link from the message. After reloading the page it must be opened once more.',
  },
})
