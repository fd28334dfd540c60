import type { OperatorCard } from '../card.ts'
import type { LegalSection } from '../legal-text.ts'
import { periods } from '../periods.ts'
import { duration } from './duration.ts'
import { partyLine } from './register-lines.ts'

/** The part of the privacy statement about what people can ask for (Art. 7 (3), 13 (2)(b) to (f) GDPR), English. */
export const privacyRightsEn = (card: OperatorCard): LegalSection[] => [
  withdrawal(card),
  receipt,
  rights(card),
  objection(card),
  complaint(card),
  machines,
]

const withdrawal = (card: OperatorCard): LegalSection => ({
  heading: 'Withdrawing consent',
  paragraphs: [
    'You can withdraw your consent at any time (Art. 7(3) GDPR). You need not give a reason. The withdrawal holds for the future. What happened until then remains lawful.',
  ],
  list: [
    'As a client in the room or the waiting room: choose “Withdraw consent” (in the room under “More”). Microphone and camera go off at once, you leave the room, and your messages disappear for everybody. Encrypted and no longer visible to anybody in the room, they rest on the server until the end of the meeting and are then deleted.',
    'As a client later: enter your receipt code under “My data”.',
    'As a counsellor: under “Account” choose “My data” and there “Withdraw consent”. Your account is deleted with it.',
    `By e-mail, also after the meeting: ${card.withdrawalEmail}. As a client, please give your receipt code.`,
  ],
})

const receipt: LegalSection = {
  heading: 'Your receipt code',
  paragraphs: [
    'Clients see a receipt code once, after giving consent. We do not store the code but a keyed hash of it. With the code we can find the evidence of your consent without knowing your name.',
    'Please keep the code. Without it we cannot link the evidence to any person (Art. 11 GDPR). You can turn to us all the same. We do not ask for identity papers.',
  ],
}

const rights = (card: OperatorCard): LegalSection => ({
  heading: 'Your rights',
  paragraphs: [
    `With or without an account you have these rights. With an account you exercise them under “Account”, “My data”, without one with the receipt code under “My data”. You can also write: to ${card.controller.email} or to the data protection officer: ${card.dataProtectionOfficer.email}. We cannot hand out content of a meeting that has ended, because none is left.`,
    'Counsellors change names, e-mail address, user name and password themselves under “Account”. They also delete their account there. Under “My data” they stop the use of the account themselves and resume it themselves: until then the data stays stored but is not used.',
    `Everything else is answered by a person within a month (Art. 12(3) GDPR). Only where necessary we extend this by two further months at most and tell you the reason before. Your request gets a number. We store text and answer encrypted and delete them ${duration(periods.rightsRequest, 'en')} after the request was closed.`,
  ],
  list: [
    'Access to and a copy of your data (Art. 15 GDPR)',
    'Rectification of wrong data (Art. 16 GDPR)',
    'Erasure (Art. 17 GDPR)',
    'Restriction of processing (Art. 18 GDPR)',
    'Portability of your data in a common format (Art. 20 GDPR)',
    'Objection (Art. 21 GDPR), see the next section',
    'Withdrawal of consent (Art. 7(3) GDPR)',
    'Complaint to a supervisory authority (Art. 77 GDPR)',
  ],
})

/** Apart from all other information, as Art. 21 (4) GDPR asks. */
const objection = (card: OperatorCard): LegalSection => ({
  heading: 'Your right to object',
  paragraphs: [
    `Some processing rests on legitimate interests (Art. 6(1)(f) GDPR). You can object to it at any time, on grounds of your particular situation (Art. 21 GDPR). You can do so under “My data” or by e-mail to ${card.controller.email}. We then stop, unless there are compelling legitimate grounds that override your interests, or legal claims are concerned.`,
  ],
})

const complaint = (card: OperatorCard): LegalSection => ({
  heading: 'Complaint to the supervisory authority',
  paragraphs: [
    'If you think that we process your data unlawfully, you can complain to a supervisory authority (Art. 77 GDPR), for example where you live or work. The one in charge of us is:',
  ],
  list: [partyLine('Supervisory authority', card.authority, 'en')],
})

const machines: LegalSection = {
  heading: 'No automated decisions',
  paragraphs: [
    'No program decides about people here. There is no automated individual decision-making and no profiling (Art. 22 GDPR). It is always the counsellor who decides whether somebody is let in.',
  ],
}
