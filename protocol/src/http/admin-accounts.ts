import * as z from 'zod/mini'
import { endpoint } from '../endpoint.ts'
import { email, instant, languageCode, nothing, role, uuid } from '../shapes.ts'

const base = { activity: 'account.register', access: 'administrator' } as const

/** A calendar day (UTC): `2026-03-02`. */
const day = z.iso.date()

export const accountState = z.enum(['unconfirmed', 'pending', 'active', 'locked'])
export type AccountState = z.infer<typeof accountState>

/** What the administration sees of an account: never what its person does, says or keeps. */
export const listedAccount = z.strictObject({
  id: uuid,
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  userName: z.string(),
  role,
  state: accountState,
  /** The person has stopped the use (Art. 18 GDPR). */
  restricted: z.boolean(),
  secondFactor: z.boolean(),
  registeredOn: day,
  /** Null: never. */
  signedInOn: z.nullable(day),
  /** The account of whoever asks: nobody acts on the own one here. */
  own: z.boolean(),
})
export type ListedAccount = z.infer<typeof listedAccount>

/**
 * Accounts, the newest first. Every word of `search` must stand in name, user name or address; the words are in the body
 * because addresses are logged. `next` goes into `after` for more; null at the end.
 */
export const searchAccounts = endpoint({
  ...base,
  method: 'POST',
  path: '/api/administration/accounts/search',
  body: z.strictObject({
    search: z.string().check(z.maxLength(200)),
    state: z.nullable(accountState),
    after: z.nullable(uuid),
  }),
  reply: z.strictObject({ accounts: z.array(listedAccount), next: z.nullable(uuid) }),
})

/** What is done to one account. Fail('outdated') when its state does not allow it any more, Fail('forbidden') for the own one. */
const act = { ...base, grave: true, body: nothing, reply: nothing } as const
const one = '/api/administration/accounts/:id'

export const approveAccount = endpoint({ ...act, method: 'PUT', path: `${one}/approval` })

/** Erases the registration and its evidence. */
export const refuseAccount = endpoint({ ...act, method: 'DELETE', path: `${one}/approval` })

/** Ends every sign-in, every open room and every running meeting of the account at once. Fail('last-administrator'). */
export const lockAccount = endpoint({ ...act, method: 'PUT', path: `${one}/lock` })

export const unlockAccount = endpoint({ ...act, method: 'DELETE', path: `${one}/lock` })

/** For a person who lost every factor and every code: both are gone, and every sign-in ends. */
export const resetFactors = endpoint({ ...act, method: 'DELETE', path: `${one}/second-factors` })

/** Fail('last-administrator'). */
export const changeRole = endpoint({
  ...act,
  method: 'PUT',
  path: `${one}/role`,
  body: z.strictObject({ role }),
})

/** The same as the person's own deletion. Fail('last-administrator'). */
export const removeAccount = endpoint({ ...act, method: 'DELETE', path: one })

export const accountInvitation = z.strictObject({ id: uuid, role, createdAt: instant, expiresAt: instant })
export type AccountInvitation = z.infer<typeof accountInvitation>

const invitations = '/api/administration/invitations'

/** Links with which somebody may still register; it is not kept for whom they are. */
export const listInvitations = endpoint({
  ...base,
  method: 'GET',
  path: invitations,
  body: nothing,
  reply: z.strictObject({ invitations: z.array(accountInvitation) }),
})

/** `to`: mailed there, and kept nowhere else. */
const invited = { to: z.nullable(email), language: languageCode }
/** The link, which is shown this once. */
const link = z.strictObject({ link: z.string(), expiresAt: instant })

export const inviteCounsellor = endpoint({
  ...base,
  method: 'POST',
  path: `${invitations}/counsellor`,
  body: z.strictObject(invited),
  reply: link,
})

export const inviteOffice = endpoint({
  ...base,
  grave: true,
  method: 'POST',
  path: `${invitations}/office`,
  body: z.strictObject({ ...invited, role: z.enum(['dpo', 'administrator']) }),
  reply: link,
})

/** Fail('not-found') when it was used or withdrawn meanwhile. */
export const withdrawInvitation = endpoint({
  ...base,
  method: 'DELETE',
  path: `${invitations}/:id`,
  body: nothing,
  reply: nothing,
})
