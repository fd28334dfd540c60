import type { Retention, Text } from './activity.ts'
import type { TableId } from './columns.ts'
import type { ColumnOf } from './coverage.ts'
import { periods } from './periods.ts'
import type { ActivityId } from './register.ts'

/** Which rows of one table a rule is about, and from which column its period counts. */
export type Rows = {
  [T in TableId]: {
    readonly table: T
    /** The first of these columns that is not null begins the period. */
    readonly anchor: readonly [ColumnOf<T>, ...ColumnOf<T>[]]
    /** SQL condition on the row; without it every row. */
    readonly where?: string
    /** The anchor holds the end of the period, not its beginning. */
    readonly anchorIsEnd?: true
    /** The period counts from the end of the anchor's calendar year in Germany. */
    readonly fromYearEnd?: true
    /** Tables whose rows go with the row, by reference. */
    readonly takes?: readonly TableId[]
    /** When the person was last told that the end is near. */
    readonly noticed?: ColumnOf<T>
  }
}[TableId]

interface RuleBase {
  readonly what: Text
  readonly activity: ActivityId
  /** What begins the period, in words. */
  readonly start: Text
  /** DIN 66398: A at collection, B at the end of a process, E at the end of the relation. */
  readonly startType: 'A' | 'B' | 'E'
  readonly maxSeconds: number
  readonly action: Retention['action']
  /** Days or hours before the end at which the person is told, in seconds. */
  readonly notices?: readonly number[]
}

/** Who makes the period come true. Only the first names rows. */
type Execution =
  | {
      readonly executed: 'retention engine'
      readonly rows: Rows
      /** The controller may hold the rule where a law forbids to delete, such as a pending lawsuit. Never content of meetings. */
      readonly holdable?: true
    }
  | { readonly executed: 'meeting deletion' | 'account deletion'; readonly tables: readonly TableId[] }
  | { readonly executed: 'memory' | 'browser' | 'operator' | 'erasure ledger' }
  /** The application holds no such data. The period binds whoever adds it. */
  | { readonly executed: 'nothing kept' }

export type RetentionRule = RuleBase & Execution
export type EngineRule = Extract<RetentionRule, { executed: 'retention engine' }>

/** A rule is carried out this long after its period at the latest; meeting content has its own, shorter promise (P08). */
export const executionSeconds = 15 * 60

export const retentionRules = {
  'meeting.content': {
    what: {
      de: 'Inhalt eines Gesprächs: Nachrichten, Plätze, Notiz, Schlüssel',
      en: 'Content of a meeting: messages, seats, note, key',
    },
    activity: 'meeting.hold',
    start: { de: 'Ende des Gesprächs', en: 'End of the meeting' },
    startType: 'B',
    maxSeconds: periods.meetingContent,
    action: 'shred',
    executed: 'meeting deletion',
    tables: ['room_event', 'participant', 'meeting'],
  },
  'meeting.invitation': {
    what: { de: 'Einladungslinks', en: 'Invitation links' },
    activity: 'meeting.plan',
    start: { de: 'Ende des Gesprächs', en: 'End of the meeting' },
    startType: 'B',
    maxSeconds: periods.meetingContent,
    action: 'delete',
    executed: 'meeting deletion',
    tables: ['invitation'],
  },
  'meeting.stub': {
    what: {
      de: 'Zeitpunkte eines Gesprächs und Nummer seiner Löschung',
      en: 'Times of a meeting and the number of its deletion',
    },
    activity: 'meeting.plan',
    start: { de: 'Nachprüfung der Löschung', en: 'Verification of the deletion' },
    startType: 'B',
    maxSeconds: periods.meetingStub,
    action: 'delete',
    executed: 'retention engine',
    rows: { table: 'meeting', anchor: ['verified_at'], where: `state = 'verified'` },
  },
  'session.idle': {
    what: { de: 'Anmelde-Sitzungen ohne Nutzung', en: 'Sign-in sessions without use' },
    activity: 'account.session',
    start: { de: 'Letzte Nutzung', en: 'Last use' },
    startType: 'B',
    maxSeconds: periods.sessionIdle,
    action: 'delete',
    executed: 'retention engine',
    rows: { table: 'session', anchor: ['seen_at'] },
  },
  'session.absolute': {
    what: { de: 'Anmelde-Sitzungen', en: 'Sign-in sessions' },
    activity: 'account.session',
    start: { de: 'Anmeldung oder Eintritt ins Wartezimmer', en: 'Sign-in or entry to the waiting room' },
    startType: 'A',
    maxSeconds: periods.sessionAbsolute,
    action: 'delete',
    executed: 'retention engine',
    rows: { table: 'session', anchor: ['expires_at'], anchorIsEnd: true },
  },
  'session.cookie': {
    what: { de: 'Cookie und Eintrag im Sitzungsspeicher', en: 'Cookie and entry in session storage' },
    activity: 'account.session',
    start: { de: 'Schließen des Browsers oder des Tabs', en: 'Closing the browser or the tab' },
    startType: 'B',
    maxSeconds: 0,
    action: 'delete',
    executed: 'browser',
  },
  'account.unconfirmed': {
    what: { de: 'Konten ohne bestätigte E-Mail-Adresse', en: 'Accounts without a confirmed e-mail address' },
    activity: 'account.register',
    start: { de: 'Registrierung', en: 'Registration' },
    startType: 'A',
    maxSeconds: periods.unconfirmedAccount,
    action: 'shred',
    executed: 'retention engine',
    rows: {
      table: 'account',
      anchor: ['created_at'],
      where: `state = 'unconfirmed'`,
      takes: ['account_key', 'account_token', 'session', 'consent', 'consent_item'],
    },
  },
  'account.pending': {
    what: { de: 'Konten, die niemand freigeschaltet hat', en: 'Accounts that nobody approved' },
    activity: 'account.register',
    start: { de: 'Bestätigung der E-Mail-Adresse', en: 'Confirmation of the e-mail address' },
    startType: 'A',
    maxSeconds: periods.pendingAccount,
    action: 'shred',
    executed: 'retention engine',
    rows: {
      table: 'account',
      anchor: ['confirmed_at', 'created_at'],
      where: `state = 'pending'`,
      takes: ['account_key', 'account_token', 'session', 'second_factor', 'recovery_code', 'consent', 'consent_item'],
    },
  },
  'account.inactive': {
    // Who asked for restriction asked to keep the data (Art. 18 (2) GDPR).
    what: {
      de: 'Konten ohne Nutzung, außer eingeschränkten',
      en: 'Accounts without use, except restricted ones',
    },
    activity: 'account.register',
    start: { de: 'Letzte Anmeldung', en: 'Last sign-in' },
    startType: 'B',
    maxSeconds: periods.inactiveAccount,
    action: 'shred',
    notices: [periods.inactiveFirstNotice, periods.inactiveLastNotice],
    executed: 'retention engine',
    holdable: true,
    rows: {
      table: 'account',
      anchor: ['seen_at'],
      where: `state in ('active', 'locked') and restricted_at is null`,
      noticed: 'notified_at',
      takes: ['account_key', 'account_token', 'session', 'second_factor', 'recovery_code'],
    },
  },
  'account.deleted': {
    what: { de: 'Konto nach seiner Löschung, mit seinem Schlüssel', en: 'Account after its deletion, with its key' },
    activity: 'account.register',
    start: { de: 'Löschung durch die Person', en: 'Deletion by the person' },
    startType: 'E',
    maxSeconds: 0,
    action: 'shred',
    executed: 'account deletion',
    tables: ['account', 'account_key', 'account_token', 'session', 'second_factor', 'recovery_code'],
  },
  'account.link': {
    what: {
      de: 'Links zum Bestätigen und für ein neues Passwort',
      en: 'Links for confirmation and for a new password',
    },
    activity: 'account.register',
    start: { de: 'Ablauf des Links', en: 'End of the link’s validity' },
    startType: 'B',
    maxSeconds: 0,
    action: 'delete',
    executed: 'retention engine',
    rows: { table: 'account_token', anchor: ['expires_at'] },
  },
  'account.invitation': {
    what: { de: 'Links, mit denen sich jemand registrieren darf', en: 'Links with which somebody may register' },
    activity: 'account.register',
    start: { de: 'Ablauf des Links', en: 'End of the link’s validity' },
    startType: 'B',
    maxSeconds: 0,
    action: 'delete',
    executed: 'retention engine',
    rows: { table: 'account_invitation', anchor: ['expires_at'] },
  },
  'mail.waiting': {
    what: {
      de: 'Nachrichten, die noch nicht zugestellt sind, mit ihrer Adresse',
      en: 'Mails not delivered yet, with their address',
    },
    activity: 'mail.send',
    start: { de: 'Auftrag zum Versand', en: 'Request to send' },
    startType: 'A',
    maxSeconds: periods.undeliveredMail,
    action: 'delete',
    executed: 'retention engine',
    rows: { table: 'outbox', anchor: ['created_at'] },
  },
  'consent.client': {
    what: { de: 'Nachweise der Einwilligung von KlientInnen', en: 'Evidence of consent of clients' },
    activity: 'consent.evidence',
    start: {
      de: 'Ende des Jahres der Einwilligung oder ihres Widerrufs',
      en: 'End of the year of consent or of its withdrawal',
    },
    startType: 'E',
    maxSeconds: periods.consentEvidence,
    action: 'delete',
    executed: 'retention engine',
    holdable: true,
    rows: {
      table: 'consent',
      anchor: ['withdrawn_at', 'given_at'],
      where: `role = 'client'`,
      fromYearEnd: true,
      takes: ['consent_item'],
    },
  },
  'consent.counsellor': {
    what: { de: 'Nachweise der Einwilligung von BeraterInnen', en: 'Evidence of consent of counsellors' },
    activity: 'consent.evidence',
    start: { de: 'Ende des Jahres, in dem das Konto endete', en: 'End of the year in which the account ended' },
    startType: 'E',
    maxSeconds: periods.consentEvidence,
    action: 'delete',
    executed: 'retention engine',
    holdable: true,
    rows: {
      table: 'consent',
      anchor: ['withdrawn_at'],
      where: `role = 'counsellor' and account_id is null`,
      fromYearEnd: true,
      takes: ['consent_item'],
    },
  },
  'deletion.log': {
    what: { de: 'Löschprotokoll', en: 'Deletion log' },
    activity: 'deletion.evidence',
    start: { de: 'Eintrag', en: 'Entry' },
    startType: 'A',
    maxSeconds: periods.deletionLog,
    action: 'delete',
    executed: 'retention engine',
    holdable: true,
    rows: { table: 'deletion_log', anchor: ['finished_at'] },
  },
  'proof.entry': {
    what: { de: 'Ergebnisse des Nachweises', en: 'Results of the proof' },
    activity: 'proof.publish',
    start: { de: 'Prüfung', en: 'Check' },
    startType: 'A',
    maxSeconds: periods.proofEntry,
    action: 'delete',
    executed: 'retention engine',
    rows: { table: 'proof_entry', anchor: ['made_at'] },
  },
  'attack.counter': {
    what: { de: 'Zähler gegen Rate- und Flutversuche', en: 'Counters against guessing and flooding' },
    activity: 'attack.contain',
    start: { de: 'Anfrage', en: 'Request' },
    startType: 'A',
    maxSeconds: periods.attackCounter,
    action: 'delete',
    executed: 'memory',
  },
  'attack.address': {
    what: { de: 'IP-Adressen', en: 'IP addresses' },
    activity: 'attack.contain',
    start: { de: 'Anfrage', en: 'Request' },
    startType: 'A',
    maxSeconds: periods.address,
    action: 'anonymise',
    executed: 'retention engine',
    rows: { table: 'address_seen', anchor: ['seen_at'] },
  },
  'attack.block': {
    what: {
      de: 'Sperren nach Angriffen, mit einem Prüfwert des Netzes',
      en: 'Blocks after attacks, with a keyed hash of the network',
    },
    activity: 'attack.contain',
    start: { de: 'Beginn der Sperre', en: 'Begin of the block' },
    startType: 'A',
    maxSeconds: periods.address,
    action: 'anonymise',
    executed: 'retention engine',
    rows: { table: 'attack_block', anchor: ['begun_at'] },
  },
  'access.record': {
    what: {
      de: 'Einzelne Seitenaufrufe; danach bleiben nur Zahlen je Tag',
      en: 'Single requests; afterwards only numbers for each day remain',
    },
    activity: 'request.count',
    start: { de: 'Anfrage', en: 'Request' },
    startType: 'A',
    maxSeconds: periods.accessRecord,
    action: 'anonymise',
    executed: 'retention engine',
    rows: { table: 'request_record', anchor: ['at'] },
  },
  'rights.request': {
    what: { de: 'Anfragen betroffener Personen', en: 'Requests of data subjects' },
    activity: 'rights.answer',
    start: { de: 'Abschluss der Anfrage', en: 'Closing of the request' },
    startType: 'B',
    maxSeconds: periods.rightsRequest,
    action: 'delete',
    executed: 'retention engine',
    rows: { table: 'rights_request', anchor: ['closed_at'], where: `state = 'closed'` },
  },
  'rights.attachment': {
    what: { de: 'Anlagen zu Anfragen betroffener Personen', en: 'Attachments to requests of data subjects' },
    activity: 'rights.answer',
    start: { de: 'Abschluss der Anfrage', en: 'Closing of the request' },
    startType: 'B',
    maxSeconds: periods.requestAttachment,
    action: 'delete',
    executed: 'nothing kept',
  },
  'audit.log': {
    what: { de: 'Protokoll der Verwaltung', en: 'Audit log of the administration' },
    activity: 'administration.audit',
    start: { de: 'Eintrag', en: 'Entry' },
    startType: 'A',
    maxSeconds: periods.auditLog,
    action: 'delete',
    executed: 'retention engine',
    holdable: true,
    rows: { table: 'audit_entry', anchor: ['at'] },
  },
  'erasure.ledger': {
    what: {
      de: 'Verzeichnis der Löschungen für das Rückspielen: Art, Prüfwert, Tag',
      en: 'Ledger of erasures for restores: kind, keyed hash, day',
    },
    activity: 'deletion.evidence',
    start: { de: 'Löschung', en: 'Deletion' },
    startType: 'B',
    maxSeconds: periods.erasureLedger,
    action: 'delete',
    executed: 'erasure ledger',
  },
  'backup.keys': {
    what: {
      de: 'Sicherungskopien der Schlüssel von Konten',
      en: 'Backups of the keys of accounts',
    },
    activity: 'account.register',
    start: { de: 'Anlegen der Kopie', en: 'Making of the copy' },
    startType: 'A',
    maxSeconds: periods.keyBackup,
    action: 'delete',
    executed: 'operator',
  },
  backup: {
    what: {
      de: 'Sicherungskopien der Datenbank, ohne Schlüssel von Konten und Gesprächen',
      en: 'Backups of the database, without keys of accounts and meetings',
    },
    activity: 'account.register',
    start: { de: 'Anlegen der Kopie', en: 'Making of the copy' },
    startType: 'A',
    maxSeconds: periods.backup,
    action: 'delete',
    executed: 'operator',
  },
} as const satisfies Record<string, RetentionRule>

export type RetentionRuleId = keyof typeof retentionRules

type Rules = typeof retentionRules

/** Rules the retention engine carries out. */
export type EngineRuleId = {
  [R in RetentionRuleId]: Rules[R]['executed'] extends 'retention engine' ? R : never
}[RetentionRuleId]

type EngineRulesWith<Feature> = { [R in EngineRuleId]: Rules[R] extends Feature ? R : never }[EngineRuleId]

/** Rules whose rows have a key that dies first. */
export type ShredRuleId = EngineRulesWith<{ action: 'shred' }>
/** Rules before whose end the person is told. */
export type NoticeRuleId = EngineRulesWith<{ notices: readonly number[] }>
/** Rules that the controller may hold. */
export type HoldableRuleId = EngineRulesWith<{ holdable: true }>
