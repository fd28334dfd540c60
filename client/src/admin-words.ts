import { catalogue } from './lib/i18n.ts'

/** Words of the frame around the administration. */
export const words = catalogue({
  de: {
    navigation: 'Bereiche der Verwaltung',
    open: 'Bereich wählen',
    forbidden: 'Dieser Bereich ist der Verwaltung vorbehalten.',
    forbiddenMeaning:
      'Ihr Konto hat nicht die Rolle dafür. Wenn Sie sie brauchen, wenden Sie sich an die Verwaltung Ihrer Einrichtung.',
    areas: {
      overview: 'Übersicht',
      accounts: 'Konten',
      requests: 'Anfragen',
      consents: 'Einwilligungen',
      deletion: 'Löschung',
      proofs: 'Nachweise',
      security: 'Sicherheit',
      statistics: 'Statistik',
      texts: 'Karte und Texte',
      keys: 'Schlüssel',
      log: 'Protokoll',
    },
  },
  en: {
    navigation: 'Areas of the administration',
    open: 'Choose an area',
    forbidden: 'This area is for the administration only.',
    forbiddenMeaning:
      'Your account does not have the role. If you need it, turn to the administration of your organisation.',
    areas: {
      overview: 'Overview',
      accounts: 'Accounts',
      requests: 'Requests',
      consents: 'Consents',
      deletion: 'Deletion',
      proofs: 'Proofs',
      security: 'Security',
      statistics: 'Statistics',
      texts: 'Card and texts',
      keys: 'Keys',
      log: 'Log',
    },
  },
})
