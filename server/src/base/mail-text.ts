import type { Mail } from './base.ts'

export type Language = 'de' | 'en'

interface Text {
  readonly subject: string
  readonly lines: readonly string[]
}
export type Texts = Readonly<Record<Language, Text>>

export interface Recipient {
  readonly to: string
  readonly language?: Language
}

const greeting = { de: 'Guten Tag,', en: 'Hello,' }
const closing = {
  de: 'Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.',
  en: 'This message was sent automatically. Please do not reply to it.',
}

const body = (texts: Texts, language: Language): string =>
  [greeting[language], ...texts[language].lines, closing[language]].join('\n\n')

/** In the language the person uses; where it is not known (nothing about it is stored), in both. */
export function compose({ to, language }: Recipient, texts: Texts): Mail {
  if (language) return { to, subject: texts[language].subject, text: `${body(texts, language)}\n` }
  return {
    to,
    subject: `${texts.de.subject} / ${texts.en.subject}`,
    text: `${body(texts, 'de')}\n\n--\n\n${body(texts, 'en')}\n`,
  }
}
