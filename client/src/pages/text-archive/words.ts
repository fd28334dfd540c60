import { catalogue } from '../../lib/i18n.ts'

export const words = catalogue({
  de: {
    heading: 'Alle Fassungen der Texte',
    lead: 'Hier steht jede Fassung der Texte, die Menschen vor dem Setzen eines Häkchens lesen konnten, die neueste zuerst. Keine wird geändert oder entfernt.',
    check:
      'Der Nachweis einer Einwilligung nennt die Prüfsumme der Fassung, die gezeigt wurde. Sie ist der SHA-256-Wert des Textes mit der Beschriftung des Häkchens. Wenn Sie einen Text als Datei speichern, können Sie sie selbst nachrechnen.',
    published: (moment: string) => `Veröffentlicht am ${moment}`,
    inForce: 'Gilt jetzt',
    replaced: 'Durch eine andere Fassung ersetzt',
    checksum: 'Prüfsumme:',
    read: 'Text lesen',
  },
  en: {
    heading: 'All versions of the texts',
    lead: 'Here is every version of the texts that people could read before they ticked a box, the newest first. None is changed or removed.',
    check:
      'The evidence of a consent names the checksum of the version that was shown. It is the SHA-256 value of the text with the label of the box. If you save a text as a file, you can compute it yourself.',
    published: (moment: string) => `Published on ${moment}`,
    inForce: 'Holds now',
    replaced: 'Replaced by another version',
    checksum: 'Checksum:',
    read: 'Read the text',
  },
})
