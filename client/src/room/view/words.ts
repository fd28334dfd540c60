import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: { connecting: 'Verbindung wird aufgebaut …' },
  en: { connecting: 'Connecting …' },
})
