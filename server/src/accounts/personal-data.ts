import type { Base, Db, Tx } from '../base/base.ts'
import { transact } from '../base/db/database.ts'
import { settleMarks } from '../base/erasure-marks.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import { forgetConsents, withdrawCounsellorConsents } from '../consents/commands.ts'
import { accountDeletedMail, accountRefusedMail, type EndedBy, inactiveMail, links } from './mails.ts'
import { accountById, emailIndex, type OpenAccount, userNameIndex } from './queries.ts'

/** What becomes of an account's meetings, known to app.ts: ended inside the transaction, deleted after it. */
export interface MeetingsOfAccount {
  end(tx: Tx, accountId: string, now: Date): Promise<string[]>
  finish(meetingIds: readonly string[]): void
}

type Ending = Base & { readonly meetings: MeetingsOfAccount }

/**
 * Removes an account, its key first: from then on its sealed fields open nowhere, whatever becomes of the rows. The evidence
 * says that the consent ended. Remembered outside the database, so that no backup brings the account back; last in a
 * transaction, because a crash between that and the commit deletes.
 */
async function erase(given: Base, tx: Tx, accountId: string): Promise<void> {
  // Whoever is gone leaves no way in behind.
  await tx.deleteFrom('account_invitation').where('created_by', '=', accountId).execute()
  await tx.deleteFrom('account_key').where('account_id', '=', accountId).execute()
  await withdrawCounsellorConsents(tx, accountId, given.clock.now())
  await tx.deleteFrom('account').where('id', '=', accountId).execute()
  given.ledger.add('account', accountId)
}

interface Gone {
  readonly id: string
  readonly email: string | null
  readonly by?: EndedBy
}

/** Ends an account: key, rows, sign-ins and meetings. Says so to `email`, where there is one. Answers the meetings it ended. */
async function endIn(given: Ending, tx: Tx, { id, email, by = 'person' }: Gone): Promise<string[]> {
  // The account before its key and its meetings, as everybody locks them who needs more than one.
  await tx.selectFrom('account').select('id').where('id', '=', id).forUpdate().execute()
  const meetings = await given.meetings.end(tx, id, given.clock.now())
  if (email !== null) await given.outbox.put(tx, 'account-deleted', accountDeletedMail(email, by))
  await erase(given, tx, id)
  return meetings
}

/** Runs a transaction that erases an account; when it fails, the account stays alive. */
const erasing = <T>(given: Base, work: (tx: Tx) => Promise<T>): Promise<T> =>
  transact(given.db, work).catch(async (error: unknown) => {
    // The next start would carry out what the person was told had failed. What cannot be settled now, the next sweep settles.
    await settleMarks(given).catch(() => undefined)
    throw error
  })

/** What is done in the same transaction: before, where it may refuse it, and last; and who ends the account. */
export interface EndingWith {
  first?(tx: Tx): Promise<void>
  last?(tx: Tx): Promise<void>
  readonly by?: EndedBy
}

/** Ends an account, all or nothing. */
export async function endAccount(
  given: Ending,
  found: OpenAccount,
  { first, last, by }: EndingWith = {},
): Promise<void> {
  const { id, email } = found.account
  const ended = await erasing(given, async (tx) => {
    await first?.(tx)
    const meetings = await endIn(given, tx, { id, email, ...(by && { by }) })
    await last?.(tx)
    return meetings
  })
  given.meetings.finish(ended)
}

/** Tells the person that the account will be deleted at `endsAt` unless they sign in. */
export async function tellInactive(base: Base, tx: Tx, told: { id: string; endsAt: Date }): Promise<void> {
  const notified = { notified_at: base.clock.now() }
  await tx.updateTable('account').set(notified).where('id', '=', told.id).execute()
  const found = await accountById(base, tx, told.id)
  if (!found) return
  const mail = inactiveMail(found.account.email, { signIn: links(base.config.publicUrl).signIn, endsAt: told.endsAt })
  await base.outbox.put(tx, 'account-inactive', mail)
}

/** Deletes an account nobody used for its period. The next sweep deletes its meetings. */
export async function eraseInactive(given: Ending, tx: Tx, id: string): Promise<void> {
  // Deletion never waits for a key: while the controller's is withdrawn, nobody can be told.
  const found = given.keys.isDark ? null : await accountById(given, tx, id)
  await endIn(given, tx, { id, email: found?.account.email ?? null })
}

/** Erases an account that a restored backup brought back, with its evidence where it had never come to be. */
export async function eraseAgain(given: Ending, tx: Tx, id: string): Promise<void> {
  const account = tx.selectFrom('account').select('state').where('id', '=', id).forUpdate()
  const state = (await account.executeTakeFirst())?.state
  if (state === 'unconfirmed' || state === 'pending') await eraseUnconfirmed(given, tx, id)
  else await endIn(given, tx, { id, email: null })
}

/** Withdraws the consent an account rests on: as easy as it was given (Art. 7 (3) GDPR), so without the password. */
export async function withdrawAccount(given: Ending, id: string): Promise<void> {
  const found = await accountById(given, given.db, id)
  if (!found) throw new Fail('sign-in-needed')
  await endAccount(given, found)
}

/** Stops or resumes the use of an account (Art. 18 GDPR). The time of the first stop stays. */
export async function restrict(db: Db, accountId: string, since: Date | null): Promise<void> {
  const account = db.updateTable('account').set({ restricted_at: since }).where('id', '=', accountId)
  await (since ? account.where('restricted_at', 'is', null) : account).execute()
}

/** An account that never came to be leaves no evidence behind. */
export async function eraseUnconfirmed(given: Base, tx: Tx, accountId: string): Promise<void> {
  await forgetConsents(tx, accountId)
  await erase(given, tx, accountId)
}

/** Erases a registration that was refused, or that nobody approved in its period, and tells the person. */
export async function erasePending(given: Base, tx: Tx, accountId: string): Promise<void> {
  // Deletion never waits for a key, as with accounts that nobody uses.
  const found = given.keys.isDark ? null : await accountById(given, tx, accountId)
  if (found) await given.outbox.put(tx, 'account-refused', accountRefusedMail(found.account.email))
  await eraseUnconfirmed(given, tx, accountId)
}

/** Refuses a registration, all or nothing. `first` runs in the same transaction, before, and may forbid it; `last` after it. */
export const refusePending = (
  given: Base,
  accountId: string,
  { first, last }: Required<Pick<EndingWith, 'first' | 'last'>>,
): Promise<void> =>
  erasing(given, async (tx) => {
    await first(tx)
    await erasePending(given, tx, accountId)
    await last(tx)
  })

/** Accounts whose indexes are written anew in one go. */
const indexBatch = 200

/** Writes the indexes of the accounts that follow `after` under the newest key; answers the last id, null at the end. */
export async function reindex(given: Base, after: string): Promise<string | null> {
  const next = given.db.selectFrom('account').select('id').where('id', '>', after).orderBy('id').limit(indexBatch)
  const rows = await next.execute()
  for (const { id } of rows) await transact(given.db, (tx) => reindexOne(given, tx, id))
  return rows.at(-1)?.id ?? null
}

async function reindexOne(given: Base, tx: Tx, id: string): Promise<void> {
  await tx.selectFrom('account').select('id').where('id', '=', id).forUpdate().execute()
  const opened = await accountById(given, tx, id)
  if (!opened) return
  const { email, userName } = opened.account
  const indexes = { email_index: emailIndex(given, email), user_name_index: userNameIndex(given, userName) }
  await tx.updateTable('account').set(indexes).where('id', '=', id).execute()
}
