import type { Text } from '../activity.ts'
import { month } from '../configured.ts'
import type { Installation } from '../installation.ts'
import type { Audience } from '../legal-text.ts'
import { periods } from '../periods.ts'
import { duration } from './duration.ts'

type Sentence = (months: number) => string

const sentences: Record<Audience, Record<keyof Text, { none: string; some: Sentence }>> = {
  client: {
    de: {
      none: `Den Nachweis Ihrer Einwilligung löschen wir zusammen mit dem Gespräch, spätestens ${duration(periods.sessionAbsolute, 'de')} nach der Einwilligung. Von da an lässt sich mit dem Quittungs-Code nichts mehr abrufen. Der Nachweis enthält keinen Namen.`,
      some: (months) =>
        `Den Nachweis Ihrer Einwilligung bewahren wir höchstens ${duration(months * month, 'de')} auf. Die Frist beginnt am Ende des Jahres, in dem Sie eingewilligt haben, nach einem Widerruf am Ende des Jahres, in dem Sie widerrufen haben. Der Nachweis enthält keinen Namen.`,
    },
    en: {
      none: `We delete the evidence of your consent together with the meeting, ${duration(periods.sessionAbsolute, 'en')} after the consent at the latest. From then on nothing can be looked up with the receipt code. The evidence contains no name.`,
      some: (months) =>
        `We keep the evidence of your consent for ${duration(months * month, 'en')} at most. The period begins at the end of the year in which you consented, or, after a withdrawal, of the year in which you withdrew. The evidence contains no name.`,
    },
  },
  counsellor: {
    de: {
      none: 'Den Nachweis Ihrer Einwilligung löschen wir, sobald Ihr Konto geendet hat.',
      some: (months) =>
        `Den Nachweis Ihrer Einwilligung bewahren wir höchstens ${duration(months * month, 'de')} auf. Die Frist beginnt am Ende des Jahres, in dem Ihr Konto endete.`,
    },
    en: {
      none: 'We delete the evidence of your consent as soon as your account has ended.',
      some: (months) =>
        `We keep the evidence of your consent for ${duration(months * month, 'en')} at most. The period begins at the end of the year in which your account ended.`,
    },
  },
}

/** How long evidence of consent is kept here, in sentences. */
export function evidencePeriod(audience: Audience, language: keyof Text, of: Installation): string {
  const { none, some } = sentences[audience][language]
  return of.consentEvidenceMonths === 0 ? none : some(of.consentEvidenceMonths)
}
