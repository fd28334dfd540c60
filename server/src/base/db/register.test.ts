import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Column, tables } from '@vieraugen/policy/columns.ts'
import { type ColumnFacts, introspect, isSealed } from './generate.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
let columns: ColumnFacts[]
beforeAll(async () => {
  database = await createTestDatabase()
  columns = await introspect(database.db)
})
afterAll(() => database.close())

const registered = () =>
  Object.entries(tables).flatMap(([table, entry]) => Object.keys(entry.columns).map((column) => `${table}.${column}`))
const present = () => columns.map(({ table, column }) => `${table}.${column}`)
const entryOf = (table: string, column: string): Column | undefined =>
  (tables as Record<string, { columns: Record<string, Column> }>)[table]?.columns[column]

describe('the database and the register of what is stored', () => {
  test('name the same columns: none is stored that is not declared', () => {
    expect(present().filter((name) => !registered().includes(name))).toEqual([])
  })

  test('name the same columns: none is declared that is not stored', () => {
    expect(registered().filter((name) => !present().includes(name))).toEqual([])
  })

  test('agree that sealed columns and hashes are bytes, never text', () => {
    const wrong = columns.filter(({ table, column, type }) => {
      const entry = entryOf(table, column)
      const isBytes = isSealed(table, column) || (entry?.personal === true && entry.protection === 'hash')
      return isBytes && type !== 'bytea'
    })
    expect(wrong).toEqual([])
  })

  test('agree that personal text nowhere stands in the clear, but for states out of a fixed list', () => {
    const wrong = columns.filter(({ table, column, type, check }) => {
      const entry = entryOf(table, column)
      return entry?.personal === true && entry.protection === 'clear' && type === 'text' && check === null
    })
    expect(wrong).toEqual([])
  })

  test('lead from every personal row to a person', () => {
    const lost = Object.entries(tables)
      .filter(
        ([, { columns: own, owner }]) => Object.values<Column>(own).some(({ personal }) => personal) && owner === null,
      )
      .map(([name]) => name)
    expect(lost).toEqual([])
  })
})
