import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Das Gespräch ist beendet',
    gone: 'Nachrichten und Namen sind gelöscht, endgültig, auch für uns.',
    deleting: 'Alles wird gerade gelöscht und danach geprüft. Das dauert meist nur Sekunden.',
    receipt: 'Löschbestätigung',
    number: 'Nummer',
    time: 'Gelöscht und geprüft',
    clock: (day: string, time: string) => `${day}, ${time} Uhr`,
    keep: 'Diese Seite können Sie drucken oder später wieder öffnen. Sie enthält nichts Persönliches.',
    print: 'Drucken',
    rights: 'Fragen zu Ihren Daten beantwortet „Meine Daten“ am Ende dieser Seite.',
    running: 'Dieses Gespräch läuft noch',
    runningText: 'Es ist noch nicht beendet. Die Löschbestätigung erscheint hier, sobald alles gelöscht ist.',
    unknown: 'Diese Kennung kennen wir nicht',
    unknownText:
      'Vielleicht fehlt ein Teil der Adresse. Von einem Gespräch, das nie stattfand, gibt es keine Löschbestätigung.',
  },
  en: {
    heading: 'The conversation has ended',
    gone: 'Messages and names are deleted, for good, for us too.',
    deleting: 'Everything is being deleted just now and then checked. This mostly takes only seconds.',
    receipt: 'Deletion receipt',
    number: 'Number',
    time: 'Deleted and checked',
    clock: (day: string, time: string) => `${day}, ${time}`,
    keep: 'You can print this page or open it again later. It holds nothing personal.',
    print: 'Print',
    rights: '“My data” at the end of this page answers questions about your data.',
    running: 'This conversation is still running',
    runningText: 'It has not ended yet. The deletion receipt appears here as soon as everything is deleted.',
    unknown: 'We do not know this identifier',
    unknownText:
      'A part of the address may be missing. There is no deletion receipt of a conversation that never took place.',
  },
})
