import { expect, test } from 'vitest'
import { exportColumns } from '../owners.ts'
import { columnName, columnNames } from './column-names.ts'

const told = [...exportColumns('counsellor'), ...exportColumns('client')].map(({ column }) => column)

test('every column of a copy has a name that people can read, in both languages', () => {
  for (const language of ['de', 'en'] as const)
    expect(told.filter((column) => columnName(column, language) === column)).toEqual([])
})

test('no name is left over', () => {
  const used = new Set<string>(told.flatMap((column) => [column, column.split('.')[1] ?? '']))
  expect(Object.keys(columnNames).filter((name) => !used.has(name))).toEqual([])
})
