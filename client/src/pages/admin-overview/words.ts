import { catalogue } from '../../lib/i18n.ts'

const people = (count: number, one: string, many: string): string => (count === 1 ? one : `${count} ${many}`)

export const words = catalogue({
  de: {
    heading: 'Verwaltung',
    waiting: 'Was heute einen Menschen braucht',
    nothing: 'Nichts zu tun.',
    nothingMeaning: 'Keine Anfrage ist offen, alle Versprechen halten, und niemand wartet auf Sie.',
    state: 'Stand',
    promises: 'Versprechen',
    promisesHold: (holding: number, all: number) => `${holding} von ${all} ohne Beanstandung`,
    keyProvider: 'Oberster Schlüssel',
    providers: { file: 'in einer Datei dieser Maschine', 'aws-kms': 'im Schlüsseldienst (AWS KMS)' },
    nextRenewal: 'Nächste Erneuerung der Schlüssel',
    byItself: (day: string) => `von selbst am ${day}`,
    accounts: (count: number) => people(count, 'Ein Konto wartet', 'Konten warten') + ' auf Freischaltung',
    accountsText: 'Die Personen können sich erst danach anmelden.',
    accountsLink: 'Zu den Konten',
    requests: (count: number) => (count === 1 ? 'Eine Anfrage ist offen' : `${count} Anfragen sind offen`),
    requestsText: (due: string) => `Die nächste Antwort ist fällig bis ${due}.`,
    requestsLate: (due: string) => `Die Frist ist abgelaufen: Die Antwort war fällig bis ${due}.`,
    requestsLink: 'Zu den Anfragen',
    violated: (promises: string) => `Versprechen verletzt: ${promises}`,
    violatedText: 'Der öffentliche Nachweis zeigt das. Sehen Sie nach, was die Prüfung gefunden hat.',
    stale: (promises: string) => `Versprechen nicht mehr geprüft: ${promises}`,
    staleText: 'Die letzte Prüfung ist zu alt. Lassen Sie jetzt prüfen.',
    proofsLink: 'Zu den Nachweisen',
    held: (count: number) => (count === 1 ? 'Eine Löschregel ist angehalten' : `${count} Löschregeln sind angehalten`),
    heldText: 'Prüfen Sie, ob der Rechtsgrund noch besteht, und setzen Sie die Regel sonst fort.',
    heldLink: 'Zur Löschung',
    blocks: (count: number) => (count === 1 ? 'Ein Netz ist gesperrt' : `${count} Netze sind gesperrt`),
    blocksText: 'Die Sperren enden von selbst. Treffen sie die Falschen, lassen sie sich aufheben.',
    blocksLink: 'Zur Sicherheit',
    factor: (count: number) =>
      count === 1
        ? 'Ein Konto der Verwaltung hat keinen zweiten Faktor'
        : `${count} Konten der Verwaltung haben keinen zweiten Faktor`,
    factorText: 'Bis er eingerichtet ist, kommt damit niemand in die Verwaltung. Das Passwort allein schützt wenig.',
    card: 'Die Betreiberkarte ist noch die Beispielkarte',
    cardText:
      'Impressum und Datenschutzerklärung nennen erfundene Angaben. So darf die Anwendung nicht benutzt werden.',
    cardLink: 'Zur Karte',
    mails: (count: number) =>
      count === 1
        ? 'Eine E-Mail ist seit Stunden nicht zustellbar'
        : `${count} E-Mails sind seit Stunden nicht zustellbar`,
    mailsText:
      'Der Mailserver nimmt sie nicht an. Nach einem Tag werden sie gelöscht. Die Person an der Maschine findet den Grund im Protokoll des Servers unter „mail.refused“.',
    renewals: 'Eine Erneuerung von Schlüsseln kommt nicht voran',
    renewalsText: 'Sie wurde vor mehr als einem Tag beauftragt und ist nicht fertig.',
    keysLink: 'Zu den Schlüsseln',
  },
  en: {
    heading: 'Administration',
    waiting: 'What needs a human today',
    nothing: 'Nothing to do.',
    nothingMeaning: 'No request is open, all promises hold, and nobody waits for you.',
    state: 'State',
    promises: 'Promises',
    promisesHold: (holding: number, all: number) => `${holding} of ${all} without objection`,
    keyProvider: 'Topmost key',
    providers: { file: 'in a file of this machine', 'aws-kms': 'in the key service (AWS KMS)' },
    nextRenewal: 'Next renewal of keys',
    byItself: (day: string) => `by itself on ${day}`,
    accounts: (count: number) => people(count, 'One account waits', 'accounts wait') + ' for approval',
    accountsText: 'Only then can these people sign in.',
    accountsLink: 'To the accounts',
    requests: (count: number) => (count === 1 ? 'One request is open' : `${count} requests are open`),
    requestsText: (due: string) => `The next answer is due by ${due}.`,
    requestsLate: (due: string) => `The deadline is over: the answer was due by ${due}.`,
    requestsLink: 'To the requests',
    violated: (promises: string) => `Promises violated: ${promises}`,
    violatedText: 'The public proof shows it. See what the check found.',
    stale: (promises: string) => `Promises no longer checked: ${promises}`,
    staleText: 'The last check is too old. Have it checked now.',
    proofsLink: 'To the proofs',
    held: (count: number) => (count === 1 ? 'One deletion rule is held' : `${count} deletion rules are held`),
    heldText: 'Check whether the legal reason still stands; otherwise resume the rule.',
    heldLink: 'To the deletion',
    blocks: (count: number) => (count === 1 ? 'One network is blocked' : `${count} networks are blocked`),
    blocksText: 'Blocks end by themselves. If they hit the wrong people, they can be lifted.',
    blocksLink: 'To the security',
    factor: (count: number) =>
      count === 1
        ? 'One account of the administration has no second factor'
        : `${count} accounts of the administration have no second factor`,
    factorText: 'Until it is set up, nobody enters the administration with it. The password alone protects little.',
    card: 'The operator’s card is still the example',
    cardText: 'Imprint and privacy statement name invented facts. The application must not be used like this.',
    cardLink: 'To the card',
    mails: (count: number) =>
      count === 1 ? 'One mail could not be delivered for hours' : `${count} mails could not be delivered for hours`,
    mailsText:
      'The mail server does not take them. After a day they are deleted. The person at the machine finds the reason in the server’s log under “mail.refused”.',
    renewals: 'A renewal of keys does not get on',
    renewalsText: 'It was asked for more than a day ago and is not finished.',
    keysLink: 'To the keys',
  },
})
