import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Löschung',
    rules: 'Löschregeln',
    rulesText:
      'Jede Datenart hat eine Frist. Alle fünf Minuten sieht der Löschlauf nach, was fällig ist, löscht es, prüft nach und schreibt es ins Löschprotokoll. Anhalten lassen sich nur Regeln, bei denen ein Gesetz das verlangen kann. Inhalte von Gesprächen gehören nie dazu.',
    held: (many: number) => `Angehalten (${many})`,
    holdable: 'Vom Löschlauf ausgeführt, anhaltbar',
    inRuns: 'Vom Löschlauf ausgeführt, nicht anhaltbar',
    otherwise: 'Auf anderem Weg ausgeführt',
    standsStill: 'Der Löschlauf steht still oder schafft eine Regel nicht.',
    standsStillMeaning: (rules: string) =>
      `Zu lange nicht vollständig ausgeführt: ${rules}. Bitte sehen Sie im Log des Servers nach „job.failed“ und starten Sie den Server neu, wenn dort nichts steht. Daten, deren Frist um ist, sind bis dahin noch da.`,
    period: (length: string, start: string) => `Höchstens ${length} ab: ${start}.`,
    atOnce: (start: string) => `Sofort ab: ${start}.`,
    actions: {
      shred: 'Dann wird der Schlüssel vernichtet, und die Daten werden gelöscht.',
      delete: 'Dann werden die Daten gelöscht.',
      anonymise: 'Dann werden die Daten anonymisiert.',
    },
    executions: {
      'retention engine': 'Ausgeführt vom Löschlauf.',
      'meeting deletion': 'Ausgeführt am Ende des Gesprächs.',
      'account deletion': 'Ausgeführt, sobald die Person ihr Konto löscht oder die Verwaltung es tut.',
      memory: 'Liegt nur im Arbeitsspeicher und verfällt von selbst.',
      browser: 'Ausgeführt vom Browser der Person.',
      operator: 'Ausgeführt vom Betreiber. Die Anwendung kann es nicht selbst.',
      'erasure ledger': 'Ausgeführt vom Löschlauf.',
      'nothing kept': 'Diese Datenart hält die Anwendung nicht. Die Frist bindet, wer sie einführt.',
    },
    never: 'noch nie',
    lastRun: (when: string) => `Zuletzt ausgeführt: ${when}`,
    lastRunLate: (when: string) => `Steht still. Zuletzt ausgeführt: ${when}`,
    nextRun: (due: number) =>
      due === 0
        ? 'Vorschau: Jetzt ist nichts fällig, der nächste Lauf löscht nichts.'
        : `Vorschau: Der nächste Lauf löscht zusammen ${due === 1 ? 'einen Eintrag' : `${due} Einträge`}.`,
    nextNone: 'Der nächste Lauf löscht hier nichts.',
    next: (count: number, oldest: string, held: boolean) => {
      const what = count === 1 ? 'einen Eintrag' : `${count} Einträge`
      const then = oldest ? `, der älteste mit Fristbeginn ${oldest}` : ''
      return held ? `Ohne Anhalten löschte der nächste Lauf ${what}${then}.` : `Der nächste Lauf löscht ${what}${then}.`
    },
    heldFor: (days: number) =>
      days === 0 ? 'Seit heute angehalten' : days === 1 ? 'Seit einem Tag angehalten' : `Seit ${days} Tagen angehalten`,
    heldSince: (when: string) => `Angehalten am ${when}`,
    heldBecause: (reason: string) => `Grund: ${reason}`,
    heldLong: 'Das ist lange. Bitte prüfen Sie, ob der Grund noch besteht, und setzen Sie die Regel sonst fort.',
    hold: 'Löschregel anhalten',
    holdTitle: 'Löschregel anhalten?',
    holdMeaning:
      'Diese Daten bleiben dann über ihre Frist hinaus gespeichert, bei allen Menschen, die es betrifft, bis jemand die Regel fortsetzt. Das ist nur erlaubt, wenn ein Gesetz die Löschung verbietet. Ihr Konto steht mit diesem Schritt im Protokoll der Verwaltung.',
    reason: 'Grund: das Gesetz',
    reasonHint: 'Nennen Sie die Vorschrift, nie einen Menschen oder einen Fall mit Namen. Höchstens 300 Zeichen.',
    reasonMissing: 'Bitte nennen Sie das Gesetz.',
    cancel: 'Abbrechen',
    heldSaid: 'Die Regel ist angehalten.',
    resume: 'Löschregel fortsetzen',
    resumeTitle: 'Löschregel fortsetzen?',
    resumeMeaning: (count: number) =>
      count === 0
        ? 'Seit dem Anhalten ist nichts fällig geworden. Ab jetzt wird wieder nach der Frist gelöscht.'
        : `Was inzwischen fällig ist, löscht der nächste Lauf, spätestens in fünf Minuten. Anzahl: ${count}. Das lässt sich nicht zurücknehmen.`,
    resumedSaid: 'Die Regel läuft wieder.',
    log: 'Löschprotokoll',
    logText:
      'Nach jedem Gespräch und nach jedem Lauf, der etwas gelöscht hat, steht hier ein Eintrag. Er sagt nichts über das, was gelöscht wurde. Jeder Eintrag enthält die Prüfsumme des vorigen.',
    logEmpty: 'Es wurde noch nichts gelöscht. Der erste Eintrag entsteht mit dem Ende des ersten Gesprächs.',
    chainWhole: (entries: number) =>
      entries === 1 ? 'Kette geprüft: 1 Eintrag' : `Kette geprüft: ${entries} Einträge`,
    chainMeaning: 'Der Server hat eben jede Prüfsumme neu berechnet. Keine weicht ab, und zwischen ihnen fehlt nichts.',
    chainBroken: (number: number) => `Die Kette ist beim Eintrag ${number} unterbrochen.`,
    chainBrokenMeaning:
      'Dieser Eintrag wurde verändert, oder davor wurde einer entfernt. Das tut die Anwendung nie. Bitte sichern Sie die Datenbank und klären Sie, wer Zugriff darauf hatte.',
    save: 'Löschprotokoll als JSON speichern',
    file: 'loeschprotokoll.json',
    more: 'Mehr laden',
    entry: (number: number, what: string) => `Nr. ${number}: ${what}`,
    receipt: 'Löschbestätigung',
    count: 'Anzahl',
    due: 'Fällig',
    begun: 'Begonnen',
    ended: 'Beendet',
    method: 'Verfahren',
    methods: { 'key+rows': 'Schlüssel vernichtet, Zeilen gelöscht', rows: 'Zeilen gelöscht' },
    result: 'Ergebnis',
    results: { verified: 'nachgeprüft, nichts übrig', incomplete: 'unvollständig, wird wiederholt' },
  },
  en: {
    heading: 'Deletion',
    rules: 'Deletion rules',
    rulesText:
      'Each kind of data has a period. Every five minutes the deletion run looks at what is due, deletes it, verifies and writes it into the deletion log. Only rules can be held where a law can demand it. Content of conversations is never among them.',
    held: (many: number) => `Held (${many})`,
    holdable: 'Carried out by the deletion run, can be held',
    inRuns: 'Carried out by the deletion run, cannot be held',
    otherwise: 'Carried out in another way',
    standsStill: 'The deletion run stands still or cannot carry out a rule.',
    standsStillMeaning: (rules: string) =>
      `Not carried out completely for too long: ${rules}. Please look for “job.failed” in the log of the server, and start the server anew if there is nothing. Until then data whose period is over is still there.`,
    period: (length: string, start: string) => `${length} at most from: ${start}.`,
    atOnce: (start: string) => `At once from: ${start}.`,
    actions: {
      shred: 'Then the key is destroyed and the data is deleted.',
      delete: 'Then the data is deleted.',
      anonymise: 'Then the data is anonymised.',
    },
    executions: {
      'retention engine': 'Carried out by the deletion run.',
      'meeting deletion': 'Carried out at the end of the conversation.',
      'account deletion': 'Carried out as soon as the person or the administration deletes the account.',
      memory: 'Rests in memory only and goes by itself.',
      browser: 'Carried out by the person’s browser.',
      operator: 'Carried out by the operator. The application cannot do it.',
      'erasure ledger': 'Carried out by the deletion run.',
      'nothing kept': 'The application does not hold this kind of data. The period binds whoever introduces it.',
    },
    never: 'never',
    lastRun: (when: string) => `Last carried out: ${when}`,
    lastRunLate: (when: string) => `Stands still. Last carried out: ${when}`,
    nextRun: (due: number) =>
      due === 0
        ? 'Preview: nothing is due now, the next run deletes nothing.'
        : `Preview: the next run deletes ${due === 1 ? 'one entry' : `${due} entries`} altogether.`,
    nextNone: 'The next run deletes nothing here.',
    next: (count: number, oldest: string, held: boolean) => {
      const what = count === 1 ? 'one entry' : `${count} entries`
      const then = oldest ? `, the oldest with a period that began ${oldest}` : ''
      return held
        ? `Without the hold the next run would delete ${what}${then}.`
        : `The next run deletes ${what}${then}.`
    },
    heldFor: (days: number) =>
      days === 0 ? 'Held since today' : days === 1 ? 'Held for one day' : `Held for ${days} days`,
    heldSince: (when: string) => `Held on ${when}`,
    heldBecause: (reason: string) => `Reason: ${reason}`,
    heldLong: 'That is long. Please check whether the reason still exists, and resume the rule otherwise.',
    hold: 'Hold deletion rule',
    holdTitle: 'Hold the deletion rule?',
    holdMeaning:
      'This data then stays stored beyond its period, of everybody concerned, until somebody resumes the rule. This is allowed only where a law forbids the deletion. Your account stands in the log of the administration with this step.',
    reason: 'Reason: the law',
    reasonHint: 'Name the provision, never a person or a case by name. At most 300 characters.',
    reasonMissing: 'Please name the law.',
    cancel: 'Cancel',
    heldSaid: 'The rule is held.',
    resume: 'Resume deletion rule',
    resumeTitle: 'Resume the deletion rule?',
    resumeMeaning: (count: number) =>
      count === 0
        ? 'Nothing became due since it was held. From now on data is deleted by its period again.'
        : `What became due meanwhile is deleted by the next run, in five minutes at the latest. Number: ${count}. This cannot be undone.`,
    resumedSaid: 'The rule runs again.',
    log: 'Deletion log',
    logText:
      'After each conversation and after each run that deleted something there is an entry. It says nothing about what was deleted. Each entry holds the checksum of the one before.',
    logEmpty: 'Nothing was deleted yet. The first entry comes with the end of the first conversation.',
    chainWhole: (entries: number) => (entries === 1 ? 'Chain checked: 1 entry' : `Chain checked: ${entries} entries`),
    chainMeaning:
      'The server has just computed every checksum anew. None differs, and nothing is missing between them.',
    chainBroken: (number: number) => `The chain is broken at entry ${number}.`,
    chainBrokenMeaning:
      'This entry was changed, or one before it was taken out. The application never does that. Please save a copy of the database and find out who had access to it.',
    save: 'Save the deletion log as JSON',
    file: 'deletion-log.json',
    more: 'Load more',
    entry: (number: number, what: string) => `No. ${number}: ${what}`,
    receipt: 'Confirmation of deletion',
    count: 'Number',
    due: 'Due',
    begun: 'Begun',
    ended: 'Ended',
    method: 'Method',
    methods: { 'key+rows': 'key destroyed, rows deleted', rows: 'rows deleted' },
    result: 'Result',
    results: { verified: 'verified, nothing left', incomplete: 'incomplete, will be repeated' },
  },
})
