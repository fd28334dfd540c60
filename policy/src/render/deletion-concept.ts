import type { Retention } from '../activity.ts'
import { periods } from '../periods.ts'
import { executionSeconds, retentionRules } from '../retention.ts'
import type { RetentionRule } from '../retention-rule.ts'
import { duration } from '../texts/duration.ts'
import { proofs } from '../proofs.ts'
import { heading, list, names, page, table } from './markdown.ts'

const rules: readonly RetentionRule[] = Object.values(retentionRules)

const execution: Record<RetentionRule['executed'], string> = {
  'retention engine': 'Löschlauf der Anwendung',
  'meeting deletion': 'Löschung am Ende des Gesprächs',
  'account deletion': 'Löschung des Kontos durch die Person oder die Verwaltung',
  memory: 'Arbeitsspeicher, verfällt von selbst',
  browser: 'Browser der Person',
  operator: 'beim Betrieb',
  'erasure ledger': 'Löschlauf der Anwendung',
  'nothing kept': 'entfällt, die Anwendung hält diese Datenart nicht',
}

const actions: Record<Retention['action'], string> = {
  shred: 'Schlüssel vernichten, Zeilen löschen',
  delete: 'löschen',
  anonymise: 'anonymisieren',
}

const holdable = rules.filter((one) => one.executed === 'retention engine' && one.holdable)

/** Standard periods: rules with the same start type and period form one class. */
const classOf = ({ startType, maxSeconds }: RetentionRule): string =>
  `${startType} · ${maxSeconds === 0 ? 'sofort' : duration(maxSeconds, 'de')}`

function tablesOf(rule: RetentionRule): readonly string[] {
  if ('tables' in rule) return rule.tables
  return 'rows' in rule ? [rule.rows.table, ...(rule.rows.takes ?? [])] : []
}

function proofOf(rule: RetentionRule): string {
  if (rule.executed === 'meeting deletion') return `P08: ${proofs['ended-without-data'].describe.de}`
  if (rule.executed === 'account deletion') return `P19: ${proofs['withdrawals-executed'].describe.de}`
  if ('rows' in rule && rule.rows.table === 'address_seen') return `P09: ${proofs['no-plain-addresses'].describe.de}`
  if ('rows' in rule) return `P16: ${proofs['rows-in-time'].describe.de}`
  return rule.executed === 'browser' ? `P11: ${proofs['browser-storage'].describe.de}` : '–'
}

function periodOf({ maxSeconds, notices = [] }: RetentionRule): string {
  const period = maxSeconds === 0 ? 'sofort' : `höchstens ${duration(maxSeconds, 'de')}`
  const told = notices.map((seconds) => duration(seconds, 'de')).join(' und ')
  return told === '' ? period : `${period}, Hinweis ${told} vorher`
}

const rule = (one: RetentionRule, index: number): string[] => [
  `L${String(index + 1).padStart(2, '0')}`,
  one.what.de,
  one.start.de,
  periodOf(one),
  classOf(one),
  actions[one.action],
  execution[one.executed],
  proofOf(one),
  names(tablesOf(one)),
]

/** The deletion concept in the manner of DIN 66398, German. */
export function deletionConcept(): string {
  const classes = [...new Set(rules.map(classOf))].toSorted()
  const inClass = (name: string) => rules.filter((one) => classOf(one) === name).map(({ what }) => what.de)
  return page([
    heading(1, 'Löschkonzept'),
    'In der Art der DIN 66398: Jede Datenart hat einen Startzeitpunkt und eine Regellöschfrist. Aus beiden folgt ihre Löschklasse. Abgeleitet aus dem Register der Anwendung.',
    heading(2, 'Regeln'),
    list([
      'Startzeitpunkte: A mit der Erhebung, B mit dem Ende eines Vorgangs, E mit dem Ende der Beziehung.',
      'Die Frist ist das Höchstmaß für jeden Speicherort. Ausgenommen sind allein Sicherungskopien.',
      `Inhalte von Gesprächen werden innerhalb von ${duration(periods.meetingContent, 'de')} gelöscht, einschließlich der Ausführung. Alles Übrige wird spätestens ${duration(executionSeconds, 'de')} nach Ablauf der Frist gelöscht, wenn der Löschlauf der Anwendung es tut.`,
      `Sicherungskopien werden höchstens ${duration(periods.backup, 'de')} aufgehoben. Nachrichten und Anzeigenamen lassen sich aus ihnen nicht wiederherstellen, weil der Schlüssel des Gesprächs nie in einer Kopie liegt. Konten und private Notizen stehen verschlüsselt darin. Ihre Schlüssel werden getrennt gesichert, höchstens ${duration(periods.keyBackup, 'de')} lang. Nach dem Rückspielen einer Kopie löscht die Anwendung erneut, was seitdem zu löschen war, bevor sie jemanden einlässt. Sie liest es aus einem Verzeichnis außerhalb von Datenbank und Kopien, das keinen Namen und keine Kennung enthält.`,
      `Die Löschung von Gesprächsinhalten lässt sich nicht anhalten. Die verantwortliche Stelle kann allein diese Löschungen anhalten, wenn ein Gesetz es verlangt, und gibt den Grund an: ${holdable.map(({ what }) => what.de).join('; ')}.`,
      'Nachweise der Einwilligung: Die verantwortliche Stelle wählt eine Frist von 0 bis 36 Monaten. Dieses Dokument nennt die übliche. Ab einem Monat zählt die Frist vom Ende des Jahres an. Bei 0 gehen Nachweise von KlientInnen zusammen mit dem Gespräch, spätestens ' +
        `${duration(periods.sessionAbsolute, 'de')} nach der Einwilligung, und die von BeraterInnen mit dem Konto. Die Datenschutzerklärung einer Installation nennt immer die gewählte Frist.`,
    ]),
    heading(2, 'Verantwortung'),
    list([
      'Die verantwortliche Stelle entscheidet über die Regeln und darüber, ob eine Löschung angehalten wird. Der oberste Schlüssel ist ihrer.',
      'Die Anwendung führt die Regeln aus, ohne dass jemand daran denken muss. Der Auftragsverarbeiter betreibt sie nach Weisung und löscht, was außerhalb liegt: Sicherungskopien, Protokolle vorgeschalteter Server, Datenträger.',
      'Die datenschutzbeauftragte Person prüft anhand des Löschprotokolls und des öffentlichen Nachweises.',
      'Niemand kann eine Löschung rückgängig machen.',
    ]),
    heading(2, 'Was nicht gelöscht wird'),
    'Diese Daten führen zu keinem Menschen, der die Anwendung nutzt: Zahlen je Tag aus der Statistik und die veröffentlichten Fassungen der Rechtstexte und der Betreiberkarte, dazu technische Angaben wie die Schlüssel der Anwendung und der Stand des Löschlaufs. Rechtstexte und Karte nennen Namen, die zur verantwortlichen Stelle gehörten, und bleiben, damit sich jede Einwilligung belegen lässt (Art. 7 Abs. 1 DSGVO).',
    heading(2, 'Datenarten'),
    'Die Spalte „Prüfvorschrift“ nennt, wonach geprüft wird. Ergebnisse stehen nicht in diesem Dokument.',
    table(
      ['Nr.', 'Datenart', 'Start', 'Regellöschfrist', 'Klasse', 'Maßnahme', 'Ausführung', 'Prüfvorschrift', 'Tabellen'],
      rules.map(rule),
    ),
    heading(2, 'Löschklassen'),
    table(
      ['Klasse', 'Datenarten'],
      classes.map((name) => [name, inClass(name).join('; ')]),
    ),
    heading(2, 'Löschprotokoll'),
    'Nach jedem Gespräch und nach jedem Löschlauf hält je Datenart, von der etwas gelöscht wurde, ein Eintrag fest: Nummer, Datenart, Anzahl, Fälligkeit, Beginn, Ende, Verfahren, Ergebnis der Nachprüfung und die Prüfsumme des vorigen Eintrags. Er enthält nichts von dem Gelöschten.',
    heading(2, 'Prüfung und Fortschreibung'),
    'Eine neue Datenart lässt sich in die Anwendung nicht einbauen, ohne dass sie hier eine Regel bekommt. Jede Verarbeitung wird spätestens nach einem Jahr neu geprüft; das Verzeichnis nennt, wann und mit welchem Ergebnis. Bleibt etwas über seine Frist hinaus liegen, wird der öffentliche Nachweis rot, und die verantwortliche Stelle bekommt eine E-Mail.',
  ])
}
