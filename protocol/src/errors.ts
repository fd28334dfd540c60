/**
 * Everything that can go wrong between browser and server, as a closed union. The server maps a code to its HTTP status;
 * the client maps it to words. There is never any other detail in an answer.
 */
export const failures = {
  'invalid-input': 400,
  'sign-in-needed': 401,
  'wrong-credentials': 401,
  'wrong-password': 403,
  'cross-site': 403,
  forbidden: 403,
  'consent-needed': 403,
  restricted: 403,
  'second-factor-missing': 403,
  'proof-needed': 403,
  'wrong-code': 403,
  'begin-again': 410,
  'account-pending': 403,
  'account-locked': 403,
  'invitation-needed': 403,
  'last-administrator': 409,
  outdated: 409,
  'not-found': 404,
  'link-unknown': 404,
  'receipt-unknown': 404,
  'link-revoked': 410,
  'link-expired': 410,
  'meeting-ended': 410,
  'meeting-not-open': 409,
  'texts-changed': 409,
  'password-too-short': 422,
  'password-too-long': 422,
  'password-common': 422,
  'password-personal': 422,
  'user-name-taken': 409,
  'begin-in-past': 422,
  'card-invented': 422,
  'too-large': 413,
  'too-many': 429,
  'room-full': 409,
  busy: 503,
  'mail-unavailable': 503,
  'meetings-stopped': 503,
  'not-ready': 503,
  'key-withdrawn': 503,
  internal: 500,
} as const

export type FailureCode = keyof typeof failures

export const isFailureCode = (code: unknown): code is FailureCode =>
  typeof code === 'string' && Object.hasOwn(failures, code)

/** Thrown anywhere on the server, turned into a coded answer in one place; thrown again by the client's api. */
export class Fail extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode) {
    super(code)
    this.name = 'Fail'
    this.code = code
  }
}
