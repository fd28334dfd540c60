import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Nachweise',
    intro:
      'Jedes Versprechen der Datenschutzerklärung wird laufend geprüft, von einer Rolle der Datenbank, die nur zählen darf, und vom Server selbst. Die Zahlen stehen auch hier nur als Bereiche: Genaue Zahlen würden der Verwaltung verraten, wann ein einzelnes Gespräch geführt wird.',
    check: 'Jetzt prüfen',
    checking: 'Die Prüfung läuft …',
    checked: 'Alle Versprechen sind geprüft.',
    publicPage: 'Öffentlichen Nachweis öffnen',
    stopped: 'Neue Gespräche sind angehalten, weil ein Versprechen verletzt ist.',
    promises: 'Versprechen',
    states: { holds: 'hält', violated: 'verletzt', stale: 'veraltet', none: 'keine Daten' },
    since: (moment: string) => `seit ${moment}`,
    bad: 'Verstöße',
    of: 'Geprüft',
    oldest: 'Ältester Eintrag',
    checkedAt: 'Letzte Prüfung',
    never: 'noch nie',
    few: 'weniger als 10',
    range: (from: string, to: string) => `${from} bis ${to}`,
    nothing: '–',
    minutes: (count: number) => (count === 1 ? '1 Minute' : `${count} Minuten`),
    hours: (count: number) => (count === 1 ? '1 Stunde' : `${count} Stunden`),
    days: (count: number) => (count === 1 ? '1 Tag' : `${count} Tage`),
    chain: 'Kette der Ergebnisse',
    chainHolds: (entries: number) =>
      entries === 1
        ? 'Der eine Eintrag ist unverändert, seine Unterschrift stimmt.'
        : `Alle ${entries} veröffentlichten Einträge sind unverändert, ihre Unterschriften stimmen.`,
    chainBroken: 'Die Kette ist beschädigt.',
    chainBrokenMeaning:
      'Jemand hat Einträge geändert oder entfernt, oder die Datenbank ist beschädigt. Sichern Sie den jetzigen Stand, bevor Sie etwas tun, und melden Sie es der datenschutzbeauftragten Person.',
    head: 'Letzter Eintrag',
    headValue: (number: number, moment: string) => `Nummer ${number}, ${moment}`,
    hash: 'Prüfsumme',
    publicKey: 'Öffentlicher Schlüssel',
    verify: 'Selbst prüfen',
    verifyText:
      'Auf einer anderen Maschine, ohne dem Server zu glauben: Heben Sie den öffentlichen Schlüssel und von Zeit zu Zeit eine Kopie auf. Der Befehl vergleicht mit beiden.',
  },
  en: {
    heading: 'Proofs',
    intro:
      'Each promise of the privacy statement is checked all the time, by a role of the database that may only count, and by the server itself. Numbers are ranges here as well: exact ones would tell the office when a single meeting is held.',
    check: 'Check now',
    checking: 'The check is running …',
    checked: 'All promises are checked.',
    publicPage: 'Open the public proof',
    stopped: 'New meetings are stopped because a promise is violated.',
    promises: 'Promises',
    states: { holds: 'holds', violated: 'violated', stale: 'stale', none: 'no data' },
    since: (moment: string) => `since ${moment}`,
    bad: 'Violations',
    of: 'Checked',
    oldest: 'Oldest entry',
    checkedAt: 'Last check',
    never: 'never yet',
    few: 'fewer than 10',
    range: (from: string, to: string) => `${from} to ${to}`,
    nothing: '–',
    minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
    hours: (count: number) => (count === 1 ? '1 hour' : `${count} hours`),
    days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
    chain: 'Chain of results',
    chainHolds: (entries: number) =>
      entries === 1
        ? 'The one entry is unchanged, its signature is right.'
        : `All ${entries} published entries are unchanged, their signatures are right.`,
    chainBroken: 'The chain is damaged.',
    chainBrokenMeaning:
      'Somebody changed or removed entries, or the database is damaged. Secure the present state before you do anything, and report it to the data protection officer.',
    head: 'Last entry',
    headValue: (number: number, moment: string) => `number ${number}, ${moment}`,
    hash: 'Checksum',
    publicKey: 'Public key',
    verify: 'Check it yourself',
    verifyText:
      'On another machine, without believing the server: keep the public key and, from time to time, a copy. The command compares with both.',
  },
})
