import { periods } from '@vieraugen/policy/periods.ts'
import { duration } from '@vieraugen/policy/texts/duration.ts'
import type { Problem } from '../lib/api.ts'

/** What happened; then what it means and what to do. */
type FailureWords = Record<Problem, { readonly happened: string; readonly next: string }>

export const failuresDe = {
  'invalid-input': {
    happened: 'Eine Angabe passt nicht.',
    next: 'Es wurde nichts gespeichert. Bitte prüfen Sie Ihre Eingaben und senden Sie sie noch einmal.',
  },
  'sign-in-needed': {
    happened: 'Sie sind nicht mehr angemeldet.',
    next: `Zu Ihrem Schutz endet die Anmeldung nach ${duration(periods.sessionIdle, 'de')} ohne Nutzung. Bitte melden Sie sich neu an.`,
  },
  'wrong-credentials': {
    happened: 'Die Anmeldung hat nicht geklappt.',
    next: 'Name oder Passwort stimmen nicht, oder die E-Mail-Adresse ist noch nicht bestätigt. Bitte prüfen Sie beides.',
  },
  'wrong-password': {
    happened: 'Das Passwort stimmt nicht.',
    next: 'Es wurde nichts geändert. Bitte geben Sie Ihr jetziges Passwort ein.',
  },
  'cross-site': {
    happened: 'Die Anfrage kam von einer fremden Seite und wurde abgelehnt.',
    next: 'Es ist nichts geschehen. Bitte laden Sie diese Seite neu und versuchen Sie es dann noch einmal.',
  },
  forbidden: {
    happened: 'Das ist mit dieser Anmeldung nicht erlaubt.',
    next: 'Es wurde nichts geändert. Bitte prüfen Sie, ob Sie mit dem richtigen Konto angemeldet sind.',
  },
  'consent-needed': {
    happened: 'Es fehlt noch Ihre Einwilligung.',
    next: 'Ohne sie verarbeiten wir nichts. Bitte lesen Sie die Texte und setzen Sie die Häkchen.',
  },
  restricted: {
    happened: 'Ihr Konto ist eingeschränkt.',
    next: 'Sie haben seine Nutzung angehalten. Unter „Meine Daten“ können Sie das aufheben.',
  },
  'second-factor-missing': {
    happened: 'Dafür brauchen Sie einen zweiten Faktor.',
    next: 'Bitte richten Sie ihn unter „Konto“ ein. Das dauert zwei Minuten.',
  },
  'proof-needed': {
    happened: 'Bitte bestätigen Sie, dass Sie es sind.',
    next: 'Für diesen Schritt fragen wir den zweiten Faktor noch einmal ab, wenn die letzte Bestätigung länger als zehn Minuten her ist.',
  },
  'wrong-code': {
    happened: 'Der zweite Faktor passt nicht.',
    next: 'Stimmt die Uhr Ihres Geräts? Ein Einmalcode gilt 30 Sekunden und nur einmal, ein Wiederherstellungs-Code nur einmal.',
  },
  'begin-again': {
    happened: 'Das hat zu lange gedauert, oder es waren zu viele Versuche.',
    next: 'Bitte beginnen Sie noch einmal von vorn. Sie haben jedes Mal fünf Minuten Zeit.',
  },
  'account-pending': {
    happened: 'Ihr Konto ist noch nicht freigeschaltet.',
    next: 'Die Verwaltung prüft Ihre Registrierung. Sie bekommen eine E-Mail, sobald Sie sich anmelden können.',
  },
  'account-locked': {
    happened: 'Ihr Konto ist gesperrt.',
    next: 'Bitte wenden Sie sich an die Verwaltung. Die Adresse steht im Impressum.',
  },
  'invitation-needed': {
    happened: 'Hier kann sich nur registrieren, wer eingeladen ist.',
    next: 'Bitte öffnen Sie den Link aus Ihrer Einladung, oder bitten Sie die Verwaltung um eine neue.',
  },
  'last-administrator': {
    happened: 'Das ist das letzte Konto mit der Rolle Verwaltung.',
    next: 'Es wurde nichts geändert. Geben Sie zuerst einem anderen Konto diese Rolle.',
  },
  outdated: {
    happened: 'Jemand anderes war schneller.',
    next: 'Es wurde inzwischen etwas geändert. Ihre Eingaben stehen noch hier. Bitte laden Sie den neuen Stand und prüfen Sie, ob sie noch passen.',
  },
  'card-invented': {
    happened: 'Das sind noch die erfundenen Angaben der Beispielkarte.',
    next: 'Es wurde nichts veröffentlicht. Bitte tragen Sie die Angaben Ihrer Einrichtung ein.',
  },
  'receipt-unknown': {
    happened: 'Zu diesem Code ist nichts gespeichert.',
    next: 'Vielleicht ist er vertippt, oder der Nachweis ist nach seiner Frist gelöscht. Ohne den Code können wir nichts zuordnen. Sie können uns trotzdem schreiben.',
  },
  'not-found': {
    happened: 'Das gibt es hier nicht oder nicht mehr.',
    next: 'Vielleicht wurde es inzwischen gelöscht. Bitte laden Sie die Seite neu.',
  },
  'link-unknown': {
    happened: 'Diesen Link kennen wir nicht.',
    next: 'Vielleicht fehlt ein Teil. Bitte öffnen Sie den ganzen Link aus Ihrer Einladung.',
  },
  'link-revoked': {
    happened: 'Dieser Link wurde ungültig gemacht.',
    next: 'Mit ihm kommt niemand mehr in das Gespräch. Bitte fragen Sie Ihre Beratung nach dem neuen Link.',
  },
  'link-expired': {
    happened: 'Dieser Link ist abgelaufen.',
    next: 'Der Termin ist vorbei. Bitte fragen Sie Ihre Beratung nach einem neuen Termin.',
  },
  'meeting-ended': {
    happened: 'Das Gespräch ist beendet.',
    next: 'Alles, was darin gesagt, gezeigt und geschrieben wurde, wird gelöscht. Es lässt sich nicht wieder öffnen.',
  },
  'meeting-not-open': {
    happened: 'Das Gespräch ist noch nicht geöffnet.',
    next: 'Der Eintritt ist ab einer Stunde vor Beginn möglich. Bitte kommen Sie dann wieder.',
  },
  'texts-changed': {
    happened: 'Die Texte haben sich geändert, während Sie sie gelesen haben.',
    next: 'Ihre Häkchen wurden deshalb entfernt. Bitte lesen Sie die neuen Texte und entscheiden Sie noch einmal.',
  },
  'password-too-short': {
    happened: 'Das Passwort ist zu kurz.',
    next: 'Bitte wählen Sie mindestens 12 Zeichen. Mehrere Wörter hintereinander sind gut zu merken.',
  },
  'password-too-long': {
    happened: 'Das Passwort ist zu lang.',
    next: 'Bitte wählen Sie höchstens 256 Zeichen.',
  },
  'password-common': {
    happened: 'Dieses Passwort ist zu verbreitet.',
    next: 'Es steht auf Listen, die bei Angriffen zuerst versucht werden. Bitte wählen Sie ein anderes.',
  },
  'password-personal': {
    happened: 'Dieses Passwort enthält Ihren Namen, Ihre E-Mail-Adresse oder den Namen dieser Anwendung.',
    next: 'Das wird bei Angriffen zuerst versucht. Bitte wählen Sie ein anderes.',
  },
  'user-name-taken': {
    happened: 'Dieser Benutzername ist schon vergeben.',
    next: 'Bitte wählen Sie einen anderen.',
  },
  'begin-in-past': {
    happened: 'Der Beginn liegt in der Vergangenheit.',
    next: 'Bitte wählen Sie einen Zeitpunkt, der noch kommt.',
  },
  'too-large': {
    happened: 'Das ist zu groß.',
    next: 'Es wurde nicht übertragen. Bitte versuchen Sie es mit weniger.',
  },
  'too-many': {
    happened: 'Das waren zu viele Versuche in kurzer Zeit.',
    next: 'Zum Schutz der Konten nehmen wir gerade keine weiteren an. Bitte warten Sie ein paar Minuten.',
  },
  'room-full': {
    happened: 'Der Raum ist voll.',
    next: 'Es können nicht mehr Menschen eintreten. Bitte warten Sie, bis jemand gegangen ist.',
  },
  busy: {
    happened: 'Der Server ist gerade ausgelastet.',
    next: 'Ihre Anfrage wurde nicht bearbeitet. Bitte versuchen Sie es in einer Minute noch einmal.',
  },
  'mail-unavailable': {
    happened: 'Es kann gerade keine E-Mail gesendet werden.',
    next: 'Die Nachricht ist nicht hinausgegangen. Bitte versuchen Sie es später oder geben Sie den Link selbst weiter.',
  },
  'meetings-stopped': {
    happened: 'Gerade können keine Gespräche beginnen.',
    next: 'Es ist nicht nachgewiesen, dass beendete Gespräche vollständig gelöscht sind. Bis das behoben ist, beginnt nichts Neues. Bitte versuchen Sie es später, oder erreichen Sie einander auf anderem Weg.',
  },
  'not-ready': {
    happened: 'Die Anwendung startet gerade.',
    next: 'Bitte versuchen Sie es in einer Minute noch einmal.',
  },
  'key-withdrawn': {
    happened: 'Die Anwendung ist gesperrt, weil ihr Schlüssel gerade nicht verfügbar ist.',
    next: 'Ihre Daten bleiben verschlüsselt. Bitte versuchen Sie es später noch einmal.',
  },
  internal: {
    happened: 'Auf dem Server ist ein Fehler aufgetreten.',
    next: 'Ihre Anfrage wurde vielleicht nicht ausgeführt. Bitte laden Sie die Seite neu und sehen Sie nach.',
  },
  'passkey-refused': {
    happened: 'Der Passkey wurde nicht bestätigt.',
    next: 'Vielleicht haben Sie abgebrochen, oder dieses Gerät kennt den Passkey nicht. Sie können es noch einmal versuchen oder einen anderen Weg nehmen.',
  },
  unreachable: {
    happened: 'Der Server ist nicht erreichbar.',
    next: 'Ihre Eingaben stehen noch hier. Bitte prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.',
  },
} as const satisfies FailureWords

export const failuresEn = {
  'invalid-input': {
    happened: 'Something you entered does not fit.',
    next: 'Nothing was saved. Please check your entries and send them again.',
  },
  'sign-in-needed': {
    happened: 'You are no longer signed in.',
    next: `For your protection the sign-in ends after ${duration(periods.sessionIdle, 'en')} without use. Please sign in again.`,
  },
  'wrong-credentials': {
    happened: 'Signing in did not work.',
    next: 'Name or password are wrong, or the e-mail address is not confirmed yet. Please check both.',
  },
  'wrong-password': {
    happened: 'The password is wrong.',
    next: 'Nothing was changed. Please enter your present password.',
  },
  'cross-site': {
    happened: 'The request came from another site and was refused.',
    next: 'Nothing has happened. Please reload this page and then try again.',
  },
  forbidden: {
    happened: 'This is not allowed with this sign-in.',
    next: 'Nothing was changed. Please check whether you are signed in with the right account.',
  },
  'consent-needed': {
    happened: 'Your consent is still missing.',
    next: 'Without it we process nothing. Please read the texts and tick the boxes.',
  },
  restricted: {
    happened: 'Your account is restricted.',
    next: 'You have stopped its use. You can take that back under “My data”.',
  },
  'second-factor-missing': {
    happened: 'You need a second factor for this.',
    next: 'Please set it up under “Account”. It takes two minutes.',
  },
  'proof-needed': {
    happened: 'Please confirm that it is you.',
    next: 'For this step we ask for the second factor once more, when the last confirmation is more than ten minutes ago.',
  },
  'wrong-code': {
    happened: 'The second factor does not fit.',
    next: 'Is the clock of your device right? A one-time code is valid for 30 seconds and only once, a recovery code only once.',
  },
  'begin-again': {
    happened: 'That took too long, or there were too many tries.',
    next: 'Please begin once more. You have five minutes each time.',
  },
  'account-pending': {
    happened: 'Your account is not approved yet.',
    next: 'The administration checks your registration. You get a mail as soon as you can sign in.',
  },
  'account-locked': {
    happened: 'Your account is locked.',
    next: 'Please turn to the administration. The address stands in the imprint.',
  },
  'invitation-needed': {
    happened: 'Only people who were invited can register here.',
    next: 'Please open the link in your invitation, or ask the administration for a new one.',
  },
  'last-administrator': {
    happened: 'This is the last account with the role administrator.',
    next: 'Nothing was changed. Give this role to another account first.',
  },
  outdated: {
    happened: 'Somebody else was faster.',
    next: 'Something was changed meanwhile. What you entered is still here. Please load the present state and check whether it still fits.',
  },
  'card-invented': {
    happened: 'These are still the invented entries of the example card.',
    next: 'Nothing was published. Please enter those of your organisation.',
  },
  'receipt-unknown': {
    happened: 'Nothing is stored for this code.',
    next: 'Perhaps it is mistyped, or the evidence was deleted after its period. Without the code we cannot assign anything. You can write to us all the same.',
  },
  'not-found': {
    happened: 'This does not exist here, or no longer.',
    next: 'It may have been deleted in the meantime. Please reload the page.',
  },
  'link-unknown': {
    happened: 'We do not know this link.',
    next: 'A part of it may be missing. Please open the whole link from your invitation.',
  },
  'link-revoked': {
    happened: 'This link was revoked.',
    next: 'Nobody gets into the conversation with it any more. Please ask your counsellor for the new link.',
  },
  'link-expired': {
    happened: 'This link has expired.',
    next: 'The appointment is over. Please ask your counsellor for a new one.',
  },
  'meeting-ended': {
    happened: 'The conversation has ended.',
    next: 'Everything said, shown and written in it is being deleted. It cannot be opened again.',
  },
  'meeting-not-open': {
    happened: 'The conversation is not open yet.',
    next: 'You can enter from one hour before it begins. Please come back then.',
  },
  'texts-changed': {
    happened: 'The texts changed while you were reading them.',
    next: 'Your ticks were therefore removed. Please read the new texts and decide once more.',
  },
  'password-too-short': {
    happened: 'The password is too short.',
    next: 'Please choose at least 12 characters. Several words in a row are easy to remember.',
  },
  'password-too-long': {
    happened: 'The password is too long.',
    next: 'Please choose at most 256 characters.',
  },
  'password-common': {
    happened: 'This password is too widespread.',
    next: 'It is on lists that attackers try first. Please choose another one.',
  },
  'password-personal': {
    happened: 'This password contains your name, your address or the name of this application.',
    next: 'Attackers try that first. Please choose another one.',
  },
  'user-name-taken': {
    happened: 'This user name is already taken.',
    next: 'Please choose another one.',
  },
  'begin-in-past': {
    happened: 'The begin lies in the past.',
    next: 'Please choose a time that is still to come.',
  },
  'too-large': {
    happened: 'This is too large.',
    next: 'It was not transferred. Please try with less.',
  },
  'too-many': {
    happened: 'Those were too many attempts in a short time.',
    next: 'To protect the accounts we take no more just now. Please wait a few minutes.',
  },
  'room-full': {
    happened: 'The room is full.',
    next: 'No more people can enter. Please wait until somebody has left.',
  },
  busy: {
    happened: 'The server is at its limit just now.',
    next: 'Your request was not handled. Please try again in a minute.',
  },
  'mail-unavailable': {
    happened: 'No e-mail can be sent just now.',
    next: 'The message did not leave. Please try later or pass the link on yourself.',
  },
  'meetings-stopped': {
    happened: 'No meetings can begin just now.',
    next: 'It is not proven that ended meetings are completely deleted. Until that is repaired, nothing new begins. Please try later, or reach each other another way.',
  },
  'not-ready': {
    happened: 'The application is starting.',
    next: 'Please try again in a minute.',
  },
  'key-withdrawn': {
    happened: 'The application is locked because its key is not available just now.',
    next: 'Your data stays encrypted. Please try again later.',
  },
  internal: {
    happened: 'An error occurred on the server.',
    next: 'Your request may not have been carried out. Please reload the page and look.',
  },
  'passkey-refused': {
    happened: 'The passkey was not confirmed.',
    next: 'Perhaps you cancelled, or this device does not know the passkey. You can try again or take another way.',
  },
  unreachable: {
    happened: 'The server cannot be reached.',
    next: 'What you entered is still here. Please check your internet connection and try again.',
  },
} as const satisfies FailureWords
