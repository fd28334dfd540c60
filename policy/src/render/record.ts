import type { Activity, PromiseId } from '../activity.ts'
import type { OperatorCard } from '../card.ts'
import { retentionOf, usual } from '../configured.ts'
import {
  browserKeysOf,
  columnsOf,
  cookiesOf,
  logEventsOf,
  mailsOf,
  rightNames,
  rightsOf,
  topicsOf,
} from '../coverage.ts'
import { measureGoals, measureMakers, measures } from '../measures.ts'
import { promises } from '../promises.ts'
import { recipients } from '../recipients.ts'
import { activities } from '../register.ts'
import type { ActivityId } from '../register.ts'
import { reviews } from '../reviews.ts'
import { basisWords, partyLine, retentionWords, subjectWords } from '../texts/register-lines.ts'
import { heading, list, names, page, table } from './markdown.ts'
import { placeholderNotice } from './placeholders.ts'

const everyActivity = Object.entries(activities) as [ActivityId, Activity][]

const noTransfer =
  'Keine. Daten werden nicht in Länder außerhalb der Europäischen Union und des Europäischen Wirtschaftsraums und nicht an internationale Organisationen übermittelt.'

/** The record of processing activities of the controller (Art. 30 (1) GDPR). */
export function controllerRecord(card: OperatorCard): string {
  return page([
    heading(1, 'Verzeichnis der Verarbeitungstätigkeiten der verantwortlichen Stelle'),
    'Nach Art. 30 Abs. 1 DSGVO, abgeleitet aus dem Register der Anwendung.',
    placeholderNotice.de,
    list([
      partyLine('Verantwortliche Stelle', card.controller, 'de'),
      `Vertreten durch: ${card.controller.board.join(', ')}.`,
      'Gemeinsam Verantwortliche (Art. 26 DSGVO): trägt die verantwortliche Stelle hier ein, wenn es welche gibt.',
      partyLine('Datenschutzbeauftragte Person', card.dataProtectionOfficer, 'de'),
      partyLine('Auftragsverarbeiter', card.processor, 'de'),
    ]),
    heading(2, 'Übermittlung in Drittländer'),
    noTransfer,
    heading(2, 'Technische und organisatorische Maßnahmen'),
    'Siehe [Liste der Maßnahmen](massnahmen.md). Sie gelten für jede Verarbeitung.',
    ...everyActivity.flatMap(activityEntry),
  ])
}

function activityEntry([id, activity]: [ActivityId, Activity], index: number): string[] {
  const review = reviews[id]
  return [
    heading(2, `${index + 1}. ${activity.title.de}`),
    table(
      ['Angabe', 'Inhalt'],
      [
        ['Kennung', `\`${id}\``],
        ['Zweck', activity.purpose.de],
        ['Rechtsgrundlage', activity.basis.map((one) => basisWords(one, 'de')).join('; ')],
        ['Betroffene', subjectWords(activity.subjects, 'de')],
        ['Datenarten', activity.categories.de],
        ['Empfänger', activity.recipients.map((one) => recipients[one].title.de).join('; ')],
        ['Frist', retentionWords(retentionOf(id, usual), 'de')],
        [
          'Rechte',
          rightsOf(id)
            .map((right) => rightNames[right].de)
            .join('; '),
        ],
        ['Zusagen', activity.promises.map(promiseWords).join('; ')],
        ['Spalten', names(columnsOf(id))],
        ['Cookies und Einträge im Browser', names([...cookiesOf(id), ...browserKeysOf(id)])],
        ['E-Mails', names(mailsOf(id))],
        ['Nachrichten im Raum', names(topicsOf(id))],
        ['Zeilen im Betriebsprotokoll', names(logEventsOf(id))],
        [
          'Geprüft',
          `${review.question} ${review.alternatives} (${review.by}, ${review.on}, gilt bis ${review.expires})`,
        ],
      ],
    ),
  ]
}

const promiseWords = (id: PromiseId): string => `${id} ${promises[id].title.de}`

/** The record of the categories of processing that the processor carries out (Art. 30 (2) GDPR). */
export function processorRecord(card: OperatorCard): string {
  const carriedOut = everyActivity.filter(([, activity]) => activity.recipients.includes('hosting'))
  return page([
    heading(1, 'Verzeichnis der Verarbeitungstätigkeiten des Auftragsverarbeiters'),
    'Nach Art. 30 Abs. 2 DSGVO, abgeleitet aus dem Register der Anwendung.',
    placeholderNotice.de,
    list([
      partyLine('Auftragsverarbeiter', card.processor, 'de'),
      'Datenschutzbeauftragte Person des Auftragsverarbeiters: trägt der Auftragsverarbeiter hier ein, wenn er eine benannt hat.',
      'Weitere Auftragsverarbeiter (Art. 28 Abs. 2 DSGVO): trägt der Auftragsverarbeiter hier ein. Die Anwendung selbst sieht keine vor.',
      partyLine('Im Auftrag von', card.controller, 'de'),
      partyLine('Datenschutzbeauftragte Person der verantwortlichen Stelle', card.dataProtectionOfficer, 'de'),
    ]),
    heading(2, 'Kategorien von Verarbeitungen'),
    table(
      ['Verarbeitung im Auftrag', 'Datenarten', 'Betroffene'],
      carriedOut.map(([, { title, categories, subjects }]) => [title.de, categories.de, subjectWords(subjects, 'de')]),
    ),
    heading(2, 'Übermittlung in Drittländer'),
    noTransfer,
    heading(2, 'Technische und organisatorische Maßnahmen'),
    `Siehe [Liste der Maßnahmen](massnahmen.md). Was dort „${measureMakers.operator}“ heißt, trifft der Auftragsverarbeiter nach Weisung.`,
  ])
}

/** Technical and organisational measures (Art. 30 (1)(g), 32 GDPR), built in or left to the operator. */
export function measuresList(): string {
  const goals = Object.entries(measureGoals)
  return page([
    heading(1, 'Technische und organisatorische Maßnahmen'),
    'Nach Art. 32 DSGVO, gegliedert nach den Gewährleistungszielen des Standard-Datenschutzmodells.',
    ...goals.flatMap(([goal, title]) => [
      heading(2, title),
      table(
        ['Maßnahme', 'Wer', 'Zusage'],
        measures
          .filter((measure) => measure.goal === goal)
          .map(({ what, by, promise }) => [what, measureMakers[by], promiseWords(promise)]),
      ),
    ]),
  ])
}
