const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/** Addresses that show a page; anything else is a page that does not exist (404). */
const pages = [
  '/',
  '/registrieren',
  '/bestaetigen',
  '/anmelden',
  '/passwort-vergessen',
  '/passwort-neu',
  '/gespraeche',
  `/gespraeche/${uuid}/druckblatt`,
  '/konto',
  '/konto/daten',
  '/konto-geloescht',
  '/einladung',
  `/raum/${uuid}`,
  `/ende/${uuid}`,
  '/technik-check',
  '/datenschutz',
  '/nutzungsbedingungen',
  '/impressum',
  '/barrierefreiheit',
  '/meine-daten',
  '/vertrag-widerrufen',
  '/postausgang',
]

const pattern = new RegExp(`^(?:${pages.join('|')})/?$`)

export const isPage = (path: string): boolean => pattern.test(path)
