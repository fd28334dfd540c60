/** Every address of the product, in one place. People read these; the server's own live under `/api`. */
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
  invitation: '/einladung',
  techniqueCheck: '/technik-check',
  privacy: '/datenschutz',
  terms: '/nutzungsbedingungen',
  imprint: '/impressum',
  accessibility: '/barrierefreiheit',
  /** Written by the server, without script: links lead out of the application. */
  proof: '/nachweis',
  myData: '/meine-daten',
  contract: '/vertrag-widerrufen',
  outbox: '/postausgang',
  /** A static page that shows nothing of the product: where „Seite schnell verlassen“ leads. */
  away: '/kurz-weg.html',
} as const

/** Patterns of addresses with a part that varies. */
export const patterns = { sheet: '/gespraeche/:id/druckblatt', room: '/raum/:id', end: '/ende/:id' } as const

export const sheetPath = (meetingId: string): string => `/gespraeche/${meetingId}/druckblatt`
export const roomPath = (meetingId: string): string => `/raum/${meetingId}`
export const endPath = (meetingId: string): string => `/ende/${meetingId}`

/** The whole link for a client. The secret stands behind the #, so that no server and no log ever sees it. */
export const invitationLink = (origin: string, secret: string): string => `${origin}${paths.invitation}#${secret}`
