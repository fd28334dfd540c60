import { catalogue } from '../lib/i18n.ts'

const people = (count: number) => (count === 1 ? 'noch eine Person' : `noch ${count} Personen`)

/** Before the conversation and after it: waiting, and every way out. */
export const words = catalogue({
  de: {
    connecting: 'Verbindung wird aufgebaut …',
    returning: 'Sie kommen zurück in das Gespräch …',
    returningAbsent:
      'Ihre Beratung ist gerade nicht verbunden. Bitte lassen Sie diese Seite offen. Sie kommen zurück, sobald sie wieder da ist.',
    naming: {
      heading: 'Wie möchten Sie heißen?',
      text: 'Diese Seite hat Ihren Anzeigenamen vergessen. Bitte geben Sie ihn noch einmal an. Sie müssen nicht Ihren richtigen Namen angeben.',
      field: 'Anzeigename',
      enter: 'Wartezimmer betreten',
      missing: 'Bitte geben Sie einen Anzeigenamen an.',
    },
    waiting: {
      heading: 'Wartezimmer',
      welcome: 'Schön, dass Sie da sind.',
      sees: (counsellor: string) => `${counsellor} sieht, dass Sie warten.`,
      stay: 'Bitte lassen Sie diese Seite offen. Sie hören einen Ton, wenn es losgeht.',
      busy: 'Ihre Beratung ist im Gespräch. Das Gespräch vor Ihnen dauert noch etwas.',
      away: 'Ihre Beratung ist gleich zurück.',
      absent: (counsellor: string) => `${counsellor} ist noch nicht da. Sobald das so ist, wird Ihr Warten angezeigt.`,
      held: 'Ihre Beratung weiß, dass Sie da sind, und bittet Sie um noch etwas Geduld.',
      ahead: (count: number) => `Vor Ihnen wartet ${people(count)}.`,
      next: 'Vor Ihnen wartet niemand.',
      receiptLost: 'Ihr Quittungs-Code wurde Ihnen beim Eintreten gezeigt.',
      preview: 'Eigenes Bild prüfen',
      showPreview: 'Mein Bild ansehen',
      hidePreview: 'Mein Bild ausblenden',
      previewMeaning: 'Nur Sie sehen dieses Bild. Es wird nicht übertragen.',
      previewName: 'Vorschau Ihrer Kamera',
      withoutCamera: 'Ohne Kamera in das Gespräch gehen',
      writeHeading: 'Nachricht an Ihre Beratung',
      writeField: 'Nachricht',
      writeMeaning: 'Ende-zu-Ende-verschlüsselt. Nur Sie und Ihre Beratung können mitlesen.',
      notYet: 'Schreiben ist möglich, sobald Ihre Beratung da ist.',
      send: 'Senden',
      leave: 'Raum verlassen',
      called: 'Es geht los',
    },
    mismatch: {
      heading: 'Der Sicherheitscode stimmt nicht',
      happened:
        'Vielleicht hört jemand zwischen Ihnen mit. Die Verbindung ist deshalb getrennt, Bild und Ton sind aus, alle Schlüssel sind gelöscht.',
      todoGuest: (phone: string) =>
        `Bitte öffnen Sie diesen Link nicht noch einmal. Rufen Sie Ihre Beratung an: ${phone}.`,
      todoGuestNoPhone: 'Bitte öffnen Sie diesen Link nicht noch einmal. Rufen Sie Ihre Beratung an.',
      todoModerator:
        'Beenden Sie das Gespräch und rufen Sie die Person an. Vereinbaren Sie einen neuen Termin mit einem neuen Link und melden Sie den Vorfall Ihrer Leitung.',
    },
    denied: {
      heading: 'Sie wurden nicht eingelassen',
      text: 'Ihre Beratung hat entschieden, Sie jetzt nicht einzulassen. Von Ihnen wurde nichts aufgezeichnet.',
      phone: 'Sie erreichen uns auch am Telefon:',
    },
    left: {
      heading: 'Sie haben den Raum verlassen',
      moderator:
        'Das Gespräch läuft weiter, solange jemand im Raum ist. Zehn Minuten nachdem die letzte Person gegangen ist, endet es und alles wird gelöscht.',
      guest:
        'Mikrofon und Kamera sind aus, Ihre Schlüssel sind gelöscht. Um zurückzukommen, öffnen Sie den Einladungslink noch einmal.',
      withdrawing: 'Ihr Widerruf wird eingetragen …',
      withdrawn:
        'Ihre Einwilligung ist widerrufen. Mikrofon und Kamera sind aus, Ihre Nachrichten sind bei allen verschwunden, Ihr Platz ist aufgegeben.',
      withdrawalFailed:
        'Mikrofon und Kamera sind aus, und Sie haben den Raum verlassen. Der Widerruf ist aber noch nicht eingetragen, weil der Server nicht erreichbar war.',
      withdrawAgain: 'Widerruf noch einmal senden',
      back: 'Zurück in den Raum',
      meetings: 'Meine Gespräche',
    },
    removed: {
      heading: 'Sie sind nicht mehr im Raum',
      text: 'Ihre Beratung hat Sie aus dem Raum genommen. Mikrofon und Kamera sind aus, Ihre Schlüssel sind gelöscht.',
    },
    replaced: {
      heading: 'Das Gespräch läuft in einem anderen Fenster',
      text: 'Sie haben denselben Raum noch einmal geöffnet. Diese Seite ist deshalb nicht mehr verbunden.',
      back: 'Hier weitermachen',
    },
    refused: {
      heading: 'Hier haben Sie keinen Platz',
      text: 'Diese Seite gehört zu einem Gespräch, für das Sie in diesem Browser nicht eingelassen sind. KlientInnen öffnen bitte den Einladungslink. BeraterInnen melden sich an und betreten den Raum aus „Meine Gespräche“.',
      full: 'Der Raum ist voll.',
      signIn: 'Anmelden',
      home: 'Zur Startseite',
    },
    ended: {
      heading: 'Das Gespräch ist beendet',
      text: 'Nachrichten, Namen und alles, was gezeigt wurde, werden gelöscht – endgültig, auch für uns.',
      gone: 'Nachrichten, Namen und alles, was gezeigt wurde, sind gelöscht – endgültig, auch für uns.',
      confirmation: 'Löschbestätigung',
      number: 'Nummer',
      at: 'Zeitpunkt',
      clock: (day: string, time: string) => `${day}, ${time} Uhr`,
      checking: 'Die Löschung wird gerade geprüft. Das dauert wenige Sekunden.',
      receipt: 'Ihr Quittungs-Code',
      receiptMeaning:
        'Mit ihm können Sie weiterhin Auskunft verlangen, Ihre Einwilligung widerrufen oder Daten löschen lassen:',
      receiptWhere: 'Meine Daten',
      by: {
        moderator: 'Ihre Beratung hat das Gespräch beendet.',
        'last-left': 'Die letzte Person hat den Raum vor mehr als zehn Minuten verlassen.',
        limit: 'Nach zwölf Stunden endet jedes Gespräch.',
        cancelled: 'Der Termin wurde abgesagt.',
        'key-lost': 'Der Schlüssel des Gesprächs ist nicht mehr da. Damit ist auch der Inhalt verloren.',
        'account-deleted': 'Das Konto der beratenden Person wurde gelöscht.',
      },
      meetings: 'Meine Gespräche',
      home: 'Zur Startseite',
    },
  },
  en: {
    connecting: 'Connecting …',
    returning: 'You are returning to the conversation …',
    returningAbsent:
      'Your counsellor is not connected at the moment. Please keep this page open. You will return as soon as they are back.',
    naming: {
      heading: 'What would you like to be called?',
      text: 'This page has forgotten your display name. Please enter it once more. It does not have to be your real name.',
      field: 'Display name',
      enter: 'Enter the waiting room',
      missing: 'Please enter a display name.',
    },
    waiting: {
      heading: 'Waiting room',
      welcome: 'It is good that you are here.',
      sees: (counsellor: string) => `${counsellor} sees that you are waiting.`,
      stay: 'Please keep this page open. You will hear a sound when it begins.',
      busy: 'Your counsellor is in a conversation. The one before you will take a little longer.',
      away: 'Your counsellor will be back in a moment.',
      absent: (counsellor: string) =>
        `${counsellor} is not here yet. They will see that you are waiting as soon as they are.`,
      held: 'Your counsellor knows that you are here and asks you for a little more patience.',
      ahead: (count: number) =>
        count === 1 ? 'One person is waiting before you.' : `${count} people are waiting before you.`,
      next: 'Nobody is waiting before you.',
      receiptLost: 'Your receipt code was shown to you when you entered.',
      preview: 'Check your own picture',
      showPreview: 'Show my picture',
      hidePreview: 'Hide my picture',
      previewMeaning: 'Only you see this picture. It is not transmitted.',
      previewName: 'Preview of your camera',
      withoutCamera: 'Join the conversation without a camera',
      writeHeading: 'Message to your counsellor',
      writeField: 'Message',
      writeMeaning: 'End-to-end encrypted. Only you and your counsellor can read it.',
      notYet: 'You can write as soon as your counsellor is here.',
      send: 'Send',
      leave: 'Leave the room',
      called: 'It is about to begin',
    },
    mismatch: {
      heading: 'The security code does not match',
      happened:
        'Somebody between you may be listening. The connection is therefore cut, picture and sound are off, all keys are deleted.',
      todoGuest: (phone: string) => `Please do not open this link again. Call your counsellor: ${phone}.`,
      todoGuestNoPhone: 'Please do not open this link again. Call your counsellor.',
      todoModerator:
        'End the conversation and call the person. Agree on a new appointment with a new link, and report the incident to your management.',
    },
    denied: {
      heading: 'You were not admitted',
      text: 'Your counsellor has decided not to admit you now. Nothing of you was recorded.',
      phone: 'You can also reach us by telephone:',
    },
    left: {
      heading: 'You have left the room',
      moderator:
        'The conversation goes on as long as somebody is in the room. Ten minutes after the last person has left it ends, and everything is deleted.',
      guest: 'Microphone and camera are off, your keys are deleted. To come back, open the invitation link again.',
      withdrawing: 'Your withdrawal is being recorded …',
      withdrawn:
        'Your consent is withdrawn. Microphone and camera are off, your messages have disappeared for everybody, your place is given up.',
      withdrawalFailed:
        'Microphone and camera are off, and you have left the room. But the withdrawal is not recorded yet, because the server could not be reached.',
      withdrawAgain: 'Send the withdrawal again',
      back: 'Back to the room',
      meetings: 'My conversations',
    },
    removed: {
      heading: 'You are no longer in the room',
      text: 'Your counsellor has taken you out of the room. Microphone and camera are off, your keys are deleted.',
    },
    replaced: {
      heading: 'The conversation is open in another window',
      text: 'You have opened the same room once more. This page is therefore no longer connected.',
      back: 'Continue here',
    },
    refused: {
      heading: 'You have no place here',
      text: 'This page belongs to a conversation that this browser was not admitted to. Clients, please open the invitation link. Counsellors sign in and enter the room from “My conversations”.',
      full: 'The room is full.',
      signIn: 'Sign in',
      home: 'To the start page',
    },
    ended: {
      heading: 'The conversation has ended',
      text: 'Messages, names and everything that was shown are being deleted – for good, for us too.',
      gone: 'Messages, names and everything that was shown are deleted – for good, for us too.',
      confirmation: 'Deletion receipt',
      number: 'Number',
      at: 'Time',
      clock: (day: string, time: string) => `${day}, ${time}`,
      checking: 'The deletion is being checked. This takes a few seconds.',
      receipt: 'Your receipt code',
      receiptMeaning: 'With it you can still ask for access, withdraw your consent or have data deleted:',
      receiptWhere: 'My data',
      by: {
        moderator: 'Your counsellor has ended the conversation.',
        'last-left': 'The last person left the room more than ten minutes ago.',
        limit: 'Every conversation ends after twelve hours.',
        cancelled: 'The appointment was cancelled.',
        'key-lost': 'The key of the conversation no longer exists. With it, the content is lost.',
        'account-deleted': 'The account of the counsellor was deleted.',
      },
      meetings: 'My conversations',
      home: 'To the start page',
    },
  },
})
