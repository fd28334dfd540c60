import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Karte und Texte',
    intro:
      'Die Betreiberkarte sagt, wer verantwortlich ist. Ihre Angaben stehen im Impressum, in der Datenschutzerklärung und in den Nutzungsbedingungen.',
    published: 'Die Karte ist veröffentlicht und gilt ab jetzt.',
    example: 'Es gilt noch die erfundene Beispielkarte.',
    exampleMeaning:
      'Bevor Menschen diese Anwendung benutzen, müssen hier die Angaben Ihrer Einrichtung stehen (Art. 13 DSGVO, § 5 DDG).',
    fromFile: 'Die Karte kommt aus einer Datei auf dem Server.',
    fromFileMeaning:
      'Sie lässt sich hier ansehen, aber nicht ändern. Wer den Server betreibt, ändert die Datei und startet neu. Ohne die Einstellung OPERATOR_CARD wird die Karte hier gepflegt.',
    card: 'Betreiberkarte',
    parties: {
      controller: 'Verantwortliche Stelle',
      dataProtectionOfficer: 'Datenschutzbeauftragte Person',
      processor: 'Auftragsverarbeiter',
      authority: 'Aufsichtsbehörde',
    },
    partyHints: {
      controller: 'Ihre Einrichtung, wie sie im Register steht.',
      dataProtectionOfficer: 'Wer Fragen zum Datenschutz beantwortet, auch von außen.',
      processor: 'Wer die Server für Sie betreibt. Betreiben Sie sie selbst, steht hier noch einmal Ihre Einrichtung.',
      authority: 'Wo sich Menschen beschweren können. Zuständig ist meist die Behörde Ihres Bundeslandes.',
    },
    fields: {
      name: 'Name',
      street: 'Straße und Hausnummer',
      place: 'Postleitzahl und Ort',
      email: 'E-Mail-Adresse',
      phone: 'Telefon',
    },
    register: 'Registereintrag',
    registerHint: 'Zum Beispiel „Amtsgericht Musterstadt, VR 1234“. Ohne Register: „kein Registereintrag“.',
    board: 'Vertretungsberechtigte',
    boardHint: 'Ein Name je Zeile.',
    taxId: 'Steuernummer oder Umsatzsteuer-ID',
    other: 'Für KlientInnen',
    otherHint: 'Diese Angaben stehen neben den Kästchen, bevor jemand das Wartezimmer betritt.',
    alternativePhone: 'Telefon, wenn jemand nicht per Video sprechen möchte',
    alternativeDe: 'Was es stattdessen gibt (Deutsch)',
    alternativeEn: 'Was es stattdessen gibt (Englisch)',
    withdrawalEmail: 'E-Mail-Adresse für Widerrufe',
    withdrawalHint: 'Hierhin können Menschen schreiben, um ihre Einwilligung zu widerrufen.',
    missing: 'Diese Angabe fehlt. Ohne sie darf niemand um eine Einwilligung gebeten werden.',
    emailWrong: 'Das ist keine vollständige E-Mail-Adresse.',
    tooLong: 'Dieser Text ist zu lang.',
    preview: 'Vorschau der Texte',
    previewTitle: 'Vorschau',
    changes: (count: number) =>
      count === 0
        ? 'Mit diesen Angaben ändert sich kein Text.'
        : count === 1
          ? 'Ein Text ändert sich.'
          : `${count} Texte ändern sich.`,
    asksCounsellors: 'BeraterInnen werden bei der nächsten Anmeldung noch einmal um ihre Einwilligung gebeten.',
    asksClients: 'KlientInnen, die schon eine Seite mit den alten Texten offen haben, bekommen die neuen vorgelegt.',
    changedMark: 'geändert',
    languages: { de: 'Deutsch', en: 'Englisch' },
    back: 'Zurück zu den Angaben',
    publish: 'Veröffentlichen',
    publishing: 'Wird veröffentlicht …',
    texts: 'Rechtstexte',
    textsMeaning:
      'Die Texte folgen aus dem Register der Verarbeitungen und aus dieser Karte. Jede Fassung, die einmal galt, bleibt öffentlich nachlesbar.',
    privacyLink: 'Datenschutzerklärung',
    termsLink: 'Nutzungsbedingungen',
    archiveLink: 'Frühere Fassungen',
    versions: 'Fassungen der Karte',
    noVersions: 'Noch wurde keine Karte veröffentlicht.',
    version: (version: number, at: string, source: string) => `Fassung ${version}, ${at}, ${source}`,
    sources: { file: 'aus der Datei auf dem Server', administration: 'in der Verwaltung veröffentlicht' },
    asDraft: 'Als Entwurf laden',
  },
  en: {
    heading: 'Card and texts',
    intro:
      'The operator’s card says who is responsible. Its entries stand in the imprint, the privacy statement and the terms of use.',
    published: 'The card is published and holds from now on.',
    example: 'The invented example card still holds.',
    exampleMeaning:
      'Before people use this application, the entries of your organisation must stand here (Art. 13 GDPR, Sec. 5 DDG).',
    fromFile: 'The card comes from a file on the server.',
    fromFileMeaning:
      'It can be read here but not changed. Whoever runs the server changes the file and starts anew. Without the setting OPERATOR_CARD the card is kept here.',
    card: 'Operator’s card',
    parties: {
      controller: 'Controller',
      dataProtectionOfficer: 'Data protection officer',
      processor: 'Processor',
      authority: 'Supervisory authority',
    },
    partyHints: {
      controller: 'Your organisation as it stands in the register.',
      dataProtectionOfficer: 'Who answers questions on data protection, also from outside.',
      processor: 'Who runs the servers for you. If you run them yourself, your organisation stands here once more.',
      authority: 'Where people can complain; usually the authority of your federal state.',
    },
    fields: {
      name: 'Name',
      street: 'Street and number',
      place: 'Postcode and place',
      email: 'E-mail address',
      phone: 'Telephone',
    },
    register: 'Register entry',
    registerHint: 'For example “Amtsgericht Musterstadt, VR 1234”. Without a register: “no register entry”.',
    board: 'Authorised representatives',
    boardHint: 'One name a line.',
    taxId: 'Tax number or VAT id',
    other: 'For clients',
    otherHint: 'These entries stand beside the boxes, before somebody enters the waiting room.',
    alternativePhone: 'Telephone for people who do not wish to talk by video',
    alternativeDe: 'What there is instead (German)',
    alternativeEn: 'What there is instead (English)',
    withdrawalEmail: 'E-mail address for withdrawals',
    withdrawalHint: 'Where people can write to withdraw their consent.',
    missing: 'This entry is missing. Without it nobody may be asked for consent.',
    emailWrong: 'This is not a whole e-mail address.',
    tooLong: 'This text is too long.',
    preview: 'Preview of the texts',
    previewTitle: 'Preview',
    changes: (count: number) =>
      count === 0
        ? 'With these entries no text changes.'
        : count === 1
          ? 'One text changes.'
          : `${count} texts change.`,
    asksCounsellors: 'Counsellors will be asked for their consent once more at the next sign-in.',
    asksClients: 'Clients who have a page with the old texts open will be shown the new ones.',
    changedMark: 'changed',
    languages: { de: 'German', en: 'English' },
    back: 'Back to the entries',
    publish: 'Publish',
    publishing: 'Publishing …',
    texts: 'Legal texts',
    textsMeaning:
      'The texts follow from the register of processing and from this card. Every version that ever held stays public.',
    privacyLink: 'Privacy statement',
    termsLink: 'Terms of use',
    archiveLink: 'Earlier versions',
    versions: 'Versions of the card',
    noVersions: 'No card was published yet.',
    version: (version: number, at: string, source: string) => `Version ${version}, ${at}, ${source}`,
    sources: { file: 'from the file on the server', administration: 'published in the administration' },
    asDraft: 'Load as draft',
  },
})
