import type { ChainFault } from '@vieraugen/protocol/http/admin-log.ts'
import { type AuditEntry, auditHash } from '../base/audit.ts'
import { chainStart } from '../base/chain.ts'

/** An entry of the log as it rests. */
export interface ChainedEntry extends AuditEntry {
  readonly previous_hash: Buffer
  readonly hash: Buffer
}

/**
 * What is wrong with an entry behind `last`. The first of all may follow entries that passed their period: `expired` says how
 * many the deletion log knows of; null when nobody knows.
 */
export function faultOf(
  entry: ChainedEntry,
  last: Pick<ChainedEntry, 'number' | 'hash'> | null,
  expired: number | null,
): ChainFault | null {
  const { number, previous_hash, hash } = entry
  const fault = (kind: ChainFault['kind']): ChainFault => ({ kind, number })
  if (!auditHash(previous_hash, entry).equals(hash)) return fault('changed')
  const isMissing = last ? number !== last.number + 1 : expired !== null && number - 1 > expired
  if (isMissing) return fault('missing')
  const known = last?.hash ?? (number === 1 ? chainStart : previous_hash)
  return previous_hash.equals(known) ? null : fault('misplaced')
}

/** What the auditor needs to compute a hash anew. */
export const hashRecipe =
  'hash = SHA-256(previousHash bytes, then UTF-8 of JSON.stringify([number, at, actor, act, account, thing])); the first previousHash is 32 zero bytes'

/** The last digits of an id: the first ones of a UUIDv7 (RFC 9562) only tell the time. */
export const markOf = (id: string): string => id.slice(-8)
