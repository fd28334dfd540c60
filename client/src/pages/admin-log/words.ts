import { periods } from '@vieraugen/policy/periods.ts'
import { duration } from '@vieraugen/policy/texts/duration.ts'
import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Protokoll der Verwaltung',
    intro: `Was in der Verwaltung geändert, entschieden oder einzeln nachgesehen wird, steht hier: wer, was, wann; keine Inhalte, keine IP-Adresse. Einträge bleiben ${duration(periods.auditLog, 'de')}. Niemand kann sie hier ändern oder löschen.`,
    withoutNames:
      'Sie sehen Rollen und Kennzeichen statt Namen, denn die Liste der Konten gehört nicht zu Ihrer Aufgabe. Dasselbe Kennzeichen ist immer dasselbe Konto; wer dahintersteht, sagt Ihnen die Verwaltung.',
    chain: 'Kette',
    checking: 'Die Kette wird geprüft …',
    holds: (entries: number) =>
      entries === 1
        ? 'Der eine Eintrag ist unverändert.'
        : `Alle ${entries} Einträge sind unverändert und vollständig.`,
    holdsMeaning:
      'Nachgerechnet bis zum letzten Eintrag. Ob danach etwas abgeschnitten wurde, sieht nur, wer eine frühere Nummer mit ihrer Prüfsumme aufgehoben hat: Notieren Sie beides von Zeit zu Zeit.',
    empty: 'Es gibt noch keine Einträge.',
    broken: 'Das Protokoll ist beschädigt.',
    brokenMeaning:
      'Jemand hat am Programm vorbei in die Datenbank eingegriffen, oder sie ist beschädigt. Sichern Sie den jetzigen Stand, bevor Sie etwas tun.',
    faults: {
      changed: (number: number) => `Eintrag ${number} wurde geändert.`,
      missing: (number: number) => `Vor Eintrag ${number} fehlt etwas.`,
      misplaced: (number: number) => `Eintrag ${number} folgt nicht auf den davor.`,
    },
    head: 'Letzter Eintrag',
    headValue: (number: number, moment: string) => `Nummer ${number}, ${moment}`,
    hash: 'Prüfsumme',
    save: 'Als JSON speichern',
    saveText: 'Für die Prüfung auf einer anderen Maschine: alle Einträge mit ihren Prüfsummen, ohne Namen.',
    file: 'protokoll-der-verwaltung.json',
    filter: 'Handlung',
    all: 'Alle',
    entries: 'Einträge',
    none: 'Dazu gibt es keine Einträge.',
    number: 'Nr.',
    at: 'Zeitpunkt',
    actor: 'Wer',
    account: 'Betroffenes Konto',
    thing: 'Bezug',
    nobody: '–',
    deleted: (mark: string) => `gelöschtes Konto (${mark})`,
    operator: 'Betreiber an der Tastatur',
    roles: { counsellor: 'Beratung', dpo: 'Datenschutz', administrator: 'Verwaltung' },
    known: (name: string, mark: string) => `${name} (${mark})`,
    more: 'Mehr laden',
    loaded: (count: number) => (count === 1 ? '1 Eintrag wird gezeigt.' : `${count} Einträge werden gezeigt.`),
  },
  en: {
    heading: 'Log of the administration',
    intro: `What is changed, decided or looked up singly in the administration stands here: who, what, when; no content, no IP address. Entries stay for ${duration(periods.auditLog, 'en')}. Nobody can change or delete them here.`,
    withoutNames:
      'You see roles and marks instead of names, because the list of accounts is no part of your task. The same mark is always the same account; the administration tells you who it is.',
    chain: 'Chain',
    checking: 'The chain is being checked …',
    holds: (entries: number) =>
      entries === 1 ? 'The one entry is unchanged.' : `All ${entries} entries are unchanged and complete.`,
    holdsMeaning:
      'Computed anew up to the last entry. Whether something was cut off behind it is seen only by who kept an earlier number with its checksum: note both from time to time.',
    empty: 'There are no entries yet.',
    broken: 'The log is damaged.',
    brokenMeaning:
      'Somebody reached into the database past the program, or it is damaged. Secure the present state before you do anything.',
    faults: {
      changed: (number: number) => `Entry ${number} was changed.`,
      missing: (number: number) => `Something is missing before entry ${number}.`,
      misplaced: (number: number) => `Entry ${number} does not follow the one before.`,
    },
    head: 'Last entry',
    headValue: (number: number, moment: string) => `number ${number}, ${moment}`,
    hash: 'Checksum',
    save: 'Save as JSON',
    saveText: 'To check it on another machine: all entries with their checksums, without names.',
    file: 'log-of-the-administration.json',
    filter: 'Act',
    all: 'All',
    entries: 'Entries',
    none: 'There are no such entries.',
    number: 'No.',
    at: 'Time',
    actor: 'Who',
    account: 'Account concerned',
    thing: 'Reference',
    nobody: '–',
    deleted: (mark: string) => `deleted account (${mark})`,
    operator: 'Operator at the keyboard',
    roles: { counsellor: 'Counselling', dpo: 'Data protection', administrator: 'Administration' },
    known: (name: string, mark: string) => `${name} (${mark})`,
    more: 'Load more',
    loaded: (count: number) => (count === 1 ? '1 entry is shown.' : `${count} entries are shown.`),
  },
})
