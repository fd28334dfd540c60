// For the tests of restores: copies made and put back with PostgreSQL's own programs, as docs/operations.md says.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { findBinaries } from '../base/db/binaries.ts'
import type { TestDatabase } from '../base/db/test-database.ts'

/** `pg_dump` and `psql` of the PostgreSQL that runs, else of the path. */
const program = (name: string): string => {
  const beside = join(findBinaries('')?.folder ?? '', name)
  return existsSync(beside) ? beside : name
}

export const hasTools = ['pg_dump', 'psql'].every((name) => spawnSync(program(name), ['--version']).status === 0)

type Connection = TestDatabase['connection']

function tool(name: string, { host, user, database }: Connection, args: readonly string[]): void {
  const done = spawnSync(program(name), ['-h', host, '-U', user, '-d', database, ...args], { encoding: 'utf8' })
  if (done.status !== 0 || done.stderr) throw new Error(`${name} ended with ${done.status}: ${done.stderr}`)
}

/** The two files of a backup. */
export interface Copy {
  readonly main: string
  readonly keys: string
}

export function backUp({ connection }: TestDatabase, folder: string, name: string): Copy {
  const copy = { main: join(folder, `${name}.sql`), keys: join(folder, `${name}-keys.sql`) }
  tool('pg_dump', connection, ['--exclude-table-data=account_key', '-f', copy.main])
  tool('pg_dump', connection, ['--data-only', '--table=account_key', '-f', copy.keys])
  return copy
}

/** Puts files of backups into a database of their own. */
export async function putBack(beside: TestDatabase, files: readonly string[]): Promise<Connection> {
  const database = `restored_${randomBytes(4).toString('hex')}`
  await sql`create database ${sql.id(database)}`.execute(beside.db)
  const connection = { ...beside.connection, database }
  for (const file of files) tool('psql', connection, ['-q', '-v', 'ON_ERROR_STOP=1', '-o', '/dev/null', '-f', file])
  return connection
}
