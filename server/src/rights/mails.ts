import type { RequestKind } from '@vieraugen/protocol/http/rights.ts'
import { paths } from '@vieraugen/protocol/pages.ts'
import type { Mail } from '../base/base.ts'

type Language = 'de' | 'en'

interface Text {
  readonly subject: string
  readonly lines: readonly string[]
}

const greeting = { de: 'Guten Tag,', en: 'Hello,' }

const body = (language: Language, { lines }: Text): string => [greeting[language], ...lines].join('\n\n')

/** In both languages: which one a person reads is not kept. */
const inBoth = (to: string, texts: Readonly<Record<Language, Text>>): Mail => ({
  to,
  subject: `${texts.de.subject} / ${texts.en.subject}`,
  text: `${body('de', texts.de)}\n\n--\n\n${body('en', texts.en)}\n`,
})

const date = (moment: Date, language: Language): string =>
  new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'Europe/Berlin',
  }).format(moment)

const clock = (moment: Date, language: Language): string =>
  new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'long',
    timeZone: 'Europe/Berlin',
  }).format(moment)

/** The page of the account on which the answer stands. */
const page = (publicUrl: URL): string => `${publicUrl.origin}${paths.accountData}`

interface About {
  readonly number: string
  readonly due: Date
}

export const receivedMail = (to: string, { number, due }: About, publicUrl: URL): Mail =>
  inBoth(to, {
    de: {
      subject: 'Ihre Anfrage ist eingegangen',
      lines: [
        `Ihre Anfrage hat die Nummer ${number}. Ein Mensch beantwortet sie bis spätestens ${date(due, 'de')}.`,
        `Den Stand sehen Sie hier: ${page(publicUrl)}`,
      ],
    },
    en: {
      subject: 'Your request has arrived',
      lines: [
        `your request has the number ${number}. A person will answer it by ${date(due, 'en')} at the latest.`,
        `See how it stands here: ${page(publicUrl)}`,
      ],
    },
  })

export const answeredMail = (to: string, number: string, publicUrl: URL): Mail =>
  inBoth(to, {
    de: {
      subject: 'Ihre Anfrage ist beantwortet',
      lines: [`die Antwort auf Ihre Anfrage ${number} steht hier: ${page(publicUrl)}`],
    },
    en: {
      subject: 'Your request has been answered',
      lines: [`the answer to your request ${number} is here: ${page(publicUrl)}`],
    },
  })

export const extendedMail = (to: string, { number, due }: About, publicUrl: URL): Mail =>
  inBoth(to, {
    de: {
      subject: 'Ihre Anfrage braucht länger',
      lines: [
        `für Ihre Anfrage ${number} brauchen wir mehr Zeit, höchstens bis ${date(due, 'de')} (Art. 12 Abs. 3 DSGVO).`,
        `Den Grund lesen Sie hier: ${page(publicUrl)}`,
      ],
    },
    en: {
      subject: 'Your request takes longer',
      lines: [
        `we need more time for your request ${number}, until ${date(due, 'en')} at the latest (Art. 12(3) GDPR).`,
        `Read the reason here: ${page(publicUrl)}`,
      ],
    },
  })

const kinds: Readonly<Record<RequestKind, string>> = {
  access: 'Auskunft (Art. 15 DSGVO)',
  rectification: 'Berichtigung (Art. 16 DSGVO)',
  erasure: 'Löschung (Art. 17 DSGVO)',
  restriction: 'Einschränkung (Art. 18 DSGVO)',
  portability: 'Mitnahme der Daten (Art. 20 DSGVO)',
  objection: 'Widerspruch (Art. 21 DSGVO)',
  contract: 'Widerruf eines Vertrags (§ 356a BGB)',
}

interface ForOperator extends About {
  readonly to: string
  readonly kind: RequestKind
}

/** To the operator. What the person wrote stays in the application. */
export const newRequestMail = ({ to, number, kind, due }: ForOperator): Mail => ({
  to,
  subject: `Neue Anfrage ${number}`,
  text: `${greeting.de}\n\neine Anfrage ist eingegangen: ${kinds[kind]}, Nummer ${number}. Die Antwort ist fällig am ${date(due, 'de')}.\n`,
})

export const reminderMail = ({ to, number, kind, due }: ForOperator): Mail => ({
  to,
  subject: `Erinnerung: Anfrage ${number}`,
  text: `${greeting.de}\n\ndiese Anfrage ist noch offen: ${kinds[kind]}, Nummer ${number}. Die Antwort ist fällig am ${date(due, 'de')} (Art. 12 Abs. 3 DSGVO).\n`,
})

export interface ContractWithdrawal {
  readonly name: string
  readonly contract: string
  readonly email: string
  readonly language: Language
}

/** The confirmation on a durable medium: what was declared, and date and time of its receipt (§ 356a (4) BGB). */
export function contractMail(given: ContractWithdrawal, number: string, received: Date): Mail {
  const { name, contract, email, language } = given
  const texts: Record<Language, Text> = {
    de: {
      subject: 'Ihr Widerruf ist eingegangen',
      lines: [
        `Ihr Widerruf ist am ${clock(received, 'de')} bei uns eingegangen. Er hat die Nummer ${number}.`,
        `Sie haben erklärt:\n„Hiermit widerrufe ich meinen Vertrag.“\nName: ${name}\nVertrag: ${contract}\nE-Mail-Adresse: ${email}`,
        'Bitte bewahren Sie diese Nachricht auf.',
      ],
    },
    en: {
      subject: 'Your withdrawal has arrived',
      lines: [
        `your withdrawal arrived on ${clock(received, 'en')}. It has the number ${number}.`,
        `You declared:\n“I hereby withdraw from my contract.”\nName: ${name}\nContract: ${contract}\nE-mail address: ${email}`,
        'Please keep this message.',
      ],
    },
  }
  return { to: email, subject: texts[language].subject, text: `${body(language, texts[language])}\n` }
}
