/** Every period of the product, in seconds. Code and text read them here and nowhere else. */
const minute = 60
const hour = 60 * minute
const day = 24 * hour

export const periods = {
  /** From the end of a meeting until its content is verified as gone (P08). */
  meetingContent: 60,
  /** The last person out, then this long until the meeting ends by itself. */
  emptyRoom: 10 * minute,
  /** No meeting lasts longer than this after it was opened. */
  longestMeeting: 12 * hour,
  /** A planned meeting nobody opened ends this long after its planned end. */
  unopenedMeeting: 24 * hour,
  /** What is left of a meeting (times and the number of its deletion) after its deletion was verified. */
  meetingStub: 30 * day,
  /** After the second factor was proven, this long nothing grave asks for it again. */
  strongProof: 10 * minute,
  /** A begun sign-in, proof or set-up of a factor waits this long for its second half, in memory. */
  secondStep: 5 * minute,
  sessionIdle: 30 * minute,
  sessionAbsolute: 12 * hour,
  unconfirmedAccount: 48 * hour,
  /** A confirmed account that nobody approves. */
  pendingAccount: 30 * day,
  /** A link with which somebody may register. */
  accountInvitation: 7 * day,
  inactiveAccount: 365 * day,
  /** Notices to the person before an inactive account is deleted. */
  inactiveFirstNotice: 30 * day,
  inactiveLastNotice: 7 * day,
  /** Confirmation links live as long as the unconfirmed account. */
  confirmationLink: 48 * hour,
  resetLink: 30 * minute,
  /** A mail that cannot be delivered is given up and deleted. */
  undeliveredMail: 24 * hour,
  /** Evidence of consent: 36 months, counted from the end of the year. */
  consentEvidence: 3 * 365 * day,
  deletionLog: 3 * 365 * day,
  /** What the proof page said. */
  proofEntry: 3 * 365 * day,
  /** IP addresses at most. The key above those of one day (UTC) is destroyed this long after the day's begin. */
  address: 7 * day,
  addressKey: 6 * day + 12 * hour,
  /** A single request in detail; then counts only. */
  accessRecord: 24 * hour,
  rightsRequest: 3 * 365 * day,
  requestAttachment: 30 * day,
  auditLog: 365 * day,
  backup: 14 * day,
  /** Keys of accounts are backed up apart and for less long: without them an account in an older copy cannot be read. */
  keyBackup: 7 * day,
  /** A restore is practised at least this often. */
  restoreDrill: 92 * day,
  /** What was deleted is remembered longer than any backup lives, so that a restore brings nothing back. */
  erasureLedger: 30 * day,
  /** Keys are renewed by themselves when they are this old. */
  keyRenewal: 365 * day,
  /** After a renewal the key before stays this long for what was begun under it. */
  keyGrace: hour,
  /** Counters against guessing and flooding, kept in memory under keyed hashes. */
  attackCounter: 24 * hour,
  /** The first block of a network after an attack; each further one is twice as long, up to the longest. */
  attackBlockFirst: hour,
  attackBlock: 24 * hour,
  /** After a block ended, this long an attack counts as a further one. */
  attackMemory: 24 * hour,
} as const
