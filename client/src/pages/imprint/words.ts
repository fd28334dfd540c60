import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Impressum',
    controller: 'Verantwortliche Stelle',
    register: 'Register',
    board: 'Vertreten durch',
    taxId: 'Umsatzsteuer- oder Wirtschafts-Identifikationsnummer',
    officer: 'Datenschutzbeauftragte Person',
    processor: 'Auftragsverarbeiter',
    authority: 'Aufsichtsbehörde für den Datenschutz',
  },
  en: {
    heading: 'Imprint',
    controller: 'Controller',
    register: 'Register',
    board: 'Represented by',
    taxId: 'VAT or business identification number',
    officer: 'Data protection officer',
    processor: 'Processor',
    authority: 'Supervisory authority for data protection',
  },
})
