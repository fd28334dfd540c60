import { periods } from '@vieraugen/policy/periods.ts'
import { duration } from '@vieraugen/policy/texts/duration.ts'
import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Das Konto ist gelöscht',
    text: `Ihr Schlüssel ist vernichtet, und Ihre Angaben sind gelöscht. Sicherungskopien des Schlüssels bestehen höchstens ${duration(periods.keyBackup, 'de')}. Danach kann niemand Ihre Angaben mehr lesen, auch wir nicht. Offene Gespräche sind beendet.`,
  },
  en: {
    heading: 'The account is deleted',
    text: `Your key is destroyed, and your details are deleted. Backups of the key are kept for ${duration(periods.keyBackup, 'en')} at most. After that nobody can read your details any more, not even we. Open conversations have ended.`,
  },
})
