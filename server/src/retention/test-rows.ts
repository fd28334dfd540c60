import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { introspect } from '../base/db/generate.ts'
import type { TestBase } from '../base/test-base.ts'

export type Cells = Record<string, unknown>

/** A row of any table: what must not be null is filled by its type, then `own` is laid over it. Answers its id. */
export async function plantRow(base: TestBase, table: string, own: Cells = {}): Promise<string> {
  const facts = (await introspect(base.db)).filter((column) => column.table === table)
  const fill: Record<string, (check: string | null) => unknown> = {
    uuid: () => uuid(),
    bytea: () => base.random(40),
    text: (check) => /'([\w-]+)'::text/.exec(check ?? '')?.[1] ?? base.random(6).toString('hex'),
    integer: () => base.random(3).readUIntBE(0, 3),
    'timestamp with time zone': () => base.clock.now(),
  }
  const cells = Object.fromEntries(
    facts.filter(({ nullable }) => !nullable).map(({ column, type, check }) => [column, fill[type]?.(check)]),
  )
  const row: Cells = { ...cells, ...own }
  await sql`insert into ${sql.table(table)} (${sql.join(Object.keys(row).map((name) => sql.id(name)))})
    values (${sql.join(Object.values(row))})`.execute(base.db)
  return typeof row['id'] === 'string' ? row['id'] : ''
}
