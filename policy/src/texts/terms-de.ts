import type { Installation } from '../installation.ts'
import type { LegalSection } from '../legal-text.ts'
import { periods } from '../periods.ts'
import { duration } from './duration.ts'

/** The terms a counsellor agrees to (§§ 305 to 310 BGB), German. */
export const termsCounsellorDe = ({ card }: Installation) => ({
  title: 'Nutzungsbedingungen für BeraterInnen',
  sections: [
    {
      heading: 'Worum es geht',
      paragraphs: [
        `${card.controller.name}, ${card.controller.street}, ${card.controller.place}, stellt Ihnen diese Anwendung für vertrauliche Beratungsgespräche per Video bereit. Mit einem Konto planen Sie Gespräche, laden KlientInnen ein und lassen sie ein.`,
      ],
    },
    {
      heading: 'Ihr Konto',
      paragraphs: [
        'Das Konto ist für Sie allein. Geben Sie bei der Registrierung richtige Daten an. Halten Sie Ihr Passwort geheim und verwenden Sie es nirgends sonst. Melden Sie sich auf gemeinsam genutzten Geräten ab.',
        'Wir können festlegen, dass wir Konten freischalten, dass sich nur Eingeladene registrieren und dass ein zweiter Faktor nötig ist. Haben Sie einen eingerichtet, bewahren Sie die Wiederherstellungs-Codes getrennt vom Passwort auf.',
        `Wenn Sie vermuten, dass jemand anderes Ihr Konto benutzt, ändern Sie das Passwort, melden Sie sich überall ab und sagen Sie uns Bescheid: ${card.controller.email}.`,
      ],
    },
    administrators,
    {
      heading: 'Vertraulichkeit',
      paragraphs: [
        'Führen Sie Gespräche so, dass niemand mithört oder mitsieht, der nicht dazugehört. Wer außer Ihnen im Zimmer ist, gehört vorgestellt.',
        'Wenn Sie zu einem Beruf gehören, für den § 203 StGB gilt, schützt diese Vorschrift auch, was KlientInnen Ihnen hier anvertrauen. Andere Pflichten zur Verschwiegenheit, etwa aus Ihrem Arbeitsverhältnis oder dem Sozialgeheimnis, gelten daneben.',
        'Vergleichen Sie mit Ihren KlientInnen den Sicherheitscode. Stimmt er nicht überein, beenden Sie das Gespräch.',
      ],
    },
    {
      heading: 'Keine heimlichen Aufnahmen',
      paragraphs: [
        'Nehmen Sie Gespräche nicht ohne Einwilligung aller Beteiligten auf, auch nicht mit einem anderen Gerät oder Programm. Das gilt für Ton, Bild und Bildschirmfotos. Heimliche Tonaufnahmen sind strafbar (§ 201 StGB).',
      ],
    },
    {
      heading: 'Nur eingeladene Menschen',
      paragraphs: [
        'Geben Sie den Einladungslink nur Menschen, die am Gespräch teilnehmen sollen. Lassen Sie nur ein, wen Sie erwarten. Kommt eine weitere Person dazu, sagen Sie es vorher allen.',
        'Geben Sie eine fremde E-Mail-Adresse nur ein, wenn die Person die Einladung auf diesem Weg haben möchte.',
      ],
    },
    fileDuties,
    {
      heading: 'Betrieb und Haftung',
      paragraphs: [
        'Wir betreiben die Anwendung sorgfältig, können aber nicht zusagen, dass sie jederzeit ohne Unterbrechung läuft. Halten Sie für wichtige Gespräche einen anderen Weg bereit, zum Beispiel das Telefon.',
        'Für die Haftung gelten die gesetzlichen Vorschriften.',
      ],
    },
    {
      heading: 'Ende der Nutzung und Änderungen',
      paragraphs: [
        'Sie können Ihr Konto jederzeit selbst löschen, unter „Konto“. Laufende Gespräche enden damit. Ein Konto, das niemand mehr benutzt, löschen wir nach Ankündigung. Wir dürfen ein Konto sperren oder löschen, wenn Sie schwer gegen diese Bedingungen verstoßen oder jemand anderes es benutzt. Vorher hören wir Sie an, außer es bestünde sonst Gefahr für andere. Den Grund nennen wir Ihnen. Ihre Rechte an Ihren Daten behalten Sie.',
        'Neue Nutzungsbedingungen gelten für Sie erst, wenn Sie ihnen zugestimmt haben. Es gilt deutsches Recht. Zwingende Rechte, die Ihnen das Gesetz gibt, bleiben unberührt.',
      ],
    },
  ],
})

const administrators: LegalSection = {
  heading: 'Wenn Sie die Anwendung verwalten',
  paragraphs: [
    'Als AdministratorIn oder datenschutzbeauftragte Person verwenden Sie, was Sie über Konten und aus Anfragen erfahren, nur für diese Aufgabe. Was Sie in der Verwaltung tun, wird festgehalten. Einen zweiten Faktor müssen Sie einrichten.',
  ],
}

const fileDuties: LegalSection = {
  heading: 'Ihre eigenen Akten',
  paragraphs: [
    `Diese Anwendung ist keine Akte. Wenn Sie etwas aufbewahren müssen, übertragen Sie es in Ihre Akte, bevor Sie das Gespräch beenden. Innerhalb von ${duration(periods.meetingContent, 'de')} nach dem Ende ist der Inhalt gelöscht. Niemand kann ihn zurückholen.`,
    'Auch die private Notiz zum Gespräch wird dann gelöscht. Sie ist nur für die Organisation gedacht. Schreiben Sie nichts Vertrauliches über KlientInnen hinein.',
  ],
}

/** The terms a client agrees to before the waiting room (§§ 305 to 310 BGB), German. */
export const termsClientDe = ({ card }: Installation) => ({
  title: 'Nutzungsbedingungen für KlientInnen',
  sections: [
    {
      heading: 'Worum es geht',
      paragraphs: [
        `${card.controller.name}, ${card.controller.street}, ${card.controller.place}, stellt diese Anwendung für Ihr Beratungsgespräch per Video bereit. Sie brauchen kein Konto. Sie gehen mit diesen Bedingungen keine Pflicht ein, etwas zu bezahlen oder wiederzukommen.`,
      ],
    },
    {
      heading: 'Im Gespräch',
      paragraphs: ['Damit das Gespräch vertraulich bleibt, bitten wir Sie um drei Dinge:'],
      list: [
        'Nehmen Sie das Gespräch nicht auf, weder Ton noch Bild, auch nicht mit einem anderen Gerät. Heimliche Tonaufnahmen sind strafbar (§ 201 StGB).',
        'Sagen Sie es, wenn noch jemand bei Ihnen im Zimmer ist oder mithört.',
        'Geben Sie den Einladungslink nicht weiter. Er ist für Sie bestimmt.',
      ],
    },
    {
      heading: 'Wartezimmer und Ende',
      paragraphs: [
        'Die beratende Person entscheidet, wann sie Sie einlässt. Sie und die beratende Person können jederzeit aufhören. Sie brauchen dafür keinen Grund.',
        `Innerhalb von ${duration(periods.meetingContent, 'de')} nach dem Ende ist der Inhalt gelöscht. Wenn Sie etwas behalten möchten, schreiben Sie es vorher auf.`,
      ],
    },
    {
      heading: 'Kein Notdienst',
      paragraphs: ['Diese Anwendung ist kein Notdienst. Es kann sein, dass gerade niemand da ist. In Not helfen:'],
      list: [
        'Notruf: 112, wenn jemand in Gefahr ist. Der Anruf ist kostenlos.',
        'TelefonSeelsorge: 0800 111 0 111, rund um die Uhr, kostenlos und ohne Namen.',
      ],
    },
    {
      heading: 'Wenn die Technik nicht mitmacht',
      paragraphs: [
        `Wir können nicht zusagen, dass die Verbindung immer gelingt. ${card.alternative.text.de} Telefon: ${card.alternative.phone}. Sie haben dadurch keinen Nachteil.`,
        'Für die Haftung gelten die gesetzlichen Vorschriften. Es gilt deutsches Recht. Zwingende Rechte, die Ihnen das Gesetz gibt, bleiben unberührt.',
      ],
    },
  ],
})
