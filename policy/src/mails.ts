import type { ActivityId } from './register.ts'

/** Every mail the application can send. A mail that is not listed cannot be put into the outbox. */
export const mails = {
  'confirm-email': { activity: 'account.register' },
  'account-exists': { activity: 'account.register' },
  'reset-password': { activity: 'account.register' },
  'password-changed': { activity: 'account.register' },
  'change-email': { activity: 'account.register' },
  'email-changed': { activity: 'account.register' },
  'account-inactive': { activity: 'account.register' },
  'account-deleted': { activity: 'account.register' },
  'account-invited': { activity: 'account.register' },
  'account-pending': { activity: 'account.register' },
  'account-approved': { activity: 'account.register' },
  'account-refused': { activity: 'account.register' },
  'account-locked': { activity: 'account.register' },
  'account-unlocked': { activity: 'account.register' },
  'account-role-changed': { activity: 'account.register' },
  'factor-set-up': { activity: 'account.second-factor' },
  'factor-removed': { activity: 'account.second-factor' },
  'factors-reset': { activity: 'account.second-factor' },
  'recovery-codes-renewed': { activity: 'account.second-factor' },
  'recovery-code-used': { activity: 'account.second-factor' },
  'rights-received': { activity: 'rights.answer' },
  'rights-answered': { activity: 'rights.answer' },
  'rights-extended': { activity: 'rights.answer' },
  'rights-new': { activity: 'rights.answer' },
  'rights-reminder': { activity: 'rights.answer' },
  'contract-withdrawn': { activity: 'rights.answer' },
  invitation: { activity: 'meeting.plan' },
  'promise-violated': { activity: 'proof.publish' },
} as const satisfies Record<string, { activity: ActivityId }>

export type MailId = keyof typeof mails
