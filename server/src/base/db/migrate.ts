import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Db } from '../base.ts'

const folder = new URL('migrations/', import.meta.url)

/** One SQL file for each step, in the order of their names; the file says all there is to say. */
function migrations(): Record<string, Migration> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return Object.fromEntries(
    files.map((name) => [
      name.slice(0, -'.sql'.length),
      { up: async (db: Db) => void (await sql.raw(readFileSync(new URL(name, folder), 'utf8')).execute(db)) },
    ]),
  )
}

/** Brings the database up to date and answers how many steps were taken. Two processes at once wait for each other. */
export async function migrate(db: Db): Promise<number> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations()) },
    // A schema of its own, so that the public one holds exactly what the register lists.
    migrationTableSchema: 'migration',
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error instanceof Error) throw error
  return results?.length ?? 0
}
