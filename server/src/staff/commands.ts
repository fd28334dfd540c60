import type { ActId } from '@vieraugen/policy/acts.ts'
import type { MailId } from '@vieraugen/policy/mails.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { AccountState } from '@vieraugen/protocol/http/admin-accounts.ts'
import type { Role } from '@vieraugen/protocol/shapes.ts'
import { type Deleting, refuseAccount, removeAccount } from '../accounts/commands.ts'
import { lockedAmongAdministrators, type OpenAccount } from '../accounts/queries.ts'
import { operator, recordAct } from '../base/audit.ts'
import type { Base, Mail, Tx } from '../base/base.ts'
import { transact } from '../base/db/database.ts'
import { endSessions } from '../base/http/session.ts'
import { invite, type Inviting, withdrawInvitation, withdrawInvitationsOf } from '../registration/commands.ts'
import { resetSecondFactor } from '../second-factor/commands.ts'
import { accountApprovedMail, accountLockedMail, accountUnlockedMail, roleChangedMail } from './mails.ts'
import { refuseState } from './rules.ts'

/** What other parts of the server do when an account is locked, put together in app.ts. */
export interface Neighbours {
  /** Ends what runs: content is deleted as after every meeting. */
  endRunningMeetings(accountId: string): Promise<void>
}

export type Given = Deleting & Neighbours

/** Who acts on whom. */
export interface On {
  /** Id of the account, or the operator's. */
  readonly actor: string
  readonly accountId: string
}

/** What a change of one account needs: also outside the running server. */
type Changing = Pick<Base, 'config' | 'db' | 'clock' | 'keys' | 'outbox'>

type Target = OpenAccount & { readonly isLastAdministrator: boolean }

/** The account, if this may be done to it; nobody else changes it meanwhile. */
async function target(
  given: Pick<Base, 'keys'>,
  tx: Tx,
  { actor, accountId, states }: On & { states: readonly AccountState[] },
): Promise<Target> {
  if (actor === accountId) throw new Fail('forbidden')
  const found = await lockedAmongAdministrators(given, tx, accountId)
  if (!found) throw new Fail('not-found')
  await refuseFormerAdministrator(tx, actor)
  refuseState(found.row.state, states)
  return found
}

/** Whoever lost the role a moment ago does nothing any more; nobody takes it away before this is done. */
async function refuseFormerAdministrator(tx: Tx, actor: string): Promise<void> {
  if (actor === operator) return
  const own = tx.selectFrom('account').select(['role', 'state']).where('id', '=', actor).forShare()
  const { role, state } = (await own.executeTakeFirst()) ?? {}
  if (role !== 'administrator' || state !== 'active') throw new Fail('forbidden')
}

function refuseLastAdministrator({ isLastAdministrator }: Target): void {
  if (isLastAdministrator) throw new Fail('last-administrator')
}

interface Told {
  readonly act: ActId
  readonly mail: MailId
  readonly says: (told: { to: string; publicUrl: URL }) => Mail
  readonly thing?: string
}

/** The person is told, and the log of the administration knows. */
async function tell(given: Changing, tx: Tx, { actor, accountId, found, told }: On & { found: Target; told: Told }) {
  const { act, mail, says, thing } = told
  await given.outbox.put(tx, mail, says({ to: found.account.email, publicUrl: given.config.publicUrl }))
  await recordAct(tx, given.clock, { actor, act, accountId, ...(thing && { thing }) })
}

/** A registration that waits can be used from now on. */
export async function approve(given: Changing, on: On): Promise<void> {
  const told = { act: 'account.approved', mail: 'account-approved', says: accountApprovedMail } as const
  await transact(given.db, async (tx) => {
    const found = await target(given, tx, { ...on, states: ['pending'] })
    const approved = { state: 'active', approved_at: given.clock.now() } as const
    await tx.updateTable('account').set(approved).where('id', '=', on.accountId).execute()
    await tell(given, tx, { ...on, found, told })
  })
}

/** A registration that waits is erased with its evidence; its person is told. */
export async function refuse(given: Base, on: On): Promise<void> {
  await refuseAccount(given, on.accountId, {
    first: async (tx) => void (await target(given, tx, { ...on, states: ['pending'] })),
    last: (tx) => recordAct(tx, given.clock, { ...on, act: 'account.refused' }),
  })
}

/** Nobody signs in until it is unlocked; what is open ends at once. */
export async function lock(given: Given, on: On): Promise<void> {
  const told = { act: 'account.locked', mail: 'account-locked', says: accountLockedMail } as const
  await transact(given.db, async (tx) => {
    const found = await target(given, tx, { ...on, states: ['active'] })
    refuseLastAdministrator(found)
    await tx.updateTable('account').set({ state: 'locked' }).where('id', '=', on.accountId).execute()
    await endSessions(tx, on.accountId)
    await withdrawInvitationsOf(tx, on.accountId)
    await tell(given, tx, { ...on, found, told })
  })
  // After the lock is durable, so that nothing new can begin in between. The relay sees by itself whose session is over.
  await given.endRunningMeetings(on.accountId)
}

export async function unlock(given: Changing, on: On): Promise<void> {
  const told = { act: 'account.unlocked', mail: 'account-unlocked', says: accountUnlockedMail } as const
  await transact(given.db, async (tx) => {
    const found = await target(given, tx, { ...on, states: ['locked'] })
    await tx.updateTable('account').set({ state: 'active' }).where('id', '=', on.accountId).execute()
    await tell(given, tx, { ...on, found, told })
  })
}

/** For a person who lost every factor and every code; told by mail, and every sign-in ends. */
export async function resetFactors(given: Given, on: On): Promise<void> {
  await transact(given.db, async (tx) => {
    const found = await target(given, tx, { ...on, states: ['active', 'locked'] })
    if (!found.hasFactor) throw new Fail('outdated')
    await resetSecondFactor(given, tx, on.accountId)
    await recordAct(tx, given.clock, { ...on, act: 'account.factor-reset' })
  })
}

export async function changeRole(given: Changing, on: On & { role: Role }): Promise<void> {
  const { role, accountId } = on
  const told = {
    act: 'account.role-changed',
    mail: 'account-role-changed',
    says: (at: { to: string; publicUrl: URL }) => roleChangedMail(at, role),
    thing: role,
  } as const
  await transact(given.db, async (tx) => {
    const found = await target(given, tx, { ...on, states: ['active', 'locked'] })
    if (found.account.role === role) throw new Fail('outdated')
    refuseLastAdministrator(found)
    await tx.updateTable('account').set({ role }).where('id', '=', accountId).execute()
    if (role !== 'administrator') await withdrawInvitationsOf(tx, accountId)
    await tell(given, tx, { ...on, found, told })
  })
}

/** The same as the person's own deletion. The log comes last, as its lock does everywhere. */
export async function remove(given: Given, on: On): Promise<void> {
  await removeAccount(given, on.accountId, {
    first: async (tx) => refuseLastAdministrator(await target(given, tx, { ...on, states: ['active', 'locked'] })),
    last: (tx) => recordAct(tx, given.clock, { ...on, act: 'account.deleted' }),
  })
}

/** Makes a link with which one person may register in this role. It is shown once. */
export function inviteInto(
  given: Pick<Base, 'config' | 'db' | 'clock' | 'random' | 'outbox'>,
  inviting: Inviting,
): Promise<{ link: string; expiresAt: Date }> {
  return transact(given.db, async (tx) => {
    await refuseFormerAdministrator(tx, inviting.by)
    const made = await invite(given, tx, inviting)
    await recordAct(tx, given.clock, { actor: inviting.by, act: 'account.invited', thing: inviting.role })
    return made
  })
}

export async function withdraw(given: Base, by: { actor: string; id: string }): Promise<void> {
  await transact(given.db, async (tx) => {
    const thing = await withdrawInvitation(tx, by.id)
    await recordAct(tx, given.clock, { actor: by.actor, act: 'account.invitation-withdrawn', thing })
  })
}
