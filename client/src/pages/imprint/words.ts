import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Impressum',
    controller: 'Verantwortliche Stelle',
    register: 'Register',
    board: 'Vertreten durch',
    taxId: 'Steuernummer',
    officer: 'Datenschutzbeauftragte Person',
    processor: 'Auftragsverarbeiter',
    authority: 'Aufsichtsbehörde',
  },
  en: {
    heading: 'Imprint',
    controller: 'Controller',
    register: 'Register',
    board: 'Represented by',
    taxId: 'Tax number',
    officer: 'Data protection officer',
    processor: 'Processor',
    authority: 'Supervisory authority',
  },
})
