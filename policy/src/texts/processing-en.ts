import type { OperatorCard } from '../card.ts'
import type { Installation } from '../installation.ts'
import type { LegalSection } from '../legal-text.ts'
import { periods } from '../periods.ts'
import { duration } from './duration.ts'
import { evidencePeriod } from './evidence-period.ts'

/** What a counsellor consents to before an account exists (Art. 6 (1)(a) GDPR), English. */
export const processingCounsellorEn = (of: Installation) => ({
  title: 'Consent for counsellors',
  sections: [
    {
      heading: 'What you consent to',
      paragraphs: [
        `You consent that ${of.card.controller.name} processes your data for your account and your meetings (Art. 6(1)(a) GDPR):`,
      ],
      list: [
        'We store first name, last name, e-mail address, user name and password. All of it is encrypted, the password only as a hash.',
        'We store when you plan and hold meetings, and your private note about them.',
        'We transmit your picture, your sound and your messages to the people you let in, end-to-end encrypted. With a direct connection the devices taking part learn your IP address.',
        'Invited people see your name and the appointment.',
        'Administrators of the controller see names, e-mail address, user name, role and state of your account, the days of the registration and of the last sign-in and whether you have a second factor, never your notes and never the content of meetings.',
        'If you set up a second factor, we store for it, encrypted, the secret of your authenticator app or the public key of your passkey and the name you give the device, also hashes of your recovery codes.',
        'If you speak about yourself and in doing so about health, religion, origin or the like, your consent explicitly covers this too (Art. 9(2)(a) GDPR).',
      ],
    },
    {
      heading: 'For how long',
      paragraphs: [
        `Your account exists until you delete it or do not sign in for ${duration(periods.inactiveAccount, 'en')}. Then we delete it, and write to you ${duration(periods.inactiveFirstNotice, 'en')} and ${duration(periods.inactiveLastNotice, 'en')} before. We delete the content of a meeting within ${duration(periods.meetingContent, 'en')} after its end. With it we delete your note too. You can see times and number of the deletion for ${duration(periods.meetingStub, 'en')} after that at most.`,
        evidencePeriod('counsellor', 'en', of),
      ],
    },
    {
      heading: 'Voluntary',
      paragraphs: [
        'Your consent is voluntary. Without it we cannot create an account.',
        `You can also counsel without this application, for example by telephone or on site. You have no disadvantage from it. We answer questions at ${of.card.alternative.phone}.`,
      ],
    },
    withdrawal(of.card, {
      here: 'In the application: under “Account” choose “My data” and there “Withdraw consent”. Your account is deleted with it.',
      mail: 'write to',
    }),
  ],
})

/** What a client consents to before the waiting room (Art. 6 (1)(a), explicitly Art. 9 (2)(a) GDPR), English. */
export const processingClientEn = (of: Installation) => ({
  title: 'Consent for clients',
  sections: [
    {
      heading: 'What you consent to',
      paragraphs: [
        `You consent that ${of.card.controller.name} processes your data for this meeting (Art. 6(1)(a) GDPR):`,
      ],
      list: [
        'The counsellor sees your display name and that you are waiting. You do not have to give your real name.',
        'When the counsellor lets you in, we transmit your picture, your sound and your messages to the people in the room. All of it is end-to-end encrypted. You may leave camera and microphone switched off.',
        'With a direct connection the devices taking part learn your IP address.',
        'The application does not record.',
      ],
    },
    {
      heading: 'Health, religion, origin',
      paragraphs: [
        'You may come to speak about health, religion, philosophical belief, origin, political opinion, trade union or your sex life. The law gives special protection to such information. Your consent explicitly covers it too (Art. 9(2)(a) GDPR). You decide yourself what you tell.',
      ],
    },
    {
      heading: 'For how long',
      paragraphs: [
        `After the end of the meeting we delete messages and display names within ${duration(periods.meetingContent, 'en')}. We never store picture and sound.`,
        evidencePeriod('client', 'en', of),
      ],
    },
    {
      heading: 'Voluntary',
      paragraphs: [
        'Your consent is voluntary. You can say no. Then we store nothing about it.',
        `You get counselling without video too. ${of.card.alternative.text.en} Telephone: ${of.card.alternative.phone}. You have no disadvantage from it.`,
      ],
    },
    withdrawal(of.card, {
      here: 'In the application: choose “Withdraw consent” in the waiting room or the room (under “More”), or enter your receipt code later under “My data”.',
      mail: 'write, also after the meeting, with your receipt code to',
    }),
  ],
})

const withdrawal = (card: OperatorCard, how: { here: string; mail: string }): LegalSection => ({
  heading: 'Withdrawing consent',
  paragraphs: [
    'You can withdraw your consent at any time without giving a reason. The withdrawal holds for the future. What happened until then remains lawful.',
  ],
  list: [how.here, `By e-mail: ${how.mail} ${card.withdrawalEmail}.`],
})
