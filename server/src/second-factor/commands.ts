import { v7 as uuid } from 'uuid'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { NewPasskey, Proof } from '@vieraugen/protocol/http/second-factor.ts'
import { reauthenticated } from '../accounts/commands.ts'
import { accountById, accountReply, lockedAccount, type OpenAccount } from '../accounts/queries.ts'
import type { Base, Tx } from '../base/base.ts'
import { transact } from '../base/db/database.ts'
import { endSessions, isProofFresh } from '../base/http/session.ts'
import { subjectSecret } from '../base/keys.ts'
import type { LimitName } from '../base/limits.ts'
import type { Passwords } from '../base/passwords.ts'
import type { Pending } from '../base/pending.ts'
import { sealColumn } from '../base/seal.ts'
import { normaliseSpokenCode } from '../base/spoken-code.ts'
import { codesRenewedMail, codeUsedMail, factorRemovedMail, factorSetUpMail, factorsResetMail } from './mails.ts'
import { type Factor, factorsOf, passkeysAmong, placeOf, recoveryCodesLeft } from './queries.ts'
import {
  newRecoveryCodes,
  newSeed,
  passkeyAnswered,
  passkeyMade,
  passkeyToMake,
  seedForApp,
  stepOf,
  writePasskey,
} from './rules.ts'

/** A factor that is being set up: what was shown, and whether it is the first. */
export type Begun = { readonly isFirst: boolean } & (
  | { readonly kind: 'totp'; readonly seed: Buffer }
  | { readonly kind: 'passkey'; readonly challenge: string }
)

/** What the commands of this slice need. */
export interface Given extends Base {
  readonly passwords: Passwords
  /** By session. */
  readonly begun: Pending<Begun>
}

/** Who acts, and in which session. */
export interface At {
  readonly accountId: string
  readonly sessionId: string
}

/** The password first; whoever has a factor proves it before there are more. */
async function mayBegin(given: Given, at: At & { strongAt: Date | null }, password: string): Promise<OpenAccount> {
  const found = await reauthenticated(given, at.accountId, password)
  if (found.hasFactor && !isProofFresh(given.clock.now(), at.strongAt)) throw new Fail('proof-needed')
  return found
}

/** Begins with an authenticator app: its seed rests in memory only, until a right code came back. */
export async function beginApp(given: Given, at: At & { strongAt: Date | null }, password: string) {
  const { hasFactor, account } = await mayBegin(given, at, password)
  const seed = newSeed(given.random)
  given.begun.put(at.sessionId, { kind: 'totp', seed, isFirst: !hasFactor })
  return seedForApp(seed, account.userName)
}

export async function beginPasskey(given: Given, at: At & { strongAt: Date | null }, password: string) {
  const { hasFactor, account, key } = await mayBegin(given, at, password)
  const options = await passkeyToMake(given.config, {
    handle: subjectSecret(key, 'passkey', at.accountId),
    userName: account.userName,
    passkeys: passkeysAmong(await factorsOf(given.db, at.accountId, key)),
    challenge: given.random(32),
  })
  given.begun.put(at.sessionId, { kind: 'passkey', challenge: options.challenge, isFirst: !hasFactor })
  return options
}

/** Answers the recovery codes when it was the first factor. Fail('wrong-code'), Fail('begin-again') after five minutes. */
export async function finishApp(given: Given, at: At, made: { name: string; code: string }): Promise<string[] | null> {
  const begun = given.begun.get(at.sessionId)
  if (begun?.kind !== 'totp') throw new Fail('begin-again')
  const lastStep = stepOf(made.code, begun.seed, { now: given.clock.now(), lastStep: null })
  if (lastStep === null) throw new Fail('wrong-code')
  given.begun.delete(at.sessionId)
  return add(given, at, { ...begun, name: made.name, secret: begun.seed, lastStep })
}

/** As `finishApp`. */
export async function finishPasskey(
  given: Given,
  at: At,
  made: { name: string; passkey: NewPasskey },
): Promise<string[] | null> {
  const begun = given.begun.get(at.sessionId)
  if (begun?.kind !== 'passkey') throw new Fail('begin-again')
  // A challenge is good for one answer.
  given.begun.delete(at.sessionId)
  const passkey = await passkeyMade(given.config, made.passkey, begun.challenge)
  if (!passkey) throw new Fail('wrong-code')
  return add(given, at, { ...begun, name: made.name, secret: writePasskey(passkey), lastStep: null })
}

interface NewFactor {
  readonly kind: Factor['kind']
  readonly isFirst: boolean
  readonly name: string
  readonly secret: Buffer
  readonly lastStep: number | null
}

/** Who has just shown that the factor works has proven it. With the first one every other sign-in ends. */
function add(given: Given, at: At, made: NewFactor): Promise<string[] | null> {
  return transact(given.db, async (tx) => {
    const found = await locked(given, tx, at.accountId)
    // Another one was set up meanwhile, and this one was not allowed beside it.
    if (made.isFirst && found.hasFactor) throw new Fail('begin-again')
    const place = { id: uuid(), account_id: at.accountId }
    await tx
      .insertInto('second_factor')
      .values({
        ...place,
        kind: made.kind,
        name: sealColumn(placeOf(place, 'name'), found.key, made.name),
        secret: sealColumn(placeOf(place, 'secret'), found.key, made.secret),
        last_step: made.lastStep,
        created_at: given.clock.now(),
      })
      .execute()
    await noteProof(given, tx, at.sessionId)
    await given.outbox.put(tx, 'factor-set-up', factorSetUpMail(told(given, found)))
    if (found.hasFactor) return null
    await endSessions(tx, at.accountId, at.sessionId)
    return replaceCodes(given, tx, at.accountId)
  })
}

const told = ({ config }: Base, { account }: OpenAccount) => ({ to: account.email, publicUrl: config.publicUrl })

/** The account, and nobody else changes it or its factors before the transaction ends. */
async function locked(given: Base, tx: Tx, accountId: string): Promise<OpenAccount> {
  const found = await lockedAccount(given, tx, accountId)
  if (!found) throw new Fail('sign-in-needed')
  return found
}

async function noteProof({ clock }: Base, tx: Tx, sessionId: string): Promise<void> {
  await tx.updateTable('session').set({ strong_at: clock.now() }).where('id', '=', sessionId).execute()
}

/** A keyed hash: a copy of the database says nothing about the codes. */
const codeHash = ({ keys }: Base, accountId: string, code: string): Buffer =>
  keys.mac('recovery-code', `${accountId}|${normaliseSpokenCode(code)}`)

async function replaceCodes(given: Base, tx: Tx, accountId: string): Promise<string[]> {
  const codes = newRecoveryCodes(given.random)
  const rows = codes.map((code) => ({
    id: uuid(),
    account_id: accountId,
    code_hash: codeHash(given, accountId, code),
    created_at: given.clock.now(),
  }))
  await tx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
  await tx.insertInto('recovery_code').values(rows).execute()
  return codes
}

/** Ten new codes after the password was given again; the ones before no longer count. */
export async function renewCodes(given: Given, accountId: string, password: string): Promise<string[]> {
  await reauthenticated(given, accountId, password)
  return transact(given.db, async (tx) => {
    const found = await locked(given, tx, accountId)
    // Codes open nothing where there is no factor.
    if (!found.hasFactor) throw new Fail('second-factor-missing')
    await given.outbox.put(tx, 'recovery-codes-renewed', codesRenewedMail(told(given, found)))
    return replaceCodes(given, tx, accountId)
  })
}

/** Removes a factor after the password was given again; Fail('second-factor-missing') for the last one where it is needed. */
export async function removeFactor(
  given: Given,
  accountId: string,
  wished: { id: string; password: string },
): Promise<void> {
  await reauthenticated(given, accountId, wished.password)
  await transact(given.db, async (tx) => {
    const found = await locked(given, tx, accountId)
    const own = tx.deleteFrom('second_factor').where('account_id', '=', accountId).where('id', '=', wished.id)
    if (!(await own.returning('id').executeTakeFirst())) throw new Fail('not-found')
    const after = await accountById(given, tx, accountId)
    if (after && !after.hasFactor) {
      if (accountReply(given, after).secondFactor === 'needed') throw new Fail('second-factor-missing')
      await tx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
      await tx.updateTable('session').set({ strong_at: null }).where('account_id', '=', accountId).execute()
    }
    await given.outbox.put(tx, 'factor-removed', factorRemovedMail(told(given, found)))
  })
}

/** For a person who lost every factor: factors, codes and sign-ins are gone, and the person is told. */
export async function resetSecondFactor(given: Base, tx: Tx, accountId: string): Promise<void> {
  const found = await lockedAccount(given, tx, accountId)
  if (!found) throw new Fail('not-found')
  await tx.deleteFrom('second_factor').where('account_id', '=', accountId).execute()
  await tx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
  await endSessions(tx, accountId)
  await given.outbox.put(tx, 'factors-reset', factorsResetMail(told(given, found)))
}

/** What a person answered, and the challenge that their passkeys were asked to sign. */
export interface Answered {
  readonly proof: Proof
  readonly challenge: string | null
}

/**
 * Checks a proof and uses it up: no code counts twice. In a transaction that holds the lock on the account, so that of two
 * requests with the same code one wins. Throws Fail('wrong-code').
 */
export async function spendProof(given: Base, tx: Tx, answered: Answered & { found: OpenAccount }): Promise<void> {
  const { proof, found } = answered
  if (proof.kind === 'recovery-code') return spendRecoveryCode(given, tx, { found, code: proof.code })
  for (const factor of await factorsOf(tx, found.row.id, found.key)) {
    const changed = await accepted(given, factor, answered)
    if (!changed) continue
    const used = { ...changed, used_at: given.clock.now() }
    await tx.updateTable('second_factor').set(used).where('id', '=', factor.row.id).execute()
    return
  }
  throw new Fail('wrong-code')
}

/** What changes in the row of a factor that takes this answer; null when it does not. */
async function accepted(given: Base, factor: Factor, answered: Answered & { found: OpenAccount }) {
  const { proof, challenge, found } = answered
  if (factor.kind === 'totp' && proof.kind === 'totp') {
    const at = { now: given.clock.now(), lastStep: factor.row.last_step }
    const step = stepOf(proof.code, factor.seed, at)
    return step === null ? null : { last_step: step }
  }
  if (factor.kind !== 'passkey' || proof.kind !== 'passkey' || challenge === null) return null
  if (factor.passkey.id !== proof.assertion.id) return null
  const asked = { answer: proof.assertion, passkey: factor.passkey, challenge }
  const passkey = await passkeyAnswered(given.config, asked)
  return passkey && { secret: sealColumn(placeOf(factor.row, 'secret'), found.key, writePasskey(passkey)) }
}

async function spendRecoveryCode(given: Base, tx: Tx, by: { found: OpenAccount; code: string }): Promise<void> {
  const { found, code } = by
  const { id } = found.row
  const used = tx.deleteFrom('recovery_code').where('code_hash', '=', codeHash(given, id, code))
  if (!(await used.returning('id').executeTakeFirst())) throw new Fail('wrong-code')
  const left = await recoveryCodesLeft(tx, id)
  await given.outbox.put(tx, 'recovery-code-used', codeUsedMail(told(given, found), left))
}

/** Notes a fresh proof in this session; Fail('wrong-code'). */
export async function proveAgain(given: Base, at: At, answered: Answered): Promise<void> {
  await transact(given.db, async (tx) => {
    await spendProof(given, tx, { ...answered, found: await locked(given, tx, at.accountId) })
    await noteProof(given, tx, at.sessionId)
  })
}

/** Counts a try at proving; a good one is given back. */
export async function limited<T>(
  { limits }: Base,
  by: { ip: string; accountId: string; proof: Proof },
  work: () => Promise<T>,
): Promise<T> {
  const counts: [LimitName, string][] = [['second-factor', by.ip]]
  if (by.proof.kind === 'totp') counts.push(['one-time-code', by.accountId])
  for (const [name, who] of counts) await limits.take(name, who)
  const done = await work()
  for (const [name, who] of counts) await limits.giveBack(name, who)
  return done
}
