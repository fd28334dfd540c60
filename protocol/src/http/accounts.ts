import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { email, languageCode, line, nothing, password, role, secret, ticks, userName, uuid } from '../shapes.ts'
import { proof, secondStep } from './second-factor.ts'

const names = { firstName: line(80), lastName: line(80) }

/**
 * `restricted`: the person has stopped the use of the account (Art. 18 GDPR). `secondFactor`: `needed` means that nothing but
 * the person's own data can be used before one is set up.
 */
export const account = z.strictObject({
  id: uuid,
  ...names,
  email,
  userName,
  role,
  restricted: z.boolean(),
  secondFactor: z.enum(['off', 'on', 'needed']),
})
export type Account = z.infer<typeof account>

const base = { activity: 'account.register' } as const

/**
 * Always answers the same, whether the address or user name is known or not. `invitation`: the secret of a link with which
 * somebody was invited; it counts once. Fail('invitation-needed') where nobody may register without, Fail('link-unknown').
 */
export const register = endpoint({
  ...base,
  method: 'POST',
  path: '/api/accounts',
  access: 'anyone',
  body: z.strictObject({
    ...names,
    email,
    userName,
    password,
    language: languageCode,
    ticks,
    invitation: z.optional(secret),
  }),
  reply: nothing,
})

/** To what a link invites; it is not used up by the question. Fail('link-unknown') also when it was used or withdrawn or is over. */
export const readAccountInvitation = endpoint({
  ...base,
  method: 'POST',
  path: '/api/accounts/invitation',
  access: 'anyone',
  body: z.strictObject({ secret }),
  reply: z.strictObject({ role }),
})

export const confirmEmail = endpoint({
  ...base,
  method: 'POST',
  path: '/api/accounts/confirmation',
  access: 'anyone',
  body: z.strictObject({ secret }),
  /** `pending`: the account can be used once the administration approved it. */
  reply: z.strictObject({ purpose: z.enum(['confirm-email', 'change-email']), pending: z.boolean() }),
})

export const askForReset = endpoint({
  ...base,
  method: 'POST',
  path: '/api/password-reset',
  access: 'anyone',
  body: z.strictObject({ email, language: languageCode }),
  reply: nothing,
})

export const resetPassword = endpoint({
  ...base,
  method: 'PUT',
  path: '/api/password-reset',
  access: 'anyone',
  body: z.strictObject({ secret, password }),
  reply: nothing,
})

export const changeNames = endpoint({
  ...base,
  method: 'PATCH',
  path: '/api/account',
  access: 'own-data',
  body: z.strictObject({ ...names, userName }),
  reply: account,
})

/** The new address counts only after its own link was confirmed; the old one is told. */
export const changeEmail = endpoint({
  ...base,
  method: 'POST',
  path: '/api/account/email',
  access: 'own-data',
  body: z.strictObject({ email, password, language: languageCode }),
  reply: nothing,
})

export const changePassword = endpoint({
  ...base,
  method: 'PUT',
  path: '/api/account/password',
  access: 'own-data',
  body: z.strictObject({ current: password, next: password }),
  reply: nothing,
})

export const deleteAccount = endpoint({
  ...base,
  method: 'POST',
  path: '/api/account/deletion',
  access: 'own-data',
  body: z.strictObject({ password }),
  reply: nothing,
})

const session = { activity: 'account.session', path: '/api/session' } as const

/** With the right password: the account, or, where a second factor is set up, the question for it and no session yet. */
export const signIn = endpoint({
  ...session,
  method: 'POST',
  access: 'anyone',
  body: z.strictObject({ login: z.string().check(z.trim(), z.minLength(1), z.maxLength(254)), password }),
  reply: z.union([account, secondStep]),
})

/** The second step of the sign-in. */
export const signInStrongly = endpoint({
  ...session,
  method: 'POST',
  path: '/api/session/second-factor',
  access: 'anyone',
  body: z.strictObject({ ticket: secret, proof }),
  reply: account,
})

/** Who is signed in here, if anybody. */
export const whoAmI = endpoint({
  ...session,
  method: 'GET',
  access: 'anyone',
  body: nothing,
  reply: z.strictObject({ account: z.nullable(account) }),
})

export const signOut = endpoint({ ...session, method: 'DELETE', access: 'anyone', body: nothing, reply: nothing })

export const signOutEverywhere = endpoint({
  ...session,
  method: 'DELETE',
  path: '/api/sessions',
  access: 'own-data',
  body: nothing,
  reply: nothing,
})
