import type { Text } from './activity.ts'
import type { Chosen } from './configured.ts'
import {
  addressesSql,
  accountsWithoutConsentSql,
  columnsSql,
  endedWithDataSql,
  guestsWithoutConsentSql,
  lateRequestsSql,
  openWithdrawalsSql,
  rowsPastPeriodSql,
  undecidedSql,
  unsealedSql,
} from './proof-sql.ts'

interface ProofBase {
  /** What is checked, in one sentence. */
  readonly describe: Text
  /** What the denominator counts. „0 of 0“ means „no data“, never „good“. */
  readonly counts: Text
  /** How often the check runs, and from which age its result says nothing any more. */
  readonly everySeconds: number
  readonly staleAfterSeconds: number
  /** New meetings stop when the check was violated for this long. */
  readonly stopsMeetingsAfterSeconds?: number
}

export type Proof = ProofBase &
  /** Where a period that the operator chose matters, the statement follows from it. */
  (
    | { readonly kind: 'sql'; readonly sql: string | ((chosen: Chosen) => string) }
    /** Looked at in the running server by code of the same name, which may count in the database besides. */
    | { readonly kind: 'probe'; readonly sql?: string }
  )

const minute = 60
const often = { everySeconds: minute, staleAfterSeconds: 5 * minute }
/** For checks that read files or every value of a column. */
const steadily = { everySeconds: 10 * minute, staleAfterSeconds: 30 * minute }

const columns: Text = { de: 'Spalten der Datenbank', en: 'columns of the database' }

export const proofs = {
  'card-complete': {
    kind: 'probe',
    ...often,
    describe: {
      de: 'Jede Angabe der Betreiberkarte ist gesetzt, und es ist nicht die Beispielkarte.',
      en: 'Each entry of the operator’s card is set, and it is not the example.',
    },
    counts: { de: 'Angaben der Betreiberkarte', en: 'entries of the operator’s card' },
  },
  'columns-registered': {
    kind: 'sql',
    ...often,
    sql: columnsSql(null),
    describe: {
      de: 'Jede Spalte der Datenbank steht mit ihrem Zweck im Register, und umgekehrt.',
      en: 'Each column of the database stands in the register with its purpose, and the other way round.',
    },
    counts: columns,
  },
  'account-columns': {
    kind: 'sql',
    ...often,
    sql: columnsSql(['account', 'account_key', 'account_token']),
    describe: {
      de: 'Die Tabellen der Konten haben genau die Spalten, die das Register nennt.',
      en: 'The tables of accounts have exactly the columns the register names.',
    },
    counts: columns,
  },
  'accounts-with-consent': {
    kind: 'sql',
    ...often,
    sql: accountsWithoutConsentSql,
    describe: {
      de: 'Zu jedem Konto gibt es einen vollständigen, nicht widerrufenen Nachweis der Einwilligung.',
      en: 'For each account there is complete evidence of consent that was not withdrawn.',
    },
    counts: { de: 'Konten', en: 'accounts' },
  },
  'guests-with-consent': {
    kind: 'sql',
    ...often,
    sql: guestsWithoutConsentSql,
    describe: {
      de: 'Zu jedem Platz im Wartezimmer und im Raum gibt es einen vollständigen, nicht widerrufenen Nachweis der Einwilligung.',
      en: 'For each seat in waiting room and room there is complete evidence of consent that was not withdrawn.',
    },
    counts: { de: 'Plätze von KlientInnen', en: 'seats of clients' },
  },
  'admitted-by-person': {
    kind: 'sql',
    ...often,
    sql: undecidedSql(['held', 'admitted']),
    describe: {
      de: 'Jeden Einlass hat eine beratende Person entschieden.',
      en: 'A counsellor decided about each admission.',
    },
    counts: { de: 'eingelassene KlientInnen', en: 'admitted clients' },
  },
  'end-to-end': {
    kind: 'probe',
    ...often,
    describe: {
      de: 'Jede der neuesten Nachrichten laufender Gespräche, die der Server aufbewahrt, wird mit dem einzigen Schlüssel geöffnet, den er hat. Darunter liegt wieder eine verschlüsselte Nachricht und kein lesbarer Text.',
      en: 'Each of the newest messages of running meetings that the server keeps is opened with the only key it has. Below it lies an encrypted message again and no readable text.',
    },
    counts: { de: 'aufbewahrte Nachrichten', en: 'kept messages' },
  },
  'ended-without-data': {
    kind: 'sql',
    ...often,
    stopsMeetingsAfterSeconds: 5 * minute,
    sql: endedWithDataSql,
    describe: {
      de: 'Jedes beendete Gespräch ist rechtzeitig als gelöscht nachgeprüft, und keine Tabelle enthält noch etwas davon.',
      en: 'Each ended meeting was verified as deleted in time, and no table holds anything of it.',
    },
    counts: { de: 'beendete Gespräche', en: 'ended meetings' },
  },
  'no-plain-addresses': {
    kind: 'sql',
    ...often,
    sql: addressesSql,
    describe: {
      de: 'Keine Spalte der Datenbank ist für Netzadressen in lesbarer Form angelegt, und keine verschlüsselte ist älter als ihre Frist.',
      en: 'No column of the database is made for network addresses in the clear, and no sealed one is older than its period.',
    },
    counts: {
      de: 'Spalten der Datenbank und Tage mit IP-Adressen',
      en: 'columns of the database and days with IP addresses',
    },
  },
  'log-fields': {
    kind: 'probe',
    ...often,
    sql: columnsSql(['request_record', 'day_count']),
    describe: {
      de: 'Jede Zeile, die der Server schreibt, und die Aufzeichnung der Aufrufe mit ihrer Statistik haben nur die Felder, die das Register nennt.',
      en: 'Each line the server writes, and the record of requests with its statistics, have only the fields the register names.',
    },
    counts: { de: 'geschriebene Zeilen und Spalten der Aufzeichnung', en: 'lines written and columns of the record' },
  },
  'browser-storage': {
    kind: 'probe',
    ...often,
    describe: {
      de: 'Keine Antwort des Servers setzt ein anderes Cookie als das der Sitzung oder eines mit einer Dauer, und kein ausgeliefertes Programm enthält einen Zugriff auf dauerhafte Speicher des Browsers.',
      en: 'No answer of the server sets a cookie other than the session’s or one with a length of time, and no delivered program contains an access to lasting storage of the browser.',
    },
    counts: { de: 'Antworten und ausgelieferte Dateien', en: 'answers and delivered files' },
  },
  'values-sealed': {
    kind: 'sql',
    ...steadily,
    sql: unsealedSql,
    describe: {
      de: 'Jeder Wert in einer Spalte, die verschlüsselt sein muss, hat die Form eines verschlüsselten Werts.',
      en: 'Each value of a column that must be sealed has the form of a sealed value.',
    },
    counts: { de: 'Werte', en: 'values' },
  },
  'client-columns': {
    kind: 'sql',
    ...often,
    sql: columnsSql(['session', 'participant', 'consent', 'consent_item']),
    describe: {
      de: 'Die Tabellen, in denen KlientInnen vorkommen, haben genau die Spalten des Registers. Kein Name ist darunter.',
      en: 'The tables in which clients appear have exactly the columns of the register. No name is among them.',
    },
    counts: columns,
  },
  'requests-in-time': {
    kind: 'sql',
    ...often,
    sql: lateRequestsSql,
    describe: {
      de: 'Keine Anfrage einer betroffenen Person ist über ihre Frist hinaus offen.',
      en: 'No request of a data subject is open past its deadline.',
    },
    counts: { de: 'Anfragen', en: 'requests' },
  },
  'refused-by-person': {
    kind: 'sql',
    ...often,
    sql: undecidedSql(['denied', 'removed']),
    describe: {
      de: 'Jede Ablehnung hat eine beratende Person entschieden, kein Programm.',
      en: 'A counsellor decided about each refusal, no program.',
    },
    counts: { de: 'abgelehnte KlientInnen', en: 'refused clients' },
  },
  'rows-in-time': {
    kind: 'sql',
    ...often,
    sql: rowsPastPeriodSql,
    describe: {
      de: 'Keine Zeile der Datenbank ist über ihre Frist hinaus da, und der Löschlauf steht bei keiner Regel still.',
      en: 'No row of the database is there past its period, and the sweeper stands still at no rule.',
    },
    counts: {
      de: 'Zeilen mit einer Frist und Regeln des Löschkonzepts',
      en: 'rows with a period and rules of the deletion concept',
    },
  },
  'measures-in-place': {
    kind: 'probe',
    ...steadily,
    describe: {
      de: 'Die Antworten des Servers tragen die Schutzangaben für Browser, Schlüssel und Ordner haben die vorgesehenen Rechte, die Anmeldung weist eine Flut von Versuchen ab, und das Zurückspielen einer Sicherungskopie wurde in den letzten drei Monaten geübt.',
      en: 'The server’s answers carry the protective headers for browsers, keys and folders have the intended permissions, the sign-in refuses a flood of tries, and restoring a backup was practised in the last three months.',
    },
    counts: { de: 'geprüfte Maßnahmen', en: 'measures checked' },
  },
  'hosts-contacted': {
    kind: 'probe',
    ...often,
    describe: {
      de: 'Jede Antwort erlaubt Browsern nur die eigene Adresse, keine ausgelieferte Seite nennt eine fremde, und der Server öffnet Verbindungen nur zu den Empfängern des Registers.',
      en: 'Each answer allows browsers the own address only, no delivered page names a foreign one, and the server opens connections to the recipients of the register only.',
    },
    counts: { de: 'Antworten, ausgelieferte Dateien und Verbindungen', en: 'answers, delivered files and connections' },
  },
  'withdrawals-executed': {
    kind: 'sql',
    ...often,
    sql: openWithdrawalsSql,
    describe: {
      de: 'Nach jedem Widerruf ist der Platz oder das Konto innerhalb von 60 Sekunden fort.',
      en: 'After each withdrawal the seat or the account is gone within 60 seconds.',
    },
    counts: { de: 'Widerrufe', en: 'withdrawals' },
  },
} as const satisfies Record<string, Proof>

export type ProofId = keyof typeof proofs

/** The statement of a check; null for one that asks no database. */
export const proofSql = ({ sql }: Proof, chosen: Chosen): string | null =>
  typeof sql === 'function' ? sql(chosen) : (sql ?? null)
