// Writes `tables.ts` from a migrated database: `node generate.ts` writes, `node generate.ts --check` compares.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { tables, type Column } from '@vieraugen/policy/columns.ts'
import type { Db } from '../base.ts'
import { startCluster } from './cluster.ts'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'

const file = new URL('tables.ts', import.meta.url)

export interface ColumnFacts {
  readonly table: string
  readonly column: string
  readonly type: string
  readonly nullable: boolean
  /** Definition of the check on this column alone, if there is one. */
  readonly check: string | null
}

/** Every column of the public schema. */
export async function introspect(db: Db): Promise<ColumnFacts[]> {
  const { rows } = await sql<ColumnFacts>`
    select c.table_name as "table", c.column_name as "column", c.data_type as "type", c.is_nullable = 'YES' as "nullable",
      (select pg_get_constraintdef(k.oid) from pg_constraint k
        where k.contype = 'c' and k.conrelid = a.attrelid and k.conkey = array[a.attnum]) as "check"
    from information_schema.columns c
    join pg_attribute a on a.attrelid = format('public.%I', c.table_name)::regclass and a.attname = c.column_name
    where c.table_schema = 'public'
    order by c.table_name, c.ordinal_position`.execute(db)
  return rows
}

const plainTypes: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  integer: 'number',
  boolean: 'boolean',
  bytea: 'Buffer',
  'timestamp with time zone': 'Date',
}

const sealedKinds: readonly string[] = ['account', 'meeting', 'day', 'installation']

/** True when the register says that this column holds ciphertext. */
export function isSealed(table: string, column: string): boolean {
  const columns: Record<string, Column> =
    (tables as Record<string, { columns: Record<string, Column> }>)[table]?.columns ?? {}
  const entry = columns[column]
  return entry?.personal === true && sealedKinds.includes(entry.protection)
}

function typeOf(facts: ColumnFacts): string {
  if (isSealed(facts.table, facts.column)) return `Sealed<'${facts.table}.${facts.column}'>`
  const words = [...(facts.check ?? '').matchAll(/'([\w-]+)'::text/g)].map(([, word]) => `'${word}'`)
  if (facts.type === 'text' && words.length > 0) return words.join(' | ')
  const plain = plainTypes[facts.type]
  if (!plain) throw new Error(`${facts.table}.${facts.column}: no TypeScript type is known for ${facts.type}.`)
  return plain
}

const pascal = (name: string) => name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())

function render(columns: readonly ColumnFacts[]): string {
  const names = [...new Set(columns.map(({ table }) => table))]
  const interfaces = names.map((table) => {
    const lines = columns
      .filter((facts) => facts.table === table)
      .map((facts) => `  ${facts.column}: ${typeOf(facts)}${facts.nullable ? ' | null' : ''}\n`)
    return `export interface ${pascal(table)}Table {\n${lines.join('')}}\n`
  })
  const sealed = columns.filter(({ table, column }) => isSealed(table, column))
  return [
    "// Generated from the migrated database and the register by generate.ts. Do not edit.\nimport type { Sealed } from './sealed.ts'\n",
    ...interfaces,
    `export interface Database {\n${names.map((table) => `  ${table}: ${pascal(table)}Table\n`).join('')}}\n`,
    `/** Columns that hold ciphertext. */\nexport type SealedColumn =\n${sealed.map(({ table, column }) => `  | '${table}.${column}'\n`).join('')}`,
  ].join('\n')
}

async function generated(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'vieraugen-generate-'))
  chmodSync(folder, 0o711)
  const cluster = await startCluster({ folder, path: '', durable: false })
  const db = openDatabase(cluster.connection)
  try {
    await migrate(db)
    return render(await introspect(db))
  } finally {
    await db.destroy()
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  const text = await generated()
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(
      'server/src/base/db/tables.ts is not what the migrations make. Run: node server/src/base/db/generate.ts\n',
    )
    process.exitCode = 1
  }
}
