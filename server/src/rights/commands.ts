import type { KeyObject } from 'node:crypto'
import type { Updateable } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { ActId } from '@vieraugen/policy/acts.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { RequestFile } from '@vieraugen/protocol/http/admin-requests.ts'
import type { RequestKind, RightsRequest } from '@vieraugen/protocol/http/rights.ts'
import { recordAct } from '../base/audit.ts'
import type { Base, Db, Mail, Tx } from '../base/base.ts'
import { isTwin, transact } from '../base/db/database.ts'
import type { Database } from '../base/db/tables.ts'
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
import {
  fileOf,
  type Holder,
  isExtendable,
  lockRequest,
  openRequest,
  requestPlace,
  type RequestRow,
} from './queries.ts'
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

/** Enough to open and close a request. */
type Handled = Pick<Base, 'db' | 'clock' | 'keys'>

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
  // Before the person is told: no backup that is put back makes it a consent again.
  given.ledger.add('consent', consentId)
  for (const seat of seats) await given.release(seat)
}

interface Wish {
  readonly kind: RequestKind
  readonly text: string
}

/** Takes a request that a human answers, and tells the operator. */
export async function fileRequest(
  given: Telling & Pick<Base, 'cards'>,
  by: Holder | null,
  wish: Wish,
): Promise<RightsRequest> {
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

async function insertRequest(
  given: Omit<Telling, 'emailOf'> & Pick<Base, 'cards'>,
  tx: Tx,
  from: { by: Holder | null; wish: Wish },
) {
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
  const to = given.cards.now.controller.email
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

interface Handling {
  readonly number: string
  /** Id of the account that acts, or the operator. */
  readonly by: string
}

/** Opens a request for somebody of the office, which is recorded. Fail('not-found'). */
export async function readRequest(given: Handled, { number, by }: Handling): Promise<RequestFile> {
  return transact(given.db, async (tx) => {
    const row = await lockRequest(tx, number)
    await recordAct(tx, given.clock, { actor: by, act: 'request.read', thing: number })
    return fileOf(given, row, by)
  })
}

/** A human's answer. Fail('outdated') once there is one. */
export async function answerRequest(
  given: Telling,
  { answer, ...handling }: Handling & { answer: string },
): Promise<RequestFile> {
  return handle(given, { ...handling, act: 'request.answered' }, async (tx, row) => {
    if (row.state !== 'open') throw new Fail('outdated')
    const to = await addressOf(given, row)
    await tell(given, tx, {
      to,
      id: 'rights-answered',
      mail: (at) => answeredMail(at, row.number, given.config.publicUrl),
    })
    return {
      state: 'answered',
      answer: sealColumn(requestPlace(row.id, 'answer'), given.keys.installation, answer),
      answered_at: given.clock.now(),
      answered_by: handling.by,
    }
  })
}

/** Two further months, once, told with its reason within the first month (Art. 12 (3) GDPR). Fail('outdated') otherwise. */
export async function extendRequest(
  given: Telling,
  { reason, ...handling }: Handling & { reason: string },
): Promise<RequestFile> {
  return handle(given, { ...handling, act: 'request.extended' }, async (tx, row) => {
    const now = given.clock.now()
    if (!isExtendable(row, now)) throw new Fail('outdated')
    const due = extendedDue(row.created_at)
    const about = { number: row.number, due }
    const to = await addressOf(given, row)
    await tell(given, tx, { to, id: 'rights-extended', mail: (at) => extendedMail(at, about, given.config.publicUrl) })
    return {
      due_at: due,
      extended_at: now,
      reminded_at: null,
      extension_reason: sealColumn(requestPlace(row.id, 'extension_reason'), given.keys.installation, reason),
    }
  })
}

/** Closes what was answered; from then on its period runs. Fail('outdated') while there is no answer, and afterwards. */
export async function closeRequest(given: Handled, handling: Handling): Promise<RequestFile> {
  return handle(given, { ...handling, act: 'request.closed' }, async (_, row) => {
    if (row.state !== 'answered') throw new Fail('outdated')
    return { state: 'closed', closed_at: given.clock.now() }
  })
}

const addressOf = async ({ emailOf }: Telling, { account_id }: RequestRow): Promise<string | null> =>
  account_id && emailOf(account_id)

/** One step of a request and its entry in the log, both or neither. Two people at once: the second sees what the first did. */
async function handle(
  given: Handled,
  { number, by, act }: Handling & { act: ActId },
  step: (tx: Tx, row: RequestRow) => Promise<Updateable<Database['rights_request']>>,
): Promise<RequestFile> {
  return transact(given.db, async (tx) => {
    const row = await lockRequest(tx, number)
    const changes = await step(tx, row)
    const updated = tx.updateTable('rights_request').set(changes).where('id', '=', row.id).returningAll()
    const after = await updated.executeTakeFirstOrThrow()
    await recordAct(tx, given.clock, { actor: by, act, thing: number })
    return fileOf(given, after, by)
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
    const to = base.cards.now.controller.email
    for (const row of due) {
      await base.outbox.put(tx, 'rights-reminder', reminderMail({ ...row, to, due: row.due_at }))
    }
    return due.length
  })
}
