import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { logEvents } from '@vieraugen/policy/log-events.ts'
import { root } from './child.ts'
import { outdatedDocuments, writeDocuments } from './generate-privacy.ts'

test('the committed documents are what the register says', () => {
  expect(outdatedDocuments(join(root, 'docs', 'privacy'))).toEqual([])
})

test('a document that was changed, is missing or is no longer made is noticed and put right', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vieraugen-privacy-'))
  try {
    writeDocuments(folder)
    appendFileSync(join(folder, 'loeschkonzept.md'), 'Alles bleibt.\n')
    rmSync(join(folder, 'massnahmen.md'))
    writeFileSync(join(folder, 'old.md'), '')
    expect(outdatedDocuments(folder)).toEqual(['loeschkonzept.md', 'massnahmen.md', 'old.md'])
    writeDocuments(folder)
    expect(outdatedDocuments(folder)).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the register names exactly the lines and fields the server can log', () => {
  const log = readFileSync(join(root, 'server/src/base/log.ts'), 'utf8')
  const catalogue = /export interface Events \{(.*?)\n\}/s.exec(log)?.[1] ?? ''
  const lines = [...catalogue.matchAll(/'([\w.-]+)': \{(.*?)\}/gs)].map(([, name, fields = '']) => [
    name,
    [...fields.matchAll(/(\w+)\??:/g)].map(([, field]) => field),
  ])
  expect(Object.fromEntries(lines)).toEqual(
    Object.fromEntries(Object.entries(logEvents).map(([name, { fields }]) => [name, fields])),
  )
})
