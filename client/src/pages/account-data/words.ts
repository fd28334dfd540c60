import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Meine Daten',
    restricted: 'Ihr Konto ist eingeschränkt: Die Daten bleiben, verwendet werden sie nicht.',
    access: 'Auskunft und Mitnahme',
    accessText: 'Sie sehen alles, was zu Ihrem Konto gespeichert ist, und können es als Datei mitnehmen.',
    accessAction: 'Auskunft anzeigen',
    change: 'Berichtigen und Löschen',
    changeText: 'Namen, E-Mail-Adresse, Benutzernamen und Passwort ändern Sie selbst. Dort löschen Sie auch Ihr Konto.',
    changeLink: 'Zu den Angaben im Konto',
    restriction: 'Einschränken',
    restrictionText:
      'Ihre Daten bleiben gespeichert, werden aber nicht mehr verwendet. Laufende Gespräche enden sofort. Geplante bleiben stehen, niemand kann sie betreten. Sie können das jederzeit selbst aufheben.',
    restrictedText: 'Die Nutzung Ihres Kontos ruht. Hier heben Sie das auf.',
    restrict: 'Verarbeitung einschränken',
    restrictTitle: 'Nutzung des Kontos anhalten?',
    restrictAction: 'Einschränken',
    lift: 'Einschränkung aufheben',
    withdrawal: 'Einwilligung widerrufen',
    withdrawalText:
      'Ihr Konto beruht auf Ihrer Einwilligung. Mit dem Widerruf endet es: Ihr Schlüssel wird vernichtet, Ihre Angaben werden gelöscht, offene Gespräche enden sofort. Der Nachweis hält ohne Ihren Namen fest, dass Sie widerrufen haben. Das lässt sich nicht zurücknehmen.',
    withdraw: 'Einwilligung widerrufen',
    withdrawTitle: 'Einwilligung wirklich widerrufen?',
    withdrawAction: 'Widerrufen und Konto löschen',
    asking: 'Anfrage an einen Menschen',
    askingText: 'Für alles, was Sie hier nicht selbst tun können.',
    meanings: {
      access: 'Fragen Sie nach allem, was die Auskunft nicht beantwortet.',
      objection:
        'Sagen Sie uns, welcher Verarbeitung auf Grund berechtigter Interessen Sie widersprechen und welche Gründe sich aus Ihrer Situation ergeben (Art. 21 DSGVO).',
      rectification: 'Sagen Sie uns, was falsch ist und sich nicht im Konto ändern lässt.',
      erasure:
        'Ihr Konto löschen Sie selbst unter „Konto“. Hier geht es um das, was danach bleibt: den Nachweis der Einwilligung und Anfragen.',
      restriction: 'Die Nutzung des Kontos halten Sie oben selbst an. Hier geht es um alles andere.',
      portability: 'Sagen Sie uns, welche Angaben Ihnen in der Datei fehlen.',
    },
    complaint: 'Beschwerde',
    complaintText: 'Sie können sich jederzeit bei der Aufsichtsbehörde beschweren (Art. 77 DSGVO). Zuständig ist:',
    authority: 'Aufsichtsbehörde',
  },
  en: {
    heading: 'My data',
    restricted: 'Your account is restricted: the data stays and is not used.',
    access: 'Access and portability',
    accessText: 'You see everything that is stored for your account and can take it along as a file.',
    accessAction: 'Show access',
    change: 'Rectify and erase',
    changeText:
      'You change names, e-mail address, user name and password yourself. You also delete your account there.',
    changeLink: 'To the details in the account',
    restriction: 'Restrict',
    restrictionText:
      'Your data stays stored but is no longer used. Running conversations end at once. Planned ones stay, nobody can enter them. You can take this back yourself at any time.',
    restrictedText: 'The use of your account rests. You take that back here.',
    restrict: 'Restrict the processing',
    restrictTitle: 'Stop the use of the account?',
    restrictAction: 'Restrict',
    lift: 'Lift the restriction',
    withdrawal: 'Withdraw consent',
    withdrawalText:
      'Your account rests on your consent. With the withdrawal it ends: your key is destroyed, your details are deleted, open conversations end at once. The evidence records, without your name, that you withdrew. This cannot be undone.',
    withdraw: 'Withdraw consent',
    withdrawTitle: 'Really withdraw your consent?',
    withdrawAction: 'Withdraw and delete the account',
    asking: 'Request to a person',
    askingText: 'For everything that you cannot do here yourself.',
    meanings: {
      access: 'Ask about everything that the copy does not answer.',
      objection:
        'Tell us which processing based on legitimate interests you object to and which grounds arise from your situation (Art. 21 GDPR).',
      rectification: 'Tell us what is wrong and cannot be changed in the account.',
      erasure:
        'You delete your account yourself under “Account”. This is about what is left afterwards: the evidence of consent and requests.',
      restriction: 'You stop the use of the account yourself above. This is about everything else.',
      portability: 'Tell us which details are missing in the file.',
    },
    complaint: 'Complaint',
    complaintText: 'You can complain to the supervisory authority at any time (Art. 77 GDPR). In charge is:',
    authority: 'Supervisory authority',
  },
})
