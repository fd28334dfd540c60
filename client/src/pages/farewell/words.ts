import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Das Konto ist gelöscht',
    text: 'Ihr Schlüssel ist vernichtet. Ihre Angaben kann niemand mehr lesen, auch wir nicht. Offene Gespräche sind beendet.',
  },
  en: {
    heading: 'The account is deleted',
    text: 'Your key is destroyed. Nobody can read your details any more, not even we. Open conversations have ended.',
  },
})
