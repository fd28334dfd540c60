/** The address of every page, in one list: the client shows them, the server answers them and writes them into mails. */
export const paths = {
  home: '/',
  register: '/registrieren',
  confirm: '/bestaetigen',
  signIn: '/anmelden',
  forgotten: '/passwort-vergessen',
  newPassword: '/passwort-neu',
  meetings: '/gespraeche',
  account: '/konto',
  accountData: '/konto/daten',
  farewell: '/konto-geloescht',
  renewedConsent: '/einwilligung-erneuern',
  invitation: '/einladung',
  techniqueCheck: '/technik-check',
  privacy: '/datenschutz',
  /** Every version of the texts that people tick. */
  textArchive: '/datenschutz/archiv',
  terms: '/nutzungsbedingungen',
  imprint: '/impressum',
  accessibility: '/barrierefreiheit',
  /** Written by the server, without script: links lead out of the application. */
  proof: '/nachweis',
  myData: '/meine-daten',
  contract: '/vertrag-widerrufen',
  outbox: '/postausgang',
} as const

/** The areas of the administration, in the order of their navigation. */
export const officePaths = {
  overview: '/verwaltung',
  accounts: '/verwaltung/konten',
  requests: '/verwaltung/anfragen',
  consents: '/verwaltung/einwilligungen',
  deletion: '/verwaltung/loeschung',
  proofs: '/verwaltung/nachweise',
  security: '/verwaltung/sicherheit',
  statistics: '/verwaltung/statistik',
  texts: '/verwaltung/texte',
  keys: '/verwaltung/schluessel',
  log: '/verwaltung/protokoll',
} as const

/** Addresses with a part that varies: `:id` is the UUID of a meeting. */
export const patterns = { sheet: '/gespraeche/:id/druckblatt', room: '/raum/:id', end: '/ende/:id' } as const
