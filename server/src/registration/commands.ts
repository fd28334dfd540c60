import type { KeyObject } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { register as registerEndpoint } from '@vieraugen/protocol/http/accounts.ts'
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
import type { Tx } from '../base/base.ts'
import { isTwin, transact } from '../base/db/database.ts'
import { createSubjectKey } from '../base/keys.ts'
import { sealColumn } from '../base/seal.ts'
import { giveCounsellorConsent, refuseChangedTexts } from '../consents/commands.ts'

type Registration = z.infer<typeof registerEndpoint.body>

/**
 * Registers a person. Whether the address is known shows nowhere but in the mail to that address: both ways check, hash,
 * write and answer the same. Throws the password's and the texts' codes.
 */
export async function register(given: Given, wished: Registration): Promise<void> {
  refuseChangedTexts(given, 'counsellor', wished)
  const passwordHash = await hashNew(given, wished.password, wished)
  for (let tries = 3; ; tries--) {
    try {
      return await transact(given.db, (tx) => createUnlessKnown(given, tx, { wished, passwordHash }))
    } catch (error) {
      if (error instanceof Undo) return await transact(given.db, (tx) => tellHolder(given, tx, wished))
      // Somebody else took the address or the name between our look and our write: look again.
      const taken = isTwin(error, 'account_email_index_key') || isTwin(error, 'account_user_name_index_key')
      if (!taken || tries === 1) throw error
    }
  }
}

async function createUnlessKnown(
  given: Given,
  tx: Tx,
  from: { wished: Registration; passwordHash: string },
): Promise<void> {
  const { wished, passwordHash } = from
  const { email, language, ticks } = wished
  const accountId = uuid()
  const isDecoy = !(await takeAddress(given, tx, { email, accountId }))
  const userName = await freeUserName(given, tx, wished.userName)
  const key = await insertAccount(given, tx, { id: accountId, person: { ...wished, userName }, passwordHash, isDecoy })
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
  readonly person: Named
  readonly passwordHash: string
  /** Written with indexes that find nothing, and taken back by the caller. */
  readonly isDecoy: boolean
}

async function insertAccount(
  given: Given,
  tx: Tx,
  { id, person, passwordHash, isDecoy }: NewAccount,
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
      role: 'counsellor',
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
