import type { KeyObject } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { Account } from '@vieraugen/protocol/http/accounts.ts'
import type { Base, Db, Tx } from '../base/base.ts'
import { addCount, dayOf } from '../base/day-counts.ts'
import { isTwin, transact } from '../base/db/database.ts'
import { endSessions } from '../base/http/session.ts'
import type { Passwords } from '../base/passwords.ts'
import { tokenHash } from '../base/keys.ts'
import { openText, sealColumn } from '../base/seal.ts'
import type { Language } from '../base/mail-text.ts'
import {
  accountExistsMail,
  accountPendingMail,
  changeEmailMail,
  confirmMail,
  emailChangedMail,
  links,
  passwordChangedMail,
  resetMail,
} from './mails.ts'
import {
  endAccount,
  type EndingWith,
  eraseUnconfirmed,
  type MeetingsOfAccount,
  refusePending,
} from './personal-data.ts'
import {
  accountById,
  accountByLogin,
  accountReply,
  emailIndex,
  holderOfEmail,
  lockedAmongAdministrators,
  type OpenAccount,
  placeOf,
  type SealedField,
  type Token,
  tokenOf,
  type TokenPurpose,
  userNameIndex,
} from './queries.ts'
import { checkPassword, lifetimes } from './rules.ts'

/** What the commands of this slice need. */
export interface Given extends Base {
  readonly passwords: Passwords
}

type Names = Pick<Account, 'firstName' | 'lastName' | 'userName'>
/** What a person is called, and where mails go. */
export type Named = Names & Pick<Account, 'email'>

const after = (moment: Date, seconds: number): Date => new Date(moment.getTime() + seconds * 1000)
const own = (person: Named): string[] => [
  person.firstName,
  person.lastName,
  person.userName,
  person.email.split('@')[0] ?? '',
]

/** Undoes a transaction on purpose. */
export class Undo extends Error {}

/** Checks a new password and hashes it (PHC format). Throws the password's codes. */
export function hashNew(given: Given, password: string, person: Named): Promise<string> {
  checkPassword(password, own(person))
  return given.passwords.hash(password)
}

/** Tells the holder of an address that somebody else wished to use it. */
export async function tellHolder(given: Given, tx: Tx, wished: { email: string; language: Language }): Promise<void> {
  const mail = accountExistsMail({ to: wished.email, language: wished.language }, links(given.config.publicUrl))
  await given.outbox.put(tx, 'account-exists', mail)
}

/**
 * Whether `accountId` may have this address: false when it is somebody else's. Whoever can read its mails decides about it, so
 * an earlier try that nobody confirmed makes room.
 */
export async function takeAddress(
  given: Given,
  tx: Tx,
  wished: { email: string; accountId: string },
): Promise<boolean> {
  const holder = await holderOfEmail(given, tx, wished.email)
  if (!holder || holder.id === wished.accountId) return true
  if (holder.state !== 'unconfirmed') return false
  await eraseUnconfirmed(given, tx, holder.id)
  return true
}

interface NewToken {
  readonly accountId: string
  readonly purpose: TokenPurpose
  readonly key: KeyObject
  readonly newEmail?: string
}

/** Makes the secret of a mailed link; earlier ones of the same purpose die. Answers 43 characters of base64url. */
async function insertToken(given: Given, tx: Tx, { accountId, purpose, key, newEmail }: NewToken): Promise<string> {
  const secret = given.random(32).toString('base64url')
  const now = given.clock.now()
  const id = uuid()
  await dropTokens(tx, accountId, [purpose])
  await tx
    .insertInto('account_token')
    .values({
      id,
      account_id: accountId,
      purpose,
      secret_hash: tokenHash(secret),
      created_at: now,
      expires_at: after(now, lifetimes[purpose]),
      ...(newEmail === undefined
        ? {}
        : {
            new_email: sealColumn({ column: 'account_token.new_email', row: id, subject: accountId }, key, newEmail),
            new_email_index: emailIndex(given, newEmail),
          }),
    })
    .execute()
  return secret
}

/** Fail('link-unknown') for a secret nobody was mailed, Fail('link-expired') for one past its time. */
function refuseUnusable<T extends { expires_at: Date }>(given: Given, token: T | null): asserts token is T {
  if (!token) throw new Fail('link-unknown')
  if (token.expires_at <= given.clock.now()) throw new Fail('link-expired')
}

interface Confirmation {
  readonly accountId: string
  readonly key: KeyObject
  readonly email: string
  readonly language?: Language
  readonly userName: string
  /** Another one than the user name when that was not free. */
  readonly wished?: string
}

/** Mails the link that confirms an address. */
export async function mailConfirmation(given: Given, tx: Tx, to: Confirmation): Promise<void> {
  const { accountId, key, userName, wished = userName } = to
  const secret = await insertToken(given, tx, { accountId, purpose: 'confirm-email', key })
  const link = links(given.config.publicUrl).confirm(secret)
  const recipient = { to: to.email, ...(to.language && { language: to.language }) }
  await given.outbox.put(tx, 'confirm-email', confirmMail(recipient, { link, userName, wished }))
}

/** Mails a link for a new password to a confirmed address. The answer and the work are the same for any address. */
export async function askForReset(given: Given, asked: { email: string; language: Language }): Promise<void> {
  const found = await accountByLogin(given, given.db, asked.email)
  await transact(given.db, async (tx) => {
    const isConfirmed = found?.row.state === 'active' || found?.row.state === 'pending'
    const secret = isConfirmed
      ? await insertToken(given, tx, { accountId: found.row.id, purpose: 'reset-password', key: found.key })
      : given.random(32).toString('base64url')
    const recipient = { to: asked.email, language: asked.language }
    await given.outbox.put(
      tx,
      'reset-password',
      resetMail(recipient, links(given.config.publicUrl).newPassword(secret)),
    )
    if (!isConfirmed) throw new Undo()
  }).catch(ignoreUndo)
}

function ignoreUndo(error: unknown): void {
  if (!(error instanceof Undo)) throw error
}

/** The account behind an id that was valid a moment ago. */
async function existing(given: Given, db: Db | Tx, id: string): Promise<OpenAccount> {
  const found = await accountById(given, db, id)
  if (!found) throw new Fail('sign-in-needed')
  return found
}

/** Sets a new password by a mailed secret and ends every sign-in of the account. */
export async function resetPassword(given: Given, wished: { secret: string; password: string }): Promise<void> {
  const token = await tokenOf(given.db, wished.secret, ['reset-password'])
  refuseUnusable(given, token)
  const found = await existing(given, given.db, token.account_id)
  const passwordHash = await hashNew(given, wished.password, found.account)
  await transact(given.db, async (tx) => {
    // Hashing took a while: of two clicks at once only one counts.
    const used = await tx.deleteFrom('account_token').where('id', '=', token.id).returning('id').executeTakeFirst()
    if (!used) throw new Fail('link-expired')
    await storePassword(given, tx, { found, passwordHash })
    await endSessions(tx, token.account_id)
  })
}

/** The mailed links for these purposes die. */
async function dropTokens(tx: Tx, accountId: string, purposes: readonly TokenPurpose[]): Promise<void> {
  await tx.deleteFrom('account_token').where('account_id', '=', accountId).where('purpose', 'in', purposes).execute()
}

async function storePassword(given: Given, tx: Tx, set: { found: OpenAccount; passwordHash: string }): Promise<void> {
  const { row, key, account } = set.found
  const password = sealColumn(placeOf(row.id, 'password'), key, set.passwordHash)
  await tx.updateTable('account').set({ password }).where('id', '=', row.id).execute()
  // Whoever got in before can neither move the account to their own address nor set the password once more.
  await dropTokens(tx, row.id, ['change-email', 'reset-password'])
  await given.outbox.put(
    tx,
    'password-changed',
    passwordChangedMail({ to: account.email }, links(given.config.publicUrl).forgotten),
  )
}

/** What a mailed link confirmed, and whether the account now waits for approval. */
interface Confirmed {
  readonly purpose: 'confirm-email' | 'change-email'
  readonly pending: boolean
}

/** Confirms an address by a mailed secret. A second click on the same link answers the same and changes nothing. */
export function confirmEmail(given: Given, secret: string): Promise<Confirmed> {
  return transact(given.db, async (tx) => {
    const token = await tokenOf(tx, secret, ['confirm-email', 'change-email'])
    if (!token?.used_at) refuseUnusable(given, token)
    const answer = async () => ({
      purpose: token.purpose,
      pending: (await accountById(given, tx, token.account_id))?.row.state === 'pending',
    })
    if (token.used_at) return answer()
    const now = given.clock.now()
    if (token.purpose === 'change-email') await moveEmail(given, tx, token)
    else await confirmAccount(given, tx, token.account_id)
    const used = { used_at: now, new_email: null, new_email_index: null }
    await tx.updateTable('account_token').set(used).where('id', '=', token.id).execute()
    return answer()
  })
}

/** The account can be used from now on, or waits for the administration, which is told. */
async function confirmAccount(given: Given, tx: Tx, id: string): Promise<void> {
  const now = given.clock.now()
  const { row } = await existing(given, tx, id)
  const state = row.approved_at || given.config.registration === 'open' ? 'active' : 'pending'
  await tx.updateTable('account').set({ state, confirmed_at: now }).where('id', '=', id).execute()
  await addCount(tx, { day: dayOf(now), what: 'registrations', value: '' })
  if (state === 'active') return
  const { controller } = given.cards.now
  const { accounts } = links(given.config.publicUrl)
  await given.outbox.put(tx, 'account-pending', accountPendingMail(controller.email, accounts))
}

/** The new address takes the place of the old one, which is told. Fail('link-expired') when it became somebody else's. */
async function moveEmail(given: Given, tx: Tx, token: Token): Promise<void> {
  const { row, key, account } = await existing(given, tx, token.account_id)
  if (!token.new_email) throw new Fail('link-expired')
  const email = openText({ column: 'account_token.new_email', row: token.id, subject: row.id }, key, token.new_email)
  if (!(await takeAddress(given, tx, { email, accountId: row.id }))) throw new Fail('link-expired')
  const changed = { email: sealColumn(placeOf(row.id, 'email'), key, email), email_index: emailIndex(given, email) }
  await tx.updateTable('account').set(changed).where('id', '=', row.id).execute()
  // Links that were sent to the old address end with it.
  await dropTokens(tx, row.id, ['reset-password'])
  await given.outbox.put(tx, 'email-changed', emailChangedMail(account.email))
}

/** Changes names and user name; Fail('user-name-taken'). */
export function changeNames(given: Given, id: string, wished: Names): Promise<Account> {
  return transact(given.db, async (tx) => {
    const found = await existing(given, tx, id)
    const { key, account } = found
    const seal = <F extends SealedField>(field: F, text: string) => sealColumn(placeOf(id, field), key, text)
    const changed = {
      first_name: seal('first_name', wished.firstName),
      last_name: seal('last_name', wished.lastName),
      user_name: seal('user_name', wished.userName),
      user_name_index: userNameIndex(given, wished.userName),
    }
    await tx.updateTable('account').set(changed).where('id', '=', id).execute()
    return accountReply(given, { ...found, account: { ...account, ...wished } })
  }).catch((error: unknown) => {
    throw isTwin(error, 'account_user_name_index_key') ? new Fail('user-name-taken') : error
  })
}

/** The signed-in account, after its password was given again; Fail('wrong-password'). */
export async function reauthenticated(given: Given, id: string, password: string): Promise<OpenAccount> {
  const found = await existing(given, given.db, id)
  if (!(await given.passwords.verify(password, found.passwordHash))) throw new Fail('wrong-password')
  return found
}

/** Mails a link to the new address; nothing changes before it was confirmed there. */
export async function changeEmail(
  given: Given,
  id: string,
  wished: { email: string; password: string; language: Language },
): Promise<void> {
  const { key } = await reauthenticated(given, id, wished.password)
  const holder = await holderOfEmail(given, given.db, wished.email)
  if (holder && holder.id !== id && holder.state !== 'unconfirmed')
    return transact(given.db, (tx) => tellHolder(given, tx, wished))
  await transact(given.db, async (tx) => {
    const secret = await insertToken(given, tx, { accountId: id, purpose: 'change-email', key, newEmail: wished.email })
    const recipient = { to: wished.email, language: wished.language }
    await given.outbox.put(
      tx,
      'change-email',
      changeEmailMail(recipient, links(given.config.publicUrl).confirm(secret)),
    )
  })
}

/** Changes the password and ends every other sign-in of the account. */
export async function changePassword(
  given: Given,
  at: { accountId: string; sessionId: string },
  wished: { current: string; next: string },
): Promise<void> {
  const found = await reauthenticated(given, at.accountId, wished.current)
  const passwordHash = await hashNew(given, wished.next, found.account)
  await transact(given.db, async (tx) => {
    await storePassword(given, tx, { found, passwordHash })
    await endSessions(tx, at.accountId, at.sessionId)
  })
}

/** What the deletion of an account needs. */
export type Deleting = Base & { readonly meetings: MeetingsOfAccount }

/**
 * Deletes an account after its password was given again: key, rows, sign-ins and meetings, all or nothing.
 * Fail('last-administrator').
 */
export async function deleteAccount(given: Given & Deleting, id: string, password: string): Promise<void> {
  await endAccount(given, await reauthenticated(given, id, password), {
    first: async (tx) => {
      if ((await lockedAmongAdministrators(given, tx, id))?.isLastAdministrator) throw new Fail('last-administrator')
    },
  })
}

/** What the administration does in the transaction that ends an account: `first` may forbid it, `last` notes it. */
export type Around = Required<Pick<EndingWith, 'first' | 'last'>>

/** Deletes an account for the administration: the same as the person's own deletion. */
export async function removeAccount(given: Deleting, id: string, around: Around): Promise<void> {
  const found = await accountById(given, given.db, id)
  if (!found) throw new Fail('not-found')
  await endAccount(given, found, { by: 'administration', ...around })
}

/** Erases a registration that the administration refuses, and tells the person. */
export const refuseAccount = (given: Base, id: string, around: Around): Promise<void> =>
  refusePending(given, id, around)
