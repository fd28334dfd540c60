import type { KeyObject } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Account } from '@vieraugen/protocol/http/accounts.ts'
import type { Base, Db, Tx } from '../base/base.ts'
import type { Database } from '../base/db/tables.ts'
import { openSubjectKey, tokenHash } from '../base/keys.ts'
import { openText } from '../base/seal.ts'
import { isFactorNeeded, normalised } from './rules.ts'

type Given = Pick<Base, 'keys'>
type AccountRow = Selectable<Database['account']>

/** An account as its owner and the administration see it. */
export type Person = Omit<Account, 'secondFactor'>

/** A row with the key that opens it. */
export interface OpenAccount {
  readonly row: AccountRow
  readonly key: KeyObject
  readonly account: Person
  /** Whether a second factor is set up. */
  readonly hasFactor: boolean
  /** The password's hash (PHC format). */
  readonly passwordHash: string
}

const sealedFields = ['first_name', 'last_name', 'email', 'user_name', 'password'] as const
export type SealedField = (typeof sealedFields)[number]

/** Where a field of an account is sealed. */
export const placeOf = <F extends SealedField>(id: string, field: F) =>
  ({ column: `account.${field}`, row: id, subject: id }) as const

function openRow(
  { keys }: Given,
  row: AccountRow & { wrapped: Selectable<Database['account_key']>['wrapped']; has_factor: boolean },
): OpenAccount {
  const { wrapped, has_factor: hasFactor, ...account } = row
  const { id } = row
  const key = openSubjectKey(keys, { column: 'account_key.wrapped', row: id, subject: id }, wrapped)
  return {
    row: account,
    key,
    hasFactor,
    account: {
      id,
      firstName: openText(placeOf(id, 'first_name'), key, row.first_name),
      lastName: openText(placeOf(id, 'last_name'), key, row.last_name),
      email: openText(placeOf(id, 'email'), key, row.email),
      userName: openText(placeOf(id, 'user_name'), key, row.user_name),
      role: row.role,
      restricted: row.restricted_at !== null,
    },
    passwordHash: openText(placeOf(id, 'password'), key, row.password),
  }
}

const withKey = (db: Db | Tx) =>
  db
    .selectFrom('account')
    .innerJoin('account_key', 'account_key.account_id', 'account.id')
    .selectAll('account')
    .select('account_key.wrapped')
    .select(({ exists, selectFrom }) =>
      exists(selectFrom('second_factor').select('id').whereRef('second_factor.account_id', '=', 'account.id'))
        .$castTo<boolean>()
        .as('has_factor'),
    )

/** The account with this id, opened; null when there is none. */
export async function accountById(base: Given, db: Db | Tx, id: string): Promise<OpenAccount | null> {
  const row = await withKey(db).where('account.id', '=', id).executeTakeFirst()
  return row ? openRow(base, row) : null
}

/** The same, and nobody else changes it before the transaction ends. Sessions may still be written. */
export async function lockedAccount(base: Base, tx: Tx, id: string): Promise<OpenAccount | null> {
  // Locked by a statement of its own: the next one sees what was committed while this one waited.
  await tx.selectFrom('account').select('id').where('id', '=', id).forNoKeyUpdate().execute()
  return accountById(base, tx, id)
}

export const emailIndex = ({ keys }: Given, email: string): Buffer =>
  keys.blindIndex('account.email', normalised(email))

const emailIndexes = ({ keys }: Given, email: string): Buffer[] => keys.blindIndexes('account.email', normalised(email))

const userNameIndexes = ({ keys }: Given, userName: string): Buffer[] =>
  keys.blindIndexes('account.user_name', normalised(userName))

export const userNameIndex = ({ keys }: Given, userName: string): Buffer =>
  keys.blindIndex('account.user_name', normalised(userName))

/** What the person sees of the own account. */
export const accountReply = (
  { config }: Pick<Base, 'config'>,
  { account, hasFactor }: Pick<OpenAccount, 'account' | 'hasFactor'>,
): Account => ({
  ...account,
  secondFactor: hasFactor ? 'on' : isFactorNeeded(config, account.role) ? 'needed' : 'off',
})

/** By e-mail address or user name; a user name never holds an @. */
export async function accountByLogin(base: Given, db: Db | Tx, login: string): Promise<OpenAccount | null> {
  const row = await (
    login.includes('@')
      ? withKey(db).where('email_index', 'in', emailIndexes(base, login))
      : withKey(db).where('user_name_index', 'in', userNameIndexes(base, login))
  ).executeTakeFirst()
  return row ? openRow(base, row) : null
}

/** The accounts in this state, or in any, that registered before the one with the id `after`; newest first. */
export async function accountsBefore(
  base: Given,
  db: Db,
  of: { state: AccountRow['state'] | null; after: string | null; most: number },
): Promise<OpenAccount[]> {
  let query = withKey(db).orderBy('account.id', 'desc').limit(of.most)
  if (of.state) query = query.where('account.state', '=', of.state)
  if (of.after) query = query.where('account.id', '<', of.after)
  return (await query.execute()).map((row) => openRow(base, row))
}

/**
 * The account, and whether it is the last one that can administer. Nobody changes it, nor who else can, before the
 * transaction ends. Null when there is no such account.
 */
export async function lockedAmongAdministrators(base: Given, tx: Tx, id: string) {
  const administrators = tx
    .selectFrom('account')
    .select('id')
    .where(({ and, eb }) => and([eb('role', '=', 'administrator'), eb('state', '=', 'active')]))
  // One statement in the order of the ids, so that two transactions wait for each other instead of holding each other up.
  // What follows sees what was committed meanwhile.
  await tx
    .selectFrom('account')
    .select('id')
    .where(({ or, eb }) => or([eb('id', '=', id), eb('id', 'in', administrators)]))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  const found = await accountById(base, tx, id)
  if (!found) return null
  const rest = await administrators.execute()
  return { ...found, isLastAdministrator: rest.length === 1 && rest[0]?.id === id }
}

/** Id and state of the account with this address; null when the address is not known. */
export async function holderOfEmail(base: Given, db: Db | Tx, email: string) {
  const row = await db
    .selectFrom('account')
    .select(['id', 'state'])
    .where('email_index', 'in', emailIndexes(base, email))
    .executeTakeFirst()
  return row ?? null
}

export async function isUserNameFree(base: Given, db: Db | Tx, userName: string): Promise<boolean> {
  const row = await db
    .selectFrom('account')
    .select('id')
    .where('user_name_index', 'in', userNameIndexes(base, userName))
    .executeTakeFirst()
  return row === undefined
}

/** The key of a person, for other slices' sealed columns; null once the account is deleted. */
export async function subjectKeyOf({ keys }: Given, db: Db | Tx, accountId: string): Promise<KeyObject | null> {
  const row = await db
    .selectFrom('account_key')
    .select('wrapped')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row
    ? openSubjectKey(keys, { column: 'account_key.wrapped', row: accountId, subject: accountId }, row.wrapped)
    : null
}

/** Whether the account is in use: neither stopped by the person (Art. 18 GDPR) nor locked by the administration. */
export async function isInUse(db: Db | Tx, accountId: string): Promise<boolean> {
  const own = db.selectFrom('account').select('id').where('id', '=', accountId)
  const row = await own.where('state', '=', 'active').where('restricted_at', 'is', null).executeTakeFirst()
  return row !== undefined
}

/** „Vorname Nachname“ as clients see it on an invitation; null once the account is deleted. */
export async function fullNameOf(base: Given, db: Db | Tx, accountId: string): Promise<string | null> {
  const opened = await accountById(base, db, accountId)
  return opened ? `${opened.account.firstName} ${opened.account.lastName}` : null
}

export type TokenPurpose = Selectable<Database['account_token']>['purpose']

export type Token<P extends TokenPurpose = TokenPurpose> = Selectable<Database['account_token']> & { purpose: P }

/** The row of a mailed secret, whatever its state; null when there is none for these purposes. */
export async function tokenOf<P extends TokenPurpose>(
  db: Db | Tx,
  secret: string,
  purposes: readonly P[],
): Promise<Token<P> | null> {
  const row = await db
    .selectFrom('account_token')
    .selectAll()
    .where('secret_hash', '=', tokenHash(secret))
    .where('purpose', 'in', purposes)
    .executeTakeFirst()
  return row ? (row as Token<P>) : null
}
