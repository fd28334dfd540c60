import type { KeyObject } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { RequestKind, RightsRequest } from '@vieraugen/protocol/http/rights.ts'
import type { Base, Db, Mail, Tx } from '../base/base.ts'
import { isTwin, transact } from '../base/db/database.ts'
import { sealColumn } from '../base/seal.ts'
import {
  answeredMail,
  contractMail,
  type ContractWithdrawal,
  extendedMail,
  newRequestMail,
  receivedMail,
  reminderMail,
} from './mails.ts'
import { type Holder, lockRequest, openRequest, requestPlace } from './queries.ts'
import { dueAfter, extendedDue, reminders, requestNumber } from './rules.ts'

/** What the other parts of the server do for a person's rights, put together in app.ts. */
export interface Neighbours {
  keyOf(accountId: string): Promise<KeyObject | null>
  /** Null once the account is deleted. */
  emailOf(accountId: string): Promise<string | null>
  restrict(accountId: string, since: Date | null): Promise<void>
  /** Ends what runs: content is deleted as after every meeting. */
  endRunningMeetings(accountId: string): Promise<void>
  /** Withdraws the consent an account rests on, which deletes the account. */
  withdrawAccount(accountId: string): Promise<void>
  receiptHash(code: string): Buffer
  consentBehind(db: Db, receiptHash: Buffer): Promise<string | null>
  consentOfSeat(db: Db, meetingId: string, sessionId: string): Promise<string | null>
  withdrawConsent(tx: Tx, consentId: string, now: Date): Promise<void>
  giveUpSeats(tx: Tx, consentId: string): Promise<readonly Seat[]>
  /** Ends the socket of a seat that was given up and tells the others. */
  release(seat: Seat): Promise<void>
}

export interface Seat {
  readonly meetingId: string
  readonly participant: string
}

export type Given = Base & Neighbours

/** Enough to take or answer a request and to tell the person by mail. */
type Telling = Pick<Base, 'config' | 'db' | 'clock' | 'random' | 'keys' | 'outbox'> & Pick<Neighbours, 'emailOf'>

/** Stops or resumes the use of an account. A second stop changes nothing. */
export async function restrict(given: Given, accountId: string, restricted: boolean): Promise<void> {
  await given.restrict(accountId, restricted ? given.clock.now() : null)
  // After the stop is durable, so that nothing new can begin in between.
  if (restricted) await given.endRunningMeetings(accountId)
}

/** Withdraws a client's consent: the evidence says so, and the seats are free, both or neither. A second time changes nothing. */
export async function withdrawClient(given: Given, consentId: string): Promise<void> {
  const seats = await transact(given.db, async (tx) => {
    await given.withdrawConsent(tx, consentId, given.clock.now())
    return given.giveUpSeats(tx, consentId)
  })
  for (const seat of seats) await given.release(seat)
}

interface Wish {
  readonly kind: RequestKind
  readonly text: string
}

/** Takes a request that a human answers, and tells the operator. */
export async function fileRequest(given: Telling, by: Holder | null, wish: Wish): Promise<RightsRequest> {
  const email = by && 'accountId' in by ? await given.emailOf(by.accountId) : null
  return transact(given.db, async (tx) => {
    const request = await insertRequest(given, tx, { by, wish })
    const { number, due_at: due } = request
    if (email)
      await given.outbox.put(tx, 'rights-received', receivedMail(email, { number, due }, given.config.publicUrl))
    return openRequest(given, request)
  })
}

/** The withdrawal from a contract, confirmed to the address the person gave. Answers its number and when it came. */
export async function withdrawContract(
  given: Given,
  wish: ContractWithdrawal,
): Promise<{ number: string; receivedAt: string }> {
  if (!given.config.contractWithdrawal) throw new Fail('not-found')
  const text = `${wish.name}\n${wish.contract}\n${wish.email}`
  return transact(given.db, async (tx) => {
    const { number, created_at } = await insertRequest(given, tx, { by: null, wish: { kind: 'contract', text } })
    await given.outbox.put(tx, 'contract-withdrawn', contractMail(wish, number, created_at))
    return { number, receivedAt: created_at.toISOString() }
  })
}

async function insertRequest(given: Omit<Telling, 'emailOf'>, tx: Tx, from: { by: Holder | null; wish: Wish }) {
  const { by, wish } = from
  const id = uuid()
  const now = given.clock.now()
  const row = await tx
    .insertInto('rights_request')
    .values({
      id,
      number: requestNumber(now, given.random),
      kind: wish.kind,
      state: 'open',
      account_id: by && 'accountId' in by ? by.accountId : null,
      receipt_hash: by && 'receiptHash' in by ? by.receiptHash : null,
      text: sealColumn(requestPlace(id, 'text'), given.keys.installation, wish.text),
      created_at: now,
      due_at: dueAfter(now),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      // One in a hundred million: the person sends it again.
      throw isTwin(error, 'rights_request_number_key') ? new Fail('busy') : error
    })
  const to = given.config.card.controller.email
  const about = { to, number: row.number, kind: wish.kind, due: row.due_at }
  await given.outbox.put(tx, 'rights-new', newRequestMail(about))
  return row
}

/** Tells the person that something happened to the request, if there is an address: with a receipt they look themselves. */
async function tell(
  given: Telling,
  tx: Tx,
  told: { to: string | null; mail: (to: string) => Mail; id: 'rights-answered' | 'rights-extended' },
) {
  if (told.to) await given.outbox.put(tx, told.id, told.mail(told.to))
}

/** A human's answer. `by` is the id of who answers. Fail('forbidden') once there is an answer. */
export async function answerRequest(
  given: Telling,
  { number, answer, by }: { number: string; answer: string; by: string },
): Promise<void> {
  await transact(given.db, async (tx) => {
    const row = await lockRequest(tx, number)
    if (row.state !== 'open') throw new Fail('forbidden')
    const answered = {
      state: 'answered',
      answer: sealColumn(requestPlace(row.id, 'answer'), given.keys.installation, answer),
      answered_at: given.clock.now(),
      answered_by: by,
    } as const
    await tx.updateTable('rights_request').set(answered).where('id', '=', row.id).execute()
    const to = row.account_id && (await given.emailOf(row.account_id))
    await tell(given, tx, { to, id: 'rights-answered', mail: (at) => answeredMail(at, number, given.config.publicUrl) })
  })
}

/** Two further months, once, told with its reason within the first month (Art. 12 (3) GDPR). Fail('forbidden') otherwise. */
export async function extendRequest(
  given: Telling,
  { number, reason }: { number: string; reason: string },
): Promise<void> {
  await transact(given.db, async (tx) => {
    const row = await lockRequest(tx, number)
    const now = given.clock.now()
    if (row.state !== 'open' || row.extended_at || now > row.due_at) throw new Fail('forbidden')
    const due = extendedDue(row.created_at)
    const extended = {
      due_at: due,
      extended_at: now,
      reminded_at: null,
      extension_reason: sealColumn(requestPlace(row.id, 'extension_reason'), given.keys.installation, reason),
    }
    await tx.updateTable('rights_request').set(extended).where('id', '=', row.id).execute()
    const to = row.account_id && (await given.emailOf(row.account_id))
    const { publicUrl } = given.config
    await tell(given, tx, { to, id: 'rights-extended', mail: (at) => extendedMail(at, { number, due }, publicUrl) })
  })
}

/** Closes what was answered; from then on its period runs. Fail('forbidden') while there is no answer. */
export async function closeRequest(given: Pick<Base, 'db' | 'clock'>, number: string): Promise<void> {
  await transact(given.db, async (tx) => {
    const row = await lockRequest(tx, number)
    if (row.state !== 'answered') throw new Fail('forbidden')
    const closed = { state: 'closed', closed_at: given.clock.now() } as const
    await tx.updateTable('rights_request').set(closed).where('id', '=', row.id).execute()
  })
}

/** Reminds the operator of each open request once, and once more when it was extended; answers of how many. */
export async function remindOperator(base: Base): Promise<number> {
  const now = base.clock.now()
  const { createdBefore, dueBefore } = reminders(now)
  return transact(base.db, async (tx) => {
    const due = await tx
      .updateTable('rights_request')
      .set({ reminded_at: now })
      .where('state', '=', 'open')
      .where('reminded_at', 'is', null)
      .where(({ or, and, eb }) =>
        or([
          and([eb('extended_at', 'is', null), eb('created_at', '<=', createdBefore)]),
          eb('due_at', '<=', dueBefore),
        ]),
      )
      .returning(['number', 'kind', 'due_at'])
      .execute()
    const to = base.config.card.controller.email
    for (const row of due) {
      await base.outbox.put(tx, 'rights-reminder', reminderMail({ ...row, to, due: row.due_at }))
    }
    return due.length
  })
}
