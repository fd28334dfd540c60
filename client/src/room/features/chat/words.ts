import { catalogue } from '../../../lib/i18n.ts'

export const words = catalogue({
  de: {
    tab: 'Chat',
    tabUnread: (count: number) => `, ${count === 1 ? '1 ungelesene Nachricht' : `${count} ungelesene Nachrichten`}`,
    list: 'Chatverlauf',
    empty:
      'Noch keine Nachrichten. Was Sie hier schreiben, lesen nur die Menschen im Raum. Mit dem Ende des Gesprächs ist es gelöscht.',
    field: 'Nachricht',
    send: 'Senden',
    hint: 'Eingabetaste sendet, Umschalt und Eingabetaste beginnt eine neue Zeile.',
    tooLong: (over: number) =>
      `Die Nachricht ist um ${over} Zeichen zu lang. Bitte kürzen Sie sie oder senden Sie zwei.`,
    you: 'Sie',
    at: (name: string, time: string) => `${name}, ${time} Uhr`,
    pending: 'wird gesendet …',
    failed: 'Nicht gesendet.',
    again: 'Noch einmal senden',
    heard: (name: string, text: string) => `Nachricht von ${name}: ${text}`,
  },
  en: {
    tab: 'Chat',
    tabUnread: (count: number) => `, ${count === 1 ? '1 unread message' : `${count} unread messages`}`,
    list: 'Chat history',
    empty:
      'No messages yet. Only the people in the room can read what you write here. It is deleted when the conversation ends.',
    field: 'Message',
    send: 'Send',
    hint: 'Enter sends, Shift and Enter starts a new line.',
    tooLong: (over: number) => `The message is ${over} characters too long. Please shorten it or send two.`,
    you: 'You',
    at: (name: string, time: string) => `${name}, ${time}`,
    pending: 'sending …',
    failed: 'Not sent.',
    again: 'Send again',
    heard: (name: string, text: string) => `Message from ${name}: ${text}`,
  },
})
