import { describe, expect, test } from 'vitest'
import { activities } from '../register.ts'
import { everyColumn } from '../coverage.ts'
import { retentionRules } from '../retention.ts'
import { exampleCard } from '../texts/example-card.ts'
import { documents } from './documents.ts'

const made = documents()
const read = (file: string) => made.get(file) ?? ''
const told = [...made].filter(([file]) => file.endsWith('.md'))

describe('the generated documents', () => {
  test('are the same from the same register', () => {
    expect([...documents()]).toEqual([...made])
  })

  test('mark every entry of the example card, so that nobody takes it for a real one', () => {
    for (const [file, text] of told) {
      const outside = text.replaceAll(/⟦[^⟧]*⟧/g, '')
      for (const own of [exampleCard.controller.name, exampleCard.controller.email, exampleCard.processor.name]) {
        expect([file, outside.includes(own)]).toEqual([file, false])
      }
    }
    expect(read('datenschutzerklaerung.md')).toContain(`⟦${exampleCard.controller.name}⟧`)
  })

  test('have no gap, and speak calmly', () => {
    for (const [file, text] of told) {
      expect([file, text]).toEqual([file, expect.not.stringMatching(/undefined|NaN|\[object|TODO|\$\{/)])
      expect([file, text]).toEqual([file, expect.not.stringMatching(/!|\w[:*_]in(nen)?\b/)])
      expect([file, text]).toEqual([file, expect.not.stringMatching(/\b(nach|von|mit|seit) \d+ (Tage|Monate|Jahre)\b/)])
      expect(text).toMatch(/^# \S.*\n\n/)
      expect(text).toMatch(/\S\n$/)
    }
  })

  test('hold each table to its head', () => {
    for (const [, text] of told) {
      for (const block of text.split('\n\n').filter((one) => one.startsWith('|'))) {
        const widths = block
          .trim()
          .split('\n')
          .map((line) => line.split(/(?<!\\)\|/).length)
        expect(new Set(widths).size).toBe(1)
      }
    }
  })

  test('record every activity and every column for the controller (Art. 30 (1))', () => {
    const record = read('verzeichnis-verantwortliche-stelle.md')
    for (const id of Object.keys(activities)) expect(record).toContain(`| Kennung | \`${id}\` |`)
    for (const [ref] of everyColumn) expect(record).toContain(`\`${ref}\``)
    for (const part of ['Zweck', 'Betroffene', 'Datenarten', 'Empfänger', 'Frist', 'Drittländer', 'Maßnahmen']) {
      expect(record).toContain(part)
    }
  })

  test('name processor, controller and processing for the processor (Art. 30 (2))', () => {
    const record = read('verzeichnis-auftragsverarbeiter.md')
    for (const part of [exampleCard.processor.name, exampleCard.controller.name, 'Videogespräch', 'Drittländer']) {
      expect(record).toContain(part)
    }
  })

  test('give each kind of data its start, period, class, measure and execution in the deletion concept', () => {
    const concept = read('loeschkonzept.md')
    for (const { what, start } of Object.values(retentionRules))
      expect(concept).toContain(`| ${what.de} | ${start.de} | `)
  })

  test('repeat the section on cookies word for word', () => {
    const items = read('cookies-de.md')
      .split('\n')
      .filter((line) => line.startsWith('- '))
    expect(items.length).toBeGreaterThan(2)
    for (const item of items) expect(read('datenschutzerklaerung.md')).toContain(item)
  })

  test('hold the whole register as data', () => {
    const register = JSON.parse(read('register.json')) as { activities: object; promises: object; tables: object }
    expect(Object.keys(register.activities)).toEqual(Object.keys(activities))
    expect(Object.keys(register.promises)).toHaveLength(19)
  })
})
