import { Fail } from '@vieraugen/protocol/errors.ts'
import type { Account } from '@vieraugen/protocol/http/accounts.ts'
import type { Proof, SecondStep } from '@vieraugen/protocol/http/second-factor.ts'
import { mailConfirmation } from '../accounts/commands.ts'
import { accountByLogin, accountReply, lockedAccount, type OpenAccount } from '../accounts/queries.ts'
import type { Base, Tx } from '../base/base.ts'
import { transact } from '../base/db/database.ts'
import type { SignIn } from '../base/http/session.ts'
import type { Passwords } from '../base/passwords.ts'
import type { Pending } from '../base/pending.ts'
import { limited, spendProof } from '../second-factor/commands.ts'
import { askFactors } from '../second-factor/queries.ts'

/** Wrong answers after which a sign-in begins anew. */
const mostTries = 5

/** A sign-in whose password was right, waiting for the second factor. */
export interface Ticket {
  readonly accountId: string
  /** The hash (PHC format) that the password was checked against. */
  readonly passwordHash: string
  /** What the passkeys were asked to sign; null where there are none. */
  readonly challenge: string | null
  /** Answers so far. */
  tries: number
  isUsed: boolean
}

/** What the commands of this slice need. */
export interface Given extends Base {
  readonly passwords: Passwords
  readonly tickets: Pending<Ticket>
}

/** Writes the session and gives the browser its cookie. */
export type Enter = (of: SignIn & { readonly tx: Tx }) => Promise<void>

interface Credentials {
  readonly login: string
  readonly password: string
}

/** Whether the hash checked is still the account's: a password that was reset meanwhile takes no old one. */
class Overtaken extends Error {}

/**
 * Signs in by login and password, or asks for the second factor where one is set up: then there is no session yet. Everything
 * that is wrong gets the same answer for the same work: Fail('wrong-credentials'). Only the right password learns more:
 * Fail('account-pending'), Fail('account-locked').
 */
export async function signIn(given: Given, wished: Credentials, enter: Enter): Promise<Account | SecondStep> {
  const found = await checkCredentials(given, wished)
  if (found.hasFactor) return askSecondStep(given, found)
  const { passwordHash } = found
  try {
    return await transact(given.db, async (tx) => {
      const now = await unchanged(given, tx, { accountId: found.row.id, passwordHash })
      // The first factor was set up while the password was checked.
      if (now.hasFactor) throw new Overtaken()
      return admit(given, now, { tx, enter, strong: false })
    })
  } catch (error) {
    if (error instanceof Overtaken) return signIn(given, wished, enter)
    throw error
  }
}

/** The account behind a right password, if it may sign in; an unconfirmed person gets a new link by mail. */
async function checkCredentials(given: Given, { login, password }: Credentials): Promise<OpenAccount> {
  const found = await accountByLogin(given, given.db, login)
  const matches = await given.passwords.verify(password, found?.passwordHash ?? null)
  if (!found || !matches) throw new Fail('wrong-credentials')
  const { row, key, account } = found
  if (row.state === 'unconfirmed') {
    await transact(given.db, (tx) => mailConfirmation(given, tx, { accountId: row.id, key, ...account }))
    throw new Fail('wrong-credentials')
  }
  refuseState(found)
  return found
}

function refuseState({ row: { state } }: OpenAccount): void {
  if (state === 'pending') throw new Fail('account-pending')
  if (state === 'locked') throw new Fail('account-locked')
}

/** The account, locked, as it was when the password was checked; throws `Overtaken` when the password is another by now. */
async function unchanged(given: Given, tx: Tx, seen: Pick<Ticket, 'accountId' | 'passwordHash'>): Promise<OpenAccount> {
  const now = await lockedAccount(given, tx, seen.accountId)
  if (!now || now.row.state === 'unconfirmed') throw new Fail('wrong-credentials')
  refuseState(now)
  if (now.passwordHash !== seen.passwordHash) throw new Overtaken()
  return now
}

async function admit(
  given: Given,
  found: OpenAccount,
  by: { tx: Tx; enter: Enter; strong: boolean },
): Promise<Account> {
  const { tx, enter, strong } = by
  const { id } = found.row
  const used = { seen_at: given.clock.now(), notified_at: null }
  await tx.updateTable('account').set(used).where('id', '=', id).execute()
  await enter({ accountId: id, strong, tx })
  return accountReply(given, found)
}

const unused = { tries: 0, isUsed: false }

async function askSecondStep(given: Given, found: OpenAccount): Promise<SecondStep> {
  const { question, challenge } = await askFactors(given, found)
  const ticket = given.random(32).toString('base64url')
  given.tickets.put(ticket, { accountId: found.row.id, passwordHash: found.passwordHash, challenge, ...unused })
  return { ticket, ...question }
}

/**
 * The second step. Fail('wrong-code'); Fail('begin-again') when the ticket is unknown, too old or used up, or the password was
 * changed meanwhile.
 */
export async function signInStrongly(
  given: Given,
  wished: { ticket: string; proof: Proof; ip: string },
  enter: Enter,
): Promise<Account> {
  const ticket = given.tickets.get(wished.ticket)
  if (!ticket) throw new Fail('begin-again')
  ticket.tries += 1
  if (ticket.tries >= mostTries) given.tickets.delete(wished.ticket)
  const { proof } = wished
  const answered = { proof, challenge: ticket.challenge }
  return limited(given, { ...wished, accountId: ticket.accountId }, () =>
    transact(given.db, async (tx) => {
      const found = await unchanged(given, tx, ticket)
      if (ticket.isUsed) throw new Fail('begin-again')
      await spendProof(given, tx, { ...answered, found })
      // Others who answered with this ticket wait for the lock on the account, and see that it is used.
      ticket.isUsed = true
      given.tickets.delete(wished.ticket)
      return admit(given, found, { tx, enter, strong: true })
    }),
  ).catch((error: unknown) => {
    throw error instanceof Overtaken ? new Fail('begin-again') : error
  })
}
