import type { Installation } from '../installation.ts'
import type { LegalSection } from '../legal-text.ts'
import { periods } from '../periods.ts'
import { duration } from './duration.ts'
import { evidencePeriod } from './evidence-period.ts'
import { partyLine } from './register-lines.ts'

/** The part of the privacy statement about what people can ask for (Art. 7 (3), 13 (2)(b) to (f) GDPR), English. */
export const privacyRightsEn = (of: Installation): LegalSection[] => [
  withdrawal(of),
  receipt(of),
  rights(of),
  objection(of),
  complaint(of),
  machines,
  versions,
]

const withdrawal = ({ card }: Installation): LegalSection => ({
  id: 'withdrawal',
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

const receipt = (of: Installation): LegalSection => ({
  id: 'receipt',
  heading: 'Your receipt code',
  paragraphs: [
    'Clients see a receipt code once, after giving consent. We do not store the code but a keyed hash of it. With the code we can find the evidence of your consent without knowing your name.',
    evidencePeriod('client', 'en', of),
    'Please keep the code. Without it we cannot link the evidence to any person (Art. 11 GDPR). You can turn to us all the same. We do not ask for identity papers.',
  ],
})

const rights = ({ card }: Installation): LegalSection => ({
  id: 'rights',
  heading: 'Your rights',
  paragraphs: [
    `With or without an account you have these rights. With an account you exercise them under “Account”, “My data”, without one with the receipt code under “My data”. You can also write: to ${card.controller.email} or to the data protection officer: ${card.dataProtectionOfficer.email}. We cannot hand out content of a meeting that has ended, because none is left.`,
    'Counsellors change names, e-mail address, user name and password themselves under “Account”. They also delete their account there. Under “My data” they stop the use of the account themselves and resume it themselves: until then the data stays stored but is not used.',
    `Everything else is answered by a person within a month (Art. 12(3) GDPR). Only where necessary we extend this by two further months at most and tell you the reason within the first month. If we refuse something, we give the reasons for that too (Art. 12(4) GDPR). Your request gets a number. We store text and answer encrypted and delete them ${duration(periods.rightsRequest, 'en')} after the request was closed.`,
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
const objection = ({ card }: Installation): LegalSection => ({
  id: 'objection',
  heading: 'Your right to object',
  paragraphs: [
    `Some processing rests on legitimate interests (Art. 6(1)(f) GDPR). You can object to it at any time, on grounds of your particular situation (Art. 21 GDPR). You can do so under “My data” or by e-mail to ${card.controller.email}. We then stop, unless there are compelling legitimate grounds that override your interests, or legal claims are concerned.`,
  ],
})

const complaint = ({ card }: Installation): LegalSection => ({
  id: 'complaint',
  heading: 'Complaint to the supervisory authority',
  paragraphs: [
    'If you think that we process your data unlawfully, you can complain to a supervisory authority (Art. 77 GDPR), for example where you live, where you work or where it happened. The one in charge of us is:',
  ],
  list: [partyLine('Supervisory authority', card.authority, 'en')],
})

const machines: LegalSection = {
  id: 'machines',
  heading: 'No automated decisions',
  paragraphs: [
    'No program decides about people here. There is no automated individual decision-making and no profiling (Art. 22 GDPR). It is always the counsellor who decides whether somebody is let in.',
  ],
}

const versions: LegalSection = {
  id: 'versions',
  heading: 'Versions of these texts',
  paragraphs: [
    'We publish each version of this statement, of the terms of use and of the consents with date and checksum under “All versions”. Earlier versions stay there, so that it can be shown what somebody consented to. They also name the people who belonged to the controller then.',
    'When a text changes, we ask anew: clients at their next entry, counsellors at their next sign-in. Whoever does not agree can still take their own data along, withdraw consent and delete the account, but cannot go on using the application.',
  ],
}
