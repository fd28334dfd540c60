import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Die Texte haben sich geändert',
    lead: 'Seit Ihrer letzten Einwilligung gibt es neue Fassungen. Bitte lesen Sie sie und entscheiden Sie noch einmal. Bis dahin können Sie hier nur Ihre eigenen Rechte ausüben. Ihr Konto und Ihre Gespräche bleiben, wie sie sind.',
    compare: 'Alle Fassungen ansehen, auch die früheren',
    boxes: 'Ihre Einwilligung',
    withdrawal: (address: string) =>
      `Alle Häkchen sind freiwillig. Sie können Ihre Einwilligung jederzeit unter „Meine Daten“ widerrufen oder mit einer E-Mail an ${address}.`,
    submit: 'Zustimmen und weiter',
    refuse: 'Wenn Sie nicht zustimmen',
    refuseText:
      'Sie können Ihre Daten mitnehmen, Ihre Einwilligung widerrufen oder Ihr Konto löschen. Oder Sie melden sich ab und entscheiden später.',
    toData: 'Daten mitnehmen oder widerrufen',
    toDeletion: 'Zum Konto, um es zu löschen',
    signOut: 'Abmelden',
  },
  en: {
    heading: 'The texts have changed',
    lead: 'There are new versions since your last consent. Please read them and decide once more. Until then you can only exercise your own rights here. Your account and your conversations stay as they are.',
    compare: 'See all versions, the earlier ones too',
    boxes: 'Your consent',
    withdrawal: (address: string) =>
      `All ticks are voluntary. You can withdraw your consent at any time under “My data” or by e-mail to ${address}.`,
    submit: 'Agree and go on',
    refuse: 'If you do not agree',
    refuseText:
      'You can take your data along, withdraw your consent or delete your account. Or you sign out and decide later.',
    toData: 'Take data along or withdraw',
    toDeletion: 'To the account, to delete it',
    signOut: 'Sign out',
  },
})
