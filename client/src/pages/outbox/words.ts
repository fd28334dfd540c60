import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Postausgang',
    lead: 'Auf diesem Gerät ist kein E-Mail-Versand eingerichtet. Deshalb stehen hier die Nachrichten, die sonst verschickt würden. Sobald ein Mailserver eingerichtet ist, verschwindet diese Seite.',
    empty: 'Noch keine Nachricht',
    emptyText: 'Registrieren Sie sich zum Beispiel: Der Link zum Bestätigen erscheint dann hier.',
    to: 'An',
    off: 'Es gibt hier keinen Postausgang',
    offText: 'Auf dieser Installation werden Nachrichten verschickt. Bitte sehen Sie in Ihr Postfach.',
  },
  en: {
    heading: 'Outbox',
    lead: 'No e-mail is set up on this machine. Therefore the messages that would be sent are shown here. As soon as a mail server is set up, this page disappears.',
    empty: 'No message yet',
    emptyText: 'Register, for example: the link to confirm then appears here.',
    to: 'To',
    off: 'There is no outbox here',
    offText: 'On this installation messages are sent. Please look into your mailbox.',
  },
})
