import type { KeyObject } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { register as registerEndpoint } from '@vieraugen/protocol/http/accounts.ts'
import { periods } from '@vieraugen/policy/periods.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { Role } from '@vieraugen/protocol/shapes.ts'
import type * as z from 'zod/mini'
import {
  type Given,
  hashNew,
  mailConfirmation,
  type Named,
  takeAddress,
  tellHolder,
  Undo,
} from '../accounts/commands.ts'
import { emailIndex, isUserNameFree, placeOf, type SealedField, userNameIndex } from '../accounts/queries.ts'
import type { Base, Tx } from '../base/base.ts'
import { isTwin, transact } from '../base/db/database.ts'
import { createSubjectKey, tokenHash } from '../base/keys.ts'
import type { Language } from '../base/mail-text.ts'
import { sealColumn } from '../base/seal.ts'
import { giveCounsellorConsent, refuseChangedTexts } from '../consents/commands.ts'
import { accountInvitedMail, registrationLink } from './mails.ts'

type Registration = z.infer<typeof registerEndpoint.body>

/**
 * Registers a person. Whether the address is known shows nowhere but in the mail to that address: both ways check, hash,
 * write, use up an invitation and answer the same. Throws the password's, the texts' and the invitation's codes.
 */
export async function register(given: Given, wished: Registration): Promise<void> {
  refuseChangedTexts(given, 'counsellor', wished)
  const passwordHash = await hashNew(given, wished.password, wished)
  for (let tries = 3; ; tries--) {
    try {
      return await transact(given.db, (tx) => createUnlessKnown(given, tx, { wished, passwordHash }))
    } catch (error) {
      if (error instanceof Undo) return await transact(given.db, (tx) => answerKnown(given, tx, wished))
      // Somebody else took the address or the name between our look and our write: look again.
      const taken = isTwin(error, 'account_email_index_key') || isTwin(error, 'account_user_name_index_key')
      if (!taken || tries === 1) throw error
    }
  }
}

async function answerKnown(given: Given, tx: Tx, wished: Registration): Promise<void> {
  await takeInvitation(given, tx, wished.invitation)
  await tellHolder(given, tx, wished)
}

/**
 * Uses up the invitation and answers the role it gives; null without one where everybody may register. It stays used when
 * nobody confirms the address: whoever invited can invite again.
 */
async function takeInvitation({ config, clock }: Base, tx: Tx, secret: string | undefined): Promise<Role | null> {
  const isNeeded = config.registration === 'invitation'
  if (secret === undefined && !isNeeded) return null
  const valid = tx.deleteFrom('account_invitation').where('expires_at', '>', clock.now())
  const used = secret && (await valid.where('secret_hash', '=', tokenHash(secret)).returning('role').executeTakeFirst())
  if (!used) throw new Fail(isNeeded ? 'invitation-needed' : 'link-unknown')
  return used.role
}

async function createUnlessKnown(
  given: Given,
  tx: Tx,
  from: { wished: Registration; passwordHash: string },
): Promise<void> {
  const { wished, passwordHash } = from
  const { email, language, ticks } = wished
  const role = await takeInvitation(given, tx, wished.invitation)
  const accountId = uuid()
  const isDecoy = !(await takeAddress(given, tx, { email, accountId }))
  const userName = await freeUserName(given, tx, wished.userName)
  const person = { ...wished, userName }
  const key = await insertAccount(given, tx, { id: accountId, role, person, passwordHash, isDecoy })
  await giveCounsellorConsent(tx, given, { accountId, language, ticks })
  await mailConfirmation(given, tx, { accountId, key, email, language, userName, wished: wished.userName })
  if (isDecoy) throw new Undo()
}

/**
 * The wished name, or with digits behind it when it is taken. An answer “taken” would tell anybody who has an account here;
 * this way only the mail says so, and nobody has to start again.
 */
async function freeUserName(given: Given, tx: Tx, wished: string): Promise<string> {
  for (let name = wished; ; name = `${wished.slice(0, 34)}-${(given.random(4).readUInt32BE() % 90_000) + 10_000}`) {
    if (await isUserNameFree(given, tx, name)) return name
  }
}

interface NewAccount {
  readonly id: string
  /** Null: not invited. */
  readonly role: Role | null
  readonly person: Named
  readonly passwordHash: string
  /** Written with indexes that find nothing, and taken back by the caller. */
  readonly isDecoy: boolean
}

async function insertAccount(
  given: Given,
  tx: Tx,
  { id, role, person, passwordHash, isDecoy }: NewAccount,
): Promise<KeyObject> {
  const { key, wrapped } = createSubjectKey(given.keys, given.random, {
    column: 'account_key.wrapped',
    row: id,
    subject: id,
  })
  const now = given.clock.now()
  const seal = <F extends SealedField>(field: F, text: string) => sealColumn(placeOf(id, field), key, text)
  await tx
    .insertInto('account')
    .values({
      id,
      state: 'unconfirmed',
      role: role ?? 'counsellor',
      approved_at: role && now,
      first_name: seal('first_name', person.firstName),
      last_name: seal('last_name', person.lastName),
      email: seal('email', person.email),
      user_name: seal('user_name', person.userName),
      password: seal('password', passwordHash),
      email_index: isDecoy ? given.random(32) : emailIndex(given, person.email),
      user_name_index: isDecoy ? given.random(32) : userNameIndex(given, person.userName),
      created_at: now,
      seen_at: now,
    })
    .execute()
  await tx.insertInto('account_key').values({ account_id: id, wrapped, created_at: now }).execute()
  return key
}

/** Who invites, to what; and where the link is mailed, which is kept nowhere else. */
export interface Inviting {
  /** Id of the account, or the operator's. */
  readonly by: string
  readonly role: Role
  readonly mail?: { readonly to: string; readonly language: Language }
}

/** What inviting needs: also outside the running server. */
type Sending = Pick<Base, 'config' | 'clock' | 'random' | 'outbox'>

/** Makes a link with which one person may register, for seven days. Only the hash of its secret is kept. */
export async function invite(
  given: Sending,
  tx: Tx,
  { by, role, mail }: Inviting,
): Promise<{ link: string; expiresAt: Date }> {
  const secret = given.random(32).toString('base64url')
  const now = given.clock.now()
  const expiresAt = new Date(now.getTime() + periods.accountInvitation * 1000)
  const row = {
    id: uuid(),
    role,
    secret_hash: tokenHash(secret),
    created_at: now,
    expires_at: expiresAt,
    created_by: by,
  }
  await tx.insertInto('account_invitation').values(row).execute()
  const link = registrationLink(given.config.publicUrl, secret)
  if (mail) await given.outbox.put(tx, 'account-invited', accountInvitedMail(mail, link))
  return { link, expiresAt }
}

/** Its link leads nowhere from now on. Answers its role; Fail('not-found'). */
export async function withdrawInvitation(tx: Tx, id: string): Promise<Role> {
  const gone = await tx.deleteFrom('account_invitation').where('id', '=', id).returning('role').executeTakeFirst()
  if (!gone) throw new Fail('not-found')
  return gone.role
}

/** Whoever may administer no more leaves no way in behind. */
export async function withdrawInvitationsOf(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('account_invitation').where('created_by', '=', accountId).execute()
}
