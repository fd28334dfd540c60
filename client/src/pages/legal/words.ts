import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    privacy: 'Datenschutzerklärung',
    terms: 'Nutzungsbedingungen',
    print: 'Drucken',
    versions: 'Alle Fassungen',
    contents: 'Inhalt',
    since: (day: string) => `Diese Fassung gilt seit ${day}.`,
    checksum: 'Prüfsumme:',
  },
  en: {
    privacy: 'Privacy statement',
    terms: 'Terms of use',
    print: 'Print',
    versions: 'All versions',
    contents: 'Contents',
    since: (day: string) => `This version holds since ${day}.`,
    checksum: 'Checksum:',
  },
})
