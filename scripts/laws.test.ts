import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from './child.ts'
import { checkLaws, lawNames } from './laws.ts'
import { lawful, planted } from './planted-laws.ts'

const house = mkdtempSync(join(tmpdir(), 'vieraugen-laws-'))
afterAll(() => rmSync(house, { recursive: true }))

for (const { path, text } of [...planted, ...lawful]) {
  mkdirSync(dirname(join(house, path)), { recursive: true })
  writeFileSync(join(house, path), `${text}\n`)
}
const reported = checkLaws(house)

describe('the laws of the house', () => {
  test.each(planted)('$law: a planted violation is reported under this name alone', ({ law, path }) => {
    const here = reported.filter((violation) => violation.path === path || violation.law === law)
    const [first] = here
    expect(here.map((violation) => violation.law)).toEqual([law])
    expect(law.endsWith('cycles') || first?.path === path).toBe(true)
  })

  test('report nothing that was not planted', () => {
    expect(reported.map((violation) => violation.law).toSorted()).toEqual(planted.map((entry) => entry.law).toSorted())
  })

  test('have a planted violation each', () => {
    expect(lawNames.toSorted()).toEqual(planted.map((entry) => entry.law).toSorted())
  })

  test('are kept by this repository', { timeout: 30_000 }, () => {
    expect(checkLaws(root)).toEqual([])
  })
})
