import { catalogue } from '../../../lib/i18n.ts'

export const words = catalogue({
  de: {
    raise: 'Hand heben',
    lower: 'Hand senken',
    caption: 'Hand',
    raised: (names: string) => `Hand gehoben: ${names}`,
  },
  en: {
    raise: 'Raise hand',
    lower: 'Lower hand',
    caption: 'Hand',
    raised: (names: string) => `Hand raised: ${names}`,
  },
})
