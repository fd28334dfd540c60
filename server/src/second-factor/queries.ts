import type { KeyObject } from 'node:crypto'
import type { Selectable } from 'kysely'
import { Fail } from '@vieraugen/protocol/errors.ts'
import type { Factors, Question } from '@vieraugen/protocol/http/second-factor.ts'
import { accountById, accountReply, type OpenAccount } from '../accounts/queries.ts'
import type { Base, Db, Tx } from '../base/base.ts'
import type { Database } from '../base/db/tables.ts'
import { openColumn, openText } from '../base/seal.ts'
import { type Passkey, passkeyQuestion, readPasskey } from './rules.ts'

type FactorRow = Selectable<Database['second_factor']>

/** A factor that is set up, opened. */
export type Factor = { readonly row: FactorRow; readonly name: string } & (
  | { readonly kind: 'totp'; readonly seed: Buffer }
  | { readonly kind: 'passkey'; readonly passkey: Passkey }
)

/** Where a field of a factor is sealed, under the person's key. */
export const placeOf = <F extends 'name' | 'secret'>(
  { id, account_id }: { id: string; account_id: string },
  field: F,
) => ({ column: `second_factor.${field}`, row: id, subject: account_id }) as const

function open(row: FactorRow, key: KeyObject): Factor {
  const name = openText(placeOf(row, 'name'), key, row.name)
  const secret = openColumn(placeOf(row, 'secret'), key, row.secret)
  return row.kind === 'totp'
    ? { row, name, kind: 'totp', seed: secret }
    : { row, name, kind: 'passkey', passkey: readPasskey(secret) }
}

/** The factors of an account, oldest first. Whoever changes them holds the lock on the account. */
export async function factorsOf(db: Db | Tx, accountId: string, key: KeyObject): Promise<Factor[]> {
  const rows = await db
    .selectFrom('second_factor')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
  return rows.map((row) => open(row, key))
}

export const passkeysAmong = (factors: readonly Factor[]): Passkey[] =>
  factors.flatMap((factor) => (factor.kind === 'passkey' ? [factor.passkey] : []))

/** So many recovery codes are left. */
export async function recoveryCodesLeft(db: Db | Tx, accountId: string): Promise<number> {
  const { left } = await db
    .selectFrom('recovery_code')
    .select(({ fn }) => fn.countAll<string>().as('left'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return Number(left)
}

export interface Asked {
  readonly question: Question
  /** What a passkey must sign, base64url; null where none is set up. */
  readonly challenge: string | null
}

/** What can be asked for as a proof, with a fresh challenge for the passkeys. */
export async function askFactors(base: Base, { row, key }: Pick<OpenAccount, 'row' | 'key'>): Promise<Asked> {
  const factors = await factorsOf(base.db, row.id, key)
  const passkeys = passkeysAmong(factors)
  const options = passkeys.length > 0 ? await passkeyQuestion(base.config, passkeys, base.random(32)) : null
  const kinds = (['totp', 'passkey'] as const).filter((kind) => factors.some((factor) => factor.kind === kind))
  return { question: { kinds, options }, challenge: options?.challenge ?? null }
}

/** The account of a session that was valid a moment ago. */
async function existing(base: Base, accountId: string): Promise<OpenAccount> {
  const found = await accountById(base, base.db, accountId)
  if (!found) throw new Fail('sign-in-needed')
  return found
}

export const questionFor = async (base: Base, accountId: string): Promise<Asked> =>
  askFactors(base, await existing(base, accountId))

/** What the person sees of the own factors: never a secret. */
export async function listFactors(base: Base, accountId: string): Promise<Factors> {
  const { account, key } = await existing(base, accountId)
  const factors = await factorsOf(base.db, accountId, key)
  return {
    factors: factors.map(({ kind, name, row }) => ({
      id: row.id,
      kind,
      name,
      createdAt: row.created_at.toISOString(),
      usedAt: row.used_at?.toISOString() ?? null,
    })),
    recoveryCodes: await recoveryCodesLeft(base.db, accountId),
    needed: accountReply(base, { account, hasFactor: false }).secondFactor === 'needed',
  }
}
