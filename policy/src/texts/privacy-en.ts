import type { Installation } from '../installation.ts'
import type { LegalSection, ShortLayer } from '../legal-text.ts'
import { periods } from '../periods.ts'
import { duration } from './duration.ts'
import { privacyRightsEn } from './privacy-rights-en.ts'
import { activityLines, deviceLines, interestLines, partyLine, recipientLines } from './register-lines.ts'

/** The privacy statement (Art. 12 to 14 GDPR), English. */
export const privacyEn = (of: Installation) => ({
  title: 'Privacy statement',
  short: short(of),
  sections: [
    responsible(of),
    data,
    purposes(of),
    duty(of),
    conversation,
    atRest,
    secondFactor,
    administration,
    device,
    addresses,
    recipients(of),
    deletion,
    ...privacyRightsEn(of),
  ],
})

const short = ({ card }: Installation): ShortLayer => ({
  heading: 'The essentials',
  paragraph: `${card.controller.name} offers confidential counselling by video here. This statement says which data arise, for what purpose and for how long.`,
  points: [
    {
      says: `${card.controller.name} is responsible. The data protection officer answers questions about data protection too: ${card.dataProtectionOfficer.email}.`,
      section: 'responsible',
    },
    {
      says: 'Picture, sound and messages are end-to-end encrypted. The server cannot read them. The application does not record meetings.',
      section: 'encryption',
    },
    {
      says: `After the end of a meeting we delete its content within ${duration(periods.meetingContent, 'en')}.`,
      section: 'deletion',
    },
    {
      says: 'As a client you need no account. You do not have to give your real name.',
      section: 'data',
    },
    {
      says: `We store IP addresses only to contain attacks, encrypted and for ${duration(periods.address, 'en')} at most.`,
      section: 'addresses',
    },
    {
      says: 'Your browser holds only what is technically necessary, and only until you close it.',
      section: 'cookies',
    },
    {
      says: 'There is no advertising, no analysis of your behaviour and no content of other providers. We transfer nothing to countries outside the European Union and the European Economic Area.',
      section: 'recipients',
    },
    {
      says: 'Your consent is voluntary. You can withdraw it at any time.',
      section: 'withdrawal',
    },
    {
      says: 'You have rights to your data, for example to access, erasure and complaint, without an account too.',
      section: 'rights',
    },
  ],
})

const responsible = ({ card }: Installation): LegalSection => ({
  id: 'responsible',
  heading: 'Who is responsible',
  paragraphs: [
    'The controller decides why and how data are processed. The processor runs the technology on the controller’s instructions (Art. 28 GDPR). You can turn to the data protection officer with any question about data protection.',
  ],
  list: [
    partyLine('Controller', card.controller, 'en'),
    `Register entry: ${card.controller.register}. Represented by: ${card.controller.board.join(', ')}. Tax identification: ${card.controller.taxId}.`,
    partyLine('Data protection officer', card.dataProtectionOfficer, 'en'),
    partyLine('Processor', card.processor, 'en'),
  ],
})

const data: LegalSection = {
  id: 'data',
  heading: 'Which data we process',
  paragraphs: ['We process only data that the meetings and their secure operation need. These are:'],
  list: [
    'Account: first name, last name, e-mail address, user name and password. We ask nothing more of counsellors. In addition there are the state of the account, your role in the administration and times, such as those of the registration and of the last sign-in. We do not publish account data. Invited people see who invites them.',
    'Planned meetings: begin, length, invitation link and a note that only the counsellor sees in the application.',
    'Clients: one display name. It may be invented. It is encrypted so that in the waiting room only the counsellor can read it, and in the room only the people who were let in. The server cannot read it.',
    'Waiting room and room: when somebody comes, and when and by whom somebody is let in. The server holds these facts under random identifiers, without names of clients.',
    'Meeting: picture, sound, messages and reactions, always end-to-end encrypted. What you tell about other people is protected in the same way.',
    'Evidence of consent: time, language, checksums of the texts shown and version of the software. For counsellors it belongs to the account. For clients it contains no name, but keyed hashes of the receipt code and of the meeting. After the meeting has ended, its hash leads to nothing.',
    'Requests about your rights and withdrawals from contracts: number, kind, text, answer and times. Where a contract is withdrawn from, name and e-mail address too.',
    'Requests for pages: file name, date and time, bytes, status, type of browser and IP address. The section “IP addresses and the record of requests” says more.',
    `Invitation by e-mail: if the counsellor enters your e-mail address for it, the address comes from them. We use it for this one message only. It is deleted as soon as the mail server accepts the message, otherwise after ${duration(periods.undeliveredMail, 'en')} at most.`,
  ],
}

const purposes = (of: Installation): LegalSection => ({
  id: 'purposes',
  heading: 'Purposes, legal bases and periods of storage',
  paragraphs: [
    'We process data only to run this application for video meetings. The following list names every processing activity.',
    `Where Art. 6(1)(f) GDPR applies, we pursue these legitimate interests: ${interestLines('en').join('; ')}.`,
    `We delete an account whose e-mail address nobody confirms after ${duration(periods.unconfirmedAccount, 'en')}. Where accounts are approved, we delete one that nobody approves ${duration(periods.pendingAccount, 'en')} after its confirmation. We also delete an account with which nobody signs in for ${duration(periods.inactiveAccount, 'en')}. We announce it by e-mail ${duration(periods.inactiveFirstNotice, 'en')} and once more ${duration(periods.inactiveLastNotice, 'en')} before. Whoever signs in keeps it. An account whose processing is restricted at the person’s wish is not deleted by itself.`,
  ],
  list: activityLines('en', of),
})

const duty = ({ card }: Installation): LegalSection => ({
  id: 'duty',
  heading: 'Do you have to provide data?',
  paragraphs: [
    'No. No law and no contract obliges you to. Without the account details counsellors cannot use the application. Without consent clients cannot talk by video.',
    `There is another way that is just as good. ${card.alternative.text.en} Telephone: ${card.alternative.phone}. If you choose it, you have no disadvantage.`,
  ],
})

const conversation: LegalSection = {
  id: 'encryption',
  heading: 'What the encryption of meetings does and what it does not',
  paragraphs: [
    'Only the devices of the counsellor and of the people they have let in hold the keys of a meeting. Picture and sound travel directly from device to device. Where that fails, a relay server of the controller can pass them on in encrypted form, if one is set up. Messages pass through the server encrypted. The link alone opens only the waiting room.',
    'You should know these limits:',
  ],
  list: [
    'Anyone who takes part can film their own screen or record the sound. No technology can prevent that. Recording speech secretly is a criminal offence in Germany (Sec. 201 of the Criminal Code, StGB).',
    'The server also delivers the program that encrypts in your browser. A manipulated server could deliver a manipulated program.',
    'You know that nobody sits in between only after you have compared the security code with each other.',
    'With a direct connection the devices taking part learn each other’s IP addresses.',
    'The server sees that a meeting takes place, when it begins and ends, how many devices are connected and how large encrypted messages are.',
  ],
}

const atRest: LegalSection = {
  id: 'storage',
  heading: 'How stored data are protected',
  paragraphs: [
    'We store names, e-mail addresses, user names and notes encrypted with AES-256-GCM. Each account and each meeting has a key of its own. The controller manages the key above them. The running application uses it, for example to show your name. When we delete a key, the data under it can no longer be read.',
    'We store passwords only as a hash (Argon2id), and that encrypted too. Random identifiers, states and times stay unencrypted, so that periods of deletion run out even while the key is locked.',
  ],
}

const secondFactor: LegalSection = {
  id: 'second-factor',
  heading: 'Second factor of the sign-in',
  paragraphs: [
    'With a second factor counsellors protect their account even when their password becomes known. Whoever administers the application must set one up. The controller can ask it of all counsellors too. If you remove it or your account ends, we delete what we store for it:',
  ],
  list: [
    'Authenticator app: the secret from which the one-time codes arise, encrypted with the key of your account; also the number of the code used last, so that none counts twice.',
    'Passkey: identifier and public key, encrypted in the same way. Fingerprint, face and PIN stay on your device. We do not receive them.',
    'The name you give the device, encrypted; also when you set up the factor and last used it.',
    'Recovery codes: hashes only. A used code is deleted.',
  ],
}

const administration: LegalSection = {
  id: 'administration',
  heading: 'What the administration sees and what it records',
  paragraphs: [
    'Administrators of the controller see of each account names, e-mail address, user name, role and state, the days of the registration and of the last sign-in and whether a second factor is set up. They approve, lock and delete accounts, reset a lost second factor and invite to register. It is always a person who decides. Passwords, private notes and contents of meetings are shown to nobody in the administration.',
    'Administrators and the data protection officer read and answer requests about your rights. They too reach the evidence of a consent without an account only with the receipt code.',
    `Whoever invites to register passes on a link. Stored of it are a hash, the role and the id of who invited, but not who is invited. The link is valid for ${duration(periods.accountInvitation, 'en')} at most.`,
    `A log records what happens in the administration: id of the acting person and of the account concerned, kind and time of the act. It holds no content and no IP address. Each entry stays for ${duration(periods.auditLog, 'en')} at most.`,
    'Nobody can sign in with a locked account. You keep your rights then too: write to us.',
  ],
}

const device: LegalSection = {
  id: 'cookies',
  heading: 'Cookies and storage in your browser',
  paragraphs: [
    'We use only what is technically necessary for the service you ask for (Sec. 25(2) no. 2 TDDDG). That needs no consent, so no cookie banner asks for it. If you only read pages, you get no cookie.',
    `After ${duration(periods.sessionIdle, 'en')} without use a sign-in ends by itself. We store nothing beyond the following:`,
  ],
  list: deviceLines('en'),
}

const addresses: LegalSection = {
  id: 'addresses',
  heading: 'IP addresses and the record of requests',
  paragraphs: [
    'Your device sends its IP address with every request, otherwise the server could not answer. Of each request we record what the list at the end of this section names. We use it for two separate purposes and do not pass it on.',
    `Statistics: we count requests for each day, for example by file, status and type of browser, and also visits, registrations, refused sign-ins and meetings with their approximate length. These numbers hold no IP address and lead back to nobody; that is why they stay without a period. We do not show numbers under five. The single requests are deleted after ${duration(periods.accessRecord, 'en')}.`,
    `Containing attacks: we use the IP address only to recognise, contain and end attacks. We store it encrypted, under a key that changes daily. We keep it for ${duration(periods.address, 'en')} at most: before that we destroy the key of the day. Afterwards nobody can read it, not in backups either. Until then administrators can read the IP addresses of a blocked network; whoever does so stands in the log of the administration. An IP address from which no attack came is deleted with the last of its requests.`,
    `A network with too many failed attempts is answered more slowly. If they do not stop, we block the network for ${duration(periods.attackBlockFirst, 'en')}, longer when repeated, for ${duration(periods.attackBlock, 'en')} at most. A block concerns a network and no person, it ends by itself, and with another network you reach the application and your account.`,
    `Failed attempts are counted in memory. Instead of the IP address we use a keyed hash that nobody can link to you without our key. The counters last ${duration(periods.attackCounter, 'en')} at most.`,
  ],
  list: [
    'File name with the kind of request, without identifiers and without what stands in the address',
    'Date and time',
    'Bytes transferred',
    'Status, that is whether the request succeeded',
    'Type of browser with the number of its major version',
    'IP address, encrypted',
  ],
}

const recipients = ({ card }: Installation): LegalSection => ({
  id: 'recipients',
  heading: 'Who receives data',
  paragraphs: [
    `Outside the controller, the only recipient of stored data is the processor ${card.processor.name}, which runs the application for us. What you show, say and write in a meeting is received by the people in the room. We pass nothing on to third parties. The pages load nothing from other servers.`,
    'We transfer no data to countries outside the European Union and the European Economic Area and none to international organisations.',
    'An e-mail reaches the provider of the mailbox it is sent to, chosen by the person it belongs to. That is why our e-mails name neither the topic nor the content of a meeting.',
    'In detail:',
  ],
  list: recipientLines('en'),
})

const deletion: LegalSection = {
  id: 'deletion',
  heading: 'Deletion after the meeting',
  paragraphs: [
    `When the counsellor ends the meeting, the server refuses all further access at once. Within ${duration(periods.meetingContent, 'en')} it destroys the key of the meeting, deletes messages, display names, invitation link and private note and verifies that they are gone.`,
    'Whoever is there until the end then sees a confirmation of deletion with number and time. The deletion log keeps only which kind of data was deleted when and how, and how many entries there were. It contains nothing of what was deleted.',
    `A meeting also ends by itself: ${duration(periods.emptyRoom, 'en')} after the last person has left, and ${duration(periods.longestMeeting, 'en')} after it was opened at the latest. If nobody opens the meeting, it ends ${duration(periods.unopenedMeeting, 'en')} after its planned end. What remains of it in the counsellor’s account are times and the number of the deletion, for ${duration(periods.meetingStub, 'en')} at most.`,
    `We keep backups of the database for ${duration(periods.backup, 'en')} at most. Messages and display names cannot be restored from them, because the key of the meeting is never in a copy. Accounts and private notes of counsellors are in them encrypted. We back up their keys apart and for ${duration(periods.keyBackup, 'en')} at most: after that a deleted account can be read from no copy any more. So that a restored copy brings back nothing that was deleted, we remember each deletion and each withdrawal for ${duration(periods.erasureLedger, 'en')} as a keyed hash, without names.`,
  ],
}
