import type { Installation } from '../installation.ts'
import type { LegalSection } from '../legal-text.ts'
import { periods } from '../periods.ts'
import { duration } from './duration.ts'

/** The terms a counsellor agrees to (Sec. 305 to 310 BGB), English. */
export const termsCounsellorEn = ({ card }: Installation) => ({
  title: 'Terms of use for counsellors',
  sections: [
    {
      heading: 'What this is about',
      paragraphs: [
        `${card.controller.name}, ${card.controller.street}, ${card.controller.place}, provides this application for confidential counselling by video. With an account you plan meetings, invite clients and let them in.`,
      ],
    },
    {
      heading: 'Your account',
      paragraphs: [
        'The account is for you alone. Give correct details when you register. Keep your password secret and use it nowhere else. Sign out on devices that you share.',
        'We may determine that we approve accounts, that only invited people register and that a second factor is needed. If you have set one up, keep the recovery codes apart from the password.',
        `If you suspect that somebody else uses your account, change the password, sign out everywhere and tell us: ${card.controller.email}.`,
      ],
    },
    administrators,
    {
      heading: 'Confidentiality',
      paragraphs: [
        'Hold meetings so that nobody listens or watches who does not belong there. Introduce everybody who is in the room with you.',
        'If you belong to a profession to which Sec. 203 of the German Criminal Code (StGB) applies, that section also protects what clients confide in you here. Other duties of secrecy, for example from your employment or the secrecy of social data, apply as well.',
        'Compare the security code with your clients. If it does not match, end the meeting.',
      ],
    },
    {
      heading: 'No secret recordings',
      paragraphs: [
        'Do not record meetings without the consent of everybody taking part, nor with another device or program. This holds for sound, picture and screenshots. Recording speech secretly is a criminal offence in Germany (Sec. 201 StGB).',
      ],
    },
    {
      heading: 'Invited people only',
      paragraphs: [
        'Give the invitation link only to people who are to take part in the meeting. Let in only those you expect. If another person joins, tell everybody beforehand.',
        'Enter somebody’s e-mail address only if that person would like to get the invitation this way.',
      ],
    },
    fileDuties,
    {
      heading: 'Operation and liability',
      paragraphs: [
        'We run the application with care but cannot promise that it is always available without interruption. Keep another way ready for important meetings, for example the telephone.',
        'Liability follows the statutory rules.',
      ],
    },
    {
      heading: 'End of use and changes',
      paragraphs: [
        'You can delete your account yourself at any time, under “Account”. Running meetings end with it. We delete an account that nobody uses any more, after telling its person. We may lock or delete an account if you gravely break these terms or somebody else uses it. We hear you first, unless others would be in danger otherwise. We tell you the reason. You keep your rights to your data.',
        'New terms of use hold for you only after you have agreed to them. German law applies. Mandatory rights that the law gives you are not affected.',
      ],
    },
  ],
})

const administrators: LegalSection = {
  heading: 'If you administer the application',
  paragraphs: [
    'As an administrator or data protection officer you use what you learn about accounts and from requests for this task only. What you do in the administration is recorded. You must set up a second factor.',
  ],
}

const fileDuties: LegalSection = {
  heading: 'Your own files',
  paragraphs: [
    `This application is not a file. If you must keep something, transfer it to your file before you end the meeting. Within ${duration(periods.meetingContent, 'en')} after the end the content is deleted. Nobody can bring it back.`,
    'The private note of the meeting is deleted then too. It is meant for organisation only. Write nothing confidential about clients in it.',
  ],
}

/** The terms a client agrees to before the waiting room (Sec. 305 to 310 BGB), English. */
export const termsClientEn = ({ card }: Installation) => ({
  title: 'Terms of use for clients',
  sections: [
    {
      heading: 'What this is about',
      paragraphs: [
        `${card.controller.name}, ${card.controller.street}, ${card.controller.place}, provides this application for your counselling meeting by video. You need no account. These terms do not oblige you to pay anything or to come again.`,
      ],
    },
    {
      heading: 'In the meeting',
      paragraphs: ['So that the meeting stays confidential, we ask you for three things:'],
      list: [
        'Do not record the meeting, neither sound nor picture, nor with another device. Recording speech secretly is a criminal offence in Germany (Sec. 201 StGB).',
        'Say so if somebody else is in the room with you or is listening.',
        'Do not pass the invitation link on. It is meant for you.',
      ],
    },
    {
      heading: 'Waiting room and end',
      paragraphs: [
        'The counsellor decides when to let you in. You and the counsellor can stop at any time. You need no reason for it.',
        `Within ${duration(periods.meetingContent, 'en')} after the end the content is deleted. If you would like to keep something, write it down before.`,
      ],
    },
    {
      heading: 'Not an emergency service',
      paragraphs: [
        'This application is not an emergency service. It may be that nobody is there right now. In need, these help:',
      ],
      list: [
        'Emergency call: 112, if somebody is in danger. The call is free.',
        'TelefonSeelsorge (crisis line in German): 0800 111 0 111, day and night, free and without giving a name.',
      ],
    },
    {
      heading: 'If the technology fails',
      paragraphs: [
        `We cannot promise that the connection always works. ${card.alternative.text.en} Telephone: ${card.alternative.phone}. You have no disadvantage from it.`,
        'Liability follows the statutory rules. German law applies. Mandatory rights that the law gives you are not affected.',
      ],
    },
  ],
})
