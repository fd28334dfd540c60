import type { Text } from './activity.ts'

/** Everything that can be done in the administration and is written into its log. Nothing else can be written there. */
export const acts = {
  'account.approved': { de: 'Konto freigeschaltet', en: 'Account approved' },
  'account.refused': { de: 'Registrierung abgelehnt', en: 'Registration refused' },
  'account.locked': { de: 'Konto gesperrt', en: 'Account locked' },
  'account.unlocked': { de: 'Konto entsperrt', en: 'Account unlocked' },
  'account.factor-reset': { de: 'Zweiten Faktor zurückgesetzt', en: 'Second factor reset' },
  'account.role-changed': { de: 'Rolle geändert', en: 'Role changed' },
  'account.deleted': { de: 'Konto gelöscht', en: 'Account deleted' },
  'account.invited': { de: 'Zum Registrieren eingeladen', en: 'Invited to register' },
  'account.invitation-withdrawn': { de: 'Einladung zurückgezogen', en: 'Invitation withdrawn' },
  'request.read': { de: 'Anfrage gelesen', en: 'Request read' },
  'request.answered': { de: 'Anfrage beantwortet', en: 'Request answered' },
  'request.extended': { de: 'Frist einer Anfrage verlängert', en: 'Deadline of a request extended' },
  'request.closed': { de: 'Anfrage abgeschlossen', en: 'Request closed' },
  'consent.looked-up': { de: 'Einwilligung per Quittungs-Code nachgesehen', en: 'Consent looked up by receipt code' },
  'retention.held': { de: 'Löschregel angehalten', en: 'Deletion rule held' },
  'retention.released': { de: 'Löschregel fortgesetzt', en: 'Deletion rule resumed' },
  'block.addresses-read': { de: 'IP-Adressen eines Angriffs gelesen', en: 'IP addresses of an attack read' },
  'block.lifted': { de: 'Sperre eines Netzes aufgehoben', en: 'Block of a network lifted' },
  'card.published': { de: 'Betreiberkarte veröffentlicht', en: 'Operator’s card published' },
  'keys.renewal-asked': { de: 'Erneuerung von Schlüsseln beauftragt', en: 'Renewal of keys asked for' },
} as const satisfies Record<string, Text>

export type ActId = keyof typeof acts
