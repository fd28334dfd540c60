import type { Text } from '../activity.ts'
import type { OperatorCard } from '../card.ts'
import type { Installation } from '../installation.ts'
import { boxKeys } from '../legal-text.ts'
import type { Audience, Box, BoxKey, LegalTextId } from '../legal-text.ts'
import { legalTextFor } from './legal-texts.ts'

type Label = (card: OperatorCard) => string

const privacy: Record<keyof Text, Label> = {
  de: () => 'Die Datenschutzerklärung habe ich zur Kenntnis genommen.',
  en: () => 'I have taken note of the privacy statement.',
}

/** Notice is taken, terms are agreed to, processing is consented to: three acts, three boxes (Art. 7 (2) GDPR). */
const labels: Record<Audience, Record<BoxKey, Record<keyof Text, Label>>> = {
  counsellor: {
    privacy,
    terms: {
      de: () => 'Den Nutzungsbedingungen für BeraterInnen stimme ich zu.',
      en: () => 'I agree to the terms of use for counsellors.',
    },
    processing: {
      de: (card) =>
        `Ich willige ein in die beschriebene Verarbeitung meiner Daten für mein Konto und meine Gespräche, ausdrücklich auch, wenn ich dabei von meiner Gesundheit, Religion, Herkunft oder Ähnlichem spreche. Das ist freiwillig. Ich kann die Einwilligung jederzeit widerrufen: unter „Meine Daten“ im Konto oder per E-Mail an ${card.withdrawalEmail}.`,
      en: (card) =>
        `I consent to the processing of my data for my account and my meetings as described, explicitly also where I speak of my health, religion, origin or the like. This is voluntary. I can withdraw my consent at any time: under “My data” in the account or by e-mail to ${card.withdrawalEmail}.`,
    },
  },
  client: {
    privacy,
    terms: {
      de: () => 'Den Nutzungsbedingungen für KlientInnen stimme ich zu.',
      en: () => 'I agree to the terms of use for clients.',
    },
    processing: {
      de: (card) =>
        `Ich willige ein in die beschriebene Verarbeitung der Daten von KlientInnen für dieses Gespräch, ausdrücklich auch, wenn Gesundheit, Religion, Herkunft oder Ähnliches zur Sprache kommt. Das ist freiwillig. Ich kann die Einwilligung jederzeit widerrufen: mit „Einwilligung widerrufen“ im Wartezimmer und im Raum, später mit dem Quittungs-Code unter „Meine Daten“ oder per E-Mail an ${card.withdrawalEmail}.`,
      en: (card) =>
        `I consent to the processing of clients’ data for this meeting as described, explicitly also where health, religion, origin or the like comes up. This is voluntary. I can withdraw my consent at any time: by “Withdraw consent” in the waiting room and the room, later with the receipt code under “My data” or by e-mail to ${card.withdrawalEmail}.`,
    },
  },
}

const texts: Record<Audience, Record<BoxKey, LegalTextId>> = {
  counsellor: { privacy: 'privacy', terms: 'terms-counsellor', processing: 'processing-counsellor' },
  client: { privacy: 'privacy', terms: 'terms-client', processing: 'processing-client' },
}

/** The three boxes an audience must tick, in the order they are shown. */
export const boxesFor = (audience: Audience, language: keyof Text, of: Installation): readonly Box[] =>
  boxKeys.map((key) => ({
    key,
    label: labels[audience][key][language](of.card),
    text: legalTextFor(texts[audience][key], language, of),
  }))
