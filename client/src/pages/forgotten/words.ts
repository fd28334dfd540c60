import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Passwort vergessen',
    lead: 'Geben Sie Ihre E-Mail-Adresse ein. Gibt es dazu ein Konto, bekommen Sie einen Link für ein neues Passwort.',
    email: 'E-Mail-Adresse',
    emailWrong: 'Bitte geben Sie eine vollständige E-Mail-Adresse an.',
    submit: 'Link anfordern',
    done: 'Bitte sehen Sie in Ihr Postfach',
    doneText:
      'Wenn es zu dieser Adresse ein Konto gibt, ist die Nachricht unterwegs. Aus Datenschutzgründen sagen wir nicht, ob es eines gibt.',
    toOutbox: 'Postausgang öffnen',
  },
  en: {
    heading: 'Forgotten password',
    lead: 'Enter your e-mail address. If there is an account for it, you get a link for a new password.',
    email: 'E-mail address',
    emailWrong: 'Please give a complete e-mail address.',
    submit: 'Ask for the link',
    done: 'Please look into your mailbox',
    doneText:
      'If there is an account for this address, the message is on its way. For data protection we do not say whether there is one.',
    toOutbox: 'Open the outbox',
  },
})
