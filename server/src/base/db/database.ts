import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { Db, Tx } from '../base.ts'
import type { Database } from './tables.ts'

export type Connection = string | { readonly host: string; readonly user: string; readonly database: string }

/** What is left of a driver's error: its code and the rule that was broken. Message and detail quote values of the row. */
export class DatabaseError extends Error {
  /** SQLSTATE (PostgreSQL manual, appendix A) or the system's code. */
  readonly code: string
  readonly constraint: string
  constructor(code: string, constraint: string) {
    super('The database refused.')
    this.name = 'DatabaseError'
    this.code = code
    this.constraint = constraint
  }
}

/** SQLSTATE 23505: the row would have had a twin. */
export const isTwin = (error: unknown, constraint: string): boolean =>
  error instanceof DatabaseError && error.code === '23505' && error.constraint === constraint

function scrubbed(error: unknown): DatabaseError {
  const facts = typeof error === 'object' && error !== null ? (error as { code?: unknown; constraint?: unknown }) : {}
  const word = (value: unknown) => (typeof value === 'string' ? value : '')
  return new DatabaseError(word(facts.code), word(facts.constraint))
}

/** A pool whose errors are scrubbed before anything above can see or log them. */
function guardedPool(pool: pg.Pool): PostgresPool {
  const guarded = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const guard = (client: pg.PoolClient) => ({
    release: (destroy?: boolean) => client.release(destroy),
    query: (text: string, values: unknown[]) =>
      client.query(text, values).catch((error: unknown) => {
        throw scrubbed(error)
      }),
  })
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw scrubbed(error)
      })
      const known = guarded.get(client) ?? (guard(client) as unknown as PostgresPoolClient)
      guarded.set(client, known)
      return known
    },
  }
}

/** Opens the database. `db.destroy()` closes it. */
export function openDatabase(connection: Connection, connections = 20): Db {
  const where = typeof connection === 'string' ? { connectionString: connection } : connection
  const pool = new pg.Pool({
    ...where,
    max: connections,
    connectionTimeoutMillis: 10_000,
    application_name: 'vieraugen',
  })
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => {})
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: guardedPool(pool) }) })
}

/** Runs `work` in one transaction; a throw takes everything back. */
export const transact = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction().execute(work)

/**
 * Makes this process the only server of the database, as long as the returned function is not called. Two servers would
 * split the rooms between them. Null when another one holds the place; after a crash it takes a moment to become free.
 */
export async function claimDatabase(connection: Connection): Promise<(() => Promise<void>) | null> {
  const where = typeof connection === 'string' ? { connectionString: connection } : connection
  const client = new pg.Client({ ...where, application_name: 'vieraugen-claim', keepAlive: true })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ claimed: boolean }>('select pg_try_advisory_lock(86413, 4) as claimed')
    if (rows[0]?.claimed) return () => client.end()
  } catch (error) {
    await client.end().catch(() => {})
    throw scrubbed(error)
  }
  await client.end()
  return null
}
