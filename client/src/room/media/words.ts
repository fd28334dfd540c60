import { catalogue } from '../../lib/i18n.ts'

/** A problem in three parts: what happened, what it means, what to do. The keys are those of `DeviceProblem`. */
export const words = catalogue({
  de: {
    again: 'Erneut versuchen',
    microphone: {
      denied: {
        what: 'Das Mikrofon ist nicht freigegeben.',
        means: 'Die anderen können Sie nicht hören. Sie können trotzdem zuhören, zusehen und schreiben.',
        todo: 'Tippen Sie auf das Schloss neben der Adresse, erlauben Sie das Mikrofon und versuchen Sie es erneut. Fragt der Browser nicht, sehen Sie in den Einstellungen Ihres Geräts unter „Datenschutz“ nach.',
      },
      'not-found': {
        what: 'Es wurde kein Mikrofon gefunden.',
        means: 'Die anderen können Sie nicht hören. Sie können trotzdem zuhören, zusehen und schreiben.',
        todo: 'Schließen Sie ein Mikrofon oder ein Headset an und versuchen Sie es erneut.',
      },
      'in-use': {
        what: 'Das Mikrofon wird gerade von einem anderen Programm benutzt.',
        means: 'Solange das so ist, können die anderen Sie nicht hören.',
        todo: 'Schließen Sie andere Programme und Fenster mit Videogesprächen und versuchen Sie es erneut.',
      },
      unsupported: {
        what: 'Dieser Browser kann das Mikrofon nicht benutzen.',
        means: 'Die anderen können Sie nicht hören. Schreiben ist möglich.',
        todo: 'Öffnen Sie die Einladung in einer aktuellen Ausgabe von Firefox, Chrome, Edge oder Safari.',
      },
      insecure: {
        what: 'Diese Seite wurde ohne sichere Verbindung geöffnet.',
        means: 'Der Browser gibt das Mikrofon nur auf sicheren Seiten frei.',
        todo: 'Öffnen Sie die Adresse mit „https://“ am Anfang.',
      },
      other: {
        what: 'Das Mikrofon ließ sich nicht einschalten.',
        means: 'Die anderen können Sie nicht hören. Sie können trotzdem zuhören, zusehen und schreiben.',
        todo: 'Versuchen Sie es erneut. Hilft das nicht, stecken Sie das Gerät neu an oder starten Sie den Browser neu.',
      },
      interrupted: {
        what: 'Ihr Gerät hat das Mikrofon angehalten, zum Beispiel wegen eines Anrufs.',
        means: 'Die anderen hören Sie gerade nicht.',
        todo: 'Beenden Sie den Anruf und schalten Sie das Mikrofon wieder ein.',
      },
    },
    camera: {
      denied: {
        what: 'Die Kamera ist nicht freigegeben.',
        means: 'Die anderen sehen Sie nicht. Das Gespräch ist auch ohne Bild möglich.',
        todo: 'Tippen Sie auf das Schloss neben der Adresse, erlauben Sie die Kamera und versuchen Sie es erneut. Fragt der Browser nicht, sehen Sie in den Einstellungen Ihres Geräts unter „Datenschutz“ nach.',
      },
      'not-found': {
        what: 'Es wurde keine Kamera gefunden.',
        means: 'Die anderen sehen Sie nicht. Das Gespräch ist auch ohne Bild möglich.',
        todo: 'Schließen Sie eine Kamera an und versuchen Sie es erneut.',
      },
      'in-use': {
        what: 'Die Kamera wird gerade von einem anderen Programm benutzt.',
        means: 'Solange das so ist, sehen die anderen Sie nicht. Das Gespräch ist auch ohne Bild möglich.',
        todo: 'Schließen Sie andere Programme und Fenster mit Videogesprächen und versuchen Sie es erneut.',
      },
      unsupported: {
        what: 'Dieser Browser kann die Kamera nicht benutzen.',
        means: 'Die anderen sehen Sie nicht. Schreiben ist möglich.',
        todo: 'Öffnen Sie die Einladung in einer aktuellen Ausgabe von Firefox, Chrome, Edge oder Safari.',
      },
      insecure: {
        what: 'Diese Seite wurde ohne sichere Verbindung geöffnet.',
        means: 'Der Browser gibt die Kamera nur auf sicheren Seiten frei.',
        todo: 'Öffnen Sie die Adresse mit „https://“ am Anfang.',
      },
      other: {
        what: 'Die Kamera ließ sich nicht einschalten.',
        means: 'Die anderen sehen Sie nicht. Das Gespräch ist auch ohne Bild möglich.',
        todo: 'Versuchen Sie es erneut. Hilft das nicht, stecken Sie das Gerät neu an oder starten Sie den Browser neu.',
      },
      interrupted: {
        what: 'Ihr Gerät hat die Kamera angehalten.',
        means: 'Die anderen sehen Sie gerade nicht.',
        todo: 'Schalten Sie die Kamera wieder ein.',
      },
    },
    screen: {
      denied: {
        what: 'Ihr Gerät erlaubt nicht, den Bildschirm zu zeigen.',
        means: 'Die anderen sehen Ihren Bildschirm nicht.',
        todo: 'Erlauben Sie dem Browser in den Einstellungen Ihres Geräts die Bildschirmaufnahme und versuchen Sie es erneut.',
      },
      other: {
        what: 'Der Bildschirm ließ sich nicht zeigen.',
        means: 'Die anderen sehen Ihren Bildschirm nicht.',
        todo: 'Versuchen Sie es erneut oder wählen Sie ein anderes Fenster.',
      },
    },
    connection: {
      connecting: 'Verbindung wird aufgebaut',
      connected: 'Verbunden',
      reconnecting: 'Verbindet neu',
      failed: 'Keine Verbindung',
    },
    failure: {
      network: {
        what: 'Zu dieser Person kommt keine Verbindung zustande.',
        means: 'Sie hören und sehen einander nicht. Es wird weiter versucht.',
        todo: 'Wechseln Sie das Netz, zum Beispiel von WLAN zu Mobilfunk, oder schalten Sie ein VPN aus.',
      },
      identity: {
        what: 'Die Verbindung wurde abgelehnt, weil sich die Gegenstelle nicht als diese Person ausweisen konnte.',
        means: 'Ton und Bild wurden nicht übertragen.',
        todo: 'Sprechen Sie über einen anderen Weg miteinander und melden Sie den Vorfall Ihrer Einrichtung.',
      },
    },
    quality: { good: 'Gute Verbindung', fair: 'Mäßige Verbindung', poor: 'Schlechte Verbindung', none: 'Keine Daten' },
    playback: {
      blocked: 'Ihr Browser spielt den Ton erst ab, wenn Sie es erlauben.',
      unlock: 'Ton einschalten',
    },
    check: {
      good: 'Ihre Verbindung ist für ein Videogespräch geeignet.',
      limited:
        'Ein Videogespräch ist wahrscheinlich möglich. In manchen Netzen, etwa von Behörden oder Firmen, kann es scheitern; wechseln Sie dann das Netz.',
      blocked:
        'In diesem Netz kommt kein Videogespräch zustande. Wechseln Sie das Netz, zum Beispiel von WLAN zu Mobilfunk, oder schalten Sie ein VPN aus.',
      unsupported:
        'Dieser Browser kann keine Videogespräche führen. Öffnen Sie die Einladung in einer aktuellen Ausgabe von Firefox, Chrome, Edge oder Safari.',
    },
    hideAddress: 'IP-Adresse verbergen',
    hideAddressHint:
      'Ton und Bild nehmen den Umweg über unseren Vermittlungsserver, der sie nicht entschlüsseln kann. Die anderen erfahren Ihre IP-Adresse nicht.',
  },
  en: {
    again: 'Try again',
    microphone: {
      denied: {
        what: 'The microphone is not allowed.',
        means: 'The others cannot hear you. You can still listen, watch and write.',
        todo: 'Tap the lock beside the address, allow the microphone and try again. If the browser does not ask, look in the privacy settings of your device.',
      },
      'not-found': {
        what: 'No microphone was found.',
        means: 'The others cannot hear you. You can still listen, watch and write.',
        todo: 'Connect a microphone or a headset and try again.',
      },
      'in-use': {
        what: 'Another program is using the microphone.',
        means: 'Until it stops, the others cannot hear you.',
        todo: 'Close other programs and windows with video calls and try again.',
      },
      unsupported: {
        what: 'This browser cannot use the microphone.',
        means: 'The others cannot hear you. You can write.',
        todo: 'Open the invitation in a current version of Firefox, Chrome, Edge or Safari.',
      },
      insecure: {
        what: 'This page was opened without a secure connection.',
        means: 'The browser allows the microphone on secure pages only.',
        todo: 'Open the address with “https://” in front.',
      },
      other: {
        what: 'The microphone could not be switched on.',
        means: 'The others cannot hear you. You can still listen, watch and write.',
        todo: 'Try again. If that does not help, reconnect the device or restart the browser.',
      },
      interrupted: {
        what: 'Your device has paused the microphone, for example because of a phone call.',
        means: 'The others cannot hear you at the moment.',
        todo: 'End the phone call and switch the microphone on again.',
      },
    },
    camera: {
      denied: {
        what: 'The camera is not allowed.',
        means: 'The others cannot see you. You can talk without a picture.',
        todo: 'Tap the lock beside the address, allow the camera and try again. If the browser does not ask, look in the privacy settings of your device.',
      },
      'not-found': {
        what: 'No camera was found.',
        means: 'The others cannot see you. You can talk without a picture.',
        todo: 'Connect a camera and try again.',
      },
      'in-use': {
        what: 'Another program is using the camera.',
        means: 'Until it stops, the others cannot see you. You can talk without a picture.',
        todo: 'Close other programs and windows with video calls and try again.',
      },
      unsupported: {
        what: 'This browser cannot use the camera.',
        means: 'The others cannot see you. You can write.',
        todo: 'Open the invitation in a current version of Firefox, Chrome, Edge or Safari.',
      },
      insecure: {
        what: 'This page was opened without a secure connection.',
        means: 'The browser allows the camera on secure pages only.',
        todo: 'Open the address with “https://” in front.',
      },
      other: {
        what: 'The camera could not be switched on.',
        means: 'The others cannot see you. You can talk without a picture.',
        todo: 'Try again. If that does not help, reconnect the device or restart the browser.',
      },
      interrupted: {
        what: 'Your device has paused the camera.',
        means: 'The others cannot see you at the moment.',
        todo: 'Switch the camera on again.',
      },
    },
    screen: {
      denied: {
        what: 'Your device does not allow the screen to be shown.',
        means: 'The others do not see your screen.',
        todo: 'Allow screen recording for the browser in the settings of your device and try again.',
      },
      other: {
        what: 'The screen could not be shown.',
        means: 'The others do not see your screen.',
        todo: 'Try again or choose another window.',
      },
    },
    connection: {
      connecting: 'Connecting',
      connected: 'Connected',
      reconnecting: 'Reconnecting',
      failed: 'No connection',
    },
    failure: {
      network: {
        what: 'There is no connection to this person.',
        means: 'You cannot hear or see each other. Further attempts are being made.',
        todo: 'Change the network, for example from Wi-Fi to mobile data, or switch off a VPN.',
      },
      identity: {
        what: 'The connection was refused because the other side could not prove to be this person.',
        means: 'No sound and no picture were sent.',
        todo: 'Talk to each other in another way and report this to your organisation.',
      },
    },
    quality: { good: 'Good connection', fair: 'Fair connection', poor: 'Poor connection', none: 'No data' },
    playback: { blocked: 'Your browser plays sound only after you allow it.', unlock: 'Turn sound on' },
    check: {
      good: 'Your connection is suitable for a video call.',
      limited:
        'A video call is probably possible. In some networks, such as those of authorities or companies, it may fail; change the network then.',
      blocked:
        'No video call is possible in this network. Change it, for example from Wi-Fi to mobile data, or switch off a VPN.',
      unsupported:
        'This browser cannot make video calls. Open the invitation in a current version of Firefox, Chrome, Edge or Safari.',
    },
    hideAddress: 'Hide IP address',
    hideAddressHint:
      'Sound and picture take a detour over our relay server, which cannot decrypt them. The others do not learn your IP address.',
  },
})
