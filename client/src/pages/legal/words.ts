import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    privacy: 'Datenschutzerklärung',
    terms: 'Nutzungsbedingungen',
    print: 'Drucken',
  },
  en: {
    privacy: 'Privacy statement',
    terms: 'Terms of use',
    print: 'Print',
  },
})
