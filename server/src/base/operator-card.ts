import { isDeepStrictEqual } from 'node:util'
import type { OperatorCard } from '@vieraugen/policy/card.ts'
import type { Installation } from '@vieraugen/policy/installation.ts'
import { exampleCard } from '@vieraugen/policy/texts/example-card.ts'
import { Fail } from '@vieraugen/protocol/errors.ts'
import { type CardEntries, operatorCard } from '@vieraugen/protocol/operator-card.ts'
import { sql } from 'kysely'
import * as z from 'zod/mini'
import { type Config, ConfigError } from '../config.ts'
import type { Base, Cards, CardVersion, Db, Tx } from './base.ts'
import type { Clock } from './clock.ts'
import { transact } from './db/database.ts'

interface Given {
  readonly config: Pick<Config, 'cardFile'>
  readonly db: Db
  readonly clock: Clock
}

class StoredCards implements Cards {
  readonly #given: Given
  #now: OperatorCard = exampleCard
  constructor(given: Given) {
    this.#given = given
  }

  get now(): OperatorCard {
    return this.#now
  }

  get isFile(): boolean {
    return this.#given.config.cardFile !== null
  }

  /** Reads what holds; a file that says something new becomes the newest version. */
  async open(): Promise<void> {
    const { db, config } = this.#given
    if (config.cardFile) {
      const file = config.cardFile
      await transact(db, (tx) => this.#append(tx, file, null))
    }
    const newest = await newestOf(db)
    this.#now = newest ? cardOf(entriesOf(newest.body)) : exampleCard
  }

  async publish(
    { card, after }: { card: CardEntries; after: number },
    also: (tx: Tx, version: number) => Promise<void>,
  ): Promise<number> {
    if (this.isFile) throw new Fail('forbidden')
    if (isExample(card)) throw new Fail('card-invented')
    const version = await transact(this.#given.db, async (tx) => {
      const made = await this.#append(tx, card, after)
      if (made !== after) await also(tx, made)
      return made
    })
    this.#now = cardOf(card)
    return version
  }

  /** Answers the version that says this: a new one, unless the newest does already. */
  async #append(tx: Tx, card: CardEntries, after: number | null): Promise<number> {
    await sql`lock table operator_card in share row exclusive mode`.execute(tx)
    const newest = await newestOf(tx)
    const body = JSON.stringify(card)
    if (after !== null && (newest?.version ?? 0) !== after) throw new Fail('outdated')
    if (newest?.body === body) return newest.version
    const version = (newest?.version ?? 0) + 1
    await tx
      .insertInto('operator_card')
      .values({
        version,
        body,
        source: after === null ? 'file' : 'administration',
        published_at: this.#given.clock.now(),
      })
      .execute()
    return version
  }

  async versions(): Promise<CardVersion[]> {
    const rows = await this.#given.db.selectFrom('operator_card').selectAll().orderBy('version', 'desc').execute()
    return rows.map(({ version, source, published_at, body }) => ({
      version,
      source,
      publishedAt: published_at,
      card: entriesOf(body),
    }))
  }
}

/** The card that holds and every one that held before. */
export async function openCards(given: Given): Promise<Cards> {
  const cards = new StoredCards(given)
  await cards.open()
  return cards
}

/** What texts say of this installation now. */
export const installationOf = ({ config, cards }: Pick<Base, 'config' | 'cards'>): Installation => ({
  card: cards.now,
  consentEvidenceMonths: config.consentEvidenceMonths,
})

const newestOf = (db: Db | Tx) =>
  db.selectFrom('operator_card').select(['version', 'body']).orderBy('version', 'desc').limit(1).executeTakeFirst()

const { fictitious: _, ...exampleEntries } = exampleCard
const isExample = (card: CardEntries): boolean => isDeepStrictEqual(card, exampleEntries)
const cardOf = (card: CardEntries): OperatorCard => ({ ...card, fictitious: isExample(card) })

/** Versions of the software may ask for more than a card that was published before has. */
function entriesOf(body: string): CardEntries {
  const parsed = z.safeParse(operatorCard, JSON.parse(body))
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new ConfigError(
    `The published operator’s card lacks “${field}”. Set OPERATOR_CARD to a file with a whole card.`,
  )
}
