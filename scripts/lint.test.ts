import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { capture, root } from './child.ts'

const lines = (count: number, line: string): string => `${line}\n`.repeat(count)
const long = (count: number): string =>
  `export function long(): number {\n  let sum = 0\n${lines(count, '  sum += 1')}  return sum\n}`

/** One violation for each rule this house adds to the linter's own, and the nearest text that is still allowed. */
const planted = [
  {
    rule: 'eslint(max-lines)',
    path: 'client/src/a.ts',
    text: lines(401, 'export {}'),
    allowed: lines(400, 'export {}'),
  },
  { rule: 'eslint(max-lines-per-function)', path: 'server/src/b.ts', text: long(57), allowed: long(56) },
  { rule: 'eslint(max-lines-per-function)', path: 'client/src/c.tsx', text: long(97), allowed: long(96) },
  {
    rule: 'eslint(max-params)',
    path: 'policy/src/d.ts',
    text: 'export const d = (a: 1, b: 1, c: 1, d: 1) => a + b + c + d',
    allowed: 'export const d = (a: 1, b: 1, c: 1) => a + b + c',
  },
  { rule: 'eslint(no-console)', path: 'server/src/e.ts', text: `console.log('name')`, allowed: 'export {}' },
  {
    rule: 'import(no-default-export)',
    path: 'client/src/f.ts',
    text: 'export default 1',
    allowed: 'export const f = 1',
  },
  {
    rule: 'typescript(no-floating-promises)',
    path: 'server/src/g.ts',
    text: 'export function g(save: () => Promise<void>) {\n  save()\n}',
    allowed: 'export async function g(save: () => Promise<void>) {\n  await save()\n}',
  },
  {
    rule: 'typescript(switch-exhaustiveness-check)',
    path: 'protocol/src/h.ts',
    text: `export function h(it: 'a' | 'b') {\n  switch (it) {\n    case 'a':\n      return 1\n  }\n}`,
    allowed: 'export {}',
  },
  {
    rule: 'vitest(no-focused-tests)',
    path: 'policy/src/i.test.ts',
    text: `import { test } from 'vitest'\ntest.only('i', () => {})`,
    allowed: 'export {}',
  },
  {
    rule: 'vitest(no-disabled-tests)',
    path: 'policy/src/j.test.ts',
    text: `import { test } from 'vitest'\ntest.skip('j', () => {})`,
    allowed: 'export {}',
  },
]

const house = mkdtempSync(join(tmpdir(), 'vieraugen-lint-'))
afterAll(() => rmSync(house, { recursive: true }))

/** Lints what lies in the folder now. Answers "rule path" for each finding. */
async function lint(): Promise<string[]> {
  const { output } = await capture('oxlint', ['--format', 'json'], house)
  const found = JSON.parse(output) as { diagnostics: { code: string; filename: string }[] }
  return found.diagnostics.map(({ code, filename }) => `${code} ${filename}`).toSorted()
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true })
  writeFileSync(join(house, path), text)
}

beforeAll(() => {
  copyFileSync(join(root, '.oxlintrc.json'), join(house, '.oxlintrc.json'))
  write('tsconfig.json', JSON.stringify({ compilerOptions: { strict: true, target: 'es2024', types: [] } }))
})

describe('the linter', () => {
  test('reports each planted violation and nothing else', { timeout: 30_000 }, async () => {
    for (const { path, text } of planted) write(path, text)
    expect(await lint()).toEqual(planted.map(({ rule, path }) => `${rule} ${path}`).toSorted())
  })

  test('is silent about the nearest text that is allowed', { timeout: 30_000 }, async () => {
    for (const { path, allowed } of planted) write(path, allowed)
    expect(await lint()).toEqual([])
  })
})
