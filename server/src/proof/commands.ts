import { sql } from 'kysely'
import type { PromiseId } from '@vieraugen/policy/activity.ts'
import { proofs, type Proof, proofSql } from '@vieraugen/policy/proofs.ts'
import type { Base, Tx } from '../base/base.ts'
import type { Clock } from '../base/clock.ts'
import { transact } from '../base/db/database.ts'
import { violationMail } from './mails.ts'
import { remembered } from './queries.ts'
import { base64, chainStart, entryHash, type PublishedLine, type Signer } from './rules.ts'

/**
 * Makes each check of the register a function that its role may call. It runs with the rights of the tables' owner and
 * answers three numbers, so the role itself needs no right on any table.
 */
export async function installProofs({ db, config }: Pick<Base, 'db' | 'config'>): Promise<void> {
  const statements = Object.entries<Proof>(proofs).flatMap(([id, proof]) => {
    const statement = proofSql(proof, config)
    if (statement === null) return []
    const name = `proof."${id}"(timestamptz)`
    return [
      `create or replace function ${name} returns table (bad bigint, "of" bigint, oldest double precision)`,
      `language sql stable security definer set search_path = public, pg_temp as $proof$${statement}$proof$;`,
      `revoke all on function ${name} from public;`,
      `grant execute on function ${name} to vieraugen_prover;`,
    ]
  })
  await sql.raw(statements.join('\n')).execute(db)
}

export interface News {
  readonly kind: 'change' | 'checkpoint'
  readonly lines: readonly PublishedLine[]
  /** Violations the operator is told of now. */
  readonly tell: readonly PromiseId[]
}

/** Writes an entry of the chain and, in the same step, puts the mails about violations into the outbox. */
export async function appendEntry(base: Base, signer: Signer, { kind, lines, tell }: News): Promise<void> {
  const { publicUrl } = base.config
  const to = base.cards.now.controller.email
  const states = Object.fromEntries(lines.map(({ promise, state }) => [promise, state]))
  const results = kind === 'checkpoint' ? { results: lines } : {}
  const body = JSON.stringify({ kind, states, told: tell, ...results })
  await transact(base.db, async (tx) => {
    await chain(tx, { clock: base.clock, signer, body })
    for (const promise of tell) await base.outbox.put(tx, 'promise-violated', violationMail({ to, promise, publicUrl }))
  })
}

/** Writes into the chain that a restore was practised just now, with success. What the promises showed last stays so. */
export async function appendDrill({ db, clock }: Pick<Base, 'db' | 'clock'>, signer: Signer): Promise<void> {
  await transact(db, async (tx) => {
    await lockChain(tx)
    const { states } = await remembered(tx, clock.now())
    await chain(tx, { clock, signer, body: JSON.stringify({ kind: 'drill', states, told: [] }) })
  })
}

/** One writer at a time: number and previous hash follow from the entry before. */
const lockChain = (tx: Tx) => sql`lock table proof_entry in share row exclusive mode`.execute(tx)

async function chain(tx: Tx, given: { clock: Clock; signer: Signer; body: string }): Promise<void> {
  const { clock, signer, body } = given
  await lockChain(tx)
  const last = tx.selectFrom('proof_entry').select(['number', 'hash']).orderBy('number', 'desc').limit(1)
  const head = await last.executeTakeFirst()
  const made_at = clock.now()
  const number = (head?.number ?? 0) + 1
  const previous_hash = head?.hash ?? chainStart
  const hash = entryHash({
    number,
    at: made_at.toISOString(),
    body,
    previousHash: base64(previous_hash),
    publicKey: base64(signer.publicKey),
  })
  const signature = signer.sign(hash)
  await tx
    .insertInto('proof_entry')
    .values({ number, made_at, body, previous_hash, hash, public_key: signer.publicKey, signature })
    .execute()
}
