import { periods } from '@vieraugen/policy/periods.ts'
import type { Base, Db, Tx } from '../base/base.ts'
import { transact } from '../base/db/database.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import { forgetConsents, withdrawCounsellorConsents } from '../consents/commands.ts'
import { accountDeletedMail } from './mails.ts'
import { accountById, emailIndex, type OpenAccount, userNameIndex } from './queries.ts'

/** Removes an account, its key first: from then on its sealed fields open nowhere, whatever becomes of the rows. */
export async function erase(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('account_key').where('account_id', '=', accountId).execute()
  await tx.deleteFrom('account').where('id', '=', accountId).execute()
}

/** What becomes of an account's meetings, known to app.ts: ended inside the transaction, deleted after it. */
export interface MeetingsOfAccount {
  end(tx: Tx, accountId: string, now: Date): Promise<string[]>
  finish(meetingIds: readonly string[]): void
}

type Ending = Base & { readonly meetings: MeetingsOfAccount }

/** Ends an account: key, rows, sign-ins and meetings, all or nothing. The evidence says that the consent ended. */
export async function endAccount(given: Ending, { row: { id }, account }: OpenAccount): Promise<void> {
  const ended = await transact(given.db, async (tx) => {
    const now = given.clock.now()
    const meetings = await given.meetings.end(tx, id, now)
    await withdrawCounsellorConsents(tx, id, now)
    await erase(tx, id)
    await given.outbox.put(tx, 'account-deleted', accountDeletedMail(account.email))
    return meetings
  })
  given.meetings.finish(ended)
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
export async function eraseUnconfirmed(tx: Tx, accountId: string): Promise<void> {
  await forgetConsents(tx, accountId)
  await erase(tx, accountId)
}

/** Deletes accounts nobody confirmed within 48 hours and links past their time; answers how many accounts. */
export function deleteUnconfirmed(given: Base): Promise<number> {
  const now = given.clock.now()
  return transact(given.db, async (tx) => {
    const due = await tx
      .selectFrom('account')
      .select('id')
      .where('state', '=', 'unconfirmed')
      .where('created_at', '<=', new Date(now.getTime() - periods.unconfirmedAccount * 1000))
      .execute()
    for (const { id } of due) await eraseUnconfirmed(tx, id)
    await tx.deleteFrom('account_token').where('expires_at', '<=', now).execute()
    return due.length
  })
}

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
