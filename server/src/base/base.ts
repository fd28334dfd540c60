import type { Kysely, Transaction } from 'kysely'
import type { OperatorCard } from '@vieraugen/policy/card.ts'
import type { MailId } from '@vieraugen/policy/mails.ts'
import type { CardEntries } from '@vieraugen/protocol/operator-card.ts'
import type { Config } from '../config.ts'
import type { Clock, Random } from './clock.ts'
import type { ContentKeys } from './content-keys.ts'
import type { Database } from './db/tables.ts'
import type { ErasureLedger } from './erasure-ledger.ts'
import type { Keys } from './keys.ts'
import type { Limits } from './limits.ts'
import type { Log } from './log.ts'

export type Db = Kysely<Database>
export type Tx = Transaction<Database>

/** A mail before it is sealed into the outbox. Subjects are neutral: no name, no topic. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly calendar?: string
}

export interface Outbox {
  /** Puts a mail into the outbox inside the caller's transaction; it leaves after the commit. */
  put(tx: Tx, id: MailId, mail: Mail): Promise<void>
}

/** One card that held from a moment on. */
export interface CardVersion {
  readonly version: number
  readonly source: 'file' | 'administration'
  readonly publishedAt: Date
  readonly card: CardEntries
}

/** The operator's card as it holds now, and every one that held before. */
export interface Cards {
  readonly now: OperatorCard
  /** The card comes from a file of the machine and cannot be changed here. */
  readonly isFile: boolean
  /** All versions, the newest first. */
  versions(): Promise<CardVersion[]>
  /**
   * Publishes a card in place of version `after`; `also` is done in the same transaction. Answers the new version.
   * Fail('forbidden') when the card comes from a file, Fail('card-invented') for the example, Fail('outdated') when somebody
   * else published meanwhile. A card that says the same is no new version, and nothing is done for it.
   */
  publish(
    of: { readonly card: CardEntries; readonly after: number },
    also: (tx: Tx, version: number) => Promise<void>,
  ): Promise<number>
}

/** What every slice is given by app.ts. Nothing here knows a noun of the product. */
export interface Base {
  readonly config: Config
  readonly clock: Clock
  readonly random: Random
  readonly db: Db
  /** The installation's keys: wrapping, blind indexes, keyed hashes. */
  readonly keys: Keys
  /** Keys of content that must be able to die: one file each, outside the database. */
  readonly contentKeys: ContentKeys
  /** What was deleted, outside the database and its backups. */
  readonly ledger: ErasureLedger
  readonly outbox: Outbox
  readonly limits: Limits
  readonly cards: Cards
  readonly log: Log
}
